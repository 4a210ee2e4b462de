"""What the medical side is typing: to log, to amend, to plan."""

from apps.core.drafts import Drafts
from apps.interactions.models import Draft
from apps.interactions.policies import may_plan

Page = Draft.Page
DRAFTS = Drafts(Draft, (Page.LOG, Page.AMEND, Page.EDIT_PLAN), may_plan)
