"""The Activations page: curves, depth, questions, and the learner's own neurons."""
