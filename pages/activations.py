"""activations."""

from playground.ui.activations_page import activations_page

activations_page()
