"""What a lesson needs, as the window calls it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from explorer.classes.lockable import lockable
from explorer.state.state import AppState
from explorer.state.workspace import Workspaces
from explorer.texts.data_texts import knob_text, preset_text, workspace_text
from trainers.lessons.needs import LessonNeed
from trainers.lessons.reading import ReadLesson
from trainers.presets import list_presets


def needed_names(read: ReadLesson | None, state: AppState, workspaces: Workspaces) -> Callable[[LessonNeed], str]:
    """Gives the titles of workspaces, presets and data, and the labels of settings; other names are as they are."""
    return partial(_name, read, state, workspaces)


def _name(read: ReadLesson | None, state: AppState, workspaces: Workspaces, need: LessonNeed) -> str:
    match need.kind:
        case "workspace":
            titles = {each.key: workspace_text(each.title) for each in workspaces}
        case "preset":
            titles = {each.name: preset_text(each.title) for each in list_presets()}
        case "data":
            titles = {each.name: knob_text(each.title) for each in state.datasets}
        case "setting" if read is not None:
            return _label(need.name, read, state) or need.name
        case _:
            titles = {}
    return titles.get(need.name, need.name)


def _label(path: str, read: ReadLesson, state: AppState) -> str:
    """Of a setting of one of the lesson's experiments; empty where there is none."""
    first, _, rest = path.partition(".")
    pattern = f"{first}.*.{rest.partition('.')[2]}" if first == "models" else path
    for index in range(len(read.lesson.chapters)):
        experiment = read.experiment(index, read.lesson.seed)
        if experiment is not None:
            knob = lockable(experiment, state.families, state.datasets).get(pattern)
            if knob is not None:
                return knob_text(knob.label)
    return ""
