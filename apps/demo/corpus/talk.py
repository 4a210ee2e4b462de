"""What can be said about one topic; the two therapeutic areas fill it in modules of their own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Talk:
    """A topic with the sentences a note about it is composed of.

    `discussed`: the evidence both looked at. `views`: what the stakeholder thinks and why. `questions`: what
    was asked. `needs`: what is missing, for the record's own field. `interest`: the research interest.
    """

    key: str
    name: str
    interest: str
    discussed: tuple[str, ...]
    views: tuple[str, ...]
    questions: tuple[str, ...]
    needs: tuple[str, ...]
