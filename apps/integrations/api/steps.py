"""What can be done with one row of a resource: its declared steps, each a POST that may be repeated."""

from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.resources import ResourceStep
from apps.integrations.api import content, parameters, repeats
from apps.integrations.api.authentication import caller_of
from apps.integrations.api.content import dumps
from apps.integrations.api.entity import etag_of, require_match
from apps.integrations.api.views import ResourceView


class StepView(ResourceView):
    """`/api/v1/<name>/<id>/<step>/`. `If-Match` is taken where the caller must know what the row was like."""

    step: ResourceStep = None  # type: ignore[assignment]
    http_method_names = ["post"]

    def post(self, request: Request, id: UUID) -> Response:
        """Do it, once; the answer is the row as it is then."""
        parameters.require_known(request, parameters.SHAPE)
        shape = self.shape(request)
        content.require_json(request)
        body, user = cast(dict[str, Any], request.data), caller_of(request)
        keys, digest = repeats.keys_of(request, body), repeats.digest_of(request, body)
        former = repeats.former(user, keys, digest)
        if former is None:
            self._do(request, id, body)
            repeats.keep(user, keys, digest, status=200, object_id=id)
        answer = dumps(self.item(request, id, **shape))
        replayed = {"Idempotent-Replayed": "true"} if former and former.is_replay else {}
        return Response(answer, headers={"ETag": etag_of(answer)} | replayed)

    def _do(self, request: Request, id: UUID, body: Any) -> None:
        require_match(request, self.item(request, id))
        if self.step.is_for_people and request.auth is not None:
            raise PermissionDenied(
                _("A system decides nothing here: let a person of compliance sign in and do it.")
            )
        serializer = self.step.input(data=body, context={"request": request})
        serializer.is_valid(raise_exception=True)
        by = caller_of(request)
        row = self.resource.rows(by).get(pk=id)
        self.step.action(by=by, row=row, data=dict(serializer.validated_data))
