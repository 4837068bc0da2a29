"""That a tab which is gone ends what was made for it is shown in a browser; without an app nobody is gone."""

from playground.ui.presence import is_gone, stop_if_gone


def test_outside_of_an_app_nobody_is_gone() -> None:
    assert not is_gone()
    stop_if_gone()
