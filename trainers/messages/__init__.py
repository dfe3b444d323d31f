"""The whole conversation between the window and the worker.

Commands go to the trainer thread, looks to the render thread, events come back. Every message is a frozen, picklable
dataclass of plain scalars and read-only numpy arrays that owns its memory, so that the same conversation could be held
with another process or machine.

``run_id`` counts the runs of one worker: an event of an older run is stale and dropped. ``request_id`` does the same
for looks. Images are uint8 (N, C, H, W); codes ``z`` are float32 (N, latent_dim).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from trainers.catalog import DatasetSpec, FamilySpec
from trainers.examples import Float32, Int64, Modes, UInt8
from trainers.experiment import Experiment
from trainers.files.drawing_style import DrawingStyle
from trainers.marks import Mark


class Phase(StrEnum):
    """What a run is doing; exactly one at any time."""

    NO_DATA = "no data"
    STARTING = "starting"
    READY = "ready"
    TRAINING = "training"
    PAUSED = "paused"
    FINISHED = "finished"
    DIVERGED = "diverged"
    OUT_OF_MEMORY = "out of memory"
    DEVICE_LOST = "device lost"
    FAILED = "failed"


# --------------------------------------------------------------------------- commands: window -> trainer thread


@dataclass(frozen=True)
class Begin:
    """Load the data, build the models, stand at step 0 or where the folder's checkpoint stands.

    Data already in memory are not loaded again unless their files have changed, so this is also how a run is rewound or
    restarted."""

    run_id: int
    experiment: Experiment
    data_dir: str
    device: str = "auto"  # "auto", "cpu", "cuda", "mps"
    run_folder: str | None = None  # where to autosave
    resume_from: str | None = None  # a run folder whose checkpoint is continued
    may_download: bool = False
    play: bool = False
    threads: int | None = None  # that train, on a CPU; None: as many as other programs leave
    mark: Mark | None = None  # what the run shall remember of how it began; its step is that of the checkpoint
    rewinds: bool = False  # the run so far is begun again, and may be come back to by the next Begin
    back_to: int = -1  # the run that had been rewound: the weights of its keyframes are looked at again
    known_step: int | None = None  # ``resume_from`` is known up to here: curves and keyframes after it are told, too


@dataclass(frozen=True)
class Play:
    run_id: int


@dataclass(frozen=True)
class Pause:
    """Pause and Stop end training after the step in progress and keep model and curves; Stop also saves."""

    run_id: int
    save: bool = False


@dataclass(frozen=True)
class Advance:
    """Train this many steps, then pause. Only ``players`` change, when some are named; see FamilySpec.players."""

    run_id: int
    steps: int = 1
    players: tuple[str, ...] = ()


@dataclass(frozen=True)
class TakeBack:
    """Go on with the weights of the keyframe at ``step`` (or the last kept one before it), in every model, with fresh
    optimisers; steps count on. None undoes that: back to the state, and the step, in which it was asked for.

    Weights are kept for the keyframes that were made since the run was begun or opened, and for no others."""

    run_id: int
    step: int | None


@dataclass(frozen=True)
class SetKnob:
    """Change a live knob of one model."""

    run_id: int
    model: int
    knob: str
    value: Any


@dataclass(frozen=True)
class SetThreads:
    """Train with so many threads from the next step on; None: with as many as other programs leave."""

    run_id: int
    threads: int | None


@dataclass(frozen=True)
class Save:
    """Save the run into a folder, which becomes its place for autosaves if that can be; None saves into the present
    one."""

    run_id: int
    folder: str | None = None


@dataclass(frozen=True)
class CancelLoading:
    run_id: int


Command = Begin | Play | Pause | Advance | TakeBack | SetKnob | SetThreads | Save | CancelLoading


# --------------------------------------------------------------------------- looks: window -> render thread


@dataclass(frozen=True)
class Look:
    """A question about the models as of the newest snapshot. Of one ``channel`` only the newest is answered.

    A ``long`` one is worked on in short pieces, behind all others, and may be answered several times, each time better.
    """

    long: ClassVar[bool] = False

    run_id: int
    request_id: int
    channel: str


@dataclass(frozen=True)
class Decode(Look):
    """Decode codes of one model; answered by Decoded."""

    model: int
    z: Float32


@dataclass(frozen=True)
class DecodeGrid(Look):
    """Decode ``origin + x * u + y * v`` for a grid of cell centres over extent (x0, y0, x1, y1); answered by
    DecodedGrid. ``u`` and ``v`` are (latent_dim,) float32; with one latent ``v`` is zero and ``rows`` is 1."""

    model: int
    origin: Float32
    u: Float32
    v: Float32
    extent: tuple[float, float, float, float]
    columns: int
    rows: int


@dataclass(frozen=True)
class LookBack:
    """From here on looks see the keyframe at ``step`` (or the last kept one before it); None, and a step before all
    whose weights are kept: the newest snapshot."""

    run_id: int
    step: int | None


@dataclass(frozen=True)
class Encode(Look):
    """Encode images (N, C, H, W) in every model that encodes; answered by Encoded."""

    images: UInt8


@dataclass(frozen=True)
class EncodeData(Look):
    """Encode the first ``limit`` training images (a fixed shuffled order) in every model; answered by Codes."""

    long: ClassVar[bool] = True

    limit: int


@dataclass(frozen=True)
class Nearest(Look):
    """The k training images nearest (L2 over pixels) to the decode of ``z`` (1, latent_dim); answered by
    NearestFound."""

    model: int
    z: Float32
    k: int = 4


class Layer(StrEnum):
    """What a map of holes is made of; see ``trainers.metrics``."""

    REALISM = "realism"  # how real the decode looks; the hole layer
    COVERAGE = "coverage"  # whether anything is encoded here
    GEOMETRY = "geometry"  # round trip: cliffs and folds; a drawing aid, never called a hole
    STRETCH = "stretch"  # geometry too: how fast the picture changes


class Region(StrEnum):
    """Where codes are drawn from when a hole score is measured."""

    PRIOR = "prior"  # N(0, I)
    BOX = "box"  # the bounding box of the codes
    GAUSSIAN = "gaussian"  # one Gaussian fitted to the codes
    MIXTURE = "mixture"  # a mixture of Gaussians fitted to the codes


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
class MeasureCodes(HoleLook):
    """Measure layers at codes ``z`` (N, latent_dim); answered by CodesMeasured. STRETCH needs a grid: not asked for."""

    model: int
    z: Float32
    layers: tuple[Layer, ...] = (Layer.REALISM, Layer.COVERAGE)


@dataclass(frozen=True)
class ScoreHoles(HoleLook):
    """Draw ``count`` codes from a region and say which share of them lies in holes; answered by HolesScored."""

    model: int
    layer: Layer
    region: Region
    count: int = 2000


@dataclass(frozen=True)
class JudgeImages(HoleLook):
    """What the judge makes of images (N, C, H, W), and how far each is from the first; answered by ImagesJudged."""

    images: UInt8


@dataclass(frozen=True)
class GameLook(Look):
    """A question about generator and discriminator; needs the capabilities "scores" and "decodes"."""

    long: ClassVar[bool] = True

    model: int


@dataclass(frozen=True)
class ShowArena(GameLook):
    """Points, and what the discriminator makes of the plane (data that are points only); answered by ArenaShown.
    ``cells`` along each side of the surface, ``count`` fakes, of which the first ``arrows`` have gradients.
    ``optimum_steps`` above 0 trains a copy of D for so many steps, with G held still; there are answers on the way."""

    extent: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    cells: int = 64
    count: int = 1000
    arrows: int = 200
    optimum_steps: int = 0


@dataclass(frozen=True)
class ShowFakes(GameLook):
    """Images from fixed noise with their scores; answered by FakesShown. With the capability "classes" the rows are
    noises and the columns classes: the same noise for every class."""

    count: int = 64


@dataclass(frozen=True)
class InspectFake(GameLook):
    """One code in detail; answered by FakeInspected."""

    z: Float32  # (1, latent_dim)
    label: int = -1  # the class of a conditional model, else -1
    nearest: int = 3


@dataclass(frozen=True)
class CompareScores(GameLook):
    """Scores of training, held-out and generated images; answered by ScoresCompared. With ``extra_steps`` above 0 its
    bound is that of a copy of D which learns for so many steps more, with G held still."""

    count: int = 512
    extra_steps: int = 0


@dataclass(frozen=True)
class MeasureSamples(GameLook):
    """How good samples are, by ``trainers.looking.sample_quality``; answered by SamplesMeasured. A family without
    scores may be asked, too: a VAE beside a GAN must be comparable."""

    count: int = 1000


@dataclass(frozen=True)
class MatchGenerations(GameLook):
    """Generators and discriminators of ``columns`` kept keyframes, evenly spread over the run, against each other;
    answered by GenerationsMatched."""

    columns: int = 8
    samples: int = 6  # of each generation, to be shown


# --------------------------------------------------------------------------- events: worker -> window


@dataclass(frozen=True)
class Catalogued:
    """Said once, when torch is imported and the devices have been probed with a real kernel."""

    families: tuple[FamilySpec, ...]
    datasets: tuple[DatasetSpec, ...]
    devices: tuple[DeviceInfo, ...]


@dataclass(frozen=True)
class DeviceInfo:
    """``problem`` is empty for a device that works, else the reason why it cannot be used."""

    name: str  # "cpu", "cuda", "mps"
    title: str  # "CPU · 2 threads"
    problem: str = ""


@dataclass(frozen=True)
class PhaseChanged:
    """``template`` with ``values`` filled in is one line for the user, kept apart so that it can be translated;
    ``action`` names one suggested next thing to do, or is empty."""

    run_id: int
    phase: Phase
    template: str
    action: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The line in English."""
        return self.template.format(**self.values)


