"""The compiled loop of one network: a plain graph for the first steps, XLA for the rest where that pays.

The only thread is one that compiles beside the training, on variables of its own.
"""

import logging
import threading
from typing import Any

from playground.engine import loop
from playground.engine.ahead import Ahead
from playground.engine.memory import give_back
from playground.engine.plan import Plan

log = logging.getLogger(__name__)


class CompiledLoop(Ahead):
    """Compiles when it is first asked, or ahead.

    Args:
        machine: what is trained.
        graph_steps: how many steps at the start the plain graph trains.
        use_xla: whether XLA trains the rest.
    """

    def __init__(self, machine: loop.Machine, *, graph_steps: int, use_xla: bool) -> None:
        self._machine = machine
        self.graph_steps = graph_steps
        self.use_xla = use_xla
        self.graph: Any = None
        self.fast: Any = None
        self._compiling: threading.Thread | None = None
        self._compiled_beside: Any = None

    def take_in(self, plan: Plan, validation: tuple[Any, Any]) -> None:
        """The sizes to compile for, and samples to compile with."""
        self._plan, self._validation = plan, validation

    def at(self, step: int) -> Any:
        """The function that trains that step of the run; waits for whatever has to be compiled."""
        if self.graph is None:
            self.graph = loop.compile_loop(self._machine, self._plan)
            loop.touch(self.graph, self._validation)
        if not self.use_xla or step < self.graph_steps:
            return self.graph
        self.is_ready(step, None)
        if self.fast is None:
            self.fast = loop.compile_beside(self.graph, self._validation)
            give_back()
        return self.fast

    def steps_in_one_call(self, step: int, num_steps: int) -> int:
        """So many of these steps does one function train."""
        if self.use_xla and step < self.graph_steps:
            return min(num_steps, self.graph_steps - step)
        return num_steps

    def everything(self) -> None:
        self.at(0)
        if self.use_xla:
            self.at(self.graph_steps)

    def first_steps(self) -> None:
        self.at(0)

    def beside(self) -> None:
        graph = self.at(0)
        if self.use_xla and self.fast is None and self._compiling is None:
            self._compiling = threading.Thread(target=self._compile_beside, args=(graph,), daemon=True)
            self._compiling.start()

    def is_compiling(self) -> bool:
        return not self.is_ready(self.graph_steps, 0.0)

    def lacks(self, step: int) -> bool:
        return self.use_xla and step >= self.graph_steps and (self.is_compiling() or self.fast is None)

    def is_ready(self, step: int, seconds: float | None) -> bool:
        """Wait for the thread, at most so long, where that step needs what it compiles; False if it is not done."""
        if self._compiling is None or step < self.graph_steps:
            return True
        self._compiling.join(seconds)
        if self._compiling.is_alive():
            return False
        self._compiling, self.fast = None, self._compiled_beside
        return True

    def _compile_beside(self, graph: Any) -> None:
        try:
            self._compiled_beside = loop.compile_beside(graph, self._validation)
            give_back()
        except Exception as problem:  # whoever needs it compiles it then, and sees the error
            log.warning("compiling beside the training failed: %s", problem)
