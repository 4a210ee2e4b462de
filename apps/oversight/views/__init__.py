"""Pages of compliance."""

from apps.oversight.views.detectors import detector, detectors
from apps.oversight.views.firewall import denied, firewall, person
from apps.oversight.views.overview import overview
from apps.oversight.views.samples import draw, sample, sample_item, samples, start_sample
from apps.oversight.views.viewing import start_viewing, stop_viewing, view_as

__all__ = [
    "denied",
    "detector",
    "detectors",
    "draw",
    "firewall",
    "overview",
    "person",
    "sample",
    "sample_item",
    "samples",
    "start_sample",
    "start_viewing",
    "stop_viewing",
    "view_as",
]
