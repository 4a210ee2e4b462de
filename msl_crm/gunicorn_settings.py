"""How the web server runs in production; gunicorn reads the names. Development has its own line in `serve.py`."""

import os
from pathlib import Path
from typing import Any

from msl_crm import env


def processors(limit: Path = Path("/sys/fs/cgroup/cpu.max")) -> int:
    """How many this process may use: the container's limit, else the machine's; at least one."""
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = limit.read_text().split()
        return max(1, min(here, round(int(quota) / int(period))))
    except (OSError, ValueError):
        # No limit: the file is missing, or says "max".
        return here


bind = f"{env.text('HOST', '0.0.0.0')}:{env.text('PORT', '8000')}"  # noqa: S104 - inside a container; see docs/deploy.md
# A page waits for the database about as long as it computes: threads use that time, processes use the processors.
workers = int(env.text("WEB_CONCURRENCY") or processors() + 1)
worker_class = "gthread"
threads = int(env.text("WEB_THREADS", "4"))
# A process that does not answer at all for so long is replaced; a slow page alone does not end it.
timeout = 60
graceful_timeout = 30
# Longer than the usual proxy keeps an idle connection, so that the proxy closes first and no request is lost.
keepalive = 75
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True
# Gunicorn touches a file every second to show that a worker lives; on a disk that can stall.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn makes a file of its own there
accesslog = "-"
logconfig_dict: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "root": {"level": "INFO", "handlers": ["lines"]},
    "loggers": {
        "gunicorn.error": {"level": "INFO", "handlers": ["lines"], "propagate": False},
        "gunicorn.access": {"level": "INFO", "handlers": ["access"], "propagate": False},
    },
    "formatters": {
        "lines": {"()": "apps.core.logs.JSONLines"},
        "access": {"()": "apps.core.logs.AccessLines"},
    },
    "filters": {"traced": {"()": "apps.core.traces.Traced"}},
    "handlers": {
        name: {
            "class": "logging.StreamHandler",
            "formatter": name,
            "stream": "ext://sys.stdout",
            "filters": filters,
        }
        for name, filters in {"lines": [], "access": ["traced"]}.items()
    },
}
