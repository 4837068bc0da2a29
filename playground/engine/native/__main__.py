"""``python -m playground.engine.native``: compile the training loop now, so that the first visitor need not wait."""

from playground.engine.native import prepare

if __name__ == "__main__":
    prepare()
