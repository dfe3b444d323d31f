"""Everything the window shows, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from explorer.state.channels import DATA
from explorer.state.curves_data import Curves
from explorer.state.lesson_shown import LessonShown
from explorer.state.map_state import MapState
from explorer.state.workspace import SHOWN
from trainers import messages
from trainers.catalog import DatasetSpec, FamilySpec
from trainers.examples import Float32
from trainers.experiment import Experiment
from trainers.kinds import Kind, Pictures
from trainers.knobs import ConfigError
from trainers.lessons.class_opening import OpenedClass
from trainers.lessons.restrictions import FREE, Restrictions, together
from trainers.marks import BRANCH, LONGEST, MOST_CHANGES, Change, Mark, Value, settings_at
from trainers.messages import Phase
from trainers.messages.channels import A, Channel
from trainers.presets import Preset, list_presets
from trainers.sentence import sentence
from trainers.shown import shown_name
from trainers.timeline import Timeline

S = TypeVar("S")
BESIDE_LOCKED = sentence("These models stand side by side. To train one of them, open its run.")
KEYFRAME_BYTES = 64 * 2**20
NO_ANSWERS: Mapping[str, messages.Answer] = MappingProxyType({})
NOTHING_KEPT: Mapping[str, object] = MappingProxyType({})
RESUMABLE = frozenset({Phase.READY, Phase.PAUSED, Phase.FINISHED, Phase.DIVERGED, Phase.FAILED, Phase.OUT_OF_MEMORY})
TestPoint = tuple[int, Mapping[str, float]]


@dataclass(frozen=True)
class AppState:
    """``experiment`` is what runs; ``draft`` is what the form shows and a restart would run; ``opened`` is what the
    preset or file held from which both began.

    ``answers`` holds the newest answer of each look channel; ``tests`` per model the live test values by step;
    ``scrubbed`` the keyframe that is shown instead of the newest pictures, or None for live. ``workspace`` is the key
    of the one that is shown, and ``workspaces`` holds by key what each keeps; ``shown_kinds`` are the kinds of data
    that some of them shows. ``lineage`` is the run in which the models began that ``run_id`` goes on with or begins
    again: as long as it stays, what a view shows may stand until there is something newer; of another one it must not.
    ``data_run`` is likewise the first of the runs up to ``run_id`` that have the same data: answers about those alone
    stand as long as it stays.
    """

    families: tuple[FamilySpec, ...] = ()
    datasets: tuple[DatasetSpec, ...] = ()
    shown_kinds: frozenset[type[Kind]] = SHOWN
    devices: tuple[messages.DeviceInfo, ...] = ()
    engine_ready: bool = False
    run_id: int = 0
    lineage: int = 0
    data_run: int = 0
    preset: str = ""
    experiment: Experiment | None = None
    draft: Experiment | None = None
    opened: Experiment | None = None
    kept_from: str = ""  # the data set of a preset that was begun on the user's own data instead
    knob_errors: Mapping[str, str] = field(default_factory=dict)
    phase: Phase = Phase.STARTING
    status: messages.PhaseChanged | None = None
    loading: messages.LoadProgress | None = None
    data: messages.DataReady | None = None
    ticked: messages.Ticked | None = None
    threads: messages.ThreadsChanged | None = None  # None on a device that is no CPU
    curves: Curves | None = None
    tests: tuple[tuple[TestPoint, ...], ...] = ()
    pictures: messages.PicturesDrawn | None = None
    timeline: Timeline[messages.PicturesDrawn] | None = None
    scrubbed: int | None = None
    saved: messages.Saved | None = None
    failed: messages.Failed | None = None
    adjusted: messages.Adjusted | None = None  # what was moved by hand last
    unmoved: messages.AdjustRefused | None = None  # why the last move by hand could not be
    pace: float | None = None  # steps a second that the user has chosen, 0: as fast as it can; None: those of the plan
    refused: messages.Refused | None = None  # why the run that was asked for is not there, and this one goes on
    place: str = ""  # the folder in which the run is saved; empty as long as nothing is
    own_name: str = ""  # what the user has called it, which is kept in that folder
    rewound: int | None = None  # the step from which the run was rewound, as long as that can be taken back
    marks: tuple[Mark, ...] = ()
    beside: tuple[messages.ModelOfRun, ...] = ()  # where the models come from that stand side by side; else none
    answers: Mapping[str, messages.Answer] = field(default_factory=lambda: NO_ANSWERS)
    maps: tuple[MapState | None, ...] = ()  # None for a model without a code
    came_back: tuple[int, int] | None = None  # the run and the step at which older weights of all models came back last
    workspace: str = ""
    workspaces: Mapping[str, object] = field(default_factory=lambda: NOTHING_KEPT)
    judge: messages.JudgeChanged | None = None
    lesson: LessonShown | None = None  # the lesson that is open
    classroom: OpenedClass | None = None  # the class that is open
    link: messages.LinkChanged | None = None  # to the machine on which the run is trained; None: it is this one

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The models' labels, as they are shown."""
        return () if self.experiment is None else tuple(shown_name(model.label) for model in self.experiment.models)

    @property
    def usable_datasets(self) -> tuple[DatasetSpec, ...]:
        """The datasets of a kind that some workspace shows, and from which some family learns."""
        kinds = self.shown_kinds
        return tuple(
            spec
            for spec in self.datasets
            if spec.kind in kinds and any(spec.kind in family.takes for family in self.families)
        )

    def shows_data(self, name: str) -> bool:
        """Whether some workspace shows examples of the dataset *name*."""
        return any(spec.name == name and spec.kind in self.shown_kinds for spec in self.datasets)

    def check_shown(self, experiment: Experiment) -> None:
        """Raises ConfigError with one sentence for an experiment on data of a kind that no workspace shows."""
        for spec in self.datasets:
            if spec.name == experiment.dataset and spec.kind not in self.shown_kinds:
                title, what = experiment.plan.title, spec.kind.plural
                raise ConfigError(
                    sentence(f"{title}: the window cannot show {what} yet; use the command line"), "dataset.name"
                )

    @property
    def shown_presets(self) -> tuple[Preset, ...]:
        """The presets on data that some workspace shows."""
        return tuple(preset for preset in list_presets() if self.shows_data(preset.dataset))

    @property
    def offered_datasets(self) -> tuple[DatasetSpec, ...]:
        """Those of them that a class may choose."""
        return tuple(spec for spec in self.usable_datasets if self.restrictions.offers_dataset(spec.name))

    @property
    def kind(self) -> type[Kind]:
        """What the examples are: those that are there, else those that the dataset of the experiment gives."""
        if self.data is not None:
            return type(self.data.kind)
        name = None if self.experiment is None else self.experiment.dataset
        return next((spec.kind for spec in self.datasets if spec.name == name), Pictures)

    def family_spec(self, name: str) -> FamilySpec:
        return next(spec for spec in self.families if spec.name == name)

    @cached_property
    def model_specs(self) -> tuple[FamilySpec, ...]:
        """The family of each model of the experiment."""
        return () if self.experiment is None else tuple(self.family_spec(m.family) for m in self.experiment.models)

    def map_of(self, model: int) -> MapState | None:
        """The model's map; None for a model without a code, and as long as none is known."""
        return self.maps[model] if model < len(self.maps) else None

    @cached_property
    def mapped(self) -> tuple[tuple[int, MapState], ...]:
        """The models that have a map, each with it."""
        return tuple((model, value) for model, value in enumerate(self.maps) if value is not None)

    def own(self, key: str, kind: type[S]) -> S:
        """What the workspace *key* keeps, of its own *kind*; a new one as long as it keeps nothing."""
        kept = self.workspaces.get(key)
        return kept if isinstance(kept, kind) else kind()

    def keeping(self, own: Mapping[str, object]) -> AppState:
        """With what workspaces keep, by key; others keep what they have."""
        return replace(self, workspaces=MappingProxyType({**self.workspaces, **own})) if own else self

    @cached_property
    def restrictions(self) -> Restrictions:
        """What of the window is offered, seen and may be changed, by the class and by the lesson that are open."""
        of_class = FREE if self.classroom is None else self.classroom.restrictions
        return of_class if self.lesson is None else together(of_class, self.lesson.read.lesson.restrict)

    @property
    def loaded(self) -> int | None:
        """Which of the data that were loaded are there; None as long as there are none."""
        return None if self.data is None else self.data.loaded

    @property
    def shown_pictures(self) -> messages.PicturesDrawn | None:
        """The keyframe that is scrubbed to, else the newest pictures."""
        if self.scrubbed is not None and self.timeline is not None:
            return self.timeline.at(self.scrubbed)
        return self.pictures

    @property
    def weights_are_kept(self) -> bool:
        """Whether what is shown is decoded with its own weights. Of keyframes of an earlier session, and of the run
        before a fork, only the pictures are left, but for the step at which training stands."""
        shown = self.shown_pictures
        return self.scrubbed is None or shown is None or self._has_weights(shown)

    @cached_property
    def steps_with_weights(self) -> tuple[int, ...]:
        """The steps of the timeline, ascending, at which models can be looked at as they were."""
        entries = () if self.timeline is None else self.timeline.entries
        return tuple(entry.step for entry in entries if self._has_weights(entry.payload))

    def _has_weights(self, pictures: messages.PicturesDrawn) -> bool:
        if pictures.run_id == self.run_id and pictures.weights:
            return True
        stands = self.ticked is not None and pictures.step == self.ticked.step
        return stands and not any(mark.kind == BRANCH and mark.step == pictures.step for mark in self.marks)

    def answer(self, channel: Channel[A], model: int | None = None) -> A | None:
        """The newest answer on a channel, or on the model's own one; None as long as there is none, and where the look
        could not be answered."""
        found = self.answers.get(channel.of(model).name)
        return found if isinstance(found, channel.answer) else None

    def refusal(self, channel: Channel[A], model: int | None = None) -> str | None:
        """Why the newest look on a channel, or on the model's own one, could not be answered; None where it was."""
        found = self.answers.get(channel.of(model).name)
        return found.reason if isinstance(found, messages.LookFailed) else None

    def shown_codes(self, model: int) -> tuple[Float32 | None, Float32 | None]:
        """Codes (N, latent_dim) to draw and their posterior deviations: all of them once training stands still, else
        those of the pictures."""
        pictures = self.shown_pictures
        everything = self.answer(DATA)
        if everything is not None and pictures is not None and everything.step == pictures.step:
            return everything.codes[model], everything.spread[model]
        if pictures is None or model >= len(pictures.models):
            return None, None
        return pictures.models[model].codes, pictures.models[model].spread

    def shown_test(self, model: int) -> Mapping[str, float]:
        """The model's test values: those of the pictures, or where they came without any, the last ones before."""
        pictures = self.shown_pictures
        if pictures is None or model >= len(pictures.models):
            return {}
        before = self.tests[model] if model < len(self.tests) else ()
        known = (values for step, values in reversed(before) if step <= pictures.step)
        return pictures.models[model].test or next(known, {})

    def is_answered(self, channel: Channel[Any]) -> bool:
        """Whether the newest answer to a look is of the newest weights, or a reason why there is none."""
        answer, pictures = self.answers.get(channel.name), self.pictures
        if answer is None or pictures is None:
            return False
        return answer.step >= pictures.step or isinstance(answer, messages.LookFailed)

    @property
    def can_be_asked(self) -> bool:
        """Whether there are models to look at: looks that come sooner are answered by nobody."""
        return self.data is not None and self.engine_ready and len(self.maps) == len(self.labels)

    @property
    def steps_a_second(self) -> float:
        """At which the run is played at most; 0: as fast as it can."""
        if self.pace is not None:
            return self.pace
        return 0.0 if self.experiment is None else self.experiment.plan.pace

    @property
    def has_run(self) -> bool:
        """Whether there is a run that is trained, or stands and can go on."""
        stands = self.phase in RESUMABLE and self.data is not None and self.data.run_id == self.run_id
        return stands or self.phase is Phase.TRAINING

    @property
    def why_watched(self) -> str:
        """Why this window can neither train nor change the run, in one sentence; empty where it can."""
        return "" if self.link is None else self.link.why_watched

    @property
    def can_change(self) -> bool:
        """Whether there is a run that this window can change."""
        return self.has_run and not self.why_watched

    @property
    def can_train(self) -> bool:
        """Whether there is a run that stands and that this window can train on."""
        return self.can_change and self.phase is not Phase.TRAINING

    def locks(self, path: str) -> bool:
        """Whether the setting at that dotted path can only be read: it is locked for a class, or others change it."""
        return bool(self.why_locked) or self.restrictions.locks(path)

    @property
    def why_locked(self) -> str:
        """Why no setting can be changed here, in one sentence; empty where that is not so, or only for a class. Of
        models that stand side by side each was trained in a run of its own: a restart would train them all anew, from
        step 0, under the names of what stands here."""
        return self.why_watched or (BESIDE_LOCKED if self.beside else "")

    @cached_property
    def settings_then(self) -> Mapping[str, Value]:
        """The settings, by dotted name, that were others at the step that is looked back at, with their values of
        then."""
        return {} if self.scrubbed is None else settings_at(self.marks, self.scrubbed)

    @property
    def changes_waiting(self) -> tuple[Change, ...]:
        """What :attr:`restart_paths` change: (dotted setting, what runs, what the draft says)."""
        if self.experiment is None or self.draft is None:
            return ()
        runs, wanted = self.experiment.to_table(), self.draft.to_table()
        changes = [(path, _plain(_value(runs, path)), _plain(_value(wanted, path))) for path in self.restart_paths]
        return tuple(sorted(changes)[:MOST_CHANGES])

    @property
    def misfits(self) -> tuple[str, ...]:
        """The labels of settings of the draft to which the weights of what runs do not fit: they can be trained anew,
        not gone on with."""
        if self.experiment is None or self.draft is None:
            return ()
        return self.experiment.misfits(self.draft)

    @property
    def restart_paths(self) -> frozenset[str]:
        """Dotted settings in which the draft differs from what runs."""
        if self.experiment is None or self.draft is None:
            return frozenset()
        return frozenset(_differences(self.experiment.to_table(), self.draft.to_table()))


def _value(table: object, path: str) -> object:
    """The value of a dotted setting, None where there is none."""
    for key in path.split("."):
        if isinstance(table, list):
            table = table[int(key)] if key.isdigit() and int(key) < len(table) else None
        elif isinstance(table, dict):
            table = table.get(key)
    return table


def _plain(value: object) -> Value:
    """A value as it stands in a mark: a number, a switch or a short text."""
    return value if isinstance(value, bool | int | float) else str("" if value is None else value)[:LONGEST]


def _differences(a: object, b: object, path: str = "") -> list[str]:
    if isinstance(a, dict) and isinstance(b, dict):
        return [p for key in {*a, *b} for p in _differences(a.get(key), b.get(key), f"{path}.{key}" if path else key)]
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b) and a and isinstance(a[0], dict):
        return [p for i in range(len(a)) for p in _differences(a[i], b[i], f"{path}.{i}")]
    return [] if a == b else [path]
