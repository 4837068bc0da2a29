import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.runs.stream import Broken, Inbox, Kind, Link, pack

MESSAGES = [(Kind.FRAME, b""), (Kind.COMMAND, b"abc"), (Kind.SNAPSHOT, bytes(5000))]


@given(st.integers(1, 6000))
def test_messages_come_whole_however_the_stream_is_cut(size):
    stream = b"".join(pack(*message) for message in MESSAGES)
    inbox = Inbox()
    found = [message for start in range(0, len(stream), size) for message in inbox.feed(stream[start : start + size])]
    assert found == MESSAGES


@pytest.mark.parametrize("stream", [b"\0\0\0\0\xff", b"\xff\xff\xff\xff\0"])
def test_what_is_no_message_breaks_the_link(stream):
    with pytest.raises(Broken):
        Inbox().feed(stream)


def test_a_link_receives_waits_and_notices_the_end():
    ours, theirs = socket.socketpair()
    link, other = Link(ours), Link(theirs)
    assert link.receive(0.01) == []
    other.send(*MESSAGES[0])
    other.send(*MESSAGES[1])
    assert link.receive_one(1) == MESSAGES[0]
    assert link.receive(1) == [MESSAGES[1]]
    theirs.close()
    with pytest.raises(Broken):
        link.receive(1)
    ours.close()


def test_a_message_that_was_looked_at_still_comes():
    ours, theirs = socket.socketpair()
    link, other = Link(ours), Link(theirs)
    assert link.peek() == []
    other.send(*MESSAGES[0])
    other.send(*MESSAGES[1])
    assert link.peek() == link.peek() == MESSAGES[:2]
    assert link.receive(0) == MESSAGES[:2]
    theirs.close()
    with pytest.raises(Broken):
        link.peek()
    ours.close()
