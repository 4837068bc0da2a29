"""The Results page: what the network gets right and wrong; a click opens the sample."""

from playground.ui.inside.page import inside_page


def results_page() -> None:
    """Draw the page."""
    inside_page("results")
