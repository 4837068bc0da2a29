"""The answers that wait for viewers: each viewer's own, and never too much of them."""

from playground.runs import answers
from playground.runs.answers import MOST_OPEN, MOST_WAITING, Answers
from tests.runs.stub import answer


def test_who_asks_much_loses_its_own_oldest_answers_and_nobody_elses() -> None:
    kept = Answers()
    for viewer in ("v1", "v2"):
        kept.welcome(viewer)
    kept.take(answer("v2:only"))
    for number in range(10 * MOST_WAITING):
        kept.asked(f"v1:{number}")
        kept.take(answer(f"v1:{number}"))
    assert kept.news(None, "v2")[0] == [answer("v2:only")]
    found = kept.news(None, "v1")[0]
    assert found == [answer(f"v1:{number}") for number in range(9 * MOST_WAITING, 10 * MOST_WAITING)]
    assert kept.news(None, "v1")[0] == []


def test_large_answers_wait_in_a_bounded_room_but_one_is_always_kept(monkeypatch) -> None:
    monkeypatch.setattr(answers, "LARGEST_WAITING", 10_000)
    kept = Answers()
    kept.welcome("v1")
    for number in range(20):
        kept.take(answer(f"v1:{number}", size=3000))
    assert len(kept.news(None, "v1")[0]) == 3
    kept.take(answer("v1:huge", size=50_000))
    assert len(kept.news(None, "v1")[0]) == 1


def test_nothing_is_kept_for_who_is_gone_or_never_came() -> None:
    kept = Answers()
    kept.welcome("v1")
    kept.forget("v1")
    for name in ("v1:1", "v2:1", "", ":", "p:1"):
        kept.asked(name)
        kept.take(answer(name))
    assert kept._boxes == {}
    assert kept.news(None, "v1")[0] == []


def test_the_questions_that_are_open_are_bounded_too() -> None:
    kept = Answers()
    kept.welcome("v1")
    for number in range(3 * MOST_OPEN):
        kept.asked(f"v1:{number}")
    assert len(kept._boxes["v1"].open) == MOST_OPEN
