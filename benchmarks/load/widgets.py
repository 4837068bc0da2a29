"""What a browser holds of a page's widgets: the value of each, as it is sent along with every rerun."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from streamlit.proto.NumberInput_pb2 import NumberInput
from streamlit.proto.WidgetStates_pb2 import WidgetState

LAST = "the last option"
KINDS = frozenset(
    [
        "button",
        "menu_button",
        "button_group",
        "selectbox",
        "slider",
        "multiselect",
        "number_input",
        "text_input",
        "checkbox",
    ]
)
PRESSED = frozenset({"button", "menu_button"})
"""Those without a value that stays."""
TYPED = frozenset({"text_input"})
"""Those without options. One stands beside each slider, has its name, and says the same."""


class Unexpected(Exception):  # noqa: N818
    """The page is not what a learner would have seen."""


@dataclass(frozen=True)
class Choice:
    """A value chosen, or a button pressed, in the widget with that label; the first of them unless another is said."""

    label: str
    value: str | tuple[str, ...] = ""
    number: int = 1


def shown(kind: str, widget: Any) -> WidgetState:
    """The value with which a widget came."""
    state = WidgetState(id=widget.id)
    if kind == "checkbox":
        state.bool_value = widget.value if widget.set_value else widget.default
    elif kind == "number_input":
        value = widget.value if widget.set_value else widget.default
        if widget.data_type == NumberInput.INT:
            state.int_value = int(value)
        else:
            state.double_value = value
    elif kind == "text_input":
        state.string_value = widget.value if widget.set_value else widget.default
    elif kind == "selectbox":
        state.string_value = widget.raw_value if widget.set_value else widget.options[widget.default]
    else:
        state.string_array_value.data.extend(_texts(kind, widget))
    return state


def _texts(kind: str, widget: Any) -> list[str]:
    given = widget.raw_value if kind == "slider" else widget.raw_values
    if widget.set_value:
        return list(given)
    options = texts(kind, widget)
    return [options[int(index)] for index in widget.default]


def texts(kind: str, widget: Any) -> list[str]:
    """What can be chosen."""
    return [each.content for each in widget.options] if kind == "button_group" else list(widget.options)


def chosen(kind: str, widget: Any, choice: Choice) -> WidgetState:
    """The value of a widget after a choice.

    Raises:
        Unexpected: there is no such option.
    """
    state = WidgetState(id=widget.id)
    wanted = [choice.value] if isinstance(choice.value, str) else list(choice.value)
    if kind == "button":
        state.trigger_value = True
        return state
    found = [option(texts(kind, widget), each) for each in wanted]
    if kind == "menu_button":
        state.string_trigger_value.data = found[0]
    elif kind == "selectbox":
        state.string_value = found[0]
    else:
        state.string_array_value.data.extend(found)
    return state


def option(options: Sequence[str], wanted: str) -> str:
    """The option that is meant: as it is, or what it begins or ends with, as in "Tables · Iris" and "Dense: …".

    Raises:
        Unexpected: there is no such option.
    """
    if wanted is LAST and options:
        return options[-1]
    meanings: Iterable[tuple[str, ...]] = (
        tuple(each for each in options if each == wanted),
        tuple(each for each in options if each.startswith(f"{wanted}:")),
        tuple(each for each in options if each.endswith(f"· {wanted}")),
    )
    for found in meanings:
        if found:
            return found[0]
    raise Unexpected(f"{wanted!r} is not among {list(options)}")
