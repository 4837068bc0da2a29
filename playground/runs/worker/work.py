"""What a worker works on: everything that a run has once its network exists, made in one place."""

import time
from dataclasses import dataclass, field
from typing import Any

from playground.runs.curve import Curve, Speedometer
from playground.runs.pace import Pace
from playground.runs.questions import Questions
from playground.runs.settings import Settings
from playground.runs.stream import Link
from playground.runs.timeline import Timeline
from playground.runs.worker.compiling import Compiling
from playground.spec import Experiment


@dataclass
class Work:
    """One run in its worker. ``state`` is one of building, ready, running, paused, finished, diverged."""

    link: Link
    settings: Settings
    experiment: Experiment
    trainer: Any
    """An ``engine.trainer.Trainer``."""
    edits: Any
    """An ``engine.edits.Edits`` of its network."""
    timeline: Timeline
    questions: Questions
    curve: Curve
    pace: Pace
    compiling: Compiling
    target: int
    """The epoch at which training is finished."""
    speed: str = "turbo"
    state: str = "building"
    pause_at: int | None = None
    """The epoch at which training pauses before that."""
    weights_seed: int | None = None
    """Where the first weights were drawn anew."""
    is_crowded: bool = False
    """Whether more workers train than there are cores."""
    speedometer: Speedometer = field(default_factory=Speedometer)
    stepped: float = 0.0
    """When the last chunk began; as the next two, of ``time.monotonic``."""
    started: float = field(default_factory=time.monotonic)
    last_command: float = field(default_factory=time.monotonic)

    @property
    def speed_now(self) -> str:
        """The speed; a step of one epoch is as quick as it can be."""
        return self.speed if self.pause_at is None else "turbo"

    @property
    def stop_at(self) -> int:
        """The epoch at which training stands still next."""
        return self.target if self.pause_at is None else self.pause_at

    @property
    def last_step(self) -> int | None:
        """The step at which training stands still next; None where it does so now."""
        return self.stop_at * int(self.trainer.steps_per_epoch) if self.state == "running" else None

    def spent(self) -> dict[str, float]:
        """Seconds of the processor since the worker began, by what they went into."""
        pace = self.pace
        spent = {"training": pace.training, "pictures": pace.pictures, "compiling": self.compiling.seconds()}
        return {what: round(seconds, 3) for what, seconds in spent.items()}

    def take(self, rows: list[Any]) -> None:
        """Rows that were just trained."""
        self.curve.take(rows)
        self.note_speed()

    def note_speed(self) -> None:
        """Here the training is now."""
        position = self.trainer.position
        self.speedometer.note(float(position.epoch + position.batch / max(1, self.trainer.steps_per_epoch)))
