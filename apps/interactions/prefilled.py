"""What a form is filled in with by its address: links carry keys and choices from page to page, never words."""

from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict

MANY = ("stakeholders", "topics")
ONE = ("account", "starts_at", "channel", "purpose", "therapeutic_area", "kind")


def asked_for(request: HttpRequest) -> dict[str, str | list[str]]:
    """The starting values that the address asks for; what is nonsense, the form shows as not chosen."""
    one = {name: request.GET[name] for name in ONE if request.GET.get(name)}
    return {**one, **{name: request.GET.getlist(name) for name in MANY if name in request.GET}}


def carried(typed: QueryDict) -> str:
    """What was filled in, as the query of another form's address."""
    return urlencode({name: typed.getlist(name) for name in (*ONE, *MANY) if typed.get(name)}, doseq=True)
