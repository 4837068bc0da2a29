"""Own data: what a learner has uploaded, kept as long as the page that brought it."""

import warnings
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from playground.data.own import store
from playground.data.own.forms import Prepared
from playground.spec.data import DATASETS, Blanks, Dataset, Scaling
from playground.spec.errors import N_, DataUnavailable
from playground.spec.layers.base import Shape
from playground.spec.objectives import Task
from playground.spec.samples import Samples

with warnings.catch_warnings():
    # Pydantic notes that properties stand where the base class declares class variables, which is meant.
    warnings.simplefilter("ignore")

    @DATASETS.register
    class OwnData(Dataset):
        """A prepared upload; everything about it but its id is read from where it is kept.

        Every property raises ``DataUnavailable`` when the data are gone.
        """

        kind: Literal["own"] = "own"
        label: ClassVar[str] = N_("Own data")
        summary: ClassVar[str] = N_("A file of yours. It stays in this page and is deleted when the page is closed.")
        group: ClassVar[str] = N_("Own data")
        licence: ClassVar[str] = N_("as its owner says")
        source: ClassVar[str] = N_("Uploaded")
        hidden_in_menu: ClassVar[bool] = True

        id: str = Field(default="0" * 32, pattern="^[0-9a-f]{32}$")
        """Names what is kept, and is the key to it; without one, nothing is there."""

        @property
        def about(self) -> Prepared:
            """What is known of the set: its title, its notes, the name of its target."""
            return store.prepared(self.id)

        @property
        def task(self) -> Task:  # type: ignore[override]
            return self.about.task

        @property
        def default_scaling(self) -> Scaling:  # type: ignore[override]
            return self.about.default_scaling

        @property
        def default_target_scaling(self) -> Scaling:  # type: ignore[override]
            return self.about.default_target_scaling

        @property
        def has_fixed_split(self) -> bool:  # type: ignore[override]
            return self.about.num_train is not None

        @property
        def blanks(self) -> Blanks | None:
            return self.about.blanks

        @property
        def sample_shape(self) -> Shape:
            return self.about.sample_shape

        @property
        def class_names(self) -> tuple[str, ...]:
            return self.about.class_names

        @property
        def feature_names(self) -> tuple[str, ...]:
            return self.about.feature_names

        @property
        def size(self) -> int:
            return self.about.size

        def num_train_at(self, train_share: float) -> int:
            fixed = self.about.num_train
            return super().num_train_at(train_share) if fixed is None else fixed

        def is_here(self) -> bool:
            try:
                store.prepared(self.id)
            except DataUnavailable:
                return False
            return True

        def samples(self) -> Samples:
            home = store.folder(self.id)
            try:
                x = np.load(home / store.X, allow_pickle=False)
                y = np.load(home / store.Y, allow_pickle=False)
            except (OSError, ValueError) as error:
                raise store.gone() from error
            return Samples(x, y, num_train=self.about.num_train)
