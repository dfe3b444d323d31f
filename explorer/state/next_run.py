"""What is seen of a run from when it is asked for until it has come to be, and what it takes over from the one before:
pictures of the same models, answers about the same data, what was chosen in workspaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from explorer.state.curves_data import Curves
from explorer.state.same_run import of_data, of_program, of_run, same_data, same_models
from explorer.state.state import KEYFRAME_BYTES, NO_ANSWERS, AppState
from explorer.state.workspace import Workspaces, fitting, shown_kinds
from trainers import messages
from trainers.catalog import dataset_specs, family_specs
from trainers.experiment import Experiment
from trainers.messages import Phase
from trainers.timeline import Timeline


def before_any(workspaces: Workspaces) -> AppState:
    """Before anything has been asked for. Of *workspaces* the first is shown."""
    first = AppState(
        families=family_specs(),
        datasets=dataset_specs(),
        shown_kinds=shown_kinds(workspaces),
        workspace=workspaces[0].key if workspaces else "",
    )
    return first.keeping({each.key: each.State() for each in workspaces})


def asked_for(
    old: AppState,
    run_id: int,
    experiment: Experiment,
    preset: str,
    workspaces: Workspaces,
    run_folder: Path | None = None,
    shown: AppState | None = None,
    opened: Experiment | None = None,
) -> AppState:
    """The run of *experiment*, asked for while *old* was open. What was *shown* of it before, in its *run_folder*, is
    seen meanwhile, else the old pictures of the same models. *opened* is what its settings go back to, *experiment*
    itself unless it came of another one."""
    same = old.preset == preset and same_models(old.experiment, experiment)
    state = shown or _blank(old, experiment, preset, same)
    shared = same_data(old.experiment, experiment) and old.loaded == state.loaded is not None
    return replace(
        of_program(state, old),
        run_id=run_id,
        lineage=state.lineage if same and state.lineage else run_id,  # one read from a folder has none
        data_run=old.data_run if shared else run_id,
        opened=opened or experiment,
        phase=Phase.STARTING,
        status=None,
        refused=None,
        rewound=None,
        place="" if run_folder is None else str(run_folder),
        own_name="" if run_folder is None else state.own_name,
        answers=of_data(old.answers) if shared else NO_ANSWERS,
        workspace=workspace_for(old, experiment, old.workspace, workspaces),
        workspaces=_kept(old, state if same else None, workspaces),
        judge=None,
        lesson=old.lesson,
        classroom=old.classroom,
    )


def watched(old: AppState, event: messages.RunServed, workspaces: Workspaces) -> AppState:
    """A far run of which everything is told from now on, seen while *old* was open."""
    experiment, folder = event.experiment, Path(event.folder)
    return asked_for(old, event.run_id, experiment, event.preset, workspaces, folder)


def as_served(state: AppState, event: messages.RunServed) -> AppState:
    """The run that is seen already, with the settings that it has there: others may have changed them."""
    if state.experiment == event.experiment:
        return state
    draft = event.experiment if state.draft == state.experiment else state.draft
    return replace(state, experiment=event.experiment, draft=draft)


def _blank(old: AppState, experiment: Experiment, preset: str, same: bool) -> AppState:
    """Of a run of which there is nothing to see yet; the models are the *same* as those of *old*, or others."""
    return AppState(
        experiment=experiment,
        draft=experiment,
        preset=preset,
        curves=Curves(),
        timeline=Timeline(KEYFRAME_BYTES),
        data=old.data,
        pictures=old.pictures if same else None,
        maps=old.maps if same else (),
        lineage=old.lineage,
        pace=old.pace if same else None,
    )


def _kept(old: AppState, same: AppState | None, workspaces: Workspaces) -> Mapping[str, object]:
    """What each workspace keeps of the *old* run, and of another look at the *same* models, as a run begins."""
    kept: dict[str, object] = {}
    for each in workspaces:
        source = old if each.lasts else same
        kept[each.key] = each.State() if source is None else source.own(each.key, each.State)
    return MappingProxyType(kept)


def workspace_for(state: AppState, experiment: Experiment, key: str, workspaces: Workspaces) -> str:
    """The workspace *key* where the models of *experiment* have something to show there, else one that a class may
    see."""
    specs = [state.family_spec(model.family) for model in experiment.models]
    return fitting(key, specs, workspaces, state.restrictions.offers_workspace)


def beside(old: AppState) -> AppState:
    """Where nothing is seen of the run that is open, though it stays: a lesson begins its own."""
    blank = AppState(run_id=old.run_id, workspace=old.workspace, lesson=old.lesson, classroom=old.classroom)
    return of_program(blank, old)


def forked(state: AppState, workspaces: Workspaces) -> AppState:
    """The run that is open, as it goes on with the draft."""
    kept = {each.key: each.fork(state.own(each.key, each.State)) for each in workspaces}
    return replace(state, experiment=state.draft, scrubbed=None, saved=None, failed=None).keeping(kept)


def rewound(state: AppState, before: AppState, workspaces: Workspaces) -> AppState:
    """The run that was *before*, begun again, with the settings that waited and what workspaces keep of it."""
    kept = {each.key: each.rewind(before.own(each.key, each.State)) for each in workspaces if each.rewind is not None}
    return replace(state, draft=before.draft).keeping(kept)


def come_back_to(before: AppState, run_id: int) -> AppState:
    """The run that was *before* a rewind, as it goes on as the run *run_id*."""
    timeline = of_run(before.timeline, before.run_id, run_id)
    return replace(before, timeline=timeline, saved=None, failed=None, scrubbed=None)
