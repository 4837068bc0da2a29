"""The live stage: the websocket that carries a run to a page, and the component that draws it."""
