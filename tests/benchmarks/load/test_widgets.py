"""The values of widgets as a browser says them: those with which they came, and those after a choice."""

import pytest
from streamlit.proto.Button_pb2 import Button
from streamlit.proto.ButtonGroup_pb2 import ButtonGroup
from streamlit.proto.Checkbox_pb2 import Checkbox
from streamlit.proto.MenuButton_pb2 import MenuButton
from streamlit.proto.NumberInput_pb2 import NumberInput
from streamlit.proto.Selectbox_pb2 import Selectbox
from streamlit.proto.Slider_pb2 import Slider
from streamlit.proto.TextInput_pb2 import TextInput

from benchmarks.load.widgets import LAST, Choice, Unexpected, chosen, option, shown

SETS = ["Points on a plane · Circle", "Functions · Sine", "Sequences · Noisy sine"]
MENU = Selectbox(id="menu", options=SETS, default=1)
STOPS = Slider(id="stops", options=["1", "10", "1,000,000"], default=[1])
PILLS = ButtonGroup(
    id="pills", options=[ButtonGroup.Option(content=name) for name in ("x₁", "x₂", "x₁²")], default=[0, 1]
)


def test_an_option_is_meant_by_itself_or_by_what_it_begins_or_ends_with() -> None:
    assert option(SETS, "Functions · Sine") == "Functions · Sine"
    assert option(SETS, "Sine") == "Functions · Sine"
    assert option(["Dense: every neuron", "Dropout: some"], "Dense") == "Dense: every neuron"
    assert option(["Dense: every neuron", "Dense"], "Dense") == "Dense"
    assert option(SETS, LAST) == "Sequences · Noisy sine"


def test_an_option_that_is_not_there_is_told() -> None:
    with pytest.raises(Unexpected, match="'Moons' is not among"):
        option(SETS, "Moons")
    with pytest.raises(Unexpected):
        option([], LAST)


def test_a_widget_comes_with_its_default() -> None:
    assert shown("selectbox", MENU).string_value == "Functions · Sine"
    assert list(shown("slider", STOPS).string_array_value.data) == ["10"]
    assert list(shown("button_group", PILLS).string_array_value.data) == ["x₁", "x₂"]
    assert shown("checkbox", Checkbox(id="bias", default=True)).bool_value is True
    assert shown("text_input", TextInput(id="typed", default="0.05")).string_value == "0.05"
    seed = shown("number_input", NumberInput(id="seed", default=7, data_type=NumberInput.INT))
    assert (seed.WhichOneof("value"), seed.int_value) == ("int_value", 7)
    share = shown("number_input", NumberInput(id="share", default=0.5, data_type=NumberInput.FLOAT))
    assert (share.WhichOneof("value"), share.double_value) == ("double_value", 0.5)


def test_a_widget_that_the_script_has_set_comes_with_that_value() -> None:
    menu = Selectbox(id="menu", options=SETS, default=1, set_value=True, raw_value="Points on a plane · Circle")
    assert shown("selectbox", menu).string_value == "Points on a plane · Circle"
    stops = Slider(id="stops", options=["1", "10"], default=[1], set_value=True, raw_value=["1"])
    assert list(shown("slider", stops).string_array_value.data) == ["1"]
    assert shown("checkbox", Checkbox(id="bias", default=True, set_value=True, value=False)).bool_value is False
    seed = NumberInput(id="seed", default=7, set_value=True, value=3, data_type=NumberInput.INT)
    assert shown("number_input", seed).int_value == 3


def test_a_choice_is_said_in_the_widgets_own_way() -> None:
    assert chosen("selectbox", MENU, Choice("Dataset", "Circle")).string_value == "Points on a plane · Circle"
    assert list(chosen("slider", STOPS, Choice("Epochs", LAST)).string_array_value.data) == ["1,000,000"]
    picked = chosen("button_group", PILLS, Choice("Inputs", ("x₁", "x₁²")))
    assert list(picked.string_array_value.data) == ["x₁", "x₁²"]
    menu = MenuButton(id="add", options=["Dense: every neuron"])
    assert (
        chosen("menu_button", menu, Choice("Add a layer", "Dense")).string_trigger_value.data == "Dense: every neuron"
    )
    assert chosen("button", Button(id="tool"), Choice("Remove layer 1")).trigger_value is True
