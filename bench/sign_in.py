"""Prints a session of somebody in the measured company: `python -m bench.sign_in ADDRESS`. No password is involved."""

import os
import sys


def main(address: str) -> None:
    """Sign in as the product's own code does behind its form, and print the key of the session."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msl_crm.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    from apps.users.models import User

    client = Client()
    client.force_login(User.objects.get(email=address), backend=settings.AUTHENTICATION_BACKENDS[0])
    print(client.cookies[settings.SESSION_COOKIE_NAME].value)


if __name__ == "__main__":
    main(sys.argv[1])
