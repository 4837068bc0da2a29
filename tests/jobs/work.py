"""What children do in the tests of jobs."""

import ctypes
import os
import sys
import time
from pathlib import Path
from typing import Any

from playground.jobs import Tell
from playground.spec.errors import InvalidExperiment


def echo(request: dict[str, Any], tell: Tell) -> Any:
    """Tell what is to be told, print something, answer the request."""
    for values in request.get("told", []):
        tell(*values)
    sys.stdout.write(request.get("printed", ""))
    sys.stdout.flush()
    return request


def process(request: dict[str, Any], tell: Tell) -> Any:
    return os.getpid()


def variable(request: dict[str, Any], tell: Tell) -> Any:
    return os.environ.get(request["name"])


def explain(request: dict[str, Any], tell: Tell) -> Any:
    raise InvalidExperiment("No {thing} here.", thing=request["thing"])


def fail(request: dict[str, Any], tell: Tell) -> Any:
    raise KeyError("a fault of the program")


def lack_memory(request: dict[str, Any], tell: Tell) -> Any:
    raise MemoryError


def sleep(request: dict[str, Any], tell: Tell) -> Any:
    tell(os.getpid())
    time.sleep(600)


def grow(request: dict[str, Any], tell: Tell) -> Any:
    """Take more and more memory, a little at a time."""
    kept = []
    while True:
        kept.append(bytearray(os.urandom(1 << 20)))
        time.sleep(0.002)


def take(request: dict[str, Any], tell: Tell) -> Any:
    """Take so many megabytes at once, without using them."""
    return len(bytearray(request["megabytes"] << 20))


def write(request: dict[str, Any], tell: Tell) -> Any:
    """Write more and more into a file."""
    with Path(request["path"]).open("wb") as file:
        while True:
            file.write(bytes(1 << 20))


def talk(request: dict[str, Any], tell: Tell) -> Any:
    """Say more and more."""
    while True:
        tell("x" * 10_000)


def die(request: dict[str, Any], tell: Tell) -> Any:
    sys.stderr.write("before the end")
    sys.stderr.flush()
    os._exit(request["code"])


def crash(request: dict[str, Any], tell: Tell) -> Any:
    ctypes.string_at(0)
