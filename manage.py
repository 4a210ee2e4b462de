#!/usr/bin/env python
"""Django's command line for MSL CRM. Starts the embedded database when no other is configured."""

import os
import sys


def main() -> None:
    """Run a management command; the embedded server lives as long as the longest command that uses it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msl_crm.settings")
    from django.core.management import execute_from_command_line

    from msl_crm import embedded

    embedded.start_if_needed(sys.argv)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
