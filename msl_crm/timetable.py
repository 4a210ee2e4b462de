"""The timetable: which job is put into the queue how often. The database says what there is to do; a job only looks."""

from typing import Any

#: Rows that wait for a worker; for a job that is also woken when a row is made, what was missed.
ON_WAITING_ROWS = (
    "apps.users.tasks.hand_over_open_work",
    "apps.notifications.tasks.deliver_messages",
    "apps.integrations.tasks.advance_imports",
    "apps.integrations.tasks.effect_reviews",
    "apps.intake.tasks.route_handoffs",
    "apps.interactions.tasks.plan_medical_joint_parts",
    "apps.keyaccounts.tasks.plan_commercial_joint_parts",
    "apps.coordination.tasks.look_around",
    "apps.coordination.tasks.look_around_moves",
)
EVERY_FIVE_MINUTES = (
    "apps.kols.tasks.copy_kol_names",
    "apps.medinfo.tasks.tell_of_due_requests",
    "apps.intake.tasks.tell_of_overdue_handoffs",
    "apps.coordination.tasks.spread_disclosure",
    "apps.incidents.tasks.tell_of_concerns",
    "apps.incidents.tasks.remind_of_corrective_actions",
)
EVERY_TEN_MINUTES = (
    "apps.followups.tasks.tell_of_overdue_commitments",
    "apps.dashboards.tasks.make_reports",
)
EVERY_HOUR = (
    "apps.integrations.tasks.remove_leftover_uploads",
    "apps.integrations.api.tasks.forget_old_replays",
    "apps.oversight.tasks.audit_the_wall",
    "apps.oversight.tasks.look_for_concerns",
    "apps.protocols.tasks.remind_of_protocols",
    "apps.integrations.api.tasks.forget_old_commercial_replays",
    "apps.integrations.api.tasks.forget_old_oversight_replays",
)


def every(seconds: float, *tasks: str, drop: bool = True) -> dict[str, Any]:
    """Entries that put each task into the queue every so many seconds.

    With `drop`, what nobody took until the next time is dropped: the next one does the same work.
    """
    options: dict[str, Any] = {"expires": seconds} if drop else {}
    return {
        task.rpartition(".")[2].replace("_", "-"): {"task": task, "schedule": seconds, "options": options}
        for task in tasks
    }


def timetable(*, heartbeat: float, sweep: float) -> dict[str, Any]:
    """All entries. `heartbeat` and `sweep` are seconds: of the sign of life, and of looking for waiting rows."""
    return {
        **every(heartbeat, "apps.workers.tasks.beat_heart"),
        **every(60.0, "apps.users.tasks.send_sign_in_links", drop=False),
        **every(60.0, "apps.users.tasks.end_access"),
        **every(sweep, *ON_WAITING_ROWS),
        **every(300.0, *EVERY_FIVE_MINUTES),
        **every(600.0, *EVERY_TEN_MINUTES),
        **every(3600.0, *EVERY_HOUR),
    }
