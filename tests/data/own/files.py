"""Files as learners bring them, made by hand, and what is said of them."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image

from playground.data.own import Prepared, Understanding


def said(found: Understanding | Prepared) -> str:
    """All notes as one English text."""
    return "\n".join(str(note) for note in found.said())


def table(rows: int = 40, header: str = "a,b,target", row: Callable[[int], str] | None = None) -> str:
    """A CSV whose target is learnable: whether the first number is large."""
    row = row or (lambda index: f"{index},{index % 7},{'high' if index > rows / 2 else 'low'}")
    return "\n".join([header, *(row(index) for index in range(rows))]) + "\n"


def picture(
    colour: Any = (200, 30, 40), size: tuple[int, int] = (12, 10), mode: str = "RGB", format: str = "PNG"
) -> bytes:
    """One picture of a single colour as a file."""
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, format)
    return file.getvalue()


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of these files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return file.getvalue()


def folders(count: int = 5, **others: bytes) -> dict[str, bytes]:
    """Red pictures in one folder, blue ones in another."""
    red = {f"set/red/{index}.png": picture((200, index, 0)) for index in range(count)}
    blue = {f"set/blue/{index}.png": picture((0, index, 200)) for index in range(count)}
    return red | blue | others


def npz(**arrays: Any) -> bytes:
    """An NPZ file."""
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()
