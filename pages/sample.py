"""One sample: what every layer makes of it."""

from playground.ui.inside.sample import sample_page

sample_page()
