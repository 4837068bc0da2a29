"""The arithmetic of what a learner got."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.load.measure import (
    Click,
    EpochCounter,
    Picture,
    Record,
    epochs_at,
    longest_gap,
    percentile,
    rested,
    share,
    slowest_share,
)

TIMES = st.lists(st.floats(0, 100), max_size=20)


def test_epochs_of_a_run_that_begins_again_add_up() -> None:
    counter = EpochCounter()
    assert [counter.note(epochs) for epochs in (0.0, 1.5, 4.0, 0.0, 0.5, 2.0)] == [0.0, 1.5, 4.0, 4.0, 4.5, 6.0]


@given(st.lists(st.floats(0, 1e6), min_size=1))
def test_the_epochs_that_were_trained_never_grow_fewer(epochs: list[float]) -> None:
    counter = EpochCounter()
    found = [counter.note(each) for each in epochs]
    assert found == sorted(found)
    assert found[-1] >= max(epochs) - 1e-6


def test_epochs_between_two_pictures_lie_on_a_line() -> None:
    pictures = [Picture(1.0, 0.0), Picture(3.0, 10.0)]
    assert [epochs_at(pictures, at) for at in (0.0, 1.0, 2.0, 3.0, 9.0)] == [0.0, 0.0, 5.0, 10.0, 10.0]
    assert epochs_at([], 1.0) == 0.0


def test_a_gap_is_cut_to_the_window() -> None:
    assert longest_gap([], (10.0, 30.0)) == 20.0
    assert longest_gap([5.0, 12.0, 13.0, 29.0, 40.0], (10.0, 30.0)) == 16.0
    assert longest_gap([11.0, 12.0, 15.0], (10.0, 16.0)) == 3.0


def test_a_gap_in_which_no_picture_was_wanted_is_none() -> None:
    assert longest_gap([10.0, 12.0, 20.0], (10.0, 20.0), [(12.5, 19.0)]) == 2.0


@given(TIMES, TIMES)
def test_the_longest_gap_is_as_long_as_the_mean_one_at_least(times: list[float], more: list[float]) -> None:
    window = 10.0, 90.0
    inside = [at for at in times if 10 <= at < 90]
    assert 80.0 / (len(inside) + 1) - 1e-9 <= longest_gap(times, window) <= 80.0
    assert longest_gap(times + more, window) <= longest_gap(times, window)


def test_rests_count_as_far_as_they_lie_in_the_window() -> None:
    assert rested([(0.0, 2.0), (5.0, 6.0), (9.0, 20.0), (30.0, 40.0)], (1.0, 10.0)) == 3.0


def test_a_share_is_of_the_seconds_in_which_training_was_wanted() -> None:
    record = Record("learner", pictures=[Picture(float(at), 10.0 * at) for at in range(1, 11)], rests=[(20.0, 25.0)])
    got = share(record, (0.0, 10.0))
    assert (got.pictures_per_second, got.longest_gap) == (0.9, 1.0)
    assert got.epochs_per_second == 10.0
    record.rests.append((3.0, 8.0))
    assert share(record, (0.0, 10.0)).epochs_per_second == 20.0


def test_who_sees_nothing_has_a_share_of_nothing() -> None:
    got = share(Record("learner"), (0.0, 10.0))
    assert (got.pictures_per_second, got.epochs_per_second, got.longest_gap) == (0.0, 0.0, 10.0)
    assert Record("learner").first_picture is None
    assert Record("learner").first_trained is None


def test_a_record_says_how_long_the_first_pictures_took() -> None:
    record = Record("learner", started=2.0, trained_at=4.5, pictures=[Picture(3.0, 0.0), Picture(4.5, 1.0)])
    assert (record.first_picture, record.first_trained) == (1.0, 2.5)
    assert Click("pause", 1.0).seconds is None
    assert Click("pause", 1.0, 1.5).seconds == 0.5


def test_percentiles_lie_on_a_line_between_the_members() -> None:
    values = [5.0, 1.0, 3.0, 2.0, 4.0]
    assert [percentile(values, percent) for percent in (0, 50, 100)] == [1.0, 3.0, 5.0]
    assert percentile(values, 95) == pytest.approx(4.8)
    assert percentile([7.0], 95) == 7.0
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)


def test_the_slowest_is_measured_by_the_median() -> None:
    assert slowest_share([4.0, 2.0, 6.0]) == 0.5
    assert slowest_share([0.0, 2.0, 6.0]) == 0.0
    assert slowest_share([0.0, 0.0, 6.0]) is None
    assert slowest_share([]) is None
