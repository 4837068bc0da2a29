"""A run between its page, its keeper and its worker: commands, questions, and what is said where nobody can answer."""

import os
import signal
import threading
import time
from typing import Any

import pytest

from playground import runs
from playground.runs import commands, wire
from playground.runs import run as module
from playground.runs.outgoing import MOST_WAITING
from playground.runs.run import CAN_RESUME, HAS_ENDED, IS_QUEUED, IS_STARTING, NO_ANSWER, NOT_UNDERSTOOD
from playground.runs.stream import Kind
from playground.spec import Explained
from tests.runs.running import wait_for
from tests.runs.stub import answer, commands_in, lonely, status, with_worker

WEIGHTS = {"do": "ask", "look": "weights"}
AT_ONCE = 3.0
"""Seconds; far below the time that a question otherwise waits."""


def refused_at_once(run: runs.Run, template: str) -> None:
    began = time.monotonic()
    with pytest.raises(Explained) as refused:
        run.ask(WEIGHTS)
    assert refused.value.template == template
    assert time.monotonic() - began < AT_ONCE


def crashed() -> runs.Run:
    run = lonely()
    with_worker(run)
    run.crash("SIGKILL")
    return run


# Questions where nobody can answer.


def test_a_question_to_a_run_that_has_crashed_is_answered_at_once() -> None:
    refused_at_once(crashed(), CAN_RESUME)


def test_a_question_to_a_run_that_was_ended_to_make_room_says_how_to_go_on() -> None:
    run = lonely()
    with_worker(run)
    run.receive(Kind.STATUS, status("stopped", offer="resume"))
    refused_at_once(run, CAN_RESUME)


@pytest.mark.parametrize("state", ["stopped", "failed"])
def test_a_question_to_a_run_that_has_ended_for_good_is_answered_at_once(state: str) -> None:
    run = lonely()
    with_worker(run)
    run.end(state)
    refused_at_once(run, HAS_ENDED)


def test_a_question_to_a_run_in_line_says_that_it_waits() -> None:
    run = lonely()
    run.queue(3)
    refused_at_once(run, IS_QUEUED)
    run.send({"do": "play"})
    told: list[tuple[Kind, bytes]] = []
    run.launch()
    run.connect(lambda kind, payload: told.append((kind, payload)), 30.0, runs.Settings())
    assert commands_in(told) == [{"do": "play"}]


def test_a_question_to_a_run_that_is_being_built_waits_and_then_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_ANSWER_SECONDS", 0.05)
    run = lonely()
    refused_at_once(run, IS_STARTING)
    with_worker(run)
    refused_at_once(run, NO_ANSWER)


def test_an_open_question_is_answered_when_the_worker_dies() -> None:
    run = lonely()
    told = with_worker(run)
    killer = threading.Thread(target=lambda: (wait_for(lambda: told), run.crash("SIGKILL")))
    killer.start()
    refused_at_once(run, CAN_RESUME)
    killer.join()


def test_an_open_question_of_a_page_is_answered_when_the_worker_dies() -> None:
    run = lonely()
    told = with_worker(run)
    viewer = run.join(lambda: None)
    for number in range(3):
        run.send(commands.check({**WEIGHTS, "id": str(number)}).asked_by(viewer.name))  # type: ignore[attr-defined]
    assert [(command["asker"], command["id"]) for command in commands_in(told)] == [
        (viewer.name, str(number)) for number in range(3)
    ]
    run.receive(Kind.ANSWER, answer(f"{viewer.name}:1"))
    run.crash("SIGKILL")
    news = [wire.decode_header(message) for message in viewer.news()]
    assert [header["type"] for header in news] == ["answer", "answer", "answer", "status"]
    found = {header["id"]: header["problem"] for header in news[:3]}
    assert found[f"{viewer.name}:1"] is None
    for number in (0, 2):
        assert Explained.unpack(found[f"{viewer.name}:{number}"]).template == CAN_RESUME


def test_a_page_that_asks_a_run_that_has_ended_is_told_and_woken() -> None:
    run, woken = crashed(), []
    viewer = run.join(lambda: woken.append(1))
    viewer.news()
    run.send({**WEIGHTS, "id": f"{viewer.name}:7"})
    (message,) = viewer.news()
    assert Explained.unpack(wire.decode_header(message)["problem"]).template == CAN_RESUME
    assert woken


def test_a_question_that_is_no_command_is_answered_at_once() -> None:
    run = lonely()
    with_worker(run)
    with pytest.raises(Explained) as refused:
        run.ask({"do": "hand_over", "step": -1})
    assert refused.value.template == NOT_UNDERSTOOD


