import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.runs.history import CAPACITY, DENSE, History

NAMES = ("epoch", "loss")


def rows(first, last):
    epochs = np.arange(first, last + 1, dtype=np.float64)
    return np.stack([epochs, 1 / epochs], axis=1)


def filled(num_epochs, block=997):
    history = History()
    history.clear(NAMES)
    for start in range(1, num_epochs + 1, block):
        history.append(rows(start, min(start + block - 1, num_epochs)))
    return history


def test_a_short_history_keeps_every_row():
    np.testing.assert_array_equal(filled(5000).rows, rows(1, 5000))


def test_a_long_history_keeps_the_first_row_every_recent_one_and_stays_small():
    history = filled(100_000)
    kept = history.rows[:, 0]
    assert len(history) <= CAPACITY
    assert kept[0] == 1
    assert np.all(np.diff(kept) > 0)
    np.testing.assert_array_equal(kept[-DENSE:], np.arange(100_000 - DENSE + 1, 100_001))
    assert np.diff(kept).max() <= history.stride


@settings(max_examples=15)
@given(st.integers(1, 30_000), st.integers(1, 20_000))
def test_what_is_kept_does_not_depend_on_how_the_rows_came(num_epochs, block):
    np.testing.assert_array_equal(filled(num_epochs, block).rows, filled(num_epochs).rows)


def test_rows_after_an_epoch_are_those_that_a_page_has_not_seen():
    history = filled(100)
    np.testing.assert_array_equal(history.after(97)[:, 0], [98, 99, 100])
    assert len(history.after(100)) == 0


def test_cutting_forgets_what_came_later_and_starts_a_new_era():
    history = filled(100)
    era = history.era
    history.cut(60)
    assert (history.last_epoch, history.era) == (60, era + 1)
    history.append(rows(61, 62))
    np.testing.assert_array_equal(history.rows, rows(1, 62))
