"""Which scripts a page's header names: all that it will import."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse

from playground.live.preload import FRONTEND, Preload, link_header, modules_of

VIEWS = sorted(path.name.removesuffix("_view.js") for path in (FRONTEND / "inside").glob("*_view.js"))


def named(header: str) -> set[str]:
    return set(re.findall(r"<live/static/([^>]+)>", header))


@pytest.mark.parametrize("page", ["", "data", "guide", *VIEWS])
def test_the_header_names_files_that_exist_and_their_imports(page):
    names = named(link_header(page))
    assert all((FRONTEND / name).is_file() for name in names)
    assert ("inside/page.js" in names) == (page in VIEWS)
    for name in names:
        for line in (FRONTEND / name).read_text(encoding="utf-8").splitlines():
            if 'from "' in line:
                other = line.split('from "')[1].split('"')[0]
                assert (FRONTEND / name).parent.joinpath(other).resolve().relative_to(FRONTEND).as_posix() in names


def test_a_name_that_leads_elsewhere_is_just_another_page():
    assert link_header("../secret") == link_header("")


def test_scripts_that_import_each_other_are_named_once():
    names = modules_of("inside/page.js")
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("answer", "is_page"), [(HTMLResponse("<p>"), True), (PlainTextResponse("a"), False)])
def test_only_pages_have_the_header(answer, is_page):
    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "path": "/weights", "method": "GET", "headers": []}
    with ThreadPoolExecutor(1) as thread:  # a browser of another test may have a loop in this one
        thread.submit(lambda: asyncio.run(Preload(answer)(scope, None, send))).result()
    headers = dict(sent[0]["headers"])
    assert named(headers.get(b"link", b"").decode()) == (named(link_header("weights")) if is_page else set())
