"""The words of the scripts, from a real server."""

import json
import urllib.request

import pytest


@pytest.mark.parametrize("base", ["", "/deep/base"])
def test_the_words_are_served_under_any_base_path(host, base):
    with urllib.request.urlopen(f"http://{host}{base}/live/words/zh_CN.json") as response:
        assert json.load(response)["Play"] == "播放"


@pytest.mark.parametrize("language", ["xx", "en", "zh_CN%00"])
def test_a_language_without_a_catalogue_has_no_words(host, language):
    with urllib.request.urlopen(f"http://{host}/live/words/{language}.json") as response:
        assert json.load(response) == {}
