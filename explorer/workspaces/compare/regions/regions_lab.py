"""Binds the page of regions to the session: what is asked while it is seen, and what is shown of the answers."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject

from explorer.state.changes import changed
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.texts.whole_number import whole_number
from explorer.widgets.export_button import ChoosePath
from explorer.workspaces.compare.channels import REGIONS, SCORES, SIZES_SCORED
from explorer.workspaces.compare.looks import score_count
from explorer.workspaces.compare.regions.regions_page import RegionsPage
from explorer.workspaces.compare.regions.sizes_plot import SIZES, SizesLine
from explorer.workspaces.compare.regions.table_row import ORDER, TableRow
from explorer.workspaces.compare.state import KEY, choose, compare_of
from trainers import messages
from trainers.catalog import FamilySpec
from trainers.messages import USUAL_MIXTURE, DrawnFrom, Layer, MixtureFit, Phase, Region, RegionScore
from trainers.metrics.regions import default_region

Question = tuple[Layer, tuple[DrawnFrom, ...], int]  # but for the weights


class RegionsLab(QObject):
    """``page`` is the widget. The table is asked for anew after every change of the weights, while training once the
    answer before is whole; the line over the number of Gaussians when the user wants it."""

    def __init__(self, session: Session, choose_path: ChoosePath) -> None:
        super().__init__()
        self._session = session
        self._shown = False
        self._asked: dict[int, tuple[object, Question]] = {}  # by model: of which pictures' weights, and what
        self.page = RegionsPage(choose_path)
        self.page.comparison.table.region_chosen.connect(lambda name: choose(session, region=Region(name)))
        self.page.sizes.plot.size_chosen.connect(self._on_size_chosen)
        self.page.sizes.measure_requested.connect(self._on_measure_requested)
        self.page.comparison.drawn_toggled.connect(lambda drawn: choose(session, drawn=drawn))

    def set_shown(self, shown: bool) -> None:
        """Whether the page is to be seen: only then anything is asked."""
        self._shown = shown
        self._ask()

    def forget(self) -> None:
        """Takes away what was said of other models."""
        self._asked.clear()
        self.page.comparison.show_rows([])
        self.page.sizes.show_lines([], compare_of(self._session.state).mixture.components, "")

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """Draws what differs from *old*; everything when there is none."""
        self._ask()
        models = range(len(new.maps))
        channels = [channel.of(model) for model in models for channel in (REGIONS, SIZES_SCORED)]
        if changed(new, old, compare_of, "shown_pictures", "labels", *channels):
            self.page.comparison.show_drawn(compare_of(new).drawn)
            self.page.comparison.show_rows([self._row(new, model) for model, _ in new.mapped])
            self._show_sizes(new)

    # ------------------------------------------------------------------ asking

    def _ask(self) -> None:
        state = self._session.state
        if not (self._shown and state.can_be_asked and state.workspace == KEY):
            return
        for model, _ in state.mapped:
            question = self._question(state, model)
            pictures, before = self._asked.get(model, (None, None))
            if before == question and pictures is state.shown_pictures:
                continue
            waits = REGIONS.of(model).name in self._session.unanswered
            if before == question and waits and state.phase is Phase.TRAINING:
                continue  # else it would begin again and again, and never come to an end
            self._asked[model] = state.shown_pictures, question
            layer, regions, count = question
            self._session.ask(
                messages.ScoreRegions, REGIONS.of(model), model=model, layer=layer, regions=regions, count=count
            )

    def _question(self, state: AppState, model: int) -> Question:
        """The regions that a model has, and the one that is chosen for all."""
        choice, family = compare_of(state), state.model_specs[model]
        wanted = {*regions_of(family), choice.region_of(family)}
        regions = tuple(DrawnFrom(region, _fit(region, choice.mixture)) for region in ORDER if region in wanted)
        return _layer(state), regions, score_count(state)

    def _on_measure_requested(self) -> None:
        state = self._session.state
        if not (state.can_be_asked and state.workspace == KEY):
            return
        covariance = compare_of(state).mixture.covariance
        sizes = tuple(DrawnFrom(Region.MIXTURE, MixtureFit(size, covariance)) for size in SIZES)
        for model, _ in state.mapped:
            if Region.MIXTURE in regions_of(state.model_specs[model]):
                self._session.ask(
                    messages.ScoreRegions, SIZES_SCORED.of(model), model=model, layer=_layer(state), regions=sizes,
                    count=score_count(state),
                )  # fmt: skip

    def _on_size_chosen(self, size: int) -> None:
        covariance = compare_of(self._session.state).mixture.covariance
        choose(self._session, mixture=MixtureFit(size, covariance), region=Region.MIXTURE)

    # ------------------------------------------------------------------ showing

    def _row(self, state: AppState, model: int) -> TableRow:
        _, regions, count = self._question(state, model)
        answer = state.answer(REGIONS, model)
        known: dict[DrawnFrom, RegionScore] = {}
        if answer is not None and answer.layer is _layer(state):
            known, count = {score.drawn: score for score in answer.scores}, answer.count
        chosen = compare_of(state).region_of(state.model_specs[model])
        return TableRow(state.labels[model], regions, tuple(known.get(drawn) for drawn in regions), chosen, count)

    def _show_sizes(self, state: AppState) -> None:
        lines, stale = [], ""
        for model, _ in state.mapped:
            answer = state.answer(SIZES_SCORED, model)
            if answer is None:
                continue
            row = self._row(state, model).score(Region.BOX)
            fit = compare_of(state).mixture
            fits = answer.layer is _layer(state) and all(
                score.drawn.mixture.covariance == fit.covariance for score in answer.scores
            )
            if fits:
                box = None if row is None or row.problem else row.share
                own = None if math.isnan(answer.own) else answer.own
                lines.append(SizesLine(state.labels[model], answer.scores, box, own, answer.count, model))
                pictures = state.shown_pictures
                if pictures is not None and pictures.step != answer.step:
                    stale = self.tr("step {0}").format(whole_number(answer.step))
        self.page.sizes.show_lines(lines, compare_of(state).mixture.components, stale)


def regions_of(family: FamilySpec) -> tuple[Region, ...]:
    """Where codes of a family's models can be drawn from: the prior only where there is one, what is fitted to codes
    only where there are some."""
    prior = default_region(family.capabilities) is Region.PRIOR
    encodes = "encodes" in family.capabilities
    return tuple(region for region in ORDER if (prior if region is Region.PRIOR else encodes))


def _fit(region: Region, fit: MixtureFit) -> MixtureFit:
    """How a mixture is fitted makes no other region another one."""
    return fit if region is Region.MIXTURE else USUAL_MIXTURE


def _layer(state: AppState) -> Layer:
    """The kind of hole that is counted: the one that the maps show, where it tells of any."""
    layer = compare_of(state).layer
    return layer if layer in SCORES else Layer.REALISM
