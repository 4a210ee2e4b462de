"""The page of one request: what it says, and each step that this reader may do, with its form."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from apps.directory.views.panels import panels
from apps.medinfo import policies, queries
from apps.medinfo.actions import seen_of
from apps.medinfo.forms import (
    AnswerForm,
    AssessForm,
    AssignForm,
    DeliverForm,
    ReopenForm,
    ReturnForm,
    SignForm,
    SubmitForm,
    WithdrawForm,
)
from apps.medinfo.models import Answer, MedicalRequest
from apps.medinfo.signed import signatures_of
from apps.users.requests import user_of

VERDICTS: dict[str, Callable[[Any, MedicalRequest], Any]] = {
    "may_change": policies.may_change,
    "may_withdraw": policies.may_withdraw,
    "may_take": policies.may_take,
    "may_assign": policies.may_assign,
    "may_put_back": policies.may_put_back,
    "may_return": policies.may_return,
    "may_assess": policies.may_assess,
    "may_answer": policies.may_answer,
    "may_close": policies.may_close,
    "may_reopen": policies.may_reopen,
}


class RequestPage:
    """What the page shows to one reader."""

    def __init__(self, request: HttpRequest, row: MedicalRequest) -> None:
        self.request, self.row, self.user = request, row, user_of(request)
        self.answers = queries.answers_to(row)

    def context(self, tried: Mapping[str, forms.Form]) -> dict[str, Any]:
        """For the template; `tried` are forms that could not be done, by the name of their step."""
        verdicts = {name: may(self.user, self.row) for name, may in VERDICTS.items()}
        return {
            "request_row": self.row,
            "answers": self.answers,
            "draft": self.draft,
            "seen": seen_of(self.answers),
            "approved": self.approved,
            "given": self.given,
            "may_open_talk": queries.may_open_talk(self.user, self.row),
            "signatures": signatures_of(self.row),
            "main_panels": panels(self.request, self.row, "medinfo.read", "main"),
            "later": queries.later_version_of(self.user, self.row),
            **verdicts,
            **self._forms(verdicts),
            **tried,
            "tried": next(iter(tried), ""),
            "tried_form": next(iter(tried.values()), None),
        }

    @property
    def draft(self) -> Answer | None:
        """The version that is being written."""
        return next((answer for answer in self.answers if answer.is_draft), None)

    @property
    def approved(self) -> Answer | None:
        """The version that was approved and not delivered yet."""
        waiting = (row for row in self.answers if not row.is_draft and row.delivered_at is None)
        return next(waiting, None)

    @property
    def given(self) -> Answer | None:
        """The latest approved version."""
        shown = [row for row in self.answers if not row.is_draft]
        return shown[-1] if shown else None

    def _forms(self, verdicts: Mapping[str, Any]) -> dict[str, forms.Form]:
        """Only those that are shown: some of them ask the database."""
        makers: dict[str, tuple[str, Callable[[], forms.Form]]] = {
            "submit": ("may_change", SubmitForm),
            "withdraw": ("may_withdraw", WithdrawForm),
            "assign": ("may_assign", AssignForm),
            "return_back": ("may_return", ReturnForm),
            "assess": ("may_assess", self._assess),
            "answer": ("may_answer", self._answer),
            "deliver": ("may_answer", self._deliver),
            "sign": ("may_close", lambda: SignForm(request=self.request, user=self.user)),
            "reopen": ("may_reopen", ReopenForm),
        }
        return {name: make() for name, (may, make) in makers.items() if verdicts[may]}

    def _assess(self) -> forms.Form:
        names = ("label_class", "complexity", "volume")
        return AssessForm(initial={name: getattr(self.row, name) for name in names})

    def _answer(self) -> forms.Form:
        latest = self.answers[-1] if self.answers else queries.last_answer_before(self.row)
        return AnswerForm(answer=self.draft or latest)

    def _deliver(self) -> forms.Form:
        start = {"how": self.row.delivery, "to": str(self.row.asker), "at": timezone.localtime()}
        return DeliverForm(initial=start)
