"""Questions to a run and the answers to them: each goes to whoever asked it, and none stays open for ever."""

from collections import deque
from concurrent.futures import Future
from typing import Any

from playground.runs import wire
from playground.runs.channel import Channel, News
from playground.runs.stream import Kind
from playground.spec import Explained

MOST_WAITING = 64
"""Answers that wait for one viewer; of more the oldest are lost."""
LARGEST_WAITING = 32_000_000
"""The same in bytes; the newest answer is kept however large it is."""
MOST_OPEN = 256
"""Questions of one viewer that the worker still has; of more the oldest are no longer told that the worker is gone."""


class Box:
    """What one viewer has asked and not received."""

    def __init__(self) -> None:
        self._answers: deque[bytes] = deque()
        self._size = 0
        self.open: dict[str, None] = {}
        """The questions without an answer, the oldest first."""

    def ask(self, question: str) -> None:
        """The worker has it now."""
        self.open[question] = None
        while len(self.open) > MOST_OPEN:
            del self.open[next(iter(self.open))]

    def put(self, question: str, answer: bytes) -> None:
        """Here is its answer."""
        self.open.pop(question, None)
        self._answers.append(answer)
        self._size += len(answer)
        while len(self._answers) > 1 and (len(self._answers) > MOST_WAITING or self._size > LARGEST_WAITING):
            self._size -= len(self._answers.popleft())

    def empty(self) -> list[bytes]:
        """The answers, which wait no longer."""
        found = list(self._answers)
        self._answers.clear()
        self._size = 0
        return found


class Answers(Channel):
    """The answers of one run. A question's name is the viewer's name, a colon, and what the viewer calls it.

    What this process asks itself has a name too, and a future.
    """

    kind = Kind.ANSWER
    comes_after_hello = False

    def __init__(self) -> None:
        self._boxes: dict[str, Box] = {}
        """By the viewer's name."""
        self._expected: dict[str, Future[bytes]] = {}
        """What this process asked, by the question's name."""

    def welcome(self, viewer: str) -> None:
        """Keep answers for this viewer from now on."""
        self._boxes[viewer] = Box()

    def forget(self, viewer: str) -> None:
        """The viewer is gone."""
        self._boxes.pop(viewer, None)

    def expect(self, question: str) -> Future[bytes]:
        """This process asks; the future gets the answer."""
        return self._expected.setdefault(question, Future())

    def give_up(self, question: str) -> None:
        """This process no longer waits for that answer; it may come, or have come."""
        self._expected.pop(question, None)

    def asked(self, question: str) -> None:
        """The worker has this question now."""
        box = self._box(question)
        if box:
            box.ask(question)

    def take(self, payload: bytes) -> None:
        """To whoever asked; an answer that nobody waits for is forgotten."""
        question = str(wire.decode_header(payload)["id"])
        expected, box = self._expected.pop(question, None), self._box(question)
        if expected:
            expected.set_result(payload)
        elif box:
            box.put(question, payload)

    def refuse(self, question: str, problem: Explained) -> None:
        """Answer in the worker's place that there is no answer."""
        self.take(wire.encode({"type": "answer", "id": question, "problem": problem.pack()}))

    def refuse_all(self, problem: Explained) -> None:
        """The worker is gone, and with it everything that it was asked."""
        for question in [*self._expected, *(name for box in self._boxes.values() for name in box.open)]:
            self.refuse(question, problem)

    def news(self, mark: Any, viewer: str) -> News:
        """What came for this viewer."""
        box = self._boxes.get(viewer)
        return (box.empty() if box else []), mark

    def _box(self, question: str) -> Box | None:
        return self._boxes.get(question.partition(":")[0])