@dataclass(frozen=True)
class Refused:
    """The run that was asked for cannot be, for its data cannot be had or the weights so far do not fit it; the run
    ``kept`` before it goes on as it was. ``template`` with ``values`` filled in says why, as PhaseChanged does."""

    run_id: int
    kept: int
    template: str
    values: Mapping[str, str | int] = field(default_factory=dict)
    for_data: bool = True


@dataclass(frozen=True)
class LoadProgress:
    run_id: int
    share: float  # 0 to 1
    text: str


@dataclass(frozen=True)
class DataReady:
    """The data in memory. ``preview`` are up to 24 training images; ``probe`` the fixed held-out images of the
    reconstructions. ``labels`` are those of the images that EncodeData encodes, in the same order. Where the data are
    points, ``points`` (N, 2) are those of training in [0, 1], in that order too, and ``modes`` their known source.
    ``drawing`` tells how the images are drawn, where they are drawings."""

    run_id: int
    title: str
    image_shape: tuple[int, int, int]
    n_train: int
    n_test: int
    class_names: tuple[str, ...]
    notes: tuple[str, ...]
    preview: UInt8
    probe: UInt8
    labels: Int64 | None
    device: str
    latent_dims: tuple[int, ...]
    points: Float32 | None = None
    modes: Modes | None = None
    drawing: DrawingStyle | None = None


