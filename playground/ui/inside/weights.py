"""The Weights page: every layer's weights, live, to be read and to be changed by hand."""

from playground.ui.inside.page import inside_page


def weights_page() -> None:
    """Draw the page."""
    inside_page("weights")
