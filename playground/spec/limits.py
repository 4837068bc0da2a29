"""The upper bounds of the whole, as settings of the installation."""

from pydantic import BaseModel, ConfigDict, Field


class Limits(BaseModel):
    """How much one experiment may cost here. Fields of a single layer are bounded where they are declared."""

    model_config = ConfigDict(frozen=True)

    parameters: int = Field(default=5_000_000, ge=1)
    outputs_per_layer: int = Field(default=2_000_000, ge=1)
    work_per_epoch: int = Field(default=400_000_000_000, ge=1)
