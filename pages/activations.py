"""Activations: the functions side by side, deep stacks of them, and how alive the learner's neurons are."""

from playground.ui.activations.page import activations_page

activations_page()
