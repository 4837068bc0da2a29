"""How a worker obeys: which of several commands count, and what a fault on the way may end."""

import pytest

from playground.runs import commands
from playground.runs.stream import Broken
from playground.runs.worker import orders
from playground.runs.worker.orders import HANDLERS, Ended, that_count


def test_of_what_is_dragged_only_the_last_counts_and_of_all_else_everything() -> None:
    given = [commands.View(step=1), commands.Pause(), None, commands.View(step=2), commands.Pause(), commands.View()]
    assert that_count(given) == [commands.Pause(), commands.Pause(), commands.View()]


@pytest.mark.parametrize("payload", [b"", b"\xff", b'{"do": "explode"}', b'{"do": "view", "step": -1}', b"[" * 5000])
def test_what_is_no_command_is_ignored_in_the_worker_too(payload, caplog) -> None:
    assert orders._read(payload) is None
    assert "ignored" in caplog.text


def test_a_fault_in_what_changes_no_weight_ends_nothing(monkeypatch, caplog) -> None:
    def broken(*_: object) -> None:
        raise OverflowError("a number of 400 digits")

    for kind in HANDLERS:
        monkeypatch.setitem(HANDLERS, kind, broken)
    orders._do(None, None, commands.View(step=3))  # type: ignore[arg-type]
    assert "view met a fault" in caplog.text
    with pytest.raises(OverflowError):
        orders._do(None, None, commands.Reset())  # type: ignore[arg-type]


@pytest.mark.parametrize("end", [Ended, Broken, BrokenPipeError])
def test_an_end_is_no_fault(monkeypatch, end) -> None:
    def ending(*_: object) -> None:
        raise end

    monkeypatch.setitem(HANDLERS, commands.View, ending)
    with pytest.raises(end):
        orders._do(None, None, commands.View())  # type: ignore[arg-type]


def test_what_holds_a_strangers_values_is_answered_or_leaves_the_network_alone() -> None:
    """A fault that a stranger can cause is then either in the answer or in the log, and the run goes on."""
    for kind in commands.COMMANDS.values():
        holds_values = set(kind.model_fields) - {"id", "unit"}
        if kind.from_browser and holds_values:
            assert kind.is_answered or kind.leaves_network, kind.do
