"""The live connection, over a real server and real websockets."""

import time

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from playground import runs
from playground.live.routes import run as route
from playground.live.routes.run import is_own_origin
from tests.live.pages import page, receive, receive_until
from tests.runs.running import wait_for


def test_a_page_gets_hello_history_frame_moments_and_status_in_order(host, run):
    with page(host, run.token) as socket:
        headers = [receive(socket)[0] for _ in range(5)]
    assert [header["type"] for header in headers] == ["hello", "history", "frame", "moments", "status"]
    assert headers[1]["reset"] is True


def test_play_brings_frames_and_every_row_of_the_curve(host, run):
    run.send({"do": "reset"})
    with page(host, run.token) as socket:
        socket.send('{"do": "play"}')
        rows, frames, deadline = [], 0, time.monotonic() + 20
        while frames < 15 and time.monotonic() < deadline:
            header, arrays = receive(socket)
            frames += header["type"] == "frame"
            if header["type"] == "history":
                rows = [arrays["rows"]] if header["reset"] else [*rows, arrays["rows"]]
        socket.send('{"do": "pause"}')
        receive_until(socket, lambda header: header["type"] == "status" and header["state"] == "paused")
    epochs = np.concatenate(rows)[:, 0]
    np.testing.assert_array_equal(np.diff(epochs), 1)
    assert frames >= 15


def test_a_page_that_comes_late_gets_the_whole_curve(host, run):
    before = len(run.history()[1])
    run.send({"do": "step", "unit": "epoch"})
    wait_for(lambda: run.state == "paused" and len(run.history()[1]) == before + 1)
    with page(host, run.token) as socket:
        _, arrays = receive_until(socket, lambda header: header["type"] == "history")
    np.testing.assert_array_equal(arrays["rows"], run.history()[1])


def test_a_page_that_does_not_read_gets_the_newest_frame(host, run):
    with page(host, run.token) as socket:
        socket.send('{"do": "speed", "value": "slow"}')
        receive_until(socket, lambda header: header["type"] == "frame" and header["speed"] == "slow")
        socket.send('{"do": "speed", "value": "turbo"}')
    assert run.num_viewers <= 1


@pytest.mark.parametrize(
    "token", ["wrong", "", "[" * 3000, "not json", b"\0\1", '{"token": ' + "9" * 5000 + "}", '{"token": "\\ud800"}']
)
def test_a_wrong_token_is_turned_away(host, run, token):
    with page(host, token) as socket, pytest.raises(ConnectionClosed) as closed:
        socket.recv(timeout=5)
    assert closed.value.rcvd.code == 4404


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://localhost.evil.example"])
def test_a_foreign_origin_is_refused_before_anything_is_said(host, run, origin):
    with pytest.raises(InvalidStatus, match="403"), page(host, run.token, origin=origin):
        pass


def test_only_so_many_pages_may_watch(host, run, monkeypatch):
    keeper = runs.keeper()
    wait_for(lambda: run.num_viewers == 0)
    monkeypatch.setattr(keeper, "settings", keeper.settings.model_copy(update={"max_viewers": 1}))
    with page(host, run.token) as first:
        receive(first)
        with page(host, run.token) as second, pytest.raises(ConnectionClosed) as closed:
            second.recv(timeout=5)
    assert closed.value.rcvd.code == 4429


def test_a_page_that_shouts_nonsense_is_heard_no_more_than_others(host, run):
    with page(host, run.token) as socket:
        for text in ("", "{", '{"do": "explode"}', "x" * 100_000, b"\0"):
            socket.send(text)
        for _ in range(500):
            socket.send('{"do": "pause"}')
        assert receive(socket)[0]["type"] == "hello"
    assert not run.has_ended


@pytest.mark.parametrize(
    "text",
    [
        '{"do": "learning_rate", "value": 1e-9}',
        '{"do": "learning_rate", "value": ' + "9" * 400 + "}",
        '{"do": "looks", "looks": [], "rate": ' + "9" * 400 + "}",
        '{"do": "epochs", "value": ' + "9" * 400 + "}",
        '{"do": "edit", "layer": "output", "weight": "bias", "index": [0], "value": ' + "9" * 400 + "}",
        '{"do": "ask", "look": {"name": "walk", "parameters": ' + '{"a":' * 950 + "1" + "}" * 950 + "}}",
        '{"do": "ask", "look": {"name": "\\ud800", "parameters": {"\\udfff": NaN}}, "id": "\\ud800"}',
        '{"do": "view", "step": ' + "9" * 5000 + "}",
    ],
    ids=lambda text: text[:40],
)
def test_a_strangers_odd_number_ends_no_connection(host, run, text):
    with page(host, run.token) as socket:
        receive_until(socket, lambda header: header["type"] == "status")
        for _ in range(3):
            socket.send(text)
        socket.send('{"do": "ask", "look": "weights", "id": "after"}')
        receive_until(socket, lambda header: header["type"] == "answer" and header["id"].endswith(":after"))
    assert not run.has_ended


def test_a_flood_of_nonsense_leaves_few_lines_in_the_log(run, caplog):
    viewer = run.join(lambda: None)
    for _ in range(2000):
        route.obey("\n" * 1000, run, viewer)
    run.leave(viewer)
    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) < 200
    assert max(map(len, lines), default=0) < 300


def test_pages_that_come_and_go_leave_no_viewer(host, run):
    for number in range(20):
        with page(host, run.token) as socket:
            if number % 2:
                receive(socket)
    wait_for(lambda: run.num_viewers == 0)


@pytest.mark.parametrize("base", ["", "/deep/base"])
def test_the_connection_is_served_under_any_base_path(host, run, base):
    with page(host, run.token, base) as socket:
        assert receive(socket)[0]["type"] == "hello"


@pytest.mark.parametrize(
    ("origin", "host", "allowed", "is_own"),
    [
        ("http://localhost:8501", "localhost:8501", "", True),
        ("https://Play.example", "play.example", "", True),
        ("http://localhost:8502", "localhost:8501", "", False),
        (None, "localhost:8501", "", False),
        ("null", "null", "", False),
        ("file://localhost", "localhost", "", False),
        ("https://outer.example", "inner", "outer.example, other", True),
        ("https://", "", "", False),
        ("http://[", "[", "", False),
        ("https://[::1", "localhost", "", False),
    ],
)
def test_an_origin_is_own_when_it_names_the_host(origin, host, allowed, is_own):
    assert is_own_origin(origin, host, allowed) is is_own
