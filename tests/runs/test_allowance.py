"""So many at once, so many a second; and a log that says how much it left out."""

import logging

from playground.runs.allowance import Allowance, SparingLog


def test_an_allowance_is_used_up_and_fills_again() -> None:
    now = 0.0
    allowance = Allowance(at_once=3, per_second=2, clock=lambda: now)
    assert [allowance.grants() for _ in range(5)] == [True, True, True, False, False]
    assert (allowance.count_refused(), allowance.count_refused()) == (2, 0)
    now = 1.0
    assert [allowance.grants() for _ in range(3)] == [True, True, False]
    now = 1000.0
    assert [allowance.grants() for _ in range(4)] == [True, True, True, False]


def test_a_flood_leaves_a_few_lines_that_say_how_many_there_were(caplog) -> None:
    now = 0.0
    log = SparingLog(logging.getLogger("flooded"), Allowance(at_once=2, per_second=1, clock=lambda: now))
    for number in range(1000):
        log.warning("number %d", number)
    now = 1.0
    log.warning("later")
    said = [record.getMessage() for record in caplog.records]
    assert said[0].startswith("number 0")
    assert said[1].startswith("number 1")
    assert said[2:] == ["later (998 more were not said)"]
