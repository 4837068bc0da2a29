"""Experiment + data -> a Keras network in training, and the questions one can put to it. Knows no process and no page.

Importing a module of this package imports TensorFlow but runs no operation, so that a process may still fork.
"""

import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
