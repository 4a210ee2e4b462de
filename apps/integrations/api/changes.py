"""Correcting one row: a merge patch (RFC 7396) by somebody who has read it as it is."""

from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.merging import EditConflict
from apps.core.resources import ResourceChange
from apps.integrations.api import content, parameters
from apps.integrations.api.authentication import caller_of
from apps.integrations.api.content import dumps
from apps.integrations.api.entity import etag_of, require_match
from apps.integrations.api.problems import Problem
from apps.integrations.api.views import ItemView


class ChangeableItemView(ItemView):
    """`/api/v1/<name>/<id>/` of what can also be corrected. `If-Match` has to name what was read."""

    http_method_names = ["get", "head", "patch"]
    parser_classes = [content.JSONParser, content.MergePatchParser]

    def patch(self, request: Request, id: UUID) -> Response:
        """Change what was sent and nothing else; the answer is the row as it is then."""
        parameters.require_known(request, parameters.SHAPE)
        shape = self.shape(request)
        content.require_json(request, content.MergePatchParser.media_type)
        present = self.item(request, id)
        require_match(request, present, is_needed=True)
        try:
            self._change(request, id)
        except EditConflict as conflict:
            raise Problem("stale", _("Somebody changed it since: read it again.")) from conflict
        body = dumps(self.item(request, id, **shape))
        return Response(body, headers={"ETag": etag_of(body)})

    def _change(self, request: Request, id: UUID) -> None:
        change, by = cast(ResourceChange, self.resource.change), caller_of(request)
        body = cast(dict[str, Any], request.data)
        serializer = change.input(data=body, partial=True, context={"request": request})
        serializer.is_valid(raise_exception=True)
        row = self.resource.rows(by).get(pk=id)
        change.action(by=by, row=row, data=dict(serializer.validated_data))
