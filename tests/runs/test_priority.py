"""Priorities of a worker: they go down, never up, and for all its threads."""

import json
import subprocess
import sys

import pytest

from playground.runs import process
from playground.runs.outgoing import Outgoing
from playground.runs.settings import Settings
from playground.runs.stream import Kind
from tests.runs.stub import commands_in

SCRIPT = """
import json, os, threading
from pathlib import Path
from playground.runs import process

end = threading.Event()
def begin():
    threading.Thread(target=end.wait, daemon=True).start()
def seen():
    threads = [int(each.name) for each in Path("/proc/self/task").iterdir()]
    return sorted({(os.sched_getscheduler(each), os.getpriority(os.PRIO_PROCESS, each)) for each in threads})

found = []
process.be_polite("auto")
begin()
found.append(seen())
process.be_polite("normal")
found.append(seen())
process.settle()
begin()
found.append(seen())
process.make_room()
begin()
found.append(seen())
process.be_polite("low")
process.settle()
process.make_room()
found.append(seen())
print(json.dumps(found))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has the idle class and threads with a priority each")
def test_a_worker_goes_down_with_all_its_threads_and_stays_there() -> None:
    environment = process.environment(Settings())  # so that NumPy has no threads of its own
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], check=True, capture_output=True, text=True, timeout=60, env=environment
    )
    usual, idle = 0, 5
    found = [[tuple(each) for each in threads] for threads in json.loads(done.stdout)]
    assert found == [[(usual, 10)], [(usual, 10)], [(usual, 15)], [(idle, 15)], [(idle, 15)]]


def test_a_worker_is_told_of_a_crowd_at_once_and_of_a_rate_only_where_it_is_much() -> None:
    told: list[tuple[Kind, bytes]] = []
    outgoing = Outgoing()
    outgoing.set_rate(10.0, is_crowded=True)
    outgoing.open(lambda kind, payload: told.append((kind, payload)), 10.0, {}, b"")
    for rate, is_crowded in ((10.5, False), (10.5, True), (10.5, True), (8.0, True)):
        outgoing.set_rate(rate, is_crowded)
    assert commands_in(told) == [
        {"do": "rate", "value": 10.5, "is_crowded": True},
        {"do": "rate", "value": 8.0, "is_crowded": True},
    ]
