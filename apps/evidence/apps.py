"""Approved materials and statements."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """MEDICAL: what may be shared with stakeholders."""

    name = "apps.evidence"
