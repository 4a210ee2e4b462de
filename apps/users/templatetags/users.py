"""What templates ask about the person who looks."""

from typing import Any

from django import template

from apps.users import second_factor
from apps.users.models import User

register = template.Library()


@register.filter
def lacks_second_factor(user: Any) -> bool:
    """`{% if request.user|lacks_second_factor %}`: whether the role needs one that is not set up.

    Only for pages where no side is taken, since no side may look it up.
    """
    return isinstance(user, User) and second_factor.is_missing(user)
