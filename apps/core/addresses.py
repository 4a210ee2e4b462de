"""Addresses of single things. Long lists ask for one in each row, where finding the pattern anew costs most of it."""

import uuid
from functools import lru_cache

from django.urls import get_script_prefix, reverse

_SAMPLE = uuid.UUID(int=0)


def address_of(name: str, key: uuid.UUID) -> str:
    """The page `name` of the thing with this key, as `reverse(name, args=[key])` gives it."""
    return _form_of(name, get_script_prefix()).replace(str(_SAMPLE), str(key))


@lru_cache(maxsize=256)
def _form_of(name: str, prefix: str) -> str:
    """The address of a sample; under another prefix it is another one."""
    return reverse(name, args=[_SAMPLE])
