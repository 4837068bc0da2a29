"""The pages that look inside the learner's network."""
