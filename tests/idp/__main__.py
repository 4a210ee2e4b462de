"""`python -m tests.idp PORT CALLBACK`: set up and serve. Says "ready" when it listens."""

import os
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application


class Quiet(WSGIRequestHandler):
    """Tests read the output."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def main(port: int, callback: str) -> None:
    """Make the tables and the one client, then serve until ended."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.idp.settings"
    django.setup()
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    Application.objects.create(
        name="product",
        client_id="crm",
        client_secret="crm-secret",
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        redirect_uris=callback,
        skip_authorization=True,
        algorithm=Application.RS256_ALGORITHM,
    )
    with make_server("127.0.0.1", port, get_wsgi_application(), handler_class=Quiet) as server:
        print("ready", flush=True)
        server.serve_forever()


main(int(sys.argv[1]), sys.argv[2])
