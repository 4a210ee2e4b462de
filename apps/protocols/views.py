"""Pages of protocols: the shelf, one protocol, its versions, and the drafting of compliance."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from apps.core.comparing import compared
from apps.core.editing import posted, saved
from apps.core.models import new_id
from apps.core.visible import found_or_404
from apps.protocols import actions, policies, queries
from apps.protocols.comparing import rows_of
from apps.protocols.forms import ProtocolForm, PublishForm, VersionForm
from apps.protocols.models import Protocol, ProtocolVersion
from apps.users.requests import user_of


@require_safe
def list(request: HttpRequest) -> HttpResponse:
    """Every protocol in use, and what I have not acknowledged."""
    user = user_of(request)
    policies.may_read(user).require()
    context = {
        "rows": queries.shelf_for(user),
        "drafts": queries.drafts_for(user),
        "may_keep": policies.may_keep(user),
    }
    return render(request, "protocols/list.html", context)


@require_safe
def read(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """What a protocol says, and whether I have acknowledged it."""
    return _page(request, _protocol(request, id))


def _page(request: HttpRequest, protocol: Protocol, **tried: Any) -> HttpResponse:
    """The protocol's page; `tried` is the form of a draft that could not be saved or signed."""
    user = user_of(request)
    versions = queries.versions_for(user, protocol)
    published = [version for version in versions if not version.is_draft]
    shown = published[-1] if published else None
    context: dict[str, Any] = {"protocol": protocol, "version": shown, "may_keep": policies.may_keep(user)}
    if shown is not None:
        context |= {
            "may_acknowledge": policies.may_acknowledge(user, shown),
            "is_acknowledged": queries.has_acknowledged(user, shown),
            "missing": queries.missing_for(user, shown),
            "signatures": queries.signatures_of(shown),
        }
    draft = versions[-1] if versions and versions[-1].is_draft else None
    if draft is not None:
        context |= _drafting(request, draft) | tried
    return render(request, "protocols/read.html", context)


def _drafting(request: HttpRequest, draft: ProtocolVersion) -> dict[str, Any]:
    """The forms of a draft."""
    return {
        "draft": draft,
        "form": VersionForm(start=actions.values_of(draft)),
        "publish": PublishForm(request=request, user=user_of(request), initial={"seen": draft.revision}),
    }


@require_safe
def versions(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Two versions side by side."""
    user, protocol = user_of(request), _protocol(request, id)
    context = compared(queries.versions_for(user, protocol), request.GET.dict(), rows_of)
    return render(request, "protocols/versions.html", {"protocol": protocol, **context})


@require_safe
def make(request: HttpRequest) -> HttpResponse:
    """Give the new protocol its key in the address, so that a form sent twice makes one."""
    policies.may_keep(user_of(request)).require()
    return redirect("protocols:draft", new_id())


def draft(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Begin a protocol."""
    user = user_of(request)
    policies.may_keep(user).require()
    form = ProtocolForm(posted(request), start={})
    if made := saved(form, lambda: actions.draft_protocol(by=user, id=id, values=form.values())):
        messages.success(request, _("The draft is saved. It holds once it is published."))
        return redirect(made)
    return render(request, "protocols/draft.html", {"form": form})


@require_POST
def begin(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Begin the next version with what the last one says."""
    return redirect(actions.draft_version(by=user_of(request), protocol=_protocol(request, id)))


@require_POST
def change(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Save the draft."""
    user, row = user_of(request), _draft(request, id)
    form = VersionForm(posted(request), start=actions.values_of(row))
    if made := saved(
        form,
        lambda: actions.change_draft(by=user, version=row, before=form.before_value, values=form.values()),
    ):
        messages.success(request, _("The draft is saved."))
        return redirect(made)
    return _page(request, row.protocol, form=form)


@require_POST
def publish(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """Sign the draft and publish it."""
    user, row = user_of(request), _draft(request, id)
    form = PublishForm(request.POST, request=request, user=user)
    if made := saved(
        form,
        lambda: actions.publish_version(
            by=user, version=row, seen=form.cleaned_data["seen"], proof=form.proof
        ),
    ):
        messages.success(request, _("Published. Everybody it is for is told."))
        return redirect(made)
    return _page(request, row.protocol, publish=form)


@require_POST
def acknowledge(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """I have read it."""
    user, protocol = user_of(request), _protocol(request, id)
    published = [row for row in queries.versions_for(user, protocol) if not row.is_draft]
    if not published:
        raise Http404
    actions.acknowledge_version(by=user, version=published[-1])
    messages.success(request, _("Thank you. That you have read it is recorded."))
    return redirect("protocols:list")


@require_POST
def retire(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    """It holds no longer."""
    actions.retire_protocol(by=user_of(request), protocol=_protocol(request, id))
    messages.success(request, _("The protocol is retired. Its versions stay."))
    return redirect("protocols:read", id)


def _protocol(request: HttpRequest, id: uuid.UUID) -> Protocol:
    user = user_of(request)
    policies.may_read(user).require()
    return found_or_404(queries.protocol_for(user, id))


def _draft(request: HttpRequest, id: uuid.UUID) -> ProtocolVersion:
    """The last version of a protocol, for who keeps them; whether it is a draft, the action asks."""
    user, protocol = user_of(request), _protocol(request, id)
    policies.may_keep(user).require()
    return queries.versions_for(user, protocol)[-1]
