"""What a run tells its worker, and what waits until there is one."""

import json
from collections.abc import Callable
from typing import Any

from playground.runs.commands import Command, Looks, ServerRate, Speed
from playground.runs.stream import Kind

MOST_WAITING = 32
"""Commands before there is a worker."""

Speak = Callable[[Kind, bytes], None]


class Outgoing:
    """The way to one worker after the other. Nothing here locks: that is the run's affair."""

    def __init__(self) -> None:
        self._rate, self._is_crowded = 0.0, False
        """What the worker was told."""
        self._speak: Speak | None = None
        self._waiting: list[Command] = []
        self._looks: Looks | None = None
        self._speed: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is a worker."""
        return self._speak is not None

    def open(self, speak: Speak, rate: float, start: dict[str, Any], snapshot: bytes) -> None:
        """A worker is there: give it its start, the snapshot that it goes on from, if any, and what has waited."""
        self._speak, self._rate, self._is_crowded = speak, rate, False
        looks = self._looks.model_dump(mode="json") if self._looks else None
        lasting = {"looks": looks, "speed": self._speed, "rate": rate, "has_snapshot": bool(snapshot)}
        speak(Kind.START, json.dumps({**start, **lasting}).encode())
        if snapshot:
            speak(Kind.SNAPSHOT, snapshot)
        for command in self._waiting:
            speak(Kind.COMMAND, command.packed())
        self._waiting.clear()

    def close(self) -> None:
        """The worker is gone, or about to be another."""
        self._speak = None

    def give(self, command: Command) -> bool:
        """Tell it, or keep it for the worker that is to come; False where too much waits already."""
        if isinstance(command, Looks):
            self._looks = command
        if isinstance(command, Speed):
            self._speed = command.value
        return self.say(command) or self._keep(command)

    def say(self, command: Command) -> bool:
        """Tell the worker that is there; False where there is none."""
        if self._speak:
            self._speak(Kind.COMMAND, command.packed())
        return self.is_open

    def set_rate(self, rate: float, is_crowded: bool) -> None:
        """Tell the worker what has changed, if it is much and there is a worker."""
        is_news = abs(rate - self._rate) > 0.1 * self._rate or is_crowded != self._is_crowded
        if self.is_open and is_news:
            self._rate, self._is_crowded = rate, is_crowded
            self.say(ServerRate(value=rate, is_crowded=is_crowded))

    def forget(self) -> None:
        """What waited is of no use to the next worker."""
        self._waiting.clear()

    def _keep(self, command: Command) -> bool:
        if command.newest_counts:
            self._waiting = [other for other in self._waiting if type(other) is not type(command)]
        if len(self._waiting) >= MOST_WAITING:
            return False
        self._waiting.append(command)
        return True
