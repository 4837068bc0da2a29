"""A stranger's name shows as it is, wherever it comes, and hides nothing."""

import pytest

from playground.ui.names import bare, name, plain

JOINER = "\u2060"


def read(escaped: str) -> str:
    """What Markdown makes of an escaped text: the signs without their backslashes, the joiners not seen."""
    shown, position = [], 0
    while position < len(escaped):
        position += escaped[position] == "\\"
        shown.append(escaped[position])
        position += 1
    return "".join(shown).replace(JOINER, "")


@pytest.mark.parametrize(
    "given",
    [
        "![x](http://evil.test/a.png)",
        "<img src=x onerror=alert(1)>",
        "&lt;b&gt;",
        "**b** _i_ `c` ~~d~~ $x^2$",
        ":material/home: :red[x] :smile: :+1:",
        "https://evil.test/?a=1 www.evil.test a@evil.test",
        "- list",
        "1. list",
        "=== heading",
        "> quote",
        "# heading",
        "a\\b",
    ],
)
def test_every_sign_is_shown_and_none_is_obeyed(given: str) -> None:
    escaped = plain(given)
    assert read(escaped) == given
    for sign in "`*_[]<>()#!~$:&":
        assert escaped.count("\\" + sign) == given.count(sign)


@pytest.mark.parametrize("given", ["http://evil.test", "www.evil.test", ":material/home:", ":smile:", "a@evil.test"])
def test_what_streamlit_finds_after_the_markdown_is_parted(given: str) -> None:
    assert JOINER in plain(given)


@pytest.mark.parametrize("given", ["12:30", "3.5", "-4", "a - b", "sepal length", "价格", "e.g. this"])
def test_what_is_harmless_needs_no_joiner(given: str) -> None:
    assert JOINER not in plain(given)
    assert read(plain(given)) == given


def test_marks_that_hide_or_turn_the_text_are_removed() -> None:
    assert bare("a\u202eb\u200b\x00c\u2066d\ufeff\n e") == "abcd e"
    assert plain("a\u202eb\nc") == "ab c"


def test_a_name_of_nothing_is_a_dash() -> None:
    assert bare("\u200b \n") == "–"
    assert name("") == "–"


def test_a_long_name_is_cut() -> None:
    assert bare("x" * 1000, 10) == "x" * 9 + "…"
    assert len(bare("长" * 1000)) == 60
