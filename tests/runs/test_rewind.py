"""Earlier moments of a run: looked at, gone back to, branched off from; questions and edits. One worker for all."""

import itertools

import numpy as np
import pytest

from playground import runs
from playground.runs import wire
from playground.runs.timeline import is_kept, next_epoch
from playground.spec import Explained
from tests.runs.running import experiment, train, wait_for, wait_for_state


@pytest.fixture(scope="module")
def _run(_keeper):
    run = runs.start(experiment(), owner="rewinds")
    wait_for_state(run, "ready")
    yield run
    run.stop()
    wait_for(lambda: _keeper.num_workers() == 0)


@pytest.fixture
def workers(_keeper):
    """How many workers there are."""
    return _keeper.num_workers


@pytest.fixture
def run(_run):
    """A run of five epochs, paused."""
    _run.send({"do": "reset"})
    wait_for(lambda: _run.state == "ready" and header(_run)["step"] == 0)
    train(_run, 5)
    wait_for(lambda: header(_run)["epoch"] == 5 and moments(_run)[-1].tolist() == [25, 5, 0])
    return _run


def header(run):
    return wire.decode_header(run.frame())


def moments(run):
    return wire.decode(run.moments())[1]["moments"]


def kernel(run):
    return wire.decode(run.frame())[1]["kernel:dense_1"]


def test_the_first_epochs_and_ever_rarer_ones_are_moments():
    kept = [epoch for epoch in range(1, 200) if is_kept(epoch)]
    assert kept[:11] == [*range(1, 11), 12]
    assert kept == list(itertools.takewhile(lambda epoch: epoch < 200, _grid()))
    assert len(kept) < 45


def _grid():
    epoch = 0
    while True:
        epoch = next_epoch(epoch)
        yield epoch


def test_every_epoch_at_the_start_is_a_moment(run):
    ends = [moment for moment in moments(run).tolist() if moment[2] == 0]
    assert ends == [[5 * epoch, epoch, 0] for epoch in range(6)]


def test_an_earlier_moment_is_seen_as_it_was_while_the_run_stays_where_it_is(run):
    now, rows = kernel(run), run.history()[1]
    run.send({"do": "view", "step": 10})
    wait_for(lambda: header(run)["viewed"])
    seen = header(run)
    assert (seen["viewed"]["epoch"], seen["epoch"], seen["state"]) == (2, 5, "paused")
    assert seen["viewed"]["values"]["loss"] == rows[1, 1]
    assert np.abs(kernel(run) - now).max() > 1e-4
    run.send({"do": "view", "step": None})
    wait_for(lambda: not header(run)["viewed"])
    np.testing.assert_array_equal(kernel(run), now)


def test_a_moment_that_is_not_kept_changes_nothing(run):
    run.send({"do": "view", "step": 7})
    run.send({"do": "view", "step": 15})
    wait_for(lambda: header(run)["viewed"])
    assert header(run)["viewed"]["epoch"] == 3
    with pytest.raises(Explained, match="no longer kept"):
        run.ask({"do": "rewind", "step": 7})
    assert run.state == "paused"


def test_playing_from_a_moment_goes_on_exactly_as_the_run_did(run):
    rows = run.history()[1]
    run.ask({"do": "rewind", "step": 10})
    wait_for(lambda: header(run)["epoch"] == 2)
    assert run.history()[1][:, 0].tolist() == [1, 2]
    assert moments(run)[-1].tolist() == [10, 2, 0]
    np.testing.assert_array_equal(train(run, 3), rows)


def test_a_branch_goes_on_from_its_moment_and_the_run_it_left_stays(workers, run):
    rows = run.history()[1]
    branch = runs.branch(run, 10, owner="rewinds")
    wait_for_state(branch, "paused")
    assert branch.token != run.token
    assert branch.history()[1].tolist() == rows[:2].tolist()
    np.testing.assert_array_equal(train(branch, 3), rows)
    assert run.status()["epoch"] == 5
    branch.send({"do": "learning_rate", "value": 0.3})
    train(branch, 1)
    assert runs.find(run.token) is run
    runs.attach("rewinds", branch)
    branch.stop()
    wait_for(lambda: workers() == 1)


def test_while_a_branch_is_shown_the_run_beside_it_is_kept(workers, run):
    branch = runs.branch(run, 10, owner="rewinds")
    wait_for_state(branch, "paused")
    runs.detach("rewinds")
    runs.attach("again", branch)
    runs.attach("again", run)
    assert runs.find(run.token) is run
    assert runs.find(branch.token) is branch
    branch.stop()
    wait_for(lambda: workers() == 1)


