"""The acts of compliance."""

from apps.oversight.actions.detectors import save_detector
from apps.oversight.actions.samples import draw_sample, review_item
from apps.oversight.actions.viewings import end_viewing, start_viewing

__all__ = ["draw_sample", "end_viewing", "review_item", "save_detector", "start_viewing"]
