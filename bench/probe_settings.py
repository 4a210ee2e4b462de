"""The product's settings, and a probe around each request that says what the database did for it."""

from bench.probe import TimedCursor
from msl_crm.settings import *  # noqa: F403
from msl_crm.settings import DATABASES as OUR_DATABASES
from msl_crm.settings import MIDDLEWARE as OURS

MIDDLEWARE = ["bench.probe.Probe", *OURS]
DATABASES = {"default": {**OUR_DATABASES["default"], "OPTIONS": {"cursor_factory": TimedCursor}}}
