"""The neural-network playground: see, build and train real Keras networks in the browser."""

__version__ = "0.1.0"
