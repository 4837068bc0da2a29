"""One picture in the size and the colours that were asked for."""

import zipfile

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from playground.data.own.forms import Fit, PicturesForm
from playground.data.own.limits import Limits
from playground.data.own.pictures.entries import FORMATS, Entry, check_pixels


def pixels(packed: zipfile.ZipFile, entry: Entry, form: PicturesForm, limits: Limits) -> NDArray[np.uint8]:
    """One picture in the form's size and colours."""
    with packed.open(entry.info) as file, Image.open(file, formats=FORMATS) as picture:
        check_pixels(entry, picture.size, limits)
        if picture.format == "JPEG":  # decodes to a smaller picture at once
            picture.draft(None, (form.width * 2, form.height * 2))
        picture.load()
        flat = _flat(ImageOps.exif_transpose(picture))
        mode = "L" if form.colour == "grey" else "RGB"
        sized = _sized(flat.convert(mode), (form.width, form.height), form.fit)
        return np.asarray(sized, np.uint8).reshape(form.height, form.width, -1)


def _flat(picture: Image.Image) -> Image.Image:
    """8 bits for each colour, and on white where it is transparent."""
    if picture.mode.startswith("I") or picture.mode == "F":
        return _eight_bits(picture)
    if picture.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in picture.info:
        above = picture.convert("RGBA")
        below = Image.new("RGBA", above.size, "white")
        return Image.alpha_composite(below, above).convert("RGB")
    return picture.convert("RGB") if picture.mode != "L" else picture


def _eight_bits(picture: Image.Image) -> Image.Image:
    """A grey picture of 16 bits (or more) by its upper 8; one that uses only the lower 8 as it is."""
    values = np.asarray(picture).astype(np.float64)
    values = np.nan_to_num(values, posinf=0, neginf=0)
    high = values.max(initial=0)
    if high > 255:
        values = values / 257 if high <= 65535 else values * (255 / high)
    elif picture.mode == "F" and high <= 1:
        values = values * 255
    return Image.fromarray(np.clip(np.round(values), 0, 255).astype(np.uint8))


def _sized(picture: Image.Image, size: tuple[int, int], fit: Fit) -> Image.Image:
    if picture.size == size:
        return picture
    if fit == "crop":
        return ImageOps.fit(picture, size, Image.Resampling.BILINEAR)
    return picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=3)
