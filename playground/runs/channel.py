"""What every channel is: it takes one kind of message from a worker, and knows what of it is new for a viewer."""

from typing import Any, ClassVar

from playground.runs.stream import Kind

News = tuple[list[bytes], Any]
"""The messages to send, and the mark that says what was sent."""


class Channel:
    """One kind of message of one run."""

    kind: ClassVar[Kind]
    comes_after_hello: ClassVar[bool] = True
    """A page can make nothing of it before the hello."""
    is_for_viewers: ClassVar[bool] = True
    """Who watches is woken by it."""

    def take(self, payload: bytes) -> None:
        """Keep what the worker said.

        Raises:
            wire.Malformed: it is no message.
        """
        raise NotImplementedError

    def news(self, mark: Any, viewer: str) -> News:
        """What a viewer has not received; ``mark`` is the one from the last time, None at the first."""
        raise NotImplementedError
