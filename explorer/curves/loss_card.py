"""The card of the curves, bound to the session's state: every workspace shows it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from explorer.curves.curve_groups import apart_by_unit, with_units
from explorer.curves.curve_references import reference_levels
from explorer.curves.curves import CurvesView
from explorer.state.changes import changed
from explorer.state.channels import BASELINES, COUNTED
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.mark_texts import marks_shown
from explorer.texts.rate_texts import rate_at_text
from explorer.widgets.card import Card
from explorer.widgets.export_button import ChoosePath, ask_path
from trainers import messages


class LossCard(Card):
    """Losses and test values of all models, where the run was marked, and the step that is looked back at."""

    def __init__(self, theme: Theme, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Loss"))
        self._lineage = 0  # of the models that are shown
        self._knobs: list[dict[str, object]] = []  # the present values, by model
        self._baselines: list[messages.BaselinesMeasured | None] = []
        self._counted: messages.TextCounted | None = None
        self.curves = CurvesView(choose_path)
        self.set_body(self.curves)
        for widget in self.curves.header_widgets():
            self.add_tool(widget)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.curves.set_theme(theme)

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """Draws what differs from *old*; everything when there is none."""
        comes = new.lineage != self._lineage
        if comes:
            self._lineage, old = new.lineage, None
            self.curves.begin()
        families = new.model_specs
        restarted = new.experiment is not None and changed(new, old, "experiment")
        if restarted and new.experiment is not None:
            self._knobs = [model.config.model_dump() for model in new.experiment.models]
            self.curves.show_rates(partial(rate_at_text, new.experiment))
        fresh = restarted or changed(new, old, "curves", "labels")
        if fresh and new.curves is not None and len(self._knobs) == len(families):
            metrics = [
                with_units(family.metrics + family.test_metrics, knobs)
                for family, knobs in zip(families, self._knobs, strict=True)
            ]
            self.curves.show_curves(new.curves, metrics, new.labels)
            if comes and new.beside:  # what the run before has shown, these may have no curves of
                self.curves.show_most_drawn()
        baselines = [new.answer(BASELINES, model) for model in range(len(families))]
        counted = new.answer(COUNTED)
        other = baselines != self._baselines or counted is not self._counted
        if restarted or (other and len(self._knobs) == len(families)):
            self._baselines, self._counted = baselines, counted
            specs = apart_by_unit(
                [
                    with_units(each.metrics + each.test_metrics, knobs)
                    for each, knobs in zip(families, self._knobs, strict=True)
                ]
            )
            for group, levels in reference_levels(specs, self._knobs, new.labels, baselines, counted).items():
                self.curves.show_references(levels, group)
        if changed(new, old, "tests"):
            for model, (points, family) in enumerate(zip(new.tests, families, strict=False)):
                for spec in family.test_metrics:
                    known = [(step, values[spec.name]) for step, values in points if spec.name in values]
                    self.curves.show_test_points(model, spec.name, [p[0] for p in known], [p[1] for p in known])
        if changed(new, old, "scrubbed"):
            self.curves.show_marker(new.scrubbed)
        if changed(new, old, "marks", "labels"):
            self.curves.show_marks(marks_shown(new))
