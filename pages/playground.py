"""The playground: pick data, stack layers, train, watch."""

from playground.ui.playground_page import playground_page

playground_page()
