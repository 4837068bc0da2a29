"""One sample: what every layer makes of it."""

from playground.ui.sample_page import sample_page

sample_page()
