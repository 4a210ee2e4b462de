"""The words that names of people and accounts consist of."""

from apps.core.vocabulary import Word
from apps.firewall.sides import Side


class NameWord(Word):
    """A word in the name of a stakeholder or an account; whose, it does not say."""

    side = Side.SHARED

    class Meta(Word.Meta):
        abstract = False
