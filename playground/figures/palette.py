"""Every colour that shows data, for both themes. Colours of the page itself belong to the theme of Streamlit."""

from typing import Any, Literal, NamedTuple

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")

ORANGE = "#f59322"
BLUE = "#0877bd"
"""The two classes and the two signs, as in TensorFlow Playground: safe for colour-blind readers."""


class Palette(NamedTuple):
    """The colours of one theme, each as ``#rrggbb``."""

    negative: str
    """Negative weights and outputs, and the first class."""
    neutral: str
    """Zero: the middle between negative and positive."""
    positive: str
    """Positive weights and outputs, and the second class."""
    classes: tuple[str, ...]
    """Eight classes, found by a search for the greatest distance with every kind of colour vision; further ones begin
    again at the first."""
    training: str
    """The curve of the training data."""
    validation: str
    """The curve of the validation data, which is dashed as well."""
    outline: str
    """The edge of a point of the training data."""
    text: str
    muted: str
    grid: str
    background: str


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        negative=ORANGE,
        neutral="#e8eaeb",
        positive=BLUE,
        classes=(ORANGE, BLUE, "#00b8b3", "#c03067", "#eeea11", "#3e06ab", "#57ffff", "#5f2133"),
        training="#6a3fa0",
        validation="#00806a",
        outline="#ffffff",
        text="#24292f",
        muted="#57606a",
        grid="#e3e6ea",
        background="#ffffff",
    ),
    "dark": Palette(
        negative=ORANGE,
        neutral="#20252d",
        positive="#2b95dc",
        classes=(ORANGE, "#2b95dc", "#54d8ba", "#a34486", "#f8ec7e", "#5129e9", "#adffff", "#a68b82"),
        training="#c4a5f7",
        validation="#3ad1b0",
        outline="#0e1117",
        text="#e6edf3",
        muted="#a3adb8",
        grid="#30363d",
        background="#0e1117",
    ),
}


def class_color(number: int, theme: Theme = "light") -> str:
    """The colour of a class, by its number from 0."""
    classes = PALETTES[theme].classes
    return classes[number % len(classes)]


def as_data() -> dict[str, dict[str, Any]]:
    """Both palettes as plain values, for the page's script."""
    return {theme: {**palette._asdict(), "classes": list(palette.classes)} for theme, palette in PALETTES.items()}


def rgb(color: str) -> tuple[int, int, int]:
    """The three numbers, 0 to 255, of a ``#rrggbb``."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def rgba(color: str, opacity: float) -> str:
    """A colour as CSS with an opacity from 0 to 1."""
    return "rgba({}, {}, {}, {:g})".format(*rgb(color), opacity)
