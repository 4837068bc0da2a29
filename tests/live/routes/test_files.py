"""The files that draw a run, from a real server."""

import gzip
import os
import urllib.error
import urllib.request

import pytest
from starlette.routing import Mount

from playground.live.preload import FRONTEND
from playground.live.routes.files import Scripts
from tests.live.serving import serving


@pytest.mark.parametrize("base", ["", "/deep/base"])
def test_the_scripts_are_served_under_any_base_path(host, base):
    request = urllib.request.Request(f"http://{host}{base}/live/plotly.min.js", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as response:
        assert response.headers["Content-Type"].startswith("text/javascript")
        assert "max-age" in response.headers["Cache-Control"]
        assert b"plotly.js" in gzip.decompress(response.read())[:200]
    with urllib.request.urlopen(f"http://{host}{base}/live/static/wire/wire.js") as response:
        assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "..%2froutes.py",
        "../routes.py",
        "..%2fpreload.py",
        "../preload.py",
        "nothing.js",
        "component.py",
        "__init__.py",
        "wire",
    ],
)
def test_no_other_file_is_served(host, path):
    with pytest.raises(urllib.error.HTTPError, match="404") as error:
        urllib.request.urlopen(f"http://{host}/live/static/{path}")
    error.value.close()


def test_every_script_is_served_as_it_is_packed_and_not(host):
    scripts = [path for path in FRONTEND.rglob("*") if path.suffix in (".js", ".css")]
    assert len(scripts) > 60
    for path in scripts:
        address = f"http://{host}/live/static/{path.relative_to(FRONTEND).as_posix()}"
        for encoding, read in (("identity", bytes), ("gzip", gzip.decompress)):
            with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Encoding": encoding})) as got:
                assert read(got.read()) == path.read_bytes()
                kind = {".js": "text/javascript", ".css": "text/css"}[path.suffix]
                assert got.headers["Content-Type"].startswith(kind)


def test_a_changed_script_reaches_who_asks_again_and_an_unchanged_one_is_not_sent(tmp_path):
    script = tmp_path / "deep" / "one.js"
    script.parent.mkdir()
    script.write_text("one")
    with serving([Mount("/static", Scripts(tmp_path))]) as host:
        address = f"http://{host}/static/deep/one.js"
        with urllib.request.urlopen(address) as first:
            assert first.read() == b"one"
        known = {"If-None-Match": first.headers["ETag"]}
        assert refused(urllib.request.Request(address, headers=known)) == 304
        script.write_text("two")
        os.utime(script, ns=(1, 1))
        with urllib.request.urlopen(urllib.request.Request(address, headers=known)) as changed:
            assert changed.read() == b"two"
        assert refused(urllib.request.Request(address, method="POST")) == 404


def refused(request):
    """The status of an answer that is not a success."""
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(request)
    error.value.close()
    return error.value.code
