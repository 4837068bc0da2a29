"""The looks that pages watch, or ask once, answered for the moment of the run that is looked at."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from playground.runs import frames
from playground.runs.allowance import Allowance, SparingLog
from playground.runs.timeline import Timeline
from playground.spec import N_, Explained

_MOST_SAMPLES = 500
"""Of a large validation set, in a picture while it trains."""

LOOK_FAULT = N_("This part of the page met a fault of the program. The training is not touched by it.")
UNKNOWN_LOOK = N_("The page asked the network something that it does not know ({look}). Reload it.")

log = SparingLog(logging.getLogger(__name__), Allowance(at_once=20, per_second=0.1))
"""A look with odd parameters meets its fault in every picture."""


class Questions:
    """Puts looks to a trainer's network, as it is or as it was at the moment that the timeline shows."""

    def __init__(self, trainer: Any, timeline: Timeline) -> None:
        from playground.engine.looks import LOOKS, borrowed, compute

        self._trainer, self._timeline = trainer, timeline
        self._compute, self._borrowed, self._looks = compute, borrowed, LOOKS
        self.watch(frames.default_looks(trainer.experiment))

    def watch(self, requests: Iterable[frames.Request]) -> None:
        """Answer these from now on, for every picture; the costly ones can only be asked."""
        cheap = [name for name, look in self._looks.items() if not look.costly]
        self._watched = frames.fitting_looks(requests, cheap, self._trainer.experiment)

    def answers(self, *, is_running: bool) -> tuple[frames.Arrays, dict[str, Any]]:
        """What is watched: arrays by name, and packed sentences by look for those that have no answer.

        While it trains, a picture asks about a part of a large validation set; a state that stays, about all.
        """
        arrays: frames.Arrays = {}
        problems: dict[str, Any] = {}
        with self._shown(look["name"] for look in self._watched) as model:
            for look in self._watched:
                name = look["name"]
                few = {"max_samples": _MOST_SAMPLES} if name == "predictions" and is_running else {}
                try:
                    arrays.update(self._answer(model, name, {**few, **look["parameters"]}))
                except Explained as problem:
                    problems[name] = problem.pack()
                except Exception:
                    log.warning("the look %s met a fault", name, with_traceback=True)
                    problems[name] = Explained(LOOK_FAULT).pack()
        return arrays, problems

    def ask(self, name: str, parameters: dict[str, Any]) -> frames.Arrays:
        """One look, once.

        Raises:
            Explained: there is no such look, or it has no answer.
        """
        if name not in self._looks:
            raise Explained(UNKNOWN_LOOK, look=name)
        with self._shown([name]) as model:
            return self._answer(model, name, parameters)

    def _answer(self, model: Any, name: str, parameters: dict[str, Any]) -> frames.Arrays:
        trainer = self._trainer
        moments = list(self._timeline.moments) if self._looks[name].over_time else ()
        found = self._compute(name, model, trainer.data, trainer.experiment, moments, **parameters)
        return frames.look_arrays(found, trainer.experiment)

    @contextmanager
    def _shown(self, names: Iterable[str]) -> Iterator[Any]:
        """The network of the moment that is looked at, for these looks."""
        trainer, viewed = self._trainer, self._timeline.viewed
        if viewed:
            with self._borrowed(trainer.model, viewed.weights):
                yield trainer.model
        elif all(self._looks[name].reads_only for name in names):
            with trainer.read_only() as model:
                yield model
        else:
            yield trainer.model
