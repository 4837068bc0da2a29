"""Turns are fair: nobody waits for more than two turns of each other owner, and nobody has two places."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from playground.jobs.turns import Ticket, Turns


def served(turns: Turns, tickets: list[Ticket]) -> list[str]:
    """The owners in the order in which they have their turn, where each leaves before the next one comes."""
    order = []
    left = list(tickets)
    while left:
        working = next(ticket for ticket in left if turns.has(ticket))
        order.append(working.owner)
        left.remove(working)
        turns.leave(working)
    return order


def test_a_free_place_is_given_at_once_and_no_more_than_there_are():
    turns = Turns(2)
    tickets = [turns.come(owner) for owner in "abc"]
    assert [turns.has(ticket) for ticket in tickets] == [True, True, False]
    turns.leave(tickets[0])
    assert turns.has(tickets[2])


def test_one_owner_who_wants_much_gives_way_to_each_other_owner():
    turns = Turns(1)
    tickets = [turns.come(owner) for owner in "aaaabcb"]
    assert served(turns, tickets) == list("aabcaba")


def test_an_owner_has_one_place_and_the_other_stays_free_for_others():
    turns = Turns(2)
    first, second = turns.come("a"), turns.come("a")
    assert turns.has(first)
    assert not turns.has(second)
    other = turns.come("b")
    assert turns.has(other)
    turns.leave(first)
    assert turns.has(second)


def test_who_gives_up_waiting_is_passed_over():
    turns = Turns(1)
    first, second, third = (turns.come(owner) for owner in "abc")
    turns.leave(second)
    turns.leave(first)
    assert turns.has(third)
    turns.leave(third)
    turns.leave(third)
    assert turns.has(turns.come("a"))


def test_newcomers_do_not_overtake_for_ever():
    turns = Turns(1)
    working = turns.come("a")
    waiting = turns.come("a")
    for number in range(50):
        newcomer = turns.come(f"new {number}")
        turns.leave(working)
        if turns.has(waiting):
            break
        working = newcomer
    assert number <= 1


@given(st.integers(1, 3), st.lists(st.sampled_from("abcd"), max_size=30))
def test_everybody_is_served_and_nobody_waits_for_more_than_two_turns_of_another(places, owners):
    turns = Turns(places)
    order = served(turns, [turns.come(owner) for owner in owners])
    assert Counter(order) == Counter(owners)
    had: Counter[str] = Counter()
    if places > 1:  # who leaves first is up to the test there
        return
    for owner in order:
        had[owner] += 1
        waiting = [other for other in owners if had[other] < order.count(other)]
        assert all(had[owner] - had[other] <= 2 for other in waiting)


@given(st.integers(1, 3), st.lists(st.sampled_from("abcd"), min_size=1, max_size=30))
def test_there_are_never_more_turns_than_places_nor_two_of_one_owner(places, owners):
    turns = Turns(places)
    tickets = [turns.come(owner) for owner in owners]
    while tickets:
        working = [ticket for ticket in tickets if turns.has(ticket)]
        assert len(working) == min(places, len({ticket.owner for ticket in tickets}))
        assert len({ticket.owner for ticket in working}) == len(working)
        turns.leave(working[-1])
        tickets.remove(working[-1])
