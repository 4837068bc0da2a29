"""Which sample a page looks at: one of the data, or one that the learner has changed."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_NUMBERS = 8192
MOST_PIXELS = 65_536
"""As base64 text, of 48 KB of pixels."""


class SampleChoice(BaseModel):
    """A sample of one part of the data, by its number; ``values`` or ``pixels`` are given where it was edited.

    Both are raw, before features and scaling, flattened in the order of the sample's axes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    part: Literal["train", "validation"] = "validation"
    index: int = Field(default=0, ge=0)
    values: Annotated[tuple[float | None, ...], Field(max_length=MOST_NUMBERS)] | None = None
    """Of a row, a point or a sequence; None is a number that is missing."""
    pixels: str | None = Field(default=None, max_length=MOST_PIXELS)
    """Of a picture: bytes 0 to 255 as base64."""
