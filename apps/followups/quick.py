"""A promise written down in one line on the page of a person."""

from django.core.exceptions import ValidationError

from apps.followups.actions import promise
from apps.followups.forms import QUICK, QuickPromise
from apps.followups.lines import understood_lines
from apps.followups.models import Commitment
from apps.followups.queries import reader_for
from apps.users.models import User


def promise_at_once(*, by: User, form: QuickPromise) -> Commitment:
    """Promise what the line says and what was changed under it. Raises ValidationError for what is wrong there."""
    typed = form.cleaned_data
    reader = reader_for(by, [form.subject])
    row = understood_lines(typed["lines"], typed["understood"], reader=reader, prefix=QUICK)[0]
    if not row.is_valid():
        raise ValidationError({"lines": [told for messages in row.errors.values() for told in messages]})
    said = row.cleaned_data
    values = {name: said[name] for name in ("stakeholder", "what", "due_on")}
    values["therapeutic_area"] = typed["therapeutic_area"]
    return promise(by=by, id=typed["id"], values=values, owner=said["owner"])
