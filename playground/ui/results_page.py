"""The page results."""

from playground.ui.inside import inside_page


def results_page() -> None:
    """Draw the page."""
    inside_page("results")
