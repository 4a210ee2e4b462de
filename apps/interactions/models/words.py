"""The words of notes: read by the medical side alone, and never shown."""

from apps.core.vocabulary import Word
from apps.firewall.sides import Side


class NoteWord(Word):
    """A word that somebody wrote in an interaction; in which one, it does not say."""

    side = Side.MEDICAL

    class Meta(Word.Meta):
        abstract = False
