"""The catalogues as they are read."""

import tracemalloc

from playground.locale.catalogues import catalogue, languages, words_of_browser
from playground.ui.words import LANGUAGES


def test_of_languages_that_a_stranger_invents_nothing_is_kept() -> None:
    for read in (catalogue, words_of_browser):
        read("zh_CN")
        tracemalloc.start()
        assert all(read(f"invented{number}") == read("en") for number in range(5000))
        kept, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert kept < 100_000  # a word for each would be a million


def test_the_languages_are_those_with_a_catalogue() -> None:
    assert languages() == LANGUAGES.keys() - {"en"}
    assert catalogue("zh_CN").sentences["Play"] == "播放"
