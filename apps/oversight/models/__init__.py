"""OVERSIGHT: what compliance keeps for itself."""

from apps.oversight.models.detectors import DetectorRule
from apps.oversight.models.proofs import GrantAudit, LeakTest
from apps.oversight.models.samples import Sample, SampleItem
from apps.oversight.models.viewings import Viewing

__all__ = ["DetectorRule", "GrantAudit", "LeakTest", "Sample", "SampleItem", "Viewing"]
