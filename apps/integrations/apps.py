"""Imports and REST plumbing."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntegrationsConfig(AppConfig):
    """Per side: what comes from and goes to other systems."""

    name = "apps.integrations"

    def ready(self) -> None:
        """Offer the import to those who may, and say its actions in words on history pages."""
        from apps.audit.registry import register_history, register_verbs
        from apps.core.navigation import Entry, register
        from apps.integrations.models import ImportRun
        from apps.kols.sources import register_files

        register_files(imported_files)
        register(Entry(_("Import"), "integrations:start", "file-import", 60, imports))
        register_history("import", ImportRun, _("Import"))
        register_verbs(
            {
                "start_import": _("started the import"),
                "begin_import": _("had the file opened"),
                "stage_import": _("had the file read"),
                "refuse_import": _("had the file refused"),
                "ask_for_columns": _("asked what the columns mean"),
                "map_columns": _("said what the columns mean"),
                "decide_review": _("decided who is meant"),
                "undo_review": _("took a decision back"),
                "effect_review": _("imported what was decided"),
                "apply_import": _("let the file be imported"),
                "import_records": _("imported records"),
                "record_publications": _("imported publications"),
                "stop_import": _("stopped the import"),
                "discard_import": _("discarded the import"),
            }
        )


def imports(user: Any) -> bool:
    """For the navigation, on every page: by role alone, without a query; the page says what else is missing."""
    return bool(user.side == "medical" and user.facts.records)


def imported_files(user: Any) -> list[tuple[str, str]]:
    """For the filter of candidates."""
    from apps.integrations.queries import files_for

    return files_for(user)
