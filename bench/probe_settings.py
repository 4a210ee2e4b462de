"""The product's settings, and a probe around each request that says what the database did for it."""

from msl_crm.settings import *  # noqa: F403
from msl_crm.settings import MIDDLEWARE as OURS

MIDDLEWARE = ["bench.probe.Probe", *OURS]
