"""Binds the cards below the maps to the session: what is selected, and how clusters and classes go together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.map.latent_map_raster import class_colours
from explorer.state.changes import changed
from explorer.state.room import Room
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.data_texts import class_names
from explorer.texts.sentences import sentence_text
from explorer.texts.whole_number import whole_number
from explorer.widgets.card import Card
from explorer.widgets.elided_label import ElidedLabel
from explorer.workspaces.maps.cards.contingency_view import ContingencyView
from explorer.workspaces.maps.cards.selected_view import SelectedView, rows_shown
from explorer.workspaces.maps.channels import CHOSEN, EXAMPLES
from explorer.workspaces.maps.channels import CLUSTERS as FOUND
from explorer.workspaces.maps.examples_seen import example_pictures
from explorer.workspaces.maps.looks import MapsLooks
from explorer.workspaces.maps.map_words import agreement_words
from explorer.workspaces.maps.selection import class_counts
from explorer.workspaces.maps.state import CLASSES, CLUSTERS, count_of, maps_of, select
from trainers.messages import ClustersFound


class MapCards(QObject):
    """The cards, and what is shown in them."""

    def __init__(self, room: Room, looks: MapsLooks, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._looks, self._theme = room.session, looks, room.theme
        self._said: tuple[ClustersFound | None, str | None] = (None, None)  # of clusters, as it is shown
        self.selected = SelectedView(room.choose_path)
        self.table = ContingencyView()
        self._words = ElidedLabel("", "small", keep=8)
        self._words.setObjectName("contingency_words")
        self.selected_card = Card(self.tr("Selected"), name="map_selected_card")
        self.selected_card.set_body(self.selected)
        for widget in self.selected.header_widgets():
            self.selected_card.add_tool(widget)
        self.clusters_card = Card(name="map_clusters_card")
        self.clusters_card.set_title(self.tr("Clusters and classes"), self.tr("Clusters"))
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.table, 1)
        column.addWidget(self._words)
        self.clusters_card.set_body(body)
        self.selected.row_chosen.connect(lambda row: select(self._session, np.array([row], np.int64)))
        self.table.chosen.connect(self._on_chosen)
        self.table.picked.connect(self._say)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for view in (self.selected, self.table, self.selected_card, self.clusters_card):
            view.set_theme(theme)
        self._show_colours(self._session.state)

    # ------------------------------------------------------------------ from the state

    def show_state(self, new: AppState, old: AppState | None) -> None:
        own, before = maps_of(new), None if old is None else maps_of(old)
        if before is None or own.selected is not before.selected or changed(new, old, EXAMPLES, CHOSEN, "data"):
            self._show_selected(new)
        said = self._looks.answer(FOUND), self._looks.refusal(FOUND)
        other = said[0] is not self._said[0] or said[1] != self._said[1]
        self._said = said
        if before is None or other or changed(new, old, "data") or own.clustering != before.clustering:
            self._show_clusters(new)
        if before is None or other or own.colouring != before.colouring:
            self._show_colours(new)

    def _show_selected(self, state: AppState) -> None:
        own = maps_of(state)
        rows = rows_shown(own.selected)
        self._looks.show_rows(rows)
        images = example_pictures(state, self._looks, rows) if len(rows) else None
        self.selected.show_selected(rows, images)
        told = ""
        if len(own.selected):
            told = self.tr("{0} of {1}").format(whole_number(len(rows)), whole_number(len(own.selected)))
        self.selected_card.set_subtitle(told)
        labels, names = None if state.data is None else state.data.labels, class_names(state)
        counts = [] if labels is None else class_counts(own.selected, labels, len(names)).tolist()
        self.selected.show_classes(list(zip(names, counts, strict=False)))

    def _show_clusters(self, state: AppState) -> None:
        found: ClustersFound | None = self._looks.answer(FOUND)
        names = class_names(state)
        title = self.tr("Clusters and classes") if names else self.tr("Clusters")
        self.clusters_card.set_title(title, self.tr("Clusters"))
        if found is None:
            self.table.show_counts(np.zeros(0, np.int64), None, (), ())
            self.clusters_card.set_pills(())
            self._say()
            return
        count = int(found.clusters.max(initial=-1)) + 1
        noise = int((found.clusters < 0).sum())
        sizes = np.bincount(found.clusters[found.clusters >= 0], minlength=count).astype(np.int64)
        rows = [str(at + 1) for at in range(count)]
        if noise:
            rows.append(self.tr("none"))
            sizes = np.append(sizes, noise)
        counts = None if found.contingency is None else found.contingency[: len(rows)]
        columns: Sequence[str] = () if counts is None else names[: counts.shape[1]]
        self.table.show_counts(sizes, counts, rows, columns)
        known = [(self.tr("ARI"), found.ari), (self.tr("NMI"), found.nmi)]
        self.clusters_card.set_pills(
            [f"{name} {agreement_words(value)}" for name, value in known if np.isfinite(value)]
        )
        self._say()

    def _show_colours(self, state: AppState) -> None:
        """Names stand beside the colours that the dots have."""
        own, found = maps_of(state), self._looks.answer(FOUND)
        rows: list[str] = []
        if found is not None and own.colouring == CLUSTERS:
            rows = class_colours(self._theme, int(found.clusters.max(initial=-1)) + 1)
        names = class_names(state)
        self.table.show_colours(rows, class_colours(self._theme, len(names)) if own.colouring == CLASSES else ())

    def _say(self) -> None:
        """The line under the table: what is picked, else what the figures mean, or why there are none."""
        state = self._session.state
        found, refusal = self._looks.answer(FOUND), self._looks.refusal(FOUND)
        if refusal is not None:
            text = sentence_text(refusal)
        elif found is None:
            text = self.tr("Clusters are being looked for.") if count_of(state) else ""
        elif sentence := self.table.sentence():
            text = sentence
        else:
            both = self.table.has_columns
            text = self.tr("Click a row or a column to select it.") if both else self.tr("Click a row to select it.")
        self._words.set_text(text)

    # ------------------------------------------------------------------ from the user

    def _on_chosen(self, row: int, column: int) -> None:
        found, state = self._looks.answer(FOUND), self._session.state
        if found is None or state.data is None:
            return
        count = int(found.clusters.max(initial=-1)) + 1
        which = np.ones(len(found.clusters), bool)
        if row >= 0:
            which &= found.clusters == (row if row < count else -1)
        if column >= 0 and state.data.labels is not None:
            which &= state.data.labels[: len(which)] == column
        select(self._session, np.flatnonzero(which))
