"""The One sample page: a sample goes through the learner's network, layer by layer."""

from playground.ui import session
from playground.ui.inside.page import inside_page


def sample_page() -> None:
    """Draw the page; with the sample that another page has handed over, if one has."""
    inside_page("sample", options={"sample": session.tab().sample})
