"""Two questions about activations, each with an answer to every choice."""

from typing import NamedTuple

from playground.spec import N_


class Choice(NamedTuple):
    """One possible answer."""

    text: str
    """An English sentence, a key in the catalogues, or the name of an activation."""
    is_right: bool
    why: str


class Question(NamedTuple):
    """English sentences, keys in the catalogues."""

    text: str
    choices: dict[str, Choice]


QUESTIONS: dict[str, Question] = {
    "binary_output": Question(
        N_("The true answers are 0 or 1: no or yes. Which activation suits the one neuron of the output?"),
        {
            "threshold": Choice(
                "threshold", False,
                N_("Nearly: it answers exactly 0 or 1, as the first neurons did. But its slope is 0 everywhere, so "
                   "gradient descent cannot train it, and it never says how sure it is. Sigmoid is its smooth "
                   "relative."),
            ),
            "sigmoid": Choice(
                "sigmoid", True,
                N_("Right. It answers between 0 and 1, which is read as the probability of a yes; above 0.5 the "
                   "answer is 1. Its slope is nowhere 0, so it can be trained."),
            ),
            "tanh": Choice(
                "tanh", False,
                N_("It answers between −1 and 1. Half of that range is no probability: what would a yes of −0.8 mean? "
                   "It would fit if the true answers were −1 and 1."),
            ),
            "relu": Choice(
                "relu", False,
                N_("It answers 0 or anything above, such as 7.3, which is no probability. And where it answers 0, its "
                   "slope is 0 and it learns nothing. It belongs in the hidden layers."),
            ),
        },
    ),
    "hidden_and_output": Question(
        N_("A network has relu in its hidden layer and sigmoid in its output. What comes out for a sample?"),
        {
            "probability": Choice(
                N_("A number between 0 and 1: a probability"), True,
                N_("Right. The last activation decides what comes out. ReLU in the hidden layer makes features, 0 or "
                   "larger; the output adds them up, weighted, and sigmoid turns the sum into a probability."),
            ),
            "positive": Choice(
                N_("0 or any positive number"), False,
                N_("That is what leaves the hidden layer. After it comes one more weighted sum, which may be negative "
                   "too, and then sigmoid, whose outputs lie between 0 and 1."),
            ),
            "any": Choice(
                N_("Any number, negative ones too"), False,
                N_("That is the weighted sum z of the output neuron, before its activation. Sigmoid then presses it "
                   "between 0 and 1. Any number comes out of a linear output, as for a price."),
            ),
            "exactly": Choice(
                N_("Exactly 0 or exactly 1"), False,
                N_("Only a threshold would answer so. Sigmoid says how sure the network is, such as 0.87; you choose "
                   "the class from it, usually by comparing it with 0.5."),
            ),
        },
    ),
}  # fmt: skip
