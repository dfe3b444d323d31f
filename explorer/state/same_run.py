"""What of one run holds for another: the same data, models that are alike, keyframes, and what belongs to no run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from explorer.state.state import AppState
from trainers import messages
from trainers.experiment import Experiment
from trainers.timeline import Timeline


def same_models(a: Experiment | None, b: Experiment) -> bool:
    """Whether pictures of *a* may stand until there are some of *b*: same data and models of the same families."""
    return (
        a is not None
        and same_data(a, b)
        and [model.family for model in a.models] == [model.family for model in b.models]
    )


def same_data(a: Experiment | None, b: Experiment) -> bool:
    return a is not None and (a.dataset, a.dataset_config) == (b.dataset, b.dataset_config)


def of_data(answers: Mapping[str, messages.Answer]) -> Mapping[str, messages.Answer]:
    """Those that hold for other models, too."""
    return MappingProxyType({channel: answer for channel, answer in answers.items() if answer.of_data})


def of_run(
    timeline: Timeline[messages.PicturesDrawn] | None, before: int, run_id: int
) -> Timeline[messages.PicturesDrawn] | None:
    """The keyframes of the run *before*, whose weights are kept, as those of the run *run_id*; others stay theirs."""
    if timeline is None:
        return None
    entries = tuple(
        entry._replace(payload=replace(entry.payload, run_id=run_id)) if entry.payload.run_id == before else entry
        for entry in timeline.entries
    )
    return replace(timeline, entries=entries)


def of_program(state: AppState, now: AppState) -> AppState:
    """The *state* of a run with what is known *now* of the program, whatever runs."""
    return replace(
        state,
        families=now.families,
        datasets=now.datasets,
        shown_kinds=now.shown_kinds,
        devices=now.devices,
        engine_ready=now.engine_ready,
        link=now.link,
    )


def is_open(look: messages.Look, state: AppState) -> bool:
    """Whether somebody will answer it, and show the answer: another run forgets what is not about its data alone."""
    return look.run_id == state.run_id or (look.of_data and state.data_run <= look.run_id < state.run_id)
