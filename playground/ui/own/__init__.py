"""A learner's own data: the upload, the form, and what is kept of it."""
