"""`{% load directory %}`: codes and rows of the directory in words."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from apps.directory.choices import AccessRestriction, CustomerGroup, country_name, languages
from apps.directory.models import Account, Affiliation, Stakeholder

register = template.Library()
register.filter("country_name", country_name)

ACCESS_TONES = {
    AccessRestriction.OPEN: "quiet",
    AccessRestriction.BY_APPOINTMENT: "neutral",
    AccessRestriction.RESTRICTED: "warn",
    AccessRestriction.NONE: "bad",
}


@register.filter
def group_names(values: Iterable[str]) -> str:
    """Customer groups by name."""
    labels = dict(CustomerGroup.choices)
    return ", ".join(str(labels.get(value, value)) for value in values)


def _language_names(codes: Iterable[str]) -> str:
    labels = dict(languages())
    return ", ".join(labels.get(code, code) for code in codes if code)


@register.filter
def role_line(person: Stakeholder) -> str:
    """Who this is in a line: degrees, specialty, main role and account. Needs `current_affiliations`."""
    main = next(iter(getattr(person, "current_affiliations", [])), None)
    parts = [person.degrees, person.specialty]
    if main:
        at = _("%(role)s at %(account)s") % {"role": main.role, "account": main.account}
        parts.append(at if main.role else main.account.name)
    return " · ".join(part for part in parts if part)


@register.filter
def place_line(place: Account) -> str:
    """What and where this is in a line."""
    return " · ".join(
        part for part in (str(place.get_kind_display()), place.city, country_name(place.country)) if part
    )


@register.filter
def span(affiliation: Affiliation) -> str:
    """From when to when, as far as is known."""
    start, end = affiliation.started_on, affiliation.ended_on
    days = {
        "start": date_format(start, _("M Y")) if start else "",
        "end": date_format(end, _("M Y")) if end else "",
    }
    if start and end:
        return _("%(start)s to %(end)s") % days
    if start:
        return _("since %(start)s") % days
    return _("until %(end)s") % days if end else _("dates unknown")


@register.filter
def wishes(person: Stakeholder) -> list[tuple[str, Any]]:
    """How somebody wishes to be contacted, for `{% definitions %}`."""
    most = person.contacts_per_quarter
    return [
        (_("Preferred channel"), person.get_preferred_channel_display()),
        (_("Preferred time"), person.get_preferred_time_display()),
        (_("Preferred language"), _language_names([person.preferred_language])),
        (
            _("Contacts per quarter"),
            _("%(number)s at most, all functions together") % {"number": most} if most else "",
        ),
        (_("E-mail"), _link("mailto:", person.email)),
        (_("Phone"), _link("tel:", person.phone)),
    ]


@register.filter
def facts(thing: Stakeholder | Account) -> list[tuple[str, Any]]:
    """What is known of a person or an organisation, for `{% definitions %}`."""
    return _facts_of_account(thing) if isinstance(thing, Account) else _facts_of_person(thing)


def _facts_of_person(person: Stakeholder) -> list[tuple[str, Any]]:
    return [
        (_("Customer groups"), group_names(person.customer_groups)),
        (_("Specialty"), person.specialty),
        (_("Languages"), _language_names(person.languages)),
        (_("Country"), country_name(person.country)),
        (_("Territory"), person.territory),
    ]


def _facts_of_account(place: Account) -> list[tuple[str, Any]]:
    town = " ".join(part for part in (place.postal_code, place.city) if part)
    address = ", ".join(
        part for part in (place.street, town, place.region, country_name(place.country)) if part
    )
    customer_group = str(place.get_customer_group_display())
    return [
        (_("Access"), place.get_access_restriction_display()),
        (_("Customer group"), customer_group),
        (_("Address"), address),
        (_("Territory"), place.territory),
        (_("Website"), _link("", place.website)),
    ]


def _link(scheme: str, text: str) -> str:
    """A link out of the product; a browser dials or writes with it. No address leaks to where it leads."""
    if not text:
        return ""
    return format_html('<a href="{}{}" rel="noopener noreferrer">{}</a>', scheme, text, text)


@register.inclusion_tag("components/status.html")
def access_mark(account: Account) -> dict[str, Any]:
    """Whether and how visitors may come, as a mark in a list."""
    access = AccessRestriction(account.access_restriction)
    is_limited = access != AccessRestriction.OPEN
    return {
        "label": access.label,
        "tone": ACCESS_TONES[access],
        "icon": "lock" if is_limited else "",
        "title": "",
    }
