"""One learner's Streamlit session, as a browser has it: what is on the page, what is chosen, the run's token.

Every message is what a browser's would be: with each rerun it says the values of all widgets. The files of the page
are not fetched.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from benchmarks.load.widgets import KINDS, PRESSED, TYPED, Choice, Unexpected, chosen, shown

SCRIPT_SECONDS = 120.0
"""How long one run of the page's script may take."""
CLOSE_SECONDS = 2.0
_STAGE = "playground_stage"
_TRIGGERS = "$$STREAMLIT_INTERNAL_KEY_{}__events"
"""Under which name a component's own events reach the script."""


class Session:
    """A browser tab without a browser."""

    def __init__(self, socket: ClientConnection, host: str) -> None:
        self._socket = socket
        self._host = host
        self._elements: dict[tuple[int, ...], Any] = {}
        """What is on the page, by its place."""
        self._values: dict[str, WidgetState] = {}
        """Of the widgets, by their names."""
        self._page = self._query = ""
        self._finished = asyncio.Event()
        self.closed = ""
        """Why it ended; empty while it is open."""

    async def listen(self) -> None:
        """Read what the server says, until the connection is closed."""
        try:
            async for message in self._socket:
                if isinstance(message, bytes):
                    self._take(ForwardMsg.FromString(message))
        except ConnectionClosed as closed:
            self.closed = str(closed)
        self.closed = self.closed or "closed"
        self._finished.set()

    async def rerun(self, *changes: WidgetState) -> None:
        """Have the script run with these changes, and wait for its end.

        Raises:
            Unexpected: the connection is gone, the script takes too long or shows an error.
        """
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_script_hash = self._query, self._page
        state.context_info.locale = "en-US"
        state.context_info.timezone = "UTC"
        state.context_info.url = f"http://{self._host}/"
        changed = {change.id: change for change in changes}
        state.widget_states.widgets.extend({**self._values, **changed}.values())
        self._finished.clear()
        if self.closed:
            raise Unexpected(f"the session is {self.closed}")
        await self._socket.send(message.SerializeToString())
        try:
            async with asyncio.timeout(SCRIPT_SECONDS):
                await self._finished.wait()
        except TimeoutError as late:
            raise Unexpected(f"the script has not ended after {SCRIPT_SECONDS:.0f} s") from late
        if self.closed:
            raise Unexpected(f"the session is {self.closed}")
        self._keep(changed)

    def _keep(self, changed: dict[str, WidgetState]) -> None:
        """Take the values of new widgets and of those that the script has set, and forget those that are gone."""
        for element in self._elements.values():
            if element.HasField("exception"):
                raise Unexpected(f"the page shows {element.exception.type}: {element.exception.message}")
        known = {**self._values, **changed}
        self._values = {
            widget.id: shown(kind, widget) if widget.set_value or widget.id not in known else known[widget.id]
            for kind, widget in self._widgets()
            if kind not in PRESSED
        }

    async def choose(self, choice: Choice) -> None:
        """Change one widget, as a learner does."""
        await self.rerun(self.change(choice))

    async def choose_at_once(self, *choices: Choice) -> None:
        """Change one widget after the other, faster than a browser draws: with each it says all other values of before.

        A widget that the page has made anew meanwhile comes with its own value.
        """
        held = dict(self._values)
        for choice in choices:
            await self.choose(choice)
            self._values |= {name: value for name, value in held.items() if name in self._values}

    def change(self, choice: Choice) -> WidgetState:
        """What a browser sends for a choice.

        Raises:
            Unexpected: there is no such widget, or no such option.
        """
        found = [each for each in self._widgets() if each[1].label == choice.label and each[0] not in TYPED]
        if len(found) < choice.number:
            raise Unexpected(f"there is no widget {choice.label!r} number {choice.number}")
        return chosen(*found[choice.number - 1], choice)

    def event(self, name: str, value: Any) -> WidgetState:
        """What a browser sends when the stage says something."""
        return WidgetState(
            id=_TRIGGERS.format(self._stage().id), json_trigger_value=json.dumps([{"event": name, "value": value}])
        )

    def token(self) -> str:
        """The key to the run that the stage shows; empty where it has none yet."""
        stage = self._stage()
        data = json.loads(stage.mixed.json if stage.WhichOneof("data") == "mixed" else stage.json)
        return str(data["token"])

    def values(self) -> list[tuple[str, Any]]:
        """Label and value of each widget that has one, from top to bottom."""
        held = [
            (widget.label, self._values[widget.id]) for kind, widget in self._widgets() if kind not in PRESSED | TYPED
        ]
        return [(label, getattr(state, str(state.WhichOneof("value")))) for label, state in held]

    def count(self, label: str) -> int:
        """How many widgets there are whose label begins so."""
        return sum(widget.label.startswith(label) for _, widget in self._widgets())

    def alerts(self) -> list[str]:
        """What the page warns of."""
        return [each.alert.body for each in self._elements.values() if each.WhichOneof("type") == "alert"]

    def _stage(self) -> Any:
        components = [each.bidi_component for each in self._elements.values() if each.HasField("bidi_component")]
        for component in components:
            if component.component_name.endswith(_STAGE):
                return component
        raise Unexpected(f"the page has no stage; it says {self.alerts()}")

    def _widgets(self) -> Iterator[tuple[str, Any]]:
        """Kind and message of what can be chosen or pressed, from top to bottom."""
        for place in sorted(self._elements):
            kind = self._elements[place].WhichOneof("type")
            if kind in KINDS:
                yield kind, getattr(self._elements[place], kind)

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session" and not message.metadata.run.fragment_ids:
            self._elements.clear()
        elif kind == "navigation":
            self._page = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "delta":
            self._draw(tuple(message.metadata.delta_path), message.delta)
        elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            self._finished.set()

    def _draw(self, place: tuple[int, ...], delta: Any) -> None:
        if delta.WhichOneof("type") == "new_element":
            self._elements[place] = delta.new_element
        elif delta.WhichOneof("type") == "add_block":
            inside = [each for each in self._elements if each[: len(place)] == place]
            for each in inside:
                del self._elements[each]


@contextlib.asynccontextmanager
async def opened(host: str) -> AsyncIterator[Session]:
    """A new tab on the playground's page, after the first run of its script; ``host`` is ``name:port``."""
    async with connect(
        f"ws://{host}/_stcore/stream",
        origin=Origin(f"http://{host}"),
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        ping_interval=None,
        open_timeout=SCRIPT_SECONDS,
        close_timeout=CLOSE_SECONDS,
    ) as socket:
        session = Session(socket, host)
        listening = asyncio.create_task(session.listen())
        try:
            await session.rerun()
            yield session
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
