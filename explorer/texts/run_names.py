"""What a run is called, everywhere alike: in the window's title, in the list of runs, in the offer to recover one."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from explorer.state.draft import TITLE_PARTS
from explorer.state.state import AppState
from explorer.texts.data_texts import knob_text, preset_text
from explorer.texts.listed import listed
from explorer.texts.sentences import sentence_text
from explorer.texts.whole_number import whole_number
from trainers.marks import FORK
from trainers.runs.beside.finished_run import FinishedRun
from trainers.runs.listing import RunSummary
from trainers.shown import shown, shown_name

MOST_LINE = 160  # characters in a menu
LONGEST_NAME = 60  # letters of a run's name in the window's title
_GIVEN = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d)-(\d\d)-\d\d .*?( \(\d+\))?")  # what ``new_run_folder`` makes


def begun(run: RunSummary) -> float:
    """When a run was begun, in seconds since 1970: as its name says everywhere; where that was chosen by the user, when
    it was changed last."""
    given = _time_in(run.path.name)
    return run.modified if given is None else given


@lru_cache(maxsize=16_384)
def _time_in(folder: str) -> float | None:
    """The time in a name that ``new_run_folder`` made; asked again for every row whenever these are sorted."""
    if _GIVEN.fullmatch(folder) is None:
        return None
    try:
        return datetime.strptime(folder[:19], "%Y-%m-%d %H-%M-%S").timestamp()
    except (ValueError, OverflowError, OSError):  # a day that no calendar has
        return None


def run_name(folder: str, title: str, forked_at: int = -1) -> str:
    """The name of a run in the folder of that name (none yet: empty): the folder's where the user chose it, else the
    title, when it was begun, and of a fork the step at which it left the other run."""
    given = _GIVEN.fullmatch(folder)
    if folder and given is None:
        return shown_name(folder)
    name = shown_name(title_text(title))
    if given is not None:
        name = f"{name} · {given[1]} {given[2]}:{given[3]}{given[4] or ''}"
    if forked_at >= 0:
        name += " · " + QCoreApplication.translate("Runs", "fork at step {0}").format(whole_number(forked_at))
    return name


def title_text(title: str) -> str:
    """The title of a preset, or one that was made of models and data."""
    models, *data = title.split(TITLE_PARTS)
    if not data:
        return preset_text(title)
    return TITLE_PARTS.join((listed(map(knob_text, models.split(", "))), *map(knob_text, data)))


def open_name(state: AppState) -> str:
    """The name of the run that is open, the one that the user gave it before others; empty when there is none."""
    if state.experiment is None or state.own_name:
        return shown_name(state.own_name)
    forks = [mark.step for mark in state.marks if mark.kind == FORK]
    return run_name(Path(state.place).name, state.experiment.plan.title, forks[-1] if forks else -1)


def title_name(state: AppState) -> str:
    """The run's name in the title; a long one is shortened in its middle, for what tells runs apart stands at both
    ends."""
    name = open_name(state)
    if len(name) <= LONGEST_NAME:
        return name
    half = (LONGEST_NAME - 1) // 2
    return f"{name[:half]}…{name[-half:]}"


def listed_name(run: RunSummary) -> str:
    """The name of a run in a list: the one that the user gave it, else as everywhere."""
    return shown_name(run.own_name) if run.own_name else run_name(run.path.name, run.title, run.forked_at)


def table_name(run: RunSummary) -> str:
    """The name of a run in a table, which has another column for when it was: without the time."""
    if run.own_name or _GIVEN.fullmatch(run.path.name) is None:
        return shown_name(run.own_name or run.path.name)
    return shown_name(title_text(run.title))


def finished_names(run: FinishedRun) -> tuple[str, ...]:
    """The names of a run that can stand side by side, from the shortest to the one that it has everywhere."""
    forks = [mark.step for mark in run.contents.marks if mark.kind == FORK]
    title = run.contents.experiment.plan.title
    whole = shown_name(run.own_name) or run_name(run.path.name, title, forks[-1] if forks else -1)
    given = None if run.own_name else _GIVEN.fullmatch(run.path.name)
    if given is None:
        return whole, whole, whole
    return f"{given[2]}:{given[3]}", f"{given[1]} {given[2]}:{given[3]}{given[4] or ''}", whole


def list_line(run: RunSummary) -> str:
    """What tells a run from others, or why it cannot be opened."""
    name = listed_name(run)
    if run.problem:
        return shown(f"{shown_name(run.path.name)} · {sentence_text(run.problem)}", MOST_LINE)
    parts = [name, shown_name(run.own_data), f"{run.step}/{run.steps}"]
    if name == shown_name(run.path.name):  # which tells neither what it is nor when it was
        parts.insert(1, shown_name(title_text(run.title)))
        parts.append(f"{datetime.fromtimestamp(run.modified):%Y-%m-%d %H:%M}")
    return " · ".join(dict.fromkeys(filter(None, parts)))
