"""One experiment out of models of several runs: which can stand side by side, and what of them cannot be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trainers import messages
from trainers.experiment import MAX_MODELS, Experiment, ModelSpec
from trainers.knobs import knob_specs
from trainers.runs.beside.finished_run import FinishedRun
from trainers.runs.beside.labels import LabelWords, telling_labels, value_text
from trainers.runs.files import RunFolderError
from trainers.sentence import sentence
from trainers.shown import shown_name

PLAN = ("seed", "steps", "batch_size")  # what of the plan decides how a run comes out
DATA = "Data"  # the label under which it is said what was learned from
OPENS_IN = "compare"  # where there is something to see of them there


@dataclass(frozen=True)
class ChosenModel:
    """One model of a run."""

    run: FinishedRun
    model: int

    @property
    def spec(self) -> ModelSpec:
        return self.run.contents.experiment.models[self.model]


@dataclass(frozen=True)
class Beside:
    """``experiment`` has the chosen models, with the data, the seed and the size of a batch of the first one;
    ``models`` say where each comes from."""

    experiment: Experiment
    models: tuple[messages.ModelOfRun, ...]


def usual_choice(runs: Sequence[FinishedRun]) -> tuple[ChosenModel, ...]:
    """The models that are worth a look beside each other: of *runs* whose models are alike but for some, those; else
    all where these are not too many; else the first of each; as far as there is room."""
    every = [ChosenModel(run, model) for run in runs for model in range(len(run.contents.experiment.models))]
    unlike = _unlike_models(runs)
    if unlike and (len(every) > MAX_MODELS or len({_trained(run) for run in runs}) == 1):
        return tuple(each for each in every if each.model in unlike)[:MAX_MODELS]
    return tuple(every if len(every) <= MAX_MODELS else [each for each in every if each.model == 0][:MAX_MODELS])


def _unlike_models(runs: Sequence[FinishedRun]) -> tuple[int, ...]:
    """The places of the models in whose settings several runs differ; nothing where they have not the same models."""
    models = [run.contents.experiment.models for run in runs]
    if len(runs) < 2 or len({tuple(each.family for each in found) for found in models}) > 1:
        return ()
    return tuple(
        place for place, alike in enumerate(zip(*models, strict=True)) if any(each != alike[0] for each in alike)
    )


def _trained(run: FinishedRun) -> tuple[object, ...]:
    """What else than its settings decides how a model came out."""
    plan = run.contents.experiment.plan
    return run.step, run.data.title, *(getattr(plan, name) for name in PLAN)


def compose(chosen: Sequence[ChosenModel], words: LabelWords | None = None) -> Beside:
    """The experiment of two to four *chosen* models, with labels in these *words*, English ones else. Raises
    RunFolderError with one sentence where they cannot stand side by side."""
    words = words or LabelWords()
    if not 2 <= len(chosen) <= MAX_MODELS:
        raise RunFolderError(f"Side by side stand 2 to {MAX_MODELS} models, not {len(chosen)}")
    first = chosen[0].run
    for each in chosen:
        _check(each, first, chosen, words)
    labels = telling_labels(chosen, words)
    plan = first.contents.experiment.plan
    experiment = replace(
        first.contents.experiment,
        plan=plan.model_validate(
            {
                **plan.model_dump(),
                "title": ", ".join(labels),
                "summary": "",
                "steps": max(each.run.contents.experiment.plan.steps for each in chosen),
                "pace": 0.0,
                "opens_in": plan.opens_in or OPENS_IN,
            }
        ),
        models=tuple(replace(each.spec, label=label) for each, label in zip(chosen, labels, strict=True)),
    )
    models = tuple(
        messages.ModelOfRun(
            str(each.run.path),
            each.model,
            each.run.step,
            each.run.seconds,
            _remark(each.run, first, label),
            _settings(each.run),
            words.names(each.run)[-1],
        )
        for each, label in zip(chosen, labels, strict=True)
    )
    return Beside(experiment, models)


def _settings(run: FinishedRun) -> tuple[tuple[str, str], ...]:
    """What was set for the run and its data, not for one of its models."""
    experiment = run.contents.experiment
    found = [(DATA, shown_name(run.data.title))]
    for config, names in ((experiment.dataset_config, None), (experiment.plan, PLAN)):
        for spec in knob_specs(type(config)):
            if names is None or spec.name in names:
                found.append((spec.label, value_text(getattr(config, spec.name))))
    return tuple(found)


def _check(each: ChosenModel, first: FinishedRun, chosen: Sequence[ChosenModel], words: LabelWords) -> None:
    """Raises RunFolderError for a model that cannot stand beside those of the *first* run."""
    run, name = each.run, words.names(each.run)[-1]
    if run.kind != first.kind:
        ours, theirs, other = first.kind, run.kind, words.names(first)[-1]
        raise RunFolderError(
            f"{name} learned from {theirs.what}, {other} from {ours.what}: such models cannot be looked at side by side"
        )
    if each.spec.config.joins_another and any(other.run.path != run.path for other in chosen):
        label = each.spec.label
        raise RunFolderError(f"{name}: {label} goes by another model of its run, and can only be seen with that one")


def _remark(run: FinishedRun, first: FinishedRun, label: str) -> str:
    """What cannot be compared because of the data; empty where these are the same."""
    mine, theirs = run.contents.experiment, first.contents.experiment
    if (mine.dataset, mine.dataset_config) == (theirs.dataset, theirs.dataset_config):
        if run.has_data_of(first):
            return ""
        return sentence(
            f"{label}: its data have changed since. Its curves are of the old ones, and what is held out here may not "
            "have been for it."
        )
    return sentence(
        f"{label} learned from other data. Its curves are of those, and what is held out here may not have been for it."
    )
