"""The playground: pick data, stack layers, train, watch."""

from playground.ui.playground.page import playground_page

playground_page()
