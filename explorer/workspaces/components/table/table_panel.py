"""Binds the table to the session."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from explorer.state.changes import changed
from explorer.state.room import Room
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.listed import listed
from explorer.texts.sentences import sentence_text
from explorer.widgets.card import Card
from explorer.workspaces.components.channels import EXACT, TABLE
from explorer.workspaces.components.state import Tried, choose, components_of, is_small, predicting
from explorer.workspaces.components.table.score_rows import Score
from explorer.workspaces.components.table.table_view import Context, TableView, places_before

BESIDE = frozenset({(0, -1), (-1, 0)})


def context_words(context: Context, shared: bool, height: int, width: int) -> str:
    """What a pixel may see in pictures of that size, in few words."""
    translate, places = QCoreApplication.translate, places_before(height, width)
    if not context:
        words = translate("Table", "nothing")
    elif len(context) == len(places):
        words = translate("Table", "all before")
    elif frozenset(context) == frozenset(places[: len(context)]):
        words = translate("Table", "{0} before").format(len(context))
    elif frozenset(context) == BESIDE:
        words = translate("Table", "left and above")
    else:
        words = listed(_place_words(*place) for place in context)
    return words if shared else translate("Table", "{0}, by position").format(words)


def _place_words(row: int, column: int) -> str:
    """Where a neighbour is, from a pixel: "left", "2 left", "above left", "2 above 2 left"."""
    translate = QCoreApplication.translate
    parts = (
        (-row, translate("Table", "above"), translate("Table", "{0} above")),
        (-column, translate("Table", "left"), translate("Table", "{0} left")),
        (column, translate("Table", "right"), translate("Table", "{0} right")),
    )
    return " ".join(one if count == 1 else more.format(count) for count, one, more in parts if count > 0)


class TablePanel(QObject):
    """Shows ``card`` where pictures are small enough."""

    def __init__(self, room: Room, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = room.session
        self.view = TableView(room.choose_path)
        self.card = Card(name="table_card")
        self.card.set_body(self.view)
        self.card.hide()
        self.view.context_chosen.connect(lambda context, shared: choose(self._session, context=context, shared=shared))

    def set_theme(self, theme: Theme) -> None:
        self.card.set_theme(theme)
        self.view.set_theme(theme)

    @property
    def hint(self) -> tuple[QWidget, str]:
        """What is said of it."""
        words = self.tr(
            "Counting instead of learning: how often is a pixel on, given the neighbours that it may see? Click "
            "neighbours and watch the nats fall."
        )
        return self.view, words

    def show_state(self, new: AppState, old: AppState | None) -> None:
        small = is_small(new)
        if self.card.isHidden() == small:
            self.card.setVisible(small)
        if not small or new.data is None:
            return
        own = components_of(new)
        models = [EXACT.of(model) for model in predicting(new)]
        if not changed(new, old, components_of, "data", "labels", TABLE, *models):
            return
        height, width = new.data.image_shape[1:]
        self.view.show_choice(own.context, own.shared, height, width)
        fitted = new.answer(TABLE)
        self.view.show_fitted(fitted)
        if fitted is not None:
            self.view.show_pictures(fitted.pictures)
            self._show_title(height, width, len(fitted.pictures), fitted.entropy)
        elif (reason := new.refusal(TABLE)) is not None:
            self.card.set_title(self.tr("The table"))
            self.card.set_subtitle(sentence_text(reason))
        self.view.show_scores(self._scores(new))

    def _show_title(self, height: int, width: int, count: int, entropy: float) -> None:
        self.card.set_title(self.tr("The {0}×{1} table").format(height, width), f"{height}×{width}")
        pictures = self.tr("{0} pictures").format(count)
        if np.isclose(entropy, np.log(count), atol=1e-4):
            self.card.set_subtitle(f"{pictures} · ln {count} = {entropy:.2f}")
        elif np.isfinite(entropy):
            self.card.set_subtitle(self.tr("{0} · entropy {1} nats").format(pictures, f"{entropy:.2f}"))
        else:
            self.card.set_subtitle(pictures)

    def _scores(self, state: AppState) -> list[tuple[Score, tuple[Context, bool] | None]]:
        """The tables that were tried, the poorest first, and then the models, as they are now."""
        own = components_of(state)
        tried = sorted(own.tried, key=lambda each: (-each.nats, len(each.context)))
        height, width = (1, 1) if state.data is None else state.data.image_shape[1:]
        chosen = own.context, own.shared
        rows = [(self._tried(each, chosen, height, width), (each.context, each.shared)) for each in tried]
        found: list[tuple[Score, tuple[Context, bool] | None]] = [*rows]
        for model in predicting(state):
            exact = state.answer(EXACT, model)
            if exact is not None:
                found.append((Score(state.labels[model], exact.nats, exact.valid, live=True), None))
        return found

    @staticmethod
    def _tried(each: Tried, chosen: tuple[Context, bool], height: int, width: int) -> Score:
        short = context_words(each.context, each.shared, height, width)
        name = QCoreApplication.translate("Table", "counted: {0}").format(short)
        is_chosen = (each.context, each.shared) == chosen
        return Score(name, each.nats, each.valid, chosen=is_chosen, short=short)
