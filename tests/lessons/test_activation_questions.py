"""The questions have one right answer each, and say why for every choice."""

import pytest

from playground.lessons.activation_questions import QUESTIONS
from playground.spec.activations import ACTIVATIONS


@pytest.mark.parametrize("name", QUESTIONS)
def test_one_choice_is_right_and_every_choice_is_explained(name: str) -> None:
    choices = QUESTIONS[name].choices
    assert sum(choice.is_right for choice in choices.values()) == 1
    assert len({choice.why for choice in choices.values()}) == len(choices) >= 3
    assert all(choice.why.endswith((".", "?")) for choice in choices.values())


def test_the_right_activation_is_the_one_whose_outputs_are_probabilities_and_that_can_be_trained() -> None:
    for name, choice in QUESTIONS["binary_output"].choices.items():
        fact = ACTIVATIONS[name]
        assert choice.is_right == ((fact.low, fact.high) == (0, 1) and fact.steepest > 0)
