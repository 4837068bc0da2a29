"""Compiling ahead of the training: what is missing, and the doing of it. When to do it is decided by who trains."""


class Ahead:
    """Of a way to train for which nothing has to be compiled; others say what they need."""

    def everything(self) -> None:
        """Compile all that training needs, here and now."""

    def first_steps(self) -> None:
        """Compile what the first steps need, here and now."""

    def beside(self) -> None:
        """Compile the rest in a thread, unless that was begun."""

    def is_compiling(self) -> bool:
        """Whether the thread is at work."""
        return False

    def lacks(self, step: int) -> bool:
        """Whether that step of the run needs something that is still to be compiled, or is being compiled."""
        return False
