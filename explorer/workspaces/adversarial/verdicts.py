"""The verdict on each model of a game, and what its box says: from the state alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from explorer.state.state import AppState
from explorer.texts.data_texts import knob_text
from explorer.workspaces.adversarial.channels import MEASURED, SCORES
from explorer.workspaces.adversarial.history import history_point
from explorer.workspaces.adversarial.looks import scoring
from explorer.workspaces.adversarial.state import Applied, adversarial_of
from explorer.workspaces.adversarial.verdict_box import VerdictShown
from explorer.workspaces.adversarial.verdict_texts import remedy_text, verdict_text
from trainers.catalog import Game
from trainers.knobs import KnobRole, KnobSpec, knob_specs
from trainers.messages import Phase
from trainers.verdict.rules import Point
from trainers.verdict.verdict import GameHistory, Verdict, judge

FIRST_R1 = {True: 0.02, False: 0.5}  # for points and for images, whose pixels are many
IN_VAIN = 2  # remedies that did not help, after which a fresh start is the better advice
GOES_ON = (Phase.TRAINING, Phase.PAUSED, Phase.FINISHED)  # a remedy of such a run may train on


def judged(state: AppState) -> dict[int, Verdict]:
    """By model; only of those with a discriminator that has been measured."""
    measured = range(len(adversarial_of(state).histories))
    found = {model: judge(_history(state, model)) for model in scoring(state) if model in measured}
    if state.scrubbed is None:
        return found
    return {model: replace(verdict, remedy=None) for model, verdict in found.items()}  # a remedy is for the present


def _points(state: AppState, model: int) -> tuple[Point, ...]:
    """What the verdict rests on: all that was measured, or where one looks back what was by then, with the figures of
    the keyframe itself once they are there: what is said and what is shown beside it are of one time."""
    points, shown = adversarial_of(state).histories[model], state.shown_pictures
    if state.scrubbed is None or shown is None:
        return points
    measured = state.answer(MEASURED, model)
    if measured is None or measured.step != shown.step:
        return tuple(point for point in points if point.step <= shown.step)
    scores = state.answer(SCORES, model)
    compared = scores if scores is not None and scores.step == shown.step else None
    before = tuple(point for point in points if point.step < shown.step)
    return (*before, history_point(measured, compared, state.curves))


def _history(state: AppState, model: int) -> GameHistory:
    points, taken = _points(state, model), taken_remedy(state, model)
    if state.scrubbed is not None:
        taken = None  # what was done about it since is no part of what was
    since = -1 if taken is None else taken.step
    back = state.came_back if state.scrubbed is None else None
    came_back = back is not None and back[0] == state.run_id and back[1] > since
    if back is not None and came_back:
        since = back[1]
    two_d = state.data is not None and state.data.kind.in_plane
    usual = {role: float(spec.default) for role, spec in _live(state, model).items() if _is_number(spec.default)}
    rests = state.scrubbed is not None or (_rests(state) and bool(points) and points[-1].step >= run_step(state))
    return GameHistory(
        points,
        live_knobs(state, model),
        first_r1=FIRST_R1[two_d],
        usual=usual,
        since=since if since >= 0 else None,
        taken_back=came_back,
        rests=rests,
        classes=not two_d,
    )


def verdict_shown(state: AppState, verdict: Verdict | None, model: int) -> VerdictShown | None:
    """None without a verdict. A remedy that was taken can be undone; beside it stands the next one, if it needs one."""
    if verdict is None:
        return None
    translate, applied = QCoreApplication.translate, taken_remedy(state, model)
    offer, further, then, changes = remedy_text(verdict.remedy), steps_further(state), "", ""
    if verdict.remedy is not None:
        changes = changes_text(state, model, live_knobs(state, model), verdict.remedy.knobs)
    if offer and further:
        offer = translate("AdversarialPanel", "{0}; then train on (steps: {1})").format(offer, further)
        then = translate(
            "AdversarialPanel",
            "Beyond the plan learning rates stay at their lowest. To go on longer raise Steps and fork.",
        )
    if offer and applied is not None and applied.times >= IN_VAIN:
        then = translate(
            "AdversarialPanel",
            "{0} remedies, and still this: the weights may be past saving. Rewind starts afresh with these settings.",
        ).format(applied.times)
    elif applied is not None and not offer and _rests(state):
        then = translate("AdversarialPanel", "Press Play to go on with it.")
    taken = taken_changes = ""
    if applied is not None:
        taken = remedy_text(applied.remedy)
        taken_changes = changes_text(state, model, applied.before, applied.remedy.knobs)
    if state.why_watched:  # what helps is for those who train the run
        offer = then = changes = taken = taken_changes = ""
    return VerdictShown(verdict.kind, verdict_text(verdict), offer, changes, taken, taken_changes, then)


def game_of(state: AppState, model: int) -> Game | None:
    """What the two players of this model strive for, as its family declares it."""
    if state.experiment is None:
        return None
    return state.model_specs[model].game(state.experiment.models[model].config.setting("game", ""))


def taken_remedy(state: AppState, model: int) -> Applied | None:
    """The newest remedy that was taken in this run and can be undone."""
    applied = adversarial_of(state).applied.get(model)
    return applied if applied is not None and applied.run_id == state.run_id else None


def changes_text(state: AppState, model: int, before: Mapping[KnobRole, float], after: Mapping[KnobRole, float]) -> str:
    """ "R1: 0 → 0.02 · Learning rate of D: 0.005 → 0.002"."""
    specs = _live(state, model)
    return " · ".join(
        f"{knob_text(specs[role].label)}: {before[role]:g} → {value:g}"
        for role, value in after.items()
        if role in specs and role in before
    )


def run_step(state: AppState) -> int:
    """Where the run stands."""
    return 0 if state.ticked is None else state.ticked.step


def steps_further(state: AppState) -> int:
    """How many steps a remedy trains by itself: a quarter of the plan where less than that is left of it, else none."""
    if state.experiment is None or state.phase not in GOES_ON:
        return 0
    plan = state.experiment.plan.steps
    quarter = max(1, plan // 4)
    return quarter if plan - run_step(state) < quarter else 0


def live_knobs(state: AppState, model: int) -> dict[KnobRole, float]:
    """The present numbers that can be changed while training, of those knobs whose role is known."""
    if state.experiment is None:
        return {}
    config = state.experiment.models[model].config
    values = {role: getattr(config, spec.name) for role, spec in _live(state, model).items()}
    return {role: float(value) for role, value in values.items() if _is_number(value)}


def _live(state: AppState, model: int) -> dict[KnobRole, KnobSpec]:
    if state.experiment is None:
        return {}
    config = type(state.experiment.models[model].config)
    return {spec.role: spec for spec in knob_specs(config) if spec.live and spec.role}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _rests(state: AppState) -> bool:
    return state.has_run and state.phase is not Phase.TRAINING
