"""The people of the demo by their login."""

from apps.users.models import User


def user(key: str) -> User:
    """Somebody of the demo."""
    return User.objects.get(email=f"{key}@demo.example")
