"""Weights: the matrices of the learner's own network, while it trains."""

from playground.ui.inside.weights import weights_page

weights_page()
