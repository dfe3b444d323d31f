"""Data that are made by rules can judge pictures by these rules."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from trainers.kinds import UInt8


class PictureRules(ABC):
    """What a dataset says of pictures, uint8 (N, C, H, W), that a model has made of what it learned from it."""

    @abstractmethod
    def sample_figures(self, pictures: UInt8) -> Mapping[str, float]:
        """Figures by name of samples."""

    @abstractmethod
    def completion_figures(self, pictures: UInt8, known: NDArray[np.bool_]) -> Mapping[str, float]:
        """Figures by name of pictures of which a model was given what is *known*, bool (H, W), and drew the rest."""
