"""The row of a class, from what was seen of it."""

from benchmarks.load.measure import Click, Picture, Record
from benchmarks.load.processes import WEB, WORKER, Used, used
from benchmarks.load.report import COLUMNS, HEAD, Fluency, Measured, controls, until


def record(epochs_per_second: float, **more: object) -> Record:
    pictures = [Picture(at / 2, epochs_per_second * at / 2) for at in range(1, 41)]
    return Record("circle", started=0.0, trained_at=1.0, pictures=pictures, **more)  # type: ignore[arg-type]


def measured(*records: Record, scenario: str = "same", **more: object) -> Measured:
    used_up = Used({WORKER: 10.0, WEB: 1.0, "jobs": 0.01}, [4.0, 2.0, 6.0], 15.01)
    memory = {WORKER: 1234.5, WEB: 120.0}
    return Measured(scenario, list(records), (10.0, 20.0), 2, used_up, memory, **more)  # type: ignore[arg-type]


def cells(of: Measured) -> dict[str, str]:
    return dict(zip(COLUMNS, of.row().strip("| ").split(" | "), strict=True))


def test_a_row_has_a_cell_for_each_column() -> None:
    found = cells(measured(record(100.0), record(50.0), record(70.0)))
    assert found["Learners"] == "3"
    assert found["First picture, s: median, last"] == "0.5, 0.5"
    assert found["First trained picture, s: median, last"] == "1.0, 1.0"
    assert found["Pictures/s: least, median"] == "2.0, 2.0"
    assert found["Epochs/s: least, median, sum"] == "50, 70, 220"
    assert found["Slowest ÷ median"] == "0.71"
    assert found["Longest gap, s"] == "0.5"
    assert found["Controls, s: median, p95, longest"] == "–"
    assert found["Errors"] == "0"
    assert found["Processor, % of the machine"] == "workers 50, web 5, anything else 20"
    assert found["Memory, MB: workers, web"] == "1,234, 120"
    assert found["Browsers: pictures/s, animation frames/s"] == "–"
    assert HEAD.splitlines()[1].count("---") == len(COLUMNS)


def test_of_different_experiments_only_those_on_the_plane_are_compared_by_epochs() -> None:
    found = cells(measured(record(100.0), record(1.0, is_plane=False), record(70.0), scenario="different"))
    assert found["Epochs/s: least, median, sum"] == "70, 85, 171"
    assert found["Slowest ÷ median"] == "0.50"


def test_who_saw_nothing_is_counted() -> None:
    assert until([1.0, None, 3.0]) == "2.0, 3.0 (2 of 3)"
    assert until([None]) == "nobody"
    assert cells(measured(Record("circle")))["First picture, s: median, last"] == "nobody"


def test_commands_are_told_by_median_and_worst() -> None:
    assert controls([0.1] * 19 + [2.1]) == "0.10, 0.20, 2.10"
    clicked = record(1.0, clicks=[Click("pause", 1.0, 1.5), Click("play", 2.0)])
    assert cells(measured(clicked))["Controls, s: median, p95, longest"] == "0.50, 0.50, 0.50"


def test_errors_say_whose_they_are() -> None:
    found = measured(record(1.0), record(1.0, errors=["the run has crashed"]), faults=["a fault"])
    assert found.errors == ["2, circle: the run has crashed", "a fault"]


def test_browsers_are_told_one_by_one() -> None:
    found = cells(measured(record(1.0), browsers=[Fluency(28.4, 57.0), Fluency(20.0, 40.0)]))
    assert found["Browsers: pictures/s, animation frames/s"] == "28, 57; 20, 40"


def test_processor_time_is_of_processes_by_their_kind() -> None:
    before = {(WORKER, 1, 0.5): 1.0, (WORKER, 2, 0.5): 2.0, (WEB, 3, 0.1): 5.0}
    after = {(WORKER, 1, 0.5): 3.0, (WORKER, 2, 9.5): 1.0, (WEB, 3, 0.1): 5.5}
    found = used(before, after, 4.0)
    assert found.by_kind == {WORKER: 3.0, WEB: 0.5}
    assert found.by_worker == [2.0], "process 2 is another one than before"
