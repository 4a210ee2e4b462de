"""Which things have a history page, and by which word of the address. Apps register theirs in `AppConfig.ready()`.

The map is closed: an address can name only what was registered, never a table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from apps.core.registered import Registry


@dataclass(frozen=True)
class Related:
    """Rows that belong to a thing: those of `model` whose `link` holds the thing's key, or its column `key`."""

    model: type[Model]
    link: str
    key: str = "pk"


@dataclass(frozen=True)
class Tracked:
    """A thing with a history: its model, what it is called, and the rows that belong to it."""

    word: str
    model: type[Model]
    title: "str | Promise"
    related: tuple[Related, ...] = ()
    may_see: Callable[[Any, Any], bool] | None = None

    def find(self, user: Any, key: Any) -> Any:
        """The thing with this key if the user may see it, else None: exactly who sees the thing sees its history."""
        manager: Any = self.model._default_manager
        rows = manager.visible_to(user) if hasattr(manager, "visible_to") else manager.all()
        thing = rows.filter(pk=key).first()
        return thing if thing is not None and (self.may_see is None or self.may_see(user, thing)) else None


_tracked: Registry[str, Tracked] = Registry()
_verbs: "Registry[str, str | Promise]" = Registry()


def register_history(
    word: str,
    model: type[Model],
    title: "str | Promise",
    *,
    related: Sequence[tuple[type[Model], str] | Related] = (),
    may_see: Callable[[Any, Any], bool] | None = None,
) -> None:
    """Give a model a history page at `history/<word>/<key>/`.

    `related` names models whose rows belong to the thing, with their foreign key to it (or a `Related`): their changes
    are shown among its own. Rows are seen through the model's `visible_to(user)`; `may_see(user, thing)` narrows that
    further and must be given for a model without it. Raises ValueError for a model that anybody could see, and for a
    word that another model has.
    """
    if may_see is None and not hasattr(model._default_manager, "visible_to"):
        raise ValueError(f"{model._meta.label} has no visible_to(): say who may see its history")
    _tracked.add(word, Tracked(word, model, title, tuple(map(_related, related)), may_see))


def _related(given: tuple[type[Model], str] | Related) -> Related:
    return given if isinstance(given, Related) else Related(*given)


def register_verbs(words: "dict[str, str | Promise]") -> None:
    """Say what actions did, in words that follow a name: `{"archive_stakeholder": _("archived the stakeholder")}`."""
    for name, said in words.items():
        _verbs.add(name, said)


def tracked(word: str) -> Tracked | None:
    """What is registered under a word of the address."""
    return _tracked.get(word)


def verb_in_words(name: str) -> "str | Promise":
    """What an action did; an action without words is called by its own name."""
    return _verbs.get(name) or name.replace("_", " ")
