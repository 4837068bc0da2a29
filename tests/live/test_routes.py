"""The live connection, over a real server and real websockets."""

import gzip
import json
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import numpy as np
import pytest
import uvicorn
from starlette.applications import Starlette
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from playground import runs
from playground.live.routes import is_own_origin, routes
from playground.runs import wire
from playground.runs.settings import Settings
from tests.runs.running import experiment, wait_for, wait_for_state


@pytest.fixture(scope="module")
def host():
    """A server with the live routes; gives ``localhost:port``."""
    config = uvicorn.Config(Starlette(routes=routes()), port=0, log_level="warning", ws="websockets-sansio")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    wait_for(lambda: server.started)
    yield f"localhost:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def run():
    """A run that waits for Play."""
    runs.open(Settings())
    run = runs.start(experiment(), owner="learner")
    wait_for_state(run, "ready")
    yield run
    runs.close()


@contextmanager
def page(host, token, base="", origin=None):
    """A page's connection that has said its token."""
    with connect(f"ws://{host}{base}/live/ws", origin=origin or f"http://{host}", max_size=None) as socket:
        socket.send(json.dumps({"token": token}) if isinstance(token, str) else token)
        yield socket


def receive(socket, seconds=10):
    return wire.decode(socket.recv(timeout=seconds))


def receive_until(socket, met):
    """The first message that ``met`` likes."""
    while True:
        header, arrays = receive(socket)
        if met(header):
            return header, arrays


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


@pytest.mark.parametrize("token", ["wrong", "", "[" * 3000, "not json", b"\0\1"])
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


@pytest.mark.parametrize("base", ["", "/deep/base"])
def test_everything_is_served_under_any_base_path(host, run, base):
    with page(host, run.token, base) as socket:
        assert receive(socket)[0]["type"] == "hello"
    request = urllib.request.Request(f"http://{host}{base}/live/plotly.min.js", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as response:
        assert response.headers["Content-Type"].startswith("text/javascript")
        assert "max-age" in response.headers["Cache-Control"]
        assert b"plotly.js" in gzip.decompress(response.read())[:200]
    with urllib.request.urlopen(f"http://{host}{base}/live/static/wire.js") as response:
        assert response.headers["Cache-Control"] == "no-cache"
    with urllib.request.urlopen(f"http://{host}{base}/live/words/zh_CN.json") as response:
        assert json.load(response)["Play"] == "播放"


@pytest.mark.parametrize("language", ["xx", "en", "zh_CN%00"])
def test_a_language_without_a_catalogue_has_no_words(host, language):
    with urllib.request.urlopen(f"http://{host}/live/words/{language}.json") as response:
        assert json.load(response) == {}


@pytest.mark.parametrize("path", ["..%2froutes.py", "../routes.py", "nothing.js"])
def test_no_other_file_is_served(host, path):
    with pytest.raises(urllib.error.HTTPError, match="404") as error:
        urllib.request.urlopen(f"http://{host}/live/static/{path}")
    error.value.close()


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
    ],
)
def test_an_origin_is_own_when_it_names_the_host(origin, host, allowed, is_own):
    assert is_own_origin(origin, host, allowed) is is_own
