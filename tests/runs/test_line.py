"""Who is next."""

import pytest

from playground.runs.line import Line


def line(*names):
    made = Line()
    for name in names:
        made.join(name)
    return made


def order(waiting):
    return [name for name, _ in waiting.places()]


def test_who_came_first_is_served_first():
    waiting = line("a", "b", "c")
    assert [waiting.take(), waiting.take(), waiting.take()] == ["a", "b", "c"]
    assert len(waiting) == 0
    with pytest.raises(IndexError):
        waiting.take()


def test_places_count_from_one():
    assert list(line("a", "b").places()) == [("a", 1), ("b", 2)]


def test_what_replaces_another_takes_its_place():
    waiting = line("a", "b", "c")
    waiting.join("new", instead_of=["b"])
    assert order(waiting) == ["a", "new", "c"]


def test_what_replaces_several_takes_the_foremost_place():
    waiting = line("a", "b", "c", "d")
    waiting.join("new", instead_of=["d", "b", "who does not wait"])
    assert order(waiting) == ["a", "new", "c"]


def test_what_replaces_nobody_who_waits_goes_to_the_end():
    waiting = line("a")
    waiting.join("new", instead_of=["served long ago"])
    assert order(waiting) == ["a", "new"]


def test_who_was_served_in_vain_is_the_next_again():
    waiting = line("a", "b")
    waiting.join_first(waiting.take())
    assert order(waiting) == ["a", "b"]


def test_who_leaves_is_not_served_and_may_leave_twice():
    waiting = line("a", "b")
    waiting.leave("a")
    waiting.leave("a")
    assert "a" not in waiting
    assert waiting.take() == "b"


def test_everybody_can_be_sent_away():
    waiting = line("a", "b")
    waiting.clear()
    assert order(waiting) == []
