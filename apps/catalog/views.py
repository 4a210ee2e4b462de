"""The lists that administrators keep: therapeutic areas and products. Each page lists, makes or changes."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from apps.catalog import actions, policies, queries
from apps.catalog.forms import AreaForm, ProductForm
from apps.core.editing import posted, saved
from apps.core.paging import page_of
from apps.users.requests import user_of

BY_NAME = {"name": ("name", "id")}


def areas(request: HttpRequest) -> HttpResponse:
    """All therapeutic areas, and a form for a new one."""
    user = user_of(request)
    policies.may_keep_catalogue(user).require()
    form = AreaForm(posted(request))
    if saved(form, lambda: actions.save_area(by=user, **form.kept)):
        messages.success(request, _("Saved."))
        return redirect("catalog:areas")
    page = page_of(queries.areas_kept_by(user), request, sorts=BY_NAME, default="name")
    return render(request, "catalog/areas.html", {"form": form, "page": page})


def area(request: HttpRequest, area_id: uuid.UUID) -> HttpResponse:
    """Change a therapeutic area, or take it out of use."""
    user = user_of(request)
    subject = get_object_or_404(queries.areas_kept_by(user), pk=area_id)
    form = AreaForm(posted(request), instance=subject)
    if saved(form, lambda: actions.save_area(by=user, **form.kept)):
        messages.success(request, _("Saved."))
        return redirect("catalog:areas")
    return render(request, "catalog/area.html", {"form": form, "area": subject})


def products(request: HttpRequest) -> HttpResponse:
    """All products, and a form for a new one."""
    user = user_of(request)
    policies.may_keep_catalogue(user).require()
    form = ProductForm(posted(request))
    if saved(form, lambda: actions.save_product(by=user, **form.kept)):
        messages.success(request, _("Saved."))
        return redirect("catalog:products")
    page = page_of(queries.products_kept_by(user), request, sorts=BY_NAME, default="name")
    return render(request, "catalog/products.html", {"form": form, "page": page})


def product(request: HttpRequest, product_id: uuid.UUID) -> HttpResponse:
    """Change a product: its stage, its area, or whether it is in use."""
    user = user_of(request)
    subject = get_object_or_404(queries.products_kept_by(user), pk=product_id)
    form = ProductForm(posted(request), instance=subject)
    if saved(form, lambda: actions.save_product(by=user, **form.kept)):
        messages.success(request, _("Saved."))
        return redirect("catalog:products")
    return render(request, "catalog/product.html", {"form": form, "product": subject})
