"""Fixtures of tests with real processes."""

from tests.processes import installation, process_template

__all__ = ["installation", "process_template"]
