"""Spaces in which pictures are compared: the judge's features where there are labels, else principal components, else
pixels."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Generator
from typing import TYPE_CHECKING

from trainers.examples import Kept
from trainers.lazy import torch

if TYPE_CHECKING:
    from torch import Tensor

N_COMPONENTS = 64
N_FITTED = 1000  # training images that the components are fitted to
PIECE = 100  # of their rows in one piece of work
LEAST_VARIANCE = 1e-10  # of the greatest: components below it are rounding,
LEAST_SQUARE = 1e-20  # and so is whatever is not more than this per pixel value


class FeatureSpace(ABC):
    """Turns pictures into features whose distances mean something.

    ``kind`` is "judge", "pca" or "pixels"; ``accuracy`` is the share of held-out images whose class is told from the
    features, NaN where there are no classes.
    """

    kind: str
    accuracy: float = math.nan

    @abstractmethod
    def features(self, x: Tensor) -> Tensor:
        """Features (N, D), float32, of images (N, C, H, W) in [0, 1]."""

    def probabilities(self, x: Tensor) -> Tensor | None:
        """How likely each class is, (N, classes) with rows that sum to 1; None where there are no classes."""
        return None

    def both(self, x: Tensor) -> tuple[Tensor, Tensor | None]:
        """Features and probabilities, for the price of one where they have most in common."""
        return self.features(x), self.probabilities(x)


class PlainPixels(FeatureSpace):
    """The pixels themselves: for points of the plane and tiny images."""

    kind = "pixels"

    def features(self, x: Tensor) -> Tensor:
        return x.flatten(1)


class PrincipalComponents(FeatureSpace):
    """Coordinates in the directions in which the training images vary most, in units of pixel values.

    ``mean`` is (D,) and ``components`` (K, D) with orthonormal rows, of images flattened to D values.
    """

    kind = "pca"

    def __init__(self, mean: Tensor, components: Tensor) -> None:
        self._mean, self._components = mean, components

    def features(self, x: Tensor) -> Tensor:
        return (x.flatten(1) - self._mean) @ self._components.T


def fit_components(
    train: Kept, device: torch.device, count: int = N_COMPONENTS
) -> Generator[float, None, PrincipalComponents]:
    """Up to *count* principal components of training images (N, C, H, W), uint8 or float32 in [0, 1].

    They are fitted to at most N_FITTED images, evenly spaced. Yields the share done after each short piece. Images that
    are all the same have one component, of zeros.
    """
    # On the CPU, where every device can have float64; and in torch, which keeps to the threads that it was given.
    few = torch.tensor(train[:: math.ceil(len(train) / N_FITTED)]).flatten(1)
    rows = few.double() / (1 if few.is_floating_point() else 255)
    mean = rows.mean(0)
    rows -= mean
    gram = []  # of the images: smaller than the covariance of the pixels where images are large
    for start in range(0, len(rows), PIECE):
        gram.append(rows[start : start + PIECE] @ rows.T)
        yield min(start + PIECE, len(rows)) / len(rows) / 2
    variances, vectors = torch.linalg.eigh(torch.cat(gram))  # from the least upwards
    kept = variances > max(LEAST_VARIANCE * float(variances[-1]), LEAST_SQUARE * rows.numel())
    kept[:-count] = False
    components = ((rows.T @ vectors[:, kept]) / variances[kept].sqrt()).T.flip(0)
    if len(components) == 0:
        components = torch.zeros(1, rows.shape[1])
    return PrincipalComponents(mean.float().to(device), components.float().to(device))
