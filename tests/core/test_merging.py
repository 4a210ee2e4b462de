"""Two people editing: nothing is overwritten in silence."""

import pytest

from apps.core.merging import EditConflict, merge, snapshot

BEFORE = snapshot({"city": "Ulm", "street": "Main", "groups": ["b", "a"]})


def test_my_change_is_kept_when_nobody_else_changed() -> None:
    theirs = {"city": "Ulm", "street": "Main", "groups": ["a", "b"]}
    assert merge(before=BEFORE, theirs=theirs, mine=theirs | {"city": "Bonn"})["city"] == "Bonn"


def test_their_change_is_kept_where_i_changed_nothing() -> None:
    theirs = {"city": "Ulm", "street": "Side", "groups": ["a", "b"]}
    mine = {"city": "Bonn", "street": "Main", "groups": ["a", "b"]}
    assert merge(before=BEFORE, theirs=theirs, mine=mine) == {
        "city": "Bonn",
        "street": "Side",
        "groups": ["a", "b"],
    }


def test_a_field_that_both_changed_is_a_conflict() -> None:
    theirs = {"city": "Kiel", "street": "Side", "groups": ["a", "b"]}
    mine = {"city": "Bonn", "street": "Main", "groups": ["b", "a"]}
    with pytest.raises(EditConflict) as caught:
        merge(before=BEFORE, theirs=theirs, mine=mine)
    (conflict,) = caught.value.conflicts
    assert (conflict.before, conflict.theirs, conflict.mine) == ("Ulm", "Kiel", "Bonn")
    assert caught.value.merged["street"] == "Side"


def test_both_changed_to_the_same_value_is_no_conflict() -> None:
    values = {"city": "Bonn", "street": "Main", "groups": ["a", "b"]}
    assert merge(before=BEFORE, theirs=values, mine=values) == values


def test_saving_again_after_a_conflict_wins_knowingly() -> None:
    theirs = {"city": "Kiel"}
    with pytest.raises(EditConflict) as caught:
        merge(before=snapshot({"city": "Ulm"}), theirs=theirs, mine={"city": "Bonn"})
    assert merge(before=caught.value.before, theirs=theirs, mine={"city": "Bonn"}) == {"city": "Bonn"}


def test_a_tampered_starting_point_never_overwrites() -> None:
    with pytest.raises(EditConflict):
        merge(before=BEFORE + "x", theirs={"city": "Kiel"}, mine={"city": "Bonn"})
