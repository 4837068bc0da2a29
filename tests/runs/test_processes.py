"""What the processes do to each other: nothing is left behind, and the web process stays light."""

import os
import signal
import subprocess
import sys

import psutil

from playground.runs import wire
from tests.runs.running import wait_for

WEB_PROCESS = """
import sys, time
from playground import runs
from tests.runs.running import experiment, wait_for, step_of
runs.open()
run = runs.start(experiment(), owner="learner")
run.send({"do": "play"})
wait_for(lambda: step_of(run) > 0, 60)
import playground.live.routes
heavy = sorted({"tensorflow", "keras", "playground.engine"} & set(sys.modules))
print(run.pid, runs.keeper().backend.pid, heavy, flush=True)
time.sleep(60)
"""
CLOSING = WEB_PROCESS.replace("time.sleep(60)", "runs.close()")


def start(script, **environment):
    return subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env={**os.environ, **environment}
    )


def test_a_killed_web_process_leaves_no_orphan_and_never_imported_tensorflow():
    with start(WEB_PROCESS) as web:
        worker, trainer, heavy = web.stdout.readline().split(" ", 2)
        assert heavy.strip() == "[]"
        assert psutil.Process(int(worker)).ppid() == int(trainer)
        web.send_signal(signal.SIGKILL)
    wait_for(lambda: not psutil.pid_exists(int(worker)) and not psutil.pid_exists(int(trainer)))


def test_where_there_is_no_fork_workers_are_started_and_closed():
    with start(CLOSING, PLAYGROUND_START_METHOD="spawn", PLAYGROUND_WARM_WORKERS="0") as web:
        worker, trainer, heavy = web.stdout.readline().split(" ", 2)
        assert (trainer, heavy.strip()) == ("None", "[]")
        assert web.wait(10) == 0
    assert not psutil.pid_exists(int(worker))


def test_a_fork_server_that_dies_is_replaced_and_its_run_resumes(keeper, ready):
    ready.send({"do": "play"})
    wait_for(lambda: wire.decode_header(ready.snapshot())["step"] > 0)
    os.kill(keeper.backend.pid, signal.SIGKILL)
    wait_for(lambda: ready.state == "crashed")
    ready.resume()
    wait_for(lambda: ready.state == "running", 40)
    assert ready.status()["step"] > 0
