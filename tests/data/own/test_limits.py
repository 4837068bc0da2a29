"""Limits are settings, and hold before a file is kept."""

import pytest

from playground.data.own import Limits
from playground.spec.errors import DataUnavailable


def test_an_upload_larger_than_allowed_is_refused_before_it_is_kept(desk, kept, monkeypatch):
    monkeypatch.setenv("PLAYGROUND_OWN_BYTES", "1000")
    before = sorted(kept.iterdir())
    with pytest.raises(DataUnavailable, match=r"Size of the file: .* MB; at most 0\.0 MB are allowed"):
        desk.bring("a.csv", b"x" * 5000)
    assert sorted(kept.iterdir()) == before


def test_what_is_kept_in_all_is_bounded(desk, monkeypatch):
    monkeypatch.setenv("PLAYGROUND_OWN_STORE_BYTES", "1000")
    desk.bring("a.csv", b"x" * 5000)
    with pytest.raises(DataUnavailable, match="Size of everything kept here"):
        desk.bring("b.csv", b"x")


def test_limits_are_settings(monkeypatch):
    monkeypatch.setenv("PLAYGROUND_OWN_ROWS", "7")
    assert Limits.read().rows == 7
    monkeypatch.setenv("PLAYGROUND_OWN_ROWS", "x")
    with pytest.raises(ValueError, match=r"PLAYGROUND_OWN_ROWS is 'x'\. Allowed: a whole number, at least 1"):
        Limits.read()