@dataclass(frozen=True)
class Scalars:
    """The metrics of consecutive steps, never dropped: per model a mapping from metric to values (n,)."""

    run_id: int
    first_step: int  # the number of updates done after the first value, so the first step of a run is 1
    values: tuple[Mapping[str, Float32], ...]

    @property
    def count(self) -> int:
        return len(next(iter(self.values[0].values())))


@dataclass(frozen=True)
class Ticked:
    """Where the run stands, up to five times a second."""

    run_id: int
    step: int
    total: int
    epoch: float
    seconds: float  # spent training, pauses left out
    steps_per_second: float
    share: float | None = None  # of the machine that is left for this program, 0 to 1, while others use it too


@dataclass(frozen=True)
class ThreadsChanged:
    """With how many threads a run is trained on the CPU from ``step`` on; said when it begins, too. The number decides
    how sums are rounded. ``pinned`` ones were chosen, and do not follow what other programs leave."""

    run_id: int
    step: int
    threads: int
    most: int  # that would be used on a free machine
    pinned: bool = False


@dataclass(frozen=True)
class KnobSet:
    """A live knob took its value."""

    run_id: int
    model: int
    knob: str
    value: Any


@dataclass(frozen=True)
class KnobsFound:
    """A run that goes on in its folder does so with other live knobs than Begin said: they were turned, and saved,
    after the folder had been read."""

    run_id: int
    experiment: Experiment


@dataclass(frozen=True)
class Marked:
    """All that happened to the run on its way so far, in the order in which it happened."""

    run_id: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class KnobRefused:
    """A live knob kept its value; ``reason`` is one sentence."""

    run_id: int
    model: int
    knob: str
    reason: str


@dataclass(frozen=True)
class Saved:
    """The run is in ``folder`` up to ``step``, and is saved there from now on; ``problem`` says why it is not, in one
    sentence, when it is not. ``anew``: the folder was gone, and was made again with what is in memory."""

    run_id: int
    folder: str
    step: int
    problem: str = ""
    anew: bool = False


