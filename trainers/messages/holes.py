"""Looks at holes, each beside its answer, and who judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from trainers.examples import Float32, UInt8
from trainers.messages.look import Answer, Look
from trainers.messages.regions import USUAL_MIXTURE, DrawnFrom, MixtureFit, Region, RegionShape, components_of


class Layer(StrEnum):
    """What a map of holes is made of; see ``trainers.metrics``."""

    REALISM = "realism"  # how real the decode looks; the hole layer
    COVERAGE = "coverage"  # whether anything is encoded here
    GEOMETRY = "geometry"  # round trip: cliffs and folds; a drawing aid, never called a hole
    STRETCH = "stretch"  # geometry too: how fast the picture changes


@dataclass(frozen=True)
class HoleLook(Look):
    """A question about holes; the first one that needs the judge waits until there is one (JudgeChanged)."""

    long: ClassVar[bool] = True


@dataclass(frozen=True)
class MapHoles(HoleLook):
    """Measure one layer on a grid of cell centres, as DecodeGrid lays it; answered by HolesMapped, coarse first."""

    model: int
    layer: Layer
    origin: Float32
    u: Float32
    v: Float32
    extent: tuple[float, float, float, float]
    columns: int
    rows: int


@dataclass(frozen=True)
class HolesMapped(Answer):
    """``values`` (rows, columns), row by row from the top (greatest y) left. A hole is where a value lies below the
    ``threshold``, or above it where ``high_is_hole``; geometry has none (NaN). A value is NaN beyond the prior, where
    the coverage of posteriors says nothing. ``done`` is False for a coarse map."""

    model: int
    layer: Layer
    extent: tuple[float, float, float, float]
    values: Float32
    threshold: float
    high_is_hole: bool
    done: bool

    @property
    def goes_on(self) -> bool:
        return not self.done


@dataclass(frozen=True)
class MeasureCodes(HoleLook):
    """Measure layers at codes ``z`` (N, latent_dim); answered by CodesMeasured. STRETCH needs a grid: not asked for."""

    model: int
    z: Float32
    layers: tuple[Layer, ...] = (Layer.REALISM, Layer.COVERAGE)


@dataclass(frozen=True)
class CodesMeasured(Answer):
    """Per layer the values (N,) at the codes ``z``, with thresholds as in HolesMapped."""

    model: int
    z: Float32
    values: Mapping[Layer, Float32]
    thresholds: Mapping[Layer, float]
    high_is_hole: Mapping[Layer, bool]


@dataclass(frozen=True)
class ScoreHoles(HoleLook):
    """Draw ``count`` codes from a region and say which share of them lies in holes; answered by HolesScored."""

    model: int
    layer: Layer
    region: Region
    count: int = 2000
    mixture: MixtureFit = USUAL_MIXTURE


@dataclass(frozen=True)
class HolesScored(Answer):
    """``share`` of ``count`` codes from ``region`` in holes, with a 95 % bootstrap interval from ``low`` to ``high``;
    ``samples`` are decodes of the first of them, ``codes`` (n, latent_dim) and ``in_hole`` (n,) belong to them. The
    ``shape`` is that of the region."""

    model: int
    layer: Layer
    region: Region
    count: int
    share: float
    low: float
    high: float
    samples: UInt8
    codes: Float32
    in_hole: UInt8
    mixture: MixtureFit = USUAL_MIXTURE
    shape: RegionShape | None = None

    @property
    def components(self) -> int:
        """How many Gaussians a mixture has, which may be fewer than were asked for; 0 for another region."""
        return components_of(self.region, self.shape)


@dataclass(frozen=True)
class ScoreRegions(HoleLook):
    """The share of several regions of one model in holes, each measured as by ScoreHoles; answered by RegionsScored,
    once for each of them."""

    model: int
    layer: Layer
    regions: tuple[DrawnFrom, ...]
    count: int = 2000


@dataclass(frozen=True)
class RegionScore:
    """``share`` of the codes drawn from a region in holes, with its interval. A mixture has so many ``components``,
    all else none. Where there is a ``problem``, one sentence, nothing was counted and the figures are NaN."""

    drawn: DrawnFrom
    share: float
    low: float
    high: float
    components: int = 0
    problem: str = ""


@dataclass(frozen=True)
class RegionsScored(Answer):
    """The ``scores`` so far, in the order in which they were asked for, of so many ``wanted``; each is of ``count``
    codes. ``own`` is the share in holes of as many codes of training images, than which no region that is fitted to
    them can be expected to meet fewer; NaN for a model without an encoder."""

    model: int
    layer: Layer
    count: int
    scores: tuple[RegionScore, ...]
    wanted: int
    own: float

    @property
    def goes_on(self) -> bool:
        return len(self.scores) < self.wanted


@dataclass(frozen=True)
class JudgeImages(HoleLook):
    """What the judge makes of images (N, C, H, W), and how far each is from the first; answered by ImagesJudged."""

    images: UInt8


@dataclass(frozen=True)
class ImagesJudged(Answer):
    """``probabilities`` (N, classes) of the judge, None where there are no labels; ``feature_distance`` (N,) to the
    first image, in units of the median distance between a real image and its nearest other real image;
    ``pixel_distance`` (N,) is the root mean square difference per pixel (0..1)."""

    probabilities: Float32 | None
    feature_distance: Float32
    pixel_distance: Float32


@dataclass(frozen=True)
class JudgeChanged:
    """Who judges how real a picture is. ``share`` is the progress of its training, 1 when it is ready; ``accuracy`` on
    held-out images is NaN for pixels and principal components. ``baseline`` is the share of real held-out images that
    would count as holes, to compare scores with: real images are noisier than decodes."""

    run_id: int
    kind: str  # "judge", "pca" or "pixels"
    share: float
    accuracy: float
    baseline: float
