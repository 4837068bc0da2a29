"""Which owner keeps which runs, at times that the tests name."""

from hypothesis import given
from hypothesis import strategies as st

from playground.runs.leases import Leases

GRACE = 25.0


def overdue(leases, now, watched=()):
    return leases.overdue(now, GRACE, set(watched))


def test_a_run_that_is_started_replaces_what_its_owner_had():
    leases = Leases()
    assert leases.replace("ann", "a") == set()
    leases.add("ann", "b", parent="a")
    assert leases.replace("ann", "c") == {"a", "b"}
    assert leases.companions("ann", "c") == []


def test_a_branch_is_kept_with_the_run_that_it_left():
    leases = Leases()
    leases.replace("ann", "a")
    assert leases.add("ann", "b", parent="a") == set()
    assert leases.companions("ann", "b") == ["a"]
    assert leases.companions("ann", "a") == ["b"]


def test_of_more_runs_than_a_set_may_have_the_oldest_end_but_never_the_parent():
    leases = Leases(most_runs=3)
    leases.replace("ann", "a")
    leases.add("ann", "b", parent="a")
    assert leases.add("ann", "c", parent="a") == set()
    assert leases.companions("ann", "c") == ["b", "a"]
    assert leases.add("ann", "d", parent="a") == {"b"}
    assert leases.companions("ann", "d") == ["c", "a"]


def test_a_third_run_of_today_ends_the_first():
    leases = Leases()
    leases.replace("ann", "a")
    leases.add("ann", "b", parent="a")
    assert leases.add("ann", "c", parent="b") == {"a"}


def test_a_run_has_no_companions_for_who_does_not_keep_it():
    leases = Leases()
    leases.replace("ann", "a")
    assert leases.companions("ann", "other") == []
    assert leases.companions("bob", "a") == []


def test_a_reload_within_the_grace_period_finds_the_whole_set():
    leases = Leases()
    leases.replace("ann", "a")
    leases.add("ann", "b", parent="a")
    leases.leave("ann", 100.0)
    assert overdue(leases, 100.0 + GRACE) == set()
    assert leases.take_over("ann, reloaded", "a") == set()
    assert leases.companions("ann, reloaded", "a") == ["b"]
    assert overdue(leases, 1000.0) == set()


def test_without_an_owner_a_set_ends_after_the_grace_period_and_only_once():
    leases = Leases()
    leases.replace("ann", "a")
    leases.add("ann", "b", parent="a")
    leases.leave("ann", 100.0)
    assert overdue(leases, 100.1 + GRACE) == {"a", "b"}
    assert overdue(leases, 1000.0) == set()


def test_while_somebody_watches_one_of_its_runs_a_set_is_not_alone():
    leases = Leases()
    leases.replace("ann", "a")
    leases.add("ann", "b", parent="a")
    leases.leave("ann", 100.0)
    assert overdue(leases, 200.0, watched={"b"}) == set()
    assert overdue(leases, 200.0 + GRACE) == set()
    assert overdue(leases, 200.1 + GRACE) == {"a", "b"}


def test_a_run_that_two_tabs_show_ends_with_the_second():
    leases = Leases()
    leases.replace("ann", "a")
    leases.take_over("ann's copy", "a")
    assert leases.replace("ann", "b") == set()
    assert leases.replace("ann's copy", "c") == {"a"}


def test_a_copied_tab_has_the_companions_too():
    leases = Leases()
    leases.replace("ann", "a")
    leases.add("ann", "b", parent="a")
    leases.take_over("ann's copy", "b")
    assert leases.replace("ann", "c") == set()
    assert leases.companions("ann's copy", "b") == ["a"]


def test_who_reloads_and_starts_another_run_leaves_nothing_behind():
    """The old page says that it is gone only after the new one has come."""
    leases = Leases()
    leases.replace("ann", "a")
    leases.take_over("ann, reloaded", "a")
    leases.leave("ann", 100.0)
    assert leases.replace("ann, reloaded", "b") == {"a"}


def test_of_two_copies_that_are_gone_the_last_one_counts():
    leases = Leases()
    leases.replace("ann", "a")
    leases.take_over("ann's copy", "a")
    leases.leave("ann", 100.0)
    leases.leave("ann's copy", 110.0)
    assert overdue(leases, 100.1 + GRACE) == set()
    assert overdue(leases, 110.1 + GRACE) == {"a"}


def test_taking_over_one_set_lets_go_of_another():
    leases = Leases()
    leases.replace("ann", "a")
    leases.replace("bob", "b")
    assert leases.take_over("ann", "b") == {"a"}


def test_a_run_that_is_forgotten_is_nobodys_companion():
    leases = Leases()
    leases.replace("ann", "a")
    leases.add("ann", "b", parent="a")
    leases.forget("a")
    assert leases.companions("ann", "b") == []
    leases.leave("ann", 0.0)
    leases.forget("b")
    assert overdue(leases, 1000.0) == set()


OWNERS = st.sampled_from(["ann", "bob", "cem"])
STEPS = st.lists(
    st.tuples(st.sampled_from(["replace", "add", "take_over", "leave", "wait"]), OWNERS, st.integers(0, 5))
)


@given(STEPS)
def test_whatever_owners_do_each_run_ends_exactly_once(steps):
    leases, now, alive, ended = Leases(), 0.0, [], []
    for number, (do, owner, which) in enumerate(steps):
        token, now = str(number), now + 1
        found = set()
        if do == "replace":
            found, alive = leases.replace(owner, token), [*alive, token]
        elif do == "add" and alive:
            found, alive = leases.add(owner, token, alive[which % len(alive)]), [*alive, token]
        elif do == "take_over" and alive:
            found = leases.take_over(owner, alive[which % len(alive)])
        elif do == "leave":
            leases.leave(owner, now)
        elif do == "wait":
            now += 10 * which
            found = overdue(leases, now)
        for each in found:
            leases.forget(each)
            alive.remove(each)
        ended += found
    for owner in ("ann", "bob", "cem"):
        leases.leave(owner, now)
    ended += overdue(leases, now + 100)
    assert len(ended) == len(set(ended))
    assert set(ended) >= set(alive)
