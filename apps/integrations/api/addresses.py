"""Turning a declared resource into addresses."""

from django.urls import URLResolver, include, path

from apps.core.resources import Resource
from apps.integrations.api.steps import StepView
from apps.integrations.api.views import CollectionView, ItemView


def addresses_of(resource: Resource) -> URLResolver:
    """List, create and read of a resource, and what can be done with a row.

    The addresses bear the app's name, by which the audit knows that somebody reads content.
    """
    app_name = resource.model._meta.app_label
    patterns = [
        path("", CollectionView.as_view(resource=resource), name="list"),
        path("<uuid:id>/", ItemView.as_view(resource=resource), name="item"),
        *(
            path(
                f"<uuid:id>/{step.name}/",
                StepView.as_view(resource=resource, step=step),
                name=step.name.replace("-", "_"),
            )
            for step in resource.steps
        ),
    ]
    return path(f"{resource.name}/", include((patterns, app_name), namespace=f"api-{resource.name}"))
