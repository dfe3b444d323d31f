"""The whole conversation between the window and the worker.

Commands go to the trainer thread, looks to the render thread, events come back. Every message is a frozen, picklable
dataclass of plain scalars and read-only numpy arrays that owns its memory, so that the same conversation could be held
with another process or machine.

``run_id`` counts the runs of one worker: an event of an older run is stale and dropped. ``request_id`` does the same
for looks. Images are uint8 (N, C, H, W); codes ``z`` are float32 (N, latent_dim).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from trainers.catalog import DatasetSpec, FamilySpec
from trainers.experiment import Experiment
from trainers.images import Float32, Int64, UInt8


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

    Data already in memory are not loaded again, so this is also how a run is rewound or restarted."""

    run_id: int
    experiment: Experiment
    data_dir: str
    device: str = "auto"  # "auto", "cpu", "cuda", "mps"
    run_folder: str | None = None  # where to autosave
    resume_from: str | None = None  # a run folder whose checkpoint is continued
    may_download: bool = False
    play: bool = False


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
    """Train this many steps, then pause."""

    run_id: int
    steps: int = 1


@dataclass(frozen=True)
class SetKnob:
    """Change a live knob of one model."""

    run_id: int
    model: int
    knob: str
    value: Any


@dataclass(frozen=True)
class Save:
    """Save the run into a folder, which becomes its place for autosaves; None saves into the present one."""

    run_id: int
    folder: str | None = None


@dataclass(frozen=True)
class CancelLoading:
    run_id: int


Command = Begin | Play | Pause | Advance | SetKnob | Save | CancelLoading


# --------------------------------------------------------------------------- looks: window -> render thread


@dataclass(frozen=True)
class Look:
    """A question about the models as of the newest snapshot. Of one ``channel`` only the newest is answered."""

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
    """From here on looks see the keyframe at ``step`` (or the last kept one before it); None: the newest snapshot."""

    run_id: int
    step: int | None


@dataclass(frozen=True)
class Encode(Look):
    """Encode images (N, C, H, W) in every model that encodes; answered by Encoded."""

    images: UInt8


@dataclass(frozen=True)
class EncodeData(Look):
    """Encode the first ``limit`` training images (a fixed shuffled order) in every model; answered by Codes."""

    limit: int


@dataclass(frozen=True)
class Nearest(Look):
    """The k training images nearest (L2 over pixels) to the decode of ``z`` (1, latent_dim); answered by
    NearestFound."""

    model: int
    z: Float32
    k: int = 4


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
class LoadProgress:
    run_id: int
    share: float  # 0 to 1
    text: str


@dataclass(frozen=True)
class DataReady:
    """The data in memory. ``preview`` are up to 24 training images; ``probe`` the fixed held-out images of the
    reconstructions. ``labels`` are those of the images that EncodeData encodes, in the same order."""

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


@dataclass(frozen=True)
class KnobSet:
    """A live knob took its value."""

    run_id: int
    model: int
    knob: str
    value: Any


@dataclass(frozen=True)
class KnobRefused:
    """A live knob kept its value; ``reason`` is one sentence."""

    run_id: int
    model: int
    knob: str
    reason: str


@dataclass(frozen=True)
class Saved:
    """The run is on the disk up to ``step``; ``problem`` says why not, in one sentence, when it is not."""

    run_id: int
    folder: str
    step: int
    problem: str = ""


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
    of the same shape. ``samples`` come from fixed noise. ``test`` holds metrics on some held-out images.
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
    | KnobSet
    | KnobRefused
    | Saved
    | Failed
    | Pictures
    | Decoded
    | DecodedGrid
    | Encoded
    | Codes
    | NearestFound
    | LookFailed
)
