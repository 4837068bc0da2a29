"""Weights: the matrices of the learner's own network, while it trains."""

from playground.ui.weights_page import weights_page

weights_page()