@dataclass(frozen=True)
class Failed:
    """Something went wrong that is not the user's doing; goes to the log and into a copyable report."""

    run_id: int
    where: str
    step: int
    traceback: str
    experiment_toml: str


@dataclass(frozen=True)
class ModelPictures:
    """One model's pictures at one snapshot. What a family cannot do is None.

    ``codes`` (N, latent_dim) belong to the first N of DataReady.labels; ``spread`` is the posterior standard deviation
    of the same shape. ``samples`` come from fixed noise. ``test`` holds metrics on some held-out images; it is empty
    where they were measured a moment before.
    """

    reconstructions: UInt8 | None
    samples: UInt8 | None
    codes: Float32 | None
    spread: Float32 | None
    test: Mapping[str, float]

    @property
    def nbytes(self) -> int:
        """The bytes of the arrays."""
        arrays = (self.reconstructions, self.samples, self.codes, self.spread)
        return sum(array.nbytes for array in arrays if array is not None)


@dataclass(frozen=True)
class Pictures:
    """All models' pictures at ``step`` (latest wins). ``keyframe`` ones are kept by the timeline and never dropped."""

    run_id: int
    step: int
    models: tuple[ModelPictures, ...]
    keyframe: bool = False

    @property
    def nbytes(self) -> int:
        """The bytes of the arrays: what a keyframe costs in a timeline."""
        return sum(model.nbytes for model in self.models)


@dataclass(frozen=True)
class Answer:
    """Base of the answers to looks; ``step`` is that of the snapshot that was looked at."""

    run_id: int
    request_id: int
    channel: str
    step: int


@dataclass(frozen=True)
class Decoded(Answer):
    model: int
    z: Float32
    images: UInt8


@dataclass(frozen=True)
class DecodedGrid(Answer):
    """``images`` (rows * columns, C, H, W), row by row from the top (greatest y) left."""

    model: int
    extent: tuple[float, float, float, float]
    columns: int
    rows: int
    images: UInt8


@dataclass(frozen=True)
class Encoded(Answer):
    """Per model the codes (None where it does not encode), their reconstructions and posterior deviations."""

    codes: tuple[Float32 | None, ...]
    reconstructions: tuple[UInt8 | None, ...]


@dataclass(frozen=True)
class Codes(Answer):
    codes: tuple[Float32 | None, ...]
    spread: tuple[Float32 | None, ...]


@dataclass(frozen=True)
class NearestFound(Answer):
    """The nearest training images, nearest first; ``distance`` is the root mean square difference per pixel (0..1)."""

    model: int
    images: UInt8
    labels: Int64 | None
    distance: Float32


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


@dataclass(frozen=True)
class CodesMeasured(Answer):
    """Per layer the values (N,) at the codes ``z``, with thresholds as in HolesMapped."""

    model: int
    z: Float32
    values: Mapping[Layer, Float32]
    thresholds: Mapping[Layer, float]
    high_is_hole: Mapping[Layer, bool]


@dataclass(frozen=True)
class HolesScored(Answer):
    """``share`` of ``count`` codes from ``region`` in holes, with a 95 % bootstrap interval from ``low`` to ``high``;
    ``samples`` are decodes of the first of them, ``codes`` (n, latent_dim) and ``in_hole`` (n,) belong to them."""

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


@dataclass(frozen=True)
class ImagesJudged(Answer):
    """``probabilities`` (N, classes) of the judge, None where there are no labels; ``feature_distance`` (N,) to the
    first image, in units of the median distance between a real image and its nearest other real image;
    ``pixel_distance`` (N,) is the root mean square difference per pixel (0..1)."""

    probabilities: Float32 | None
    feature_distance: Float32
    pixel_distance: Float32


