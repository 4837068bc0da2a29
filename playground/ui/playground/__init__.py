"""The playground page: controls on the left, presets and the live stage in the main area."""
