"""What a run is told, and what it says of itself: begin, train, save; the data, the clock, the curves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from trainers.examples import Float32, Int64, Modes, UInt8
from trainers.experiment import Experiment
from trainers.files.drawing_style import DrawingStyle
from trainers.kinds import Kind
from trainers.marks import Mark
from trainers.messages.beside import ModelOfRun
from trainers.text_rules import FigureUnit


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
    BESIDE = "side by side"


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
    pace: float | None = None  # at which it is played, in steps a second, 0 being as fast as it can; None: the plan's
    known_step: int | None = None  # ``resume_from`` is known up to here: curves and keyframes after it are told, too
    apart: bool = False  # the run so far is put aside as it is, unless one is already: see TakeUp
    beside: tuple[ModelOfRun, ...] = ()  # out of which runs the models come, to be looked at and not trained


@dataclass(frozen=True)
class TakeUp:
    """Leave the run that was begun apart, and go on with the one that was put aside for it: the same models,
    optimisers, generators and keyframes, which have stayed in memory. It trains if it did when it was put aside."""

    run_id: int  # of the run that is come back to


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
class Save:
    """Save the run into a folder, which becomes its place for autosaves if that can be; None saves into the present
    one."""

    run_id: int
    folder: str | None = None


@dataclass(frozen=True)
class CancelLoading:
    run_id: int


# --------------------------------------------------------------------------- events: worker -> window


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
class TakenUp:
    """The run that had been put aside is there again, and the one that was begun apart has let go of its folder."""

    run_id: int


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
    ``drawing`` tells how the images are drawn, where they are drawings. ``text_figures`` are what the data can say of
    texts that are written after them: by name in English, and whether it is a share of them or nats; none as long as
    only what a run folder tells of the data is known. ``latent_dims`` are the widths of the models' codes, None where a
    model has no code. ``loaded`` counts the data that this worker has loaded: as long as it stays,
    so do the examples. Where these are texts ``held_out`` are some that are not trained on, and others than those of
    ``probe`` unless there are no others; none as long as only what a run folder tells of the data is known."""

    run_id: int
    title: str
    kind: Kind
    n_train: int
    n_test: int
    class_names: tuple[str, ...]
    notes: tuple[str, ...]
    preview: UInt8
    probe: UInt8
    labels: Int64 | None
    device: str
    latent_dims: tuple[int | None, ...]
    points: Float32 | None = None
    modes: Modes | None = None
    drawing: DrawingStyle | None = None
    text_figures: Mapping[str, tuple[str, FigureUnit]] = field(default_factory=dict)
    loaded: int = 0
    held_out: tuple[str, ...] = ()

    @property
    def image_shape(self) -> tuple[int, int, int]:
        """(C, H, W) of what is shown of one example."""
        return self.kind.image_shape


@dataclass(frozen=True)
class Scalars:
    """The metrics of consecutive steps, never dropped: per model a mapping from metric to values (n,)."""

    run_id: int
    first_step: int  # the number of updates done after the first value, so the first step of a run is 1
    values: tuple[Mapping[str, Float32], ...]
    seconds: Float32 | None = None  # (n,) spent training when each step was done; None where nobody knows

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
