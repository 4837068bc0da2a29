"""Who may compile."""

from playground.runs.tickets import Tickets


def test_who_came_first_is_served_first_and_no_more_than_may():
    tickets = Tickets()
    for name in "abcd":
        tickets.wish(name, "now")
    assert tickets.give(2, ahead=False) == ["a", "b"]
    assert tickets.give(2, ahead=False) == []
    tickets.wish("b", "done")
    assert tickets.give(2, ahead=False) == ["c"]


def test_who_is_gone_holds_nothing_and_waits_for_nothing():
    tickets = Tickets()
    for name in "abc":
        tickets.wish(name, "now")
    assert tickets.give(1, ahead=False) == ["a"]
    tickets.leave("a")
    tickets.leave("b")
    tickets.leave("never there")
    assert tickets.give(1, ahead=False) == ["c"]


def test_whoever_a_learner_waits_for_goes_before_those_who_only_get_ready():
    tickets = Tickets()
    tickets.wish("resting", "ahead")
    tickets.wish("was resting", "ahead")
    tickets.wish("training", "now")
    assert tickets.give(1, ahead=True) == ["training"]
    tickets.wish("was resting", "now")
    tickets.leave("training")
    assert tickets.give(5, ahead=False) == ["was resting"]
    assert tickets.give(5, ahead=True) == ["resting"]


def test_a_wish_said_twice_keeps_its_place_and_a_holder_needs_no_second():
    tickets = Tickets()
    tickets.wish("a", "now")
    tickets.wish("b", "now")
    tickets.wish("a", "now")
    assert tickets.give(1, ahead=False) == ["a"]
    tickets.wish("a", "now")
    tickets.leave("b")
    assert tickets.give(2, ahead=False) == []
