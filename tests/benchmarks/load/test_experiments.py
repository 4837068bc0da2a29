"""Thirty experiments, each made in the real page by its own controls; no run begins."""

import pytest

from benchmarks.load import app
from benchmarks.load.experiments import DIFFERENT, ENDLESS, Recipe
from benchmarks.load.session import Session, opened
from benchmarks.load.widgets import Choice, Unexpected
from tests.apart import run_apart


async def made(host: str, recipe: Recipe) -> tuple[str, list[str]]:
    """What the page shows after the choices: the values of its widgets, and what it warns of."""
    async with opened(host) as session:
        for choice in recipe.choices:
            await session.choose(choice)
        return str(session.values()), session.alerts()


@pytest.fixture(scope="module")
def pages() -> list[tuple[str, list[str]]]:
    async def make_all() -> list[tuple[str, list[str]]]:
        async with app.running() as running:
            return [await made(running.host, recipe) for recipe in DIFFERENT]

    return run_apart(make_all())


@pytest.mark.parametrize("number", range(len(DIFFERENT)), ids=[recipe.name for recipe in DIFFERENT])
def test_the_page_has_nothing_against_it(number: int, pages: list[tuple[str, list[str]]]) -> None:
    assert pages[number][1] == []


def test_no_two_are_equal(pages: list[tuple[str, list[str]]]) -> None:
    assert len({values for values, _ in pages}) == len(DIFFERENT) == 30


def test_a_session_has_what_a_browser_has() -> None:
    """Values that a browser shows follow the choice; a run begins once the stage has asked for one, and not before."""

    async def look(session: Session) -> tuple[str, dict[str, object], str]:
        before = session.token()
        await session.choose(Choice("Optimizer", "Adam"))
        await session.rerun(session.change(ENDLESS), session.event("resume", ""))
        return before, dict(session.values()), session.token()

    async def all_of_it() -> tuple[str, dict[str, object], str]:
        async with app.running() as running, opened(running.host) as session:
            with pytest.raises(Unexpected, match="there is no widget"):
                session.change(Choice("Neurons", "8", 3))
            return await look(session)

    before, values, token = run_apart(all_of_it())
    assert before == ""
    assert token
    assert values["Optimizer"] == "Adam"
    assert "1,000,000" in str(values["Epochs"])
