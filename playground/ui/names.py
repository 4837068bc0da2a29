"""A stranger's name (a column, a class, a file) made safe to show. Every name on the page goes through here."""

import re

MOST_CHARACTERS = 60
"""A longer name is cut: it would push everything else out of sight."""

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_SPACE = re.compile(r"\s+")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~$:&])")
_BLOCK = re.compile(r"^(\s*\d*)([-=.])(?=[\s=-]|$)")
_FOUND_LATER = re.compile(r"(\\:|\b(?:https?|ftp|www|mailto))(?=[a-z0-9_+-]+(?:\\:|/)|\\:|\.)|(?<=[\w.])(?=@\w)", re.I)
_JOINER = "\u2060"


def bare(text: object, most: int = MOST_CHARACTERS) -> str:
    """A name for a place that knows no markup: an option of a list, the head of a table.

    Control and bidirectional marks are removed, as they could hide or reorder what is read. A name of nothing else is
    shown as a dash.
    """
    return shortened(_SPACE.sub(" ", _HIDDEN.sub("", str(text))).strip(), most) or "–"


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters; an ellipsis says where it was cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def plain(text: object) -> str:
    """A text so that Markdown, also that of a label, shows it as it is. It is not cut: see ``name``."""
    seen = _SPACE.sub(" ", _HIDDEN.sub("", str(text)))
    escaped = _BLOCK.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", seen))
    # Streamlit looks for addresses, icons and emoji (`:material/home:`) once more after it has read the Markdown and
    # forgotten what was escaped; an invisible joiner keeps them apart.
    return _FOUND_LATER.sub(lambda found: found[0] + _JOINER, escaped)


def name(text: object, most: int = MOST_CHARACTERS) -> str:
    """A name for Markdown and labels: cut, without hidden marks, shown as it is."""
    return plain(bare(text, most))