def test_a_branch_off_a_crashed_run_says_at_once_what_to_do(keeper: object, ready: runs.Run) -> None:
    os.kill(ready.pid or 0, signal.SIGKILL)
    wait_for(lambda: ready.state == "crashed")
    began = time.monotonic()
    with pytest.raises(Explained, match="Click Resume"):
        runs.branch(ready, 0, owner="learner")
    assert time.monotonic() - began < AT_ONCE
    assert runs.find(ready.token) is ready


# Answers that come when nobody waits any more.


def test_an_answer_that_comes_twice_or_too_late_harms_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_ANSWER_SECONDS", 0.3)
    run = lonely()
    told = with_worker(run)
    found: list[object] = []
    asking = threading.Thread(target=lambda: found.append(run.ask(WEIGHTS)))
    asking.start()
    (question,) = wait_for(lambda: commands_in(told))
    for _ in range(3):
        run.receive(Kind.ANSWER, answer(question["id"]))
    asking.join()
    run.receive(Kind.ANSWER, answer(question["id"]))
    assert len(found) == 1


class Slow(dict[str, Any]):
    """Between looking for a question and taking it, its time is over."""

    def __contains__(self, name: object) -> bool:
        found = super().__contains__(name)
        time.sleep(0.3)
        return found

    def pop(self, *arguments: Any) -> Any:
        found = super().pop(*arguments)
        time.sleep(0.3)
        return found


def test_an_answer_at_the_moment_of_the_time_out_harms_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker's thread answers just when the asking thread gives up: neither meets a fault, and nothing is left."""
    monkeypatch.setattr(module, "_ANSWER_SECONDS", 0.1)
    run = lonely()
    run._channels.answers._expected = Slow()
    told, late = with_worker(run), []

    def ask() -> None:
        try:
            run.ask(WEIGHTS)
        except Explained as problem:
            late.append(problem.template)

    asking = threading.Thread(target=ask)
    asking.start()
    (question,) = wait_for(lambda: commands_in(told))
    run.receive(Kind.ANSWER, answer(question["id"]))
    asking.join()
    assert late == [NO_ANSWER]
    assert not run._channels.answers._expected


# Commands.


def test_commands_before_the_worker_wait_and_of_some_only_the_newest() -> None:
    run = lonely()
    for step in range(100):
        run.send({"do": "view", "step": step})
        run.send({"do": "looks", "looks": ["weights"], "rate": 1 + step % 50})
    run.send({"do": "play"})
    for _ in range(1000):
        run.send({"do": "edit", "layer": "x" * 80, "weight": "y" * 80, "index": [0], "value": 1.0})
    told: list[tuple[Kind, bytes]] = []
    run.connect(lambda kind, payload: told.append((kind, payload)), 30.0, runs.Settings())
    given = commands_in(told)
    assert [command["do"] for command in given[:3]] == ["view", "looks", "play"]
    assert given[0]["step"] == 99
    assert len(given) <= MOST_WAITING


def test_what_is_said_between_two_workers_waits_for_the_second() -> None:
    run = lonely()
    first = with_worker(run)
    run.launch()
    run.send({"do": "play"})
    assert commands_in(first) == []
    second: list[tuple[Kind, bytes]] = []
    run.connect(lambda kind, payload: second.append((kind, payload)), 30.0, runs.Settings())
    assert commands_in(second) == [{"do": "play"}]


@pytest.mark.parametrize("value", [1e-9, 1e-7, 101, 1e300, 10**400, float("nan"), float("inf"), True, None, "0.1"])
def test_a_learning_rate_that_no_optimizer_takes_changes_nothing(
    value: object, caplog: pytest.LogCaptureFixture
) -> None:
    run = lonely()
    told, before = with_worker(run), run.experiment
    run.send({"do": "learning_rate", "value": value})
    assert (run.experiment, told) == (before, [])
    assert "ignored" in caplog.text


def test_a_question_with_the_longest_name_is_answered_to_who_asked_it(keeper: object, ready: runs.Run) -> None:
    viewer, name = ready.join(lambda: None), "q" * commands.LONGEST_NAME
    question = commands.check({"do": "put_back", "id": name, "asker": "v99"})
    ready.send(question.asked_by(viewer.name))  # type: ignore[attr-defined]
    found = wait_for(lambda: [header for header in map(wire.decode_header, viewer.news()) if "id" in header])
    assert [header["id"] for header in found] == [f"{viewer.name}:{name}"]


def test_a_message_of_no_known_kind_is_malformed() -> None:
    with pytest.raises(wire.Malformed):
        lonely().receive(Kind.SECRET, b"")
