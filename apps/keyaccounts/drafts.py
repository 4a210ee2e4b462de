"""What key account managers are typing: to plan and to log a visit."""

from apps.core.drafts import Drafts
from apps.keyaccounts.models import Draft
from apps.keyaccounts.policies import may_plan_visit

Page = Draft.Page
DRAFTS = Drafts(Draft, (Page.LOG, Page.EDIT_PLAN), may_plan_visit)
