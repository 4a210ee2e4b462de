"""Does background work get done? For operators and for the health check of a container."""

from typing import Any

from celery.utils.nodenames import default_nodename
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.workers.queries import is_at_work, silence_of


class Command(BaseCommand):
    """`manage.py worker_health [--here]`: exit 1 when no worker, or not the one on this machine, does its work."""

    help = "Says when a worker last did something; exit 1 when that is too long ago."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--here`: not any worker, but the one on this machine."""
        parser.add_argument("--here", action="store_true", help="only the worker on this machine")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line, and the exit code."""
        worker = default_nodename(None) if options["here"] else ""
        silence = silence_of(worker)
        name = worker or "Any worker"
        if silence is None:
            raise CommandError(f"{name} has never done anything: is it running, and is beat?")
        line = f"{name} last did something {silence.total_seconds():.0f} seconds ago."
        if not is_at_work(worker):
            raise CommandError(f"{line} Restart the worker, and look whether beat is running.")
        self.stdout.write(line)
