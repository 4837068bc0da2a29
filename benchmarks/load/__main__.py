"""A class at once: ``python -m benchmarks.load [--scenario NAME] [--learners N ...] [--clicks] [--app CHECKOUT]``.

Prints a row for each scenario and number of learners; ``--write`` puts them into ``docs/benchmarks.md``.
"""

import argparse
import asyncio
import os
import signal
import sys
from pathlib import Path

from benchmarks.load import document
from benchmarks.load.report import HEAD, Measured
from benchmarks.load.scenario import SCENARIOS, Plan, measure
from benchmarks.machine import machine

USUAL: dict[str, tuple[int, ...]] = {"same": (1, 6, 10, 30, 60), "different": (30,)}
_ROOT = Path(__file__).parents[2]
_OF_NO_MATTER = ("PLAYGROUND_DATA_DIR", "PLAYGROUND_REQUIRE_REAL_DATA", "PLAYGROUND_CHROMIUM")


def arguments() -> argparse.Namespace:
    """What was asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description="Measure what each of a class gets.")
    parser.add_argument("--scenario", action="append", choices=SCENARIOS, help="all if none is named")
    parser.add_argument("--learners", type=int, nargs="+", metavar="N", help="1 6 10 30 60 the same, 30 different")
    parser.add_argument("--seconds", type=float, default=20.0, help="the length of the window (20)")
    parser.add_argument("--settle", type=float, default=15.0, help="seconds from the last start to the window (15)")
    parser.add_argument("--clicks", action="store_true", help="pause, play, reset, learning rate: every five seconds")
    parser.add_argument("--browsers", type=int, default=2, help="how many real browsers look on (2)")
    parser.add_argument("--app", type=Path, default=_ROOT, metavar="CHECKOUT", help="the app of another checkout")
    parser.add_argument("--each", action="store_true", help="a line for each learner, too")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    found = parser.parse_args()
    if not (found.app / "streamlit_app.py").exists():
        parser.error(f"there is no streamlit_app.py in {found.app}")
    return found


def plans(asked: argparse.Namespace) -> list[Plan]:
    """A plan for each row."""
    return [
        Plan(scenario, number, asked.seconds, asked.clicks, asked.browsers, asked.app.resolve(), asked.settle)
        for scenario in asked.scenario or SCENARIOS
        for number in asked.learners or USUAL[scenario]
    ]


async def _measure(plan: Plan) -> Measured:
    """Whatever signal asks for an end, all that was started is ended first."""
    task = asyncio.current_task()
    assert task is not None
    if sys.platform != "win32":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    return await measure(plan)


def where(asked: argparse.Namespace) -> str:
    """The machine, and what the app was told besides."""
    settings = {name: value for name, value in sorted(os.environ.items()) if name.startswith("PLAYGROUND_")}
    told = [f"{name}={value}" for name, value in settings.items() if name not in _OF_NO_MATTER]
    beside = f" Browsers beside the learners: {asked.browsers}."
    return machine() + beside + (f" With {', '.join(told)}." if told else "")


def main() -> None:
    """Measure, print, and write if that is asked for."""
    asked = arguments()
    intro = where(asked)
    print(f"{intro}\n\n{HEAD}", flush=True)  # noqa: T201
    rows, failed = [], False
    for plan in plans(asked):
        try:
            measured = asyncio.run(_measure(plan))
        except (TimeoutError, RuntimeError) as problem:
            print(f"{plan.scenario}, {plan.learners}: not measured: {problem}", file=sys.stderr)  # noqa: T201
            failed = True
            continue
        except (KeyboardInterrupt, asyncio.CancelledError):
            sys.exit(130)
        rows.append(measured.row())
        print(rows[-1], flush=True)  # noqa: T201
        if asked.each:
            print(measured.each(), flush=True)  # noqa: T201
        for error in measured.errors:
            print(f"  {error}", file=sys.stderr)  # noqa: T201
    if asked.write:
        document.write(intro, rows)
    sys.exit(failed)


if __name__ == "__main__":
    main()
