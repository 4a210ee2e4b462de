"""A form whose typing is kept: the view opens an `Autosave`, fills its form from it, and closes it when all is saved.

    autosave = Autosave(request, DRAFTS, "amend", id)
    form = Amend(posted(request), ..., initial=autosave.typed_into(Amend))
    if row := saved(form, ...):
        autosave.close(_("Amended."))
        return redirect(row)
    return render(request, ..., {"form": form, "autosave": autosave})

The template includes `core/_draft.html` above the form and has `{% autosaved autosave %}` in the form's tag.
"""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _

from apps.core.drafts import Drafts

MANY = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)


class Autosave:
    """What one person types on one page about one record."""

    def __init__(self, request: HttpRequest, drafts: Drafts, page: str, id: uuid.UUID) -> None:
        self.request, self.drafts, self.page, self.id = request, drafts, page, id

    @property
    def is_sent(self) -> bool:
        """The form is shown again with what was just sent: newer than any draft."""
        return self.request.method == "POST"

    @cached_property
    def draft(self) -> Any:
        """What was typed and not saved."""
        return self.drafts.find(self.request.user, self.page, self.id)

    @property
    def restored(self) -> Any:
        """The draft, where the page shows it."""
        return None if self.is_sent else self.draft

    @property
    def key(self) -> str:
        """Under which the browser keeps its copy."""
        return f"{self.page}-{self.id}"

    @property
    def url(self) -> str:
        """Where the browser sends what is typed."""
        return self._address("draft")

    @property
    def discard_url(self) -> str:
        """Where the person throws it away."""
        return self._address("discard")

    def _address(self, name: str) -> str:
        return reverse(f"{self.drafts.model._meta.app_label}:{name}", args=[self.id, self.page])

    def typed_into(self, form: type[forms.Form]) -> dict[str, Any]:
        """The form's starting values as they were typed. A draft that keeps only other parts says nothing about it."""
        typed = self.restored.fields if self.restored else {}
        if not typed.keys() & {*form.base_fields} - {"before"}:
            return {}
        many = {name for name, field in form.base_fields.items() if isinstance(field, MANY)}
        found = {name: values if name in many else values[0] for name, values in typed.items() if values}
        return found | {name: [] for name in many if name not in typed}

    def close(self, message: "str | Promise", *, all_pages: bool = False) -> None:
        """All is saved: forget the draft, tell the person, and have the browser drop its copy."""
        self.drafts.discard(by=self.request.user, id=self.id, page="" if all_pages else self.page)
        self.tell(message)

    def tell(self, message: "str | Promise") -> None:
        """Say that it is saved. Only the message drops the browser's copy: it is shown when the saving succeeded."""
        messages.success(self.request, str(message), extra_tags=f"saved:{self.key}")


def keep_draft(request: HttpRequest, drafts: Drafts, page: str, id: uuid.UUID) -> HttpResponse:
    """Answer the browser's autosave: keep what is typed, valid or not. Http404 for a page without drafts."""
    if page not in drafts.pages:
        raise Http404
    fields: dict[str, Any] = dict(request.POST.lists())
    try:
        saved_at = drafts.save(by=request.user, page=page, id=id, fields=fields)
    except ValueError:
        return JsonResponse({"detail": _("This is too long to keep as a draft.")}, status=413)
    return JsonResponse({"saved_at": saved_at.isoformat()})


def throw_away(request: HttpRequest, drafts: Drafts, page: str, id: uuid.UUID) -> HttpResponse:
    """Forget a draft and show its page as it was. Http404 for a page without drafts."""
    if page not in drafts.pages:
        raise Http404
    autosave = Autosave(request, drafts, page, id)
    autosave.close(_("The draft was thrown away."))
    return redirect(reverse(f"{drafts.model._meta.app_label}:{page}", args=[id]))
