"""What `?expand=` puts in the place of keys: rows of the catalogue."""

from collections.abc import Iterable, Mapping
from typing import Any

from apps.catalog.models import Product, PurposeClass, TherapeuticArea
from apps.users.models import User


def purposes(viewer: User, codes: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    """Purpose classes by code."""
    found = PurposeClass.objects.filter(code__in=codes)
    return {row.code: {"id": row.pk, "code": row.code, "name": row.name} for row in found}


def areas(viewer: User, codes: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    """Therapeutic areas by code."""
    found = TherapeuticArea.objects.filter(code__in=codes)
    return {row.code: {"id": row.pk, "code": row.code, "name": row.name} for row in found}


def products(viewer: User, keys: Iterable[Any]) -> Mapping[Any, Mapping[str, Any]]:
    """Products by key."""
    return {row.pk: {"id": row.pk, "name": row.name} for row in Product.objects.filter(pk__in=keys)}
