"""Turning a declared resource into addresses."""

from django.urls import URLResolver, include, path

from apps.core.resources import ReadableResource, Resource
from apps.integrations.api.changes import ChangeableItemView
from apps.integrations.api.steps import StepView
from apps.integrations.api.views import CollectionView, ItemView, ListView


def addresses_of(resource: ReadableResource) -> URLResolver:
    """List and read of a resource, create and change where it can be, and what can be done with a row.

    The addresses bear the app's name, by which the audit knows that somebody reads content.
    """
    app_name = resource.model._meta.app_label
    collection = CollectionView if isinstance(resource, Resource) else ListView
    item = ChangeableItemView if resource.change else ItemView
    patterns = [
        path("", collection.as_view(resource=resource), name="list"),
        path("<uuid:id>/", item.as_view(resource=resource), name="item"),
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