@dataclass(frozen=True)
class ArenaShown(Answer):
    """``fakes`` (N, 2) with their ``codes`` (N, latent_dim); ``surface`` (rows, columns), top row first: how real D
    finds each place, 0 to 1, or its bare score where that is no probability (``is_belief``). ``gradients`` (M, 2) of
    the score at the first M fakes: where D tells G to go. Surface and gradients are those of a copy of D that was
    ``trained`` for so many steps more, 0 for D itself. ``optimum`` (rows, columns) is the best D there could be,
    p_data / (p_data + p_g), both blurred alike, because that of G, and that of data whose modes are not known, are
    estimated; 0.5 where neither has anything. ``warp`` (k, k, 2) is where G takes a grid over the middle of the noise,
    [i, j] the j-th value of the first latent and the i-th of the second, of which all cells hold the same share; None
    unless there are two latents and no classes. Where only differences of scores mean something (``relative``), a
    belief says how a place compares with as many real points as fakes."""

    model: int
    extent: tuple[float, float, float, float]
    fakes: Float32
    codes: Float32
    surface: Float32
    is_belief: bool
    gradients: Float32
    optimum: Float32 | None
    warp: Float32 | None
    trained: int = 0
    relative: bool = False


@dataclass(frozen=True)
class FakesShown(Answer):
    """``scores`` (N,) and ``beliefs`` (N,) or None of ``images`` (N, C, H, W), from ``codes`` (N, latent_dim);
    ``labels`` (N,) where the model was asked for classes. Where only differences of scores mean something
    (``relative``), a score is by how much it exceeds the mean score of real images, and a belief is the sigmoid of
    that: how probable D finds that, of the fake and a real image, the fake is the real one."""

    model: int
    images: UInt8
    codes: Float32
    labels: Int64 | None
    scores: Float32
    beliefs: Float32 | None
    relative: bool = False


@dataclass(frozen=True)
class FakeInspected(Answer):
    """``score`` and ``belief`` (NaN where there is none) of ``image`` (1, C, H, W); ``push`` (C, H, W) is the gradient
    of the score with respect to the pixels, what D tells G; ``after`` is the image from the same code after one step of
    G with D held still, at the learning rate that its knob says, ``after_score`` and ``after_belief`` what the same D
    makes of it (NaN: not known). The slopes of the two generator losses with respect to the logit, as sizes:
    ``minimax`` and ``non_saturating``, NaN where scores are no logits. ``relative`` as in :class:`FakesShown`; the one
    loss of such a generator has the slope that stands under ``non_saturating``."""

    model: int
    z: Float32
    image: UInt8
    after: UInt8
    push: Float32
    score: float
    belief: float
    minimax: float
    non_saturating: float
    nearest: UInt8
    nearest_labels: Int64 | None
    distance: Float32
    after_score: float = math.nan
    after_belief: float = math.nan
    relative: bool = False


@dataclass(frozen=True)
class ScoresCompared(Answer):
    """Scores (N,) of training, held-out and generated images. ``js_bound`` is the lower bound on the Jensen-Shannon
    divergence in nats from held-out images, NaN where scores are no logits; it is at most log 2. Where only differences
    of scores mean something (``relative``), they are counted from midway between held-out images and fakes."""

    model: int
    train: Float32
    held_out: Float32
    fake: Float32
    js_bound: float
    relative: bool = False


@dataclass(frozen=True)
class SamplesMeasured(Answer):
    """``figures`` by the names of ``trainers.looking.sample_quality``; ``mode_shares`` (K,) of the samples by known
    mode or by the class that the judge sees, None where neither is known."""

    model: int
    figures: Mapping[str, float]
    mode_shares: Float32 | None


@dataclass(frozen=True)
class GenerationsMatched(Answer):
    """``steps`` (T,) of the keyframes; ``samples`` (T, n, C, H, W) uint8, or points (T, n, 2) float32, from the same
    noise; ``matrix`` (T, T): the mean belief (or score) that the D of column s has in the fakes of the G of row t."""

    model: int
    steps: Int64
    samples: UInt8 | Float32
    matrix: Float32
    is_belief: bool


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


@dataclass(frozen=True)
class LookFailed(Answer):
    """A look could not be answered; ``reason`` is one sentence."""

    reason: str


Event = (
    Catalogued
    | PhaseChanged
    | LoadProgress
    | DataReady
    | Scalars
    | Ticked
    | ThreadsChanged
    | Refused
    | KnobSet
    | KnobsFound
    | Marked
    | KnobRefused
    | Saved
    | Failed
    | Pictures
    | Decoded
    | DecodedGrid
    | Encoded
    | Codes
    | NearestFound
    | HolesMapped
    | CodesMeasured
    | HolesScored
    | ImagesJudged
    | ArenaShown
    | FakesShown
    | FakeInspected
    | ScoresCompared
    | SamplesMeasured
    | GenerationsMatched
    | JudgeChanged
    | LookFailed
)
