"""Word tables: any one slip in an indexed word is found, and no way of writing a row leaves its words out."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from apps.coordination.models import Touchpoint
from apps.core.models import new_id
from apps.core.noted import fill_words
from apps.core.vocabulary import is_near, keys_of, neighbours
from apps.directory.models import NameWord, Stakeholder
from apps.interactions.models import Interaction, NoteWord
from tests.factories import AccountFactory, StakeholderFactory

LETTERS = "abcdeéøßü王김иκ"
WORDS = st.text(LETTERS, min_size=1, max_size=9)


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A word, and what becomes of it by one slip."""
    word = draw(WORDS)
    at, letter = draw(st.integers(0, len(word) - 1)), draw(st.sampled_from(LETTERS))
    return word, draw(
        st.sampled_from(
            [
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
            ]
        )
    )


@given(slips())
def test_one_slip_is_near_and_shares_a_key(pair: tuple[str, str]) -> None:
    word, typed = pair

    assert is_near(word, typed)
    assert is_near(typed, word)
    assert keys_of(word) & keys_of(typed)


@given(WORDS, WORDS)
def test_what_is_near_is_one_slip_away(one: str, other: str) -> None:
    letters = set(one + other)
    reachable = {one, *_slips_of(one, letters)}

    assert is_near(one, other) == (other in reachable)


def _slips_of(word: str, letters: Iterable[str]) -> Iterable[str]:
    for at in range(len(word) + 1):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
        for letter in letters:
            yield word[:at] + letter + word[at:]
            yield word[:at] + letter + word[at + 1 :]


@pytest.mark.django_db
@given(
    slips=st.lists(
        slips().filter(lambda pair: len(pair[0]) > 1 and len(pair[1]) > 2), min_size=1, max_size=20
    )
)
def test_any_slip_in_a_kept_word_is_found(slips: list[tuple[str, str]]) -> None:
    NameWord.objects.all().delete()
    NameWord.objects.bulk_create(NameWord(word=word, keys=sorted(keys_of(word))) for word, _typed in slips)

    found = neighbours(NameWord, [typed for _word, typed in slips])

    assert all(word == typed or word in found[typed] for word, typed in slips)


def kept(table: type[NameWord] | type[NoteWord]) -> set[str]:
    """The words of a table."""
    return set(table.objects.values_list("word", flat=True))


@pytest.mark.django_db
def test_the_triggers_keep_the_keys_that_are_looked_for() -> None:
    StakeholderFactory(first_name="Ïsa", last_name="Øst-王伟")

    assert {word.word: set(word.keys) for word in NameWord.objects.all()} == {
        word: keys_of(word) for word in ("isa", "ost", "王伟")
    }


@pytest.mark.django_db
def test_however_a_name_is_written_its_words_are_kept() -> None:
    one = StakeholderFactory(first_name="Ann", last_name="Abel")
    AccountFactory(name="Lindenhof")
    Stakeholder.objects.bulk_create(StakeholderFactory.build_batch(2, name_folded="berg bo"))
    Stakeholder.objects.filter(pk=one.pk).update(name_folded="cole ann")

    assert {"ann", "abel", "lindenhof", "bo", "berg", "cole"} <= kept(NameWord)


@pytest.mark.django_db
def test_a_word_is_kept_once() -> None:
    for _ in range(3):
        StakeholderFactory(first_name="Ann", last_name="Abel")

    assert NameWord.objects.filter(word="abel").count() == 1


@pytest.mark.django_db
def test_what_nobody_is_called_any_more_is_forgotten(submitted: Interaction) -> None:
    one = StakeholderFactory(first_name="Ann", last_name="Abel")
    one.last_name = "Cole"
    one.save()
    submitted.notes = "About tolerance."
    submitted.save(update_fields=["notes"])
    assert "abel" in kept(NameWord)
    assert "resistance" in kept(NoteWord)

    call_command("rebuild_words")

    assert {"cole", "ann"} <= kept(NameWord)
    assert "abel" not in kept(NameWord)
    assert kept(NoteWord) == {"about", "tolerance"}


@pytest.mark.django_db
def test_what_the_former_version_wrote_is_found_after_the_night(submitted: Interaction) -> None:
    revision = submitted.revision
    Interaction.objects.filter(pk=submitted.pk).update(words=[])
    NoteWord.objects.all().delete()

    call_command("rebuild_words")

    found = Interaction.objects.get(pk=submitted.pk)
    assert found.words == ["asked", "about", "resistance"]
    assert found.revision == revision
    assert "resistance" in kept(NoteWord)


def copied(row: Any, **values: Any) -> Any:
    """A further row like this one."""
    found = type(row).objects.get(pk=row.pk)
    found.pk, found._state.adding = new_id(), True
    for name, value in values.items():
        setattr(found, name, value)
    return found


@pytest.mark.django_db
def test_each_batch_of_rows_without_words_is_filled_once(
    submitted: Interaction,
) -> None:
    texts = ["first", "second", "", "third", "!!"]
    touchpoints = Touchpoint.objects.bulk_create([copied(submitted.touchpoint) for _text in texts])
    Interaction.objects.bulk_create(
        copied(submitted, touchpoint=touchpoint, notes=text)
        for touchpoint, text in zip(touchpoints, texts, strict=True)
    )
    Interaction.objects.update(words=[])

    assert fill_words(Interaction, ["notes", "needs_and_concerns"], batch=2) == 4
    assert fill_words(Interaction, ["notes", "needs_and_concerns"], batch=2) == 0
    assert {tuple(row.words) for row in Interaction.objects.all()} >= {("first",), ("third",), ()}


@pytest.mark.django_db
def test_the_former_version_can_still_write() -> None:
    """It knows no column of words, and both serve while one takes the other's place."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_default FROM information_schema.columns"
            " WHERE column_name = 'words' AND data_type = 'ARRAY'"
        )
        defaults = dict(cursor.fetchall())
    assert all(found and "{}" in found for found in defaults.values()), defaults
    assert {"interactions_interaction", "keyaccounts_visit"} <= defaults.keys()
