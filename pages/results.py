"""results."""

from playground.ui.results_page import results_page

results_page()
