"""How many steps a chunk may have; the clock is ours."""

from playground.engine.tempo import GROWTH, Tempo
from playground.jobs.spending import Seconds


class Machine:
    """Steps cost this process a millisecond of the processor; others make the wall go on ``load`` times as fast."""

    def __init__(self, load: float = 1.0, beside: float = 0.0) -> None:
        self.load, self.beside = load, beside
        self.wall = self.own = 50.0

    def clock(self) -> Seconds:
        return Seconds(self.wall, self.own)

    def train(self, tempo: Tempo, steps: int) -> None:
        began = tempo.now()
        self.own += 0.001 * steps * (1 + self.beside)
        self.wall += 0.001 * steps * self.load
        tempo.note(steps, began)


def test_first_a_few_steps_then_as_many_as_the_time_is_good_for() -> None:
    machine = Machine()
    tempo = Tempo(machine.clock)
    assert tempo.affordable_steps(0.03, 1000) == 16
    assert tempo.affordable_steps(0.03, 5) == 5
    machine.train(tempo, 16)
    assert tempo.affordable_steps(0.0301, 1000) == 30
    assert tempo.affordable_steps(10.0, 1000) == GROWTH * 16
    assert tempo.affordable_steps(0.0, 1000) == 1


def test_fifteen_others_on_the_core_make_a_chunk_no_shorter() -> None:
    machine = Machine(load=15.0)
    tempo = Tempo(machine.clock)
    machine.train(tempo, 16)
    assert tempo.affordable_steps(0.0301, 1000) == 30


def test_a_thread_that_compiles_on_another_core_makes_a_chunk_no_shorter() -> None:
    machine = Machine(beside=1.0)
    tempo = Tempo(machine.clock)
    machine.train(tempo, 16)
    assert tempo.affordable_steps(0.0301, 1000) == 30