def test_a_question_is_answered_to_whom_asked_it_alone(run):
    one, other = (run.join(lambda: None) for _ in range(2))
    for viewer in (one, other):
        viewer.news()
    run.send({"do": "ask", "look": {"name": "weights", "parameters": {}}, "id": f"{one.name}:7"})
    found = wait_for(lambda: [m for m in one.news() if wire.decode_header(m)["type"] == "answer"])
    answer, arrays = wire.decode(found[0])
    assert (answer["id"], answer["problem"], answer["epoch"]) == (f"{one.name}:7", None, 5)
    assert arrays["kernel:dense_1"].shape == (2, 4)
    assert not [m for m in other.news() if wire.decode_header(m)["type"] == "answer"]
    for viewer in (one, other):
        run.leave(viewer)


def test_a_question_at_an_earlier_moment_is_about_that_moment(run):
    now = run.ask({"do": "ask", "look": {"name": "weights", "parameters": {}}})[1]["kernel:dense_1"]
    run.send({"do": "view", "step": 10})
    answer, arrays = run.ask({"do": "ask", "look": {"name": "weights", "parameters": {}}})
    assert answer["epoch"] == 2
    assert np.abs(arrays["kernel:dense_1"] - now).max() > 1e-4


@pytest.mark.parametrize(
    "look", [{"name": "nonsense"}, {"name": "output_map", "parameters": {"size": "large"}},
             {"name": "weights", "parameters": {"extra": 1}}],
)  # fmt: skip
def test_a_question_that_makes_no_sense_gets_a_sentence(run, look):
    with pytest.raises(Explained, match="Reload it"):
        run.ask({"do": "ask", "look": look})
    train(run, 1)


def test_a_look_with_a_wrong_parameter_leaves_the_others_in_the_picture(run):
    run.send({"do": "looks", "looks": ["weights", {"name": "output_map", "parameters": {"size": "large"}}]})
    wait_for(lambda: header(run)["problems"])
    assert set(header(run)["problems"]) == {"output_map"}
    assert "kernel:output" in wire.decode(run.frame())[1]
    run.send({"do": "looks", "looks": ["weights", "output_map"]})
    wait_for(lambda: not header(run)["problems"])


def test_a_weight_is_set_by_hand_and_put_back(run):
    before = kernel(run)
    run.ask({"do": "edit", "layer": "dense_1", "weight": "kernel", "index": [0, 1], "value": 0.5})
    wait_for(lambda: header(run)["edits"] == 1)
    assert kernel(run)[0, 1] == 0.5
    run.ask({"do": "edit", "layer": "dense_1", "weight": "kernel", "index": [1, None], "value": 0})
    wait_for(lambda: not kernel(run)[1].any())
    run.ask({"do": "put_back"})
    wait_for(lambda: header(run)["edits"] == 0)
    np.testing.assert_array_equal(kernel(run), before)


def test_loss_and_metrics_are_those_of_the_edited_network(run):
    trained = header(run)["values"]
    ask = {"do": "ask", "look": {"name": "results", "parameters": {}}}
    for value in (20.0, -20.0):  # the same weight twice is another network each time
        before = header(run)["edit_version"]
        run.ask({"do": "edit", "layer": "output", "weight": "bias", "index": [0], "value": value})
        wait_for(lambda before=before: header(run)["edit_version"] > before)
        edited = header(run)["values"]
        answer, found = run.ask(ask)
        assert answer["edit_version"] == header(run)["edit_version"]
        assert edited["val_loss"] == pytest.approx(float(found["results:loss"][0]), rel=1e-5)
        assert edited["val_accuracy"] == pytest.approx(float(found["results:overall"][0]), abs=1e-6)
        assert edited["accuracy"] < 0.7
        assert edited.keys() == trained.keys()
    run.ask({"do": "put_back"})
    wait_for(lambda: header(run)["edits"] == 0)
    assert header(run)["values"] == trained
    assert len(run.history()[1]) == 5


def test_training_goes_on_from_an_edited_weight(run):
    run.ask({"do": "edit", "layer": "dense_1", "weight": "kernel", "index": [0, 1], "value": 3.0})
    train(run, 1)
    assert 2.5 < kernel(run)[0, 1] < 3.5


def test_an_earlier_moment_cannot_be_edited(run):
    run.send({"do": "view", "step": 10})
    with pytest.raises(Explained, match="earlier moment"):
        run.ask({"do": "edit", "layer": "dense_1", "weight": "kernel", "index": [0, 1], "value": 0.5})
    with pytest.raises(Explained, match="earlier moment"):
        run.ask({"do": "put_back"})


def test_a_weight_of_1e30_is_refused_with_a_sentence_and_nothing_changes(run):
    before = kernel(run)
    with pytest.raises(Explained) as refused:
        run.ask({"do": "edit", "layer": "dense_1", "weight": "kernel", "index": [0, 1], "value": 1e30})
    assert "1e+30" in str(refused.value)
    np.testing.assert_array_equal(kernel(run), before)
    train(run, 1)
