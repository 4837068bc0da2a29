"""Which scripts a page's header names: all that it will import."""

import re

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse

from playground.live.preload import FRONTEND, WITHOUT_SCRIPTS, Preload, entries_of, link_header, modules_of
from tests.apart import run_apart

VIEWS = sorted(path.parent.name for path in FRONTEND.glob("pages/*/view.js"))
MOST_BYTES = {
    "pages/activations/page.js": 80_000, "pages/activations/curves.js": 40_000, "pages/results/page.js": 120_000,
}  # fmt: skip
"""Of our scripts for each part of a page. The two of Activations are sections of which one is open."""


def named(header: str) -> set[str]:
    return set(re.findall(r"<live/static/([^>]+)>", header))


@pytest.mark.parametrize("page", ["", "data", "guide", *VIEWS])
def test_the_header_names_files_that_exist_and_their_imports(page):
    names = named(link_header(page))
    assert all((FRONTEND / name).is_file() for name in names)
    assert bool(names) != (page in WITHOUT_SCRIPTS)
    assert ("run/inside.js" in names) == (page in VIEWS and page != "activations")
    assert ("pages/stage/page.js" in names) == (page == "")
    for name in names:
        for line in (FRONTEND / name).read_text(encoding="utf-8").splitlines():
            if 'from "' in line:
                other = line.split('from "')[1].split('"')[0]
                assert (FRONTEND / name).parent.joinpath(other).resolve().relative_to(FRONTEND).as_posix() in names


@pytest.mark.parametrize("entry", MOST_BYTES)
def test_a_page_loads_no_more_than_its_budget(entry):
    assert entry in entries_of(entry.split("/")[1])
    assert sum((FRONTEND / name).stat().st_size for name in modules_of(entry)) <= MOST_BYTES[entry]


@pytest.mark.parametrize("page", ["data", "guide"])
def test_a_page_without_a_run_loads_nothing_of_the_stage(page):
    assert not [name for name in modules_of(*entries_of(page)) if name.startswith(("run/", "views/", "wire/"))]


def test_the_scripts_of_one_page_import_none_of_another():
    for path in FRONTEND.glob("pages/*/*.js"):
        others = [name for name in modules_of(path.relative_to(FRONTEND).as_posix()) if name.startswith("pages/")]
        assert {name.split("/")[1] for name in others} == {path.parent.name}


def test_a_name_that_leads_elsewhere_is_just_another_page():
    assert link_header("../secret") == link_header("")


def test_scripts_that_import_each_other_are_named_once():
    names = modules_of("run/inside.js")
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("answer", "is_page"), [(HTMLResponse("<p>"), True), (PlainTextResponse("a"), False)])
def test_only_pages_have_the_header(answer, is_page):
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": "/weights", "method": "GET", "headers": []}
    run_apart(Preload(answer)(scope, None, send))
    headers = dict(sent[0]["headers"])
    assert named(headers.get(b"link", b"").decode()) == (named(link_header("weights")) if is_page else set())


def test_addresses_that_strangers_invent_are_not_kept():
    link_header("weights")
    kept = modules_of.cache_info().currsize
    for number in range(50):
        link_header(f"page{number}")
    assert modules_of.cache_info().currsize <= kept + 1
