"""Results: what the learner's network gets right and wrong, by class, by threshold, by sample."""

from playground.ui.inside.results import results_page

results_page()
