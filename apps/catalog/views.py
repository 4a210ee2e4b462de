"""The lists that administrators keep: therapeutic areas and products. Each page lists, makes or changes."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from apps.catalog import actions, policies, queries
from apps.catalog.forms import AreaForm, ProductForm
from apps.core.editing import posted
from apps.core.models import new_id
from apps.users.requests import user_of

Save = Callable[..., Any]


def areas(request: HttpRequest) -> HttpResponse:
    """All therapeutic areas, and a form for a new one."""
    user = user_of(request)
    policies.may_keep_catalogue(user).require()
    form = AreaForm(posted(request))
    if _is_saved(request, form, actions.save_area, new_id()):
        return redirect("catalog:areas")
    return render(request, "catalog/areas.html", {"form": form, "areas": queries.areas_kept_by(user)})


def area(request: HttpRequest, area_id: uuid.UUID) -> HttpResponse:
    """Change a therapeutic area, or take it out of use."""
    subject = get_object_or_404(queries.areas_kept_by(user_of(request)), pk=area_id)
    form = AreaForm(posted(request), instance=subject)
    if _is_saved(request, form, actions.save_area, area_id):
        return redirect("catalog:areas")
    return render(request, "catalog/area.html", {"form": form, "area": subject})


def products(request: HttpRequest) -> HttpResponse:
    """All products, and a form for a new one."""
    user = user_of(request)
    policies.may_keep_catalogue(user).require()
    form = ProductForm(posted(request))
    if _is_saved(request, form, actions.save_product, new_id()):
        return redirect("catalog:products")
    return render(
        request, "catalog/products.html", {"form": form, "products": queries.products_kept_by(user)}
    )


def product(request: HttpRequest, product_id: uuid.UUID) -> HttpResponse:
    """Change a product: its stage, its area, or whether it is in use."""
    subject = get_object_or_404(queries.products_kept_by(user_of(request)), pk=product_id)
    form = ProductForm(posted(request), instance=subject)
    if _is_saved(request, form, actions.save_product, product_id):
        return redirect("catalog:products")
    return render(request, "catalog/product.html", {"form": form, "product": subject})


def _is_saved(request: HttpRequest, form: Any, save: Save, id: uuid.UUID) -> bool:
    if not form.is_valid():
        return False
    save(by=user_of(request), id=id, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return True
