"""What work costs: the wall's seconds and the processor's."""

import time

from playground.jobs import spending
from playground.jobs.spending import Seconds


def test_a_thread_beside_makes_work_no_dearer_than_the_wall() -> None:
    assert spending.between(Seconds(10.0, 5.0), Seconds(11.0, 5.25)) == Seconds(1.0, 0.25)
    assert spending.between(Seconds(10.0, 5.0), Seconds(11.0, 7.0)) == Seconds(1.0, 1.0)


def test_sleeping_costs_the_wall_alone() -> None:
    began = spending.now()
    time.sleep(0.2)
    spent = spending.between(began, spending.now())
    assert spent.own < spent.wall / 2
