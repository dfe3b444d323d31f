"""The pure function that takes an event into account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from explorer.state.map_state import MapState, make_map_state
from explorer.state.state import NO_ANSWERS, AppState
from trainers import messages
from trainers.messages import Phase
from trainers.shown import shown, shown_name

if TYPE_CHECKING:
    from explorer.state.workspace import Workspace

MOST_TESTS = 4000  # test values of a model; more than a plot has columns, and every picture copies them


def reduce(
    state: AppState, event: messages.Event | messages.Answer, workspaces: Iterable[Workspace[Any]] = ()
) -> AppState:
    """The state after *event*, and what each of *workspaces* keeps of it. Events of older runs change nothing."""
    new = _reduce(state, event)
    if new is state:
        return state
    kept = {}
    for workspace in workspaces:
        before = state.own(workspace.key, workspace.State)
        after = workspace.reduce(before, state, event)
        if after is not before:
            kept[workspace.key] = after
    return new.keeping(kept)


def _saved(state: AppState, event: messages.Saved) -> AppState:
    """In another folder than before nothing is kept of what the user has called it."""
    place = state.place if event.problem else event.folder
    return replace(state, saved=event, place=place, own_name=state.own_name if place == state.place else "")


def _reduce(state: AppState, event: messages.Event | messages.Answer) -> AppState:
    if isinstance(event, messages.Catalogued):
        return replace(
            state, families=event.families, datasets=event.datasets, devices=event.devices, engine_ready=True
        )
    if isinstance(event, messages.LinkChanged):
        return replace(state, link=event)
    if isinstance(event, messages.Declined):
        return _declined(state, event)
    if isinstance(event, messages.RunServed):
        return state  # the session takes it
    if event.run_id != state.run_id:
        return state
    match event:
        case messages.PhaseChanged():
            return _phase(state, event)
        case messages.LoadProgress():
            return _loading(state, event)
        case messages.DataReady():
            return _data_ready(state, _named(event))
        case messages.Scalars():
            return replace(state, curves=None if state.curves is None else state.curves.append(event))
        case messages.Ticked():
            return _ticked(state, event)
        case messages.ThreadsChanged():
            return replace(state, threads=event)
        case messages.KnobsFound():
            return _knobs_found(state, event)
        case messages.KnobSet():
            return _knob_set(state, event)
        case messages.KnobRefused():
            place = f"models.{event.model}.{event.knob}"
            return replace(state, knob_errors={**state.knob_errors, place: event.reason})
        case messages.Adjusted():
            return replace(state, adjusted=event, unmoved=None)
        case messages.AdjustRefused():
            return replace(state, unmoved=event)
        case messages.Saved():
            return _saved(state, event)
        case messages.Refused():
            return replace(state, refused=event)
        case messages.Marked():
            return replace(state, marks=event.marks)
        case messages.Failed():
            return replace(state, failed=event)
        case messages.StoodBeside():
            return replace(state, beside=event.models)
        case messages.TakenUp():
            return state  # as it was shown already
        case messages.JudgeChanged():
            return replace(state, judge=event)
        case messages.PicturesDrawn():
            return _pictures(state, event)
        case messages.Answer():
            newest = state.answers.get(event.channel)
            if newest is not None and newest.request_id > event.request_id:
                return state
            kept = event.following(newest)
            return replace(state, answers=MappingProxyType({**state.answers, event.channel: kept}))
    raise TypeError(f"reduce does not know {type(event).__name__}")


def _phase(state: AppState, event: messages.PhaseChanged) -> AppState:
    state = replace(state, phase=event.phase, status=event)
    if event.phase is not Phase.STARTING:
        state = replace(state, loading=None)
    if event.phase is Phase.TRAINING:
        state = replace(state, scrubbed=None)
    return state


def _loading(state: AppState, event: messages.LoadProgress) -> AppState:
    """How far loading is. What comes of it is lossless and overtakes it, so the last word may come after the end."""
    is_over = state.phase is not Phase.STARTING or (state.data is not None and state.data.run_id == event.run_id)
    return state if is_over else replace(state, loading=replace(event, text=shown_name(event.text)))


def _named(event: messages.DataReady) -> messages.DataReady:
    """With names as they are shown: those of files and folders, and whatever an edited run folder holds."""
    return replace(
        event,
        title=shown_name(event.title),
        class_names=tuple(map(shown_name, event.class_names)),
        notes=tuple(map(shown, event.notes)),
        device=shown_name(event.device),
    )


def _data_ready(state: AppState, event: messages.DataReady) -> AppState:
    """Maps of models whose code keeps its width stay as the user left them; pictures and keyframes that do not fit go,
    and pictures of another kind of data. Models with codes of another width are others."""
    old = state.maps
    maps = tuple(_map_for(state.map_of(model), width) for model, width in enumerate(event.latent_dims))
    same = len(maps) == len(old) and all(value is before for value, before in zip(maps, old, strict=True))
    lineage = state.lineage if same else state.run_id
    shown, timeline = state.pictures, state.timeline
    if shown is not None and not (_fits(shown, event) and (state.data is None or state.data.kind == event.kind)):
        shown = None
    if timeline is not None:
        timeline = replace(timeline, entries=tuple(entry for entry in timeline.entries if _fits(entry.payload, event)))
    if state.loaded != event.loaded:
        state = replace(state, data_run=state.run_id, answers=NO_ANSWERS)
    return replace(state, data=event, maps=maps, pictures=shown, timeline=timeline, lineage=lineage, loading=None)


def _fits(pictures: messages.PicturesDrawn, data: messages.DataReady) -> bool:
    """Whether *pictures* can be of such data, and of models with codes of these widths: those of a run folder are there
    before its data are known, and a file of data may have become another one since."""
    if len(pictures.models) != len(data.latent_dims):
        return False
    shape = None if data.kind.textual else data.image_shape
    for model, width in zip(pictures.models, data.latent_dims, strict=True):
        images = [each for each in (model.reconstructions, model.samples) if each is not None]
        if any(each.shape[1:] != shape for each in images) or (model.texts is not None and shape is not None):
            return False
        if model.codes is not None and model.codes.shape[1] != width:
            return False
    return True


def _map_for(before: MapState | None, width: int | None) -> MapState | None:
    """The map of a model whose code has that width: the one *before* where it fits; None where there is no code."""
    if width is None or (before is not None and len(before.cursor) == width):
        return None if width is None else before
    return make_map_state(width)


def went_back(state: AppState, event: messages.Ticked) -> bool:
    """Whether the run stands at an earlier step than before."""
    before = state.ticked
    return before is not None and before.run_id == event.run_id and event.step < before.step


def _ticked(state: AppState, event: messages.Ticked) -> AppState:
    """The clock. Where training went back, keyframes of what came after are forgotten; the curves stay, to be seen,
    until there are others."""
    step = event.step
    if not went_back(state, event):
        return replace(state, ticked=event)
    return replace(
        state,
        ticked=event,
        timeline=None if state.timeline is None else state.timeline.truncate_after(step),
        scrubbed=None if state.scrubbed is not None and state.scrubbed > step else state.scrubbed,
    )


def _knob_set(state: AppState, event: messages.KnobSet) -> AppState:
    """The running experiment follows. The draft has had the value since the user chose it, or already another one."""
    path = f"models.{event.model}.{event.knob}"
    assert state.experiment is not None
    return replace(state, experiment=state.experiment.with_setting(path, event.value))


def _declined(state: AppState, event: messages.Declined) -> AppState:
    """The draft goes back to what the run has, where a knob was not turned."""
    draft, runs = state.draft, state.experiment
    if not event.knob or draft is None or runs is None or event.model >= min(len(draft.models), len(runs.models)):
        return state
    value = getattr(runs.models[event.model].config, event.knob, None)
    if value is None or not hasattr(draft.models[event.model].config, event.knob):
        return state
    return replace(state, draft=draft.with_setting(f"models.{event.model}.{event.knob}", value))


def _knobs_found(state: AppState, event: messages.KnobsFound) -> AppState:
    """As if the run had been opened so. What the user has changed meanwhile stays."""
    draft = event.experiment if state.draft == state.experiment else state.draft
    return replace(state, experiment=event.experiment, opened=event.experiment, draft=draft)


def _pictures(state: AppState, event: messages.PicturesDrawn) -> AppState:
    data = state.data
    if data is not None and data.run_id != event.run_id and not _fits(event, data):
        return state  # what is known of data is of the run before: those of this one were told while another was seen
    tests = state.tests or tuple(() for _ in event.models)
    steps = [each.step for each in state.beside] or [event.step] * len(event.models)
    tests = tuple(
        ((*(p for p in points if p[0] < step), (step, model.test)) if model.test else points)
        for points, step, model in zip(tests, steps, event.models, strict=True)
    )
    tests = tuple(points if len(points) <= MOST_TESTS else (*points[:-1:2], points[-1]) for points in tests)
    timeline = state.timeline
    if event.keyframe and timeline is not None:
        timeline = timeline.add(event.step, event)
    return replace(state, pictures=event, tests=tests, timeline=timeline)
