"""What the next run would be by what the user chooses: settings, data, a preset. What is not for a class is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from explorer.state.state import AppState
from trainers.experiment import Experiment, read_toml
from trainers.knobs import ConfigError, knob_specs
from trainers.messages import Phase
from trainers.sentence import sentence
from trainers.shown import shown_name

TITLE_PARTS = " · "  # between those of a title that was made here


def edited(state: AppState, value: Any, paths: Sequence[str]) -> tuple[AppState, bool]:
    """With those settings of the draft changed to one value, and whether they could be: of a value that cannot be used
    it is only kept what is wrong with it, by the place of its field."""
    assert state.draft is not None, "there is nothing to change"
    errors = {place: text for place, text in state.knob_errors.items() if place not in paths}
    draft = state.draft
    try:
        for path in paths:
            draft = draft.with_setting(path, value)
    except ConfigError as error:
        return replace(state, knob_errors={**errors, error.where or paths[0]: str(error)}), False
    return replace(state, draft=draft, knob_errors=errors), True


def is_live(experiment: Experiment | None, path: str) -> bool:
    """Whether a setting changes at once in the run of *experiment*."""
    first, index, knob = [*path.split(".", 2), "", ""][:3]
    if experiment is None or first != "models" or not index.isdigit() or int(index) >= len(experiment.models):
        return False
    specs = knob_specs(type(experiment.models[int(index)].config))
    return any(spec.name == knob and spec.live for spec in specs)


def on_data(state: AppState, name: str, values: Mapping[str, Any]) -> Experiment:
    """The draft on another dataset. Where none of its models learns from such data, those of the first preset on data
    of that kind take their place, one on the same dataset before others. Raises ConfigError with one sentence."""
    assert state.draft is not None, "there is nothing to train on data"
    if not state.restrictions.offers_dataset(name):
        raise ConfigError(sentence("These data are not offered in this class."))
    if _unlocks(state, name, values):
        raise ConfigError(sentence("This setting is locked for this class."))
    draft = _learning_from(state, name) or state.draft
    experiment = Experiment.parse({**draft.to_table(), "dataset": {"name": name, **values}})
    state.check_shown(experiment)
    return _titled(state, experiment, draft)


def are_in_use(state: AppState, name: str, values: Mapping[str, Any]) -> bool:
    """Whether the run has read these very data, with the same settings. Raises ConfigError as :func:`on_data`."""
    runs, read = state.experiment, state.data is not None and state.data.run_id == state.run_id
    if runs is None or runs.dataset != name or not read or state.phase is Phase.NO_DATA:
        return False
    return on_data(state, name, values).dataset_config == runs.dataset_config


def _learning_from(state: AppState, name: str) -> Experiment | None:
    """What to begin with on data of another kind than those from which the models of the draft learn; None where one of
    them does learn from such data, and where there is nothing to begin with."""
    assert state.draft is not None
    kind = next((spec.kind for spec in state.datasets if spec.name == name), None)
    if kind is None or any(kind in state.family_spec(model.family).takes for model in state.draft.models):
        return None
    offered = (preset for preset in state.shown_presets if state.restrictions.offers_preset(preset.name))
    fitting = [preset for preset in offered if all(kind in state.family_spec(each).takes for each in preset.families)]
    found = next((preset for preset in fitting if preset.dataset == name), next(iter(fitting), None))
    return None if found is None else read_toml(found.path)


def _unlocks(state: AppState, name: str, values: Mapping[str, Any]) -> bool:
    """Whether that would change a setting of the data that is locked."""
    draft, locks = state.draft, state.restrictions.locks
    if draft is None or draft.dataset != name:
        return False
    now = draft.dataset_config.model_dump()
    return any(locks(f"dataset.{key}") and value != now.get(key) for key, value in values.items())


def of_preset(
    state: AppState, waiting: AppState | None, path: Path, preset: str, keep_data: bool
) -> tuple[Experiment, str]:
    """The experiment of a preset, on the user's own data where there are some that it can take, unless they are not to
    be kept; and the dataset in whose place these stand then, else nothing. *waiting* is the state of the run that waits
    while a lesson is open. Raises ConfigError with one sentence."""
    experiment = read_toml(path)
    if preset and not state.restrictions.offers_preset(preset):
        raise ConfigError(sentence("This preset is not offered in this class."))
    if state.classroom is not None:
        experiment = experiment.with_setting("seed", state.classroom.classroom.seed)
    theirs = experiment.dataset
    own = _own_data(state, waiting, theirs) if keep_data else None
    if own is None:
        return experiment, ""
    mine = replace(experiment, dataset=own.dataset, dataset_config=own.dataset_config)
    return _titled(state, mine, experiment), theirs


def _titled(state: AppState, experiment: Experiment, before: Experiment) -> Experiment:
    """*experiment* by its models and its data, where those are others than those of *before*, which the title told."""
    data = _data_of(state, experiment)
    if data == _data_of(state, before):
        return experiment
    models = ", ".join(model.label for model in experiment.models)
    return experiment.with_setting("title", TITLE_PARTS.join((models, shown_name(data[-1]))))


def _data_of(state: AppState, experiment: Experiment) -> tuple[str, ...]:
    """The dataset, and the files of the user's own where it is one of those: what the last part says, they are."""
    spec = next(spec for spec in state.datasets if spec.name == experiment.dataset)
    config = experiment.dataset_config
    files = [str(getattr(config, knob.name) or "") for knob in spec.knobs if knob.role == "source"]
    return (spec.name, *files, next((PurePath(file).name for file in files if file), spec.title))


def _own_data(state: AppState, waiting: AppState | None, theirs: str) -> Experiment | None:
    """The experiment with data of the user's own that can stand for those of a preset; None where there are none. A
    lesson ends by a preset: what counts in one are the data that the reader has brought into it, else those of the run
    that waits."""
    for each in (state, waiting):
        if each is not None and each.draft is not None and _are_kept(each, each.draft.dataset, theirs):
            return each.draft
    return None


def _are_kept(state: AppState, own: str, theirs: str) -> bool:
    """Whether data of the user's *own*, which are in use there, can stand for *theirs*."""
    specs = {spec.name: spec for spec in state.datasets}
    usable = state.phase not in (Phase.NO_DATA, Phase.FAILED)
    return own != theirs and usable and specs[own].source == "files" and specs[own].kind is specs[theirs].kind
