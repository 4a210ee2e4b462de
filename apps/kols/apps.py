"""What the medical side knows of a stakeholder."""

from django.apps import AppConfig


class KolsConfig(AppConfig):
    """MEDICAL: profile, publications, candidates."""

    name = "apps.kols"
