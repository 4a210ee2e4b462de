"""Writing account plans. Each action checks its policy itself and is safe to repeat."""

from apps.accountplans.actions.goals import (
    keep_goal,
    keep_milestone,
    mark_milestone,
    remove_goal,
    remove_milestone,
    restore_milestone,
)
from apps.accountplans.actions.plans import (
    archive_plan,
    change_account_plan,
    join_plan,
    leave_plan,
    look_back_on_plan,
    make_plan,
    restore_plan,
    values_of,
)

__all__ = [
    "archive_plan", "change_account_plan", "join_plan", "keep_goal", "keep_milestone", "leave_plan",
    "look_back_on_plan", "make_plan", "mark_milestone", "remove_goal", "remove_milestone", "restore_milestone",
    "restore_plan", "values_of",
]  # fmt: skip
