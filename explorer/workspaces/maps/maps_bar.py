"""The bar above the maps: how many examples, what colours them, how clusters are found, and how many are selected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from explorer.style.icons import make_icon
from explorer.style.style_sheet import make_button, make_icon_button, make_label, with_steady_digits
from explorer.style.theme import Theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.fitted_bar import FittedBar
from explorer.widgets.segments import Segments
from explorer.workspaces.maps.source_choice import Entry, SourceChoice
from explorer.workspaces.maps.state import CLASSES, CLUSTERS, COLOURINGS, DENSITY
from explorer.workspaces.maps.tiles.tile_settings import MapSettingsPopup

SPACING = 7  # px
ICON = 15


class MapsBar(FittedBar):
    """Facts come in through ``show_*``, wishes go out as signals."""

    count_chosen = Signal(int)
    colouring_chosen = Signal(str)
    clustering_chosen = Signal(str)
    features_chosen = Signal(int)
    cluster_settings_wished = Signal()
    added = Signal(str)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("maps_bar", parent=parent)
        self.count = SourceChoice("maps_count", self.tr("Examples in each map"))
        self.count.chosen.connect(lambda word: self.count_chosen.emit(int(word)))
        self._colour = make_label(self.tr("colour"), "small")
        self.colouring = Segments("maps_colour")
        for name, title, tip in (
            (CLASSES, self.tr("classes"), self.tr("The classes of the data, which no map has seen")),
            (CLUSTERS, self.tr("clusters"), self.tr("The clusters found in the data, without its classes")),
            (DENSITY, self.tr("density"), self.tr("How many dots lie nearby in that map")),
        ):
            self.colouring.add(name, title, tip)
        self.colouring.chosen.connect(self.colouring_chosen)
        self._found = make_label(self.tr("clusters by"), "small")
        self.clustering = SourceChoice("maps_clustering", self.tr("How clusters are found"))
        self.clustering.chosen.connect(self.clustering_chosen)
        self.settings = make_icon_button("maps_clustering_settings", self.tr("Settings of the clusters"))
        self.settings.clicked.connect(self._on_settings_clicked)
        self.popup = MapSettingsPopup("maps_clustering_popup", self)
        self._of = make_label(self.tr("of"), "small")
        self.features = SourceChoice("maps_features", self.tr("What clusters are found in"))
        self.features.chosen.connect(lambda word: self.features_chosen.emit(int(word)))
        self.add = SourceChoice("maps_add", self.tr("One more map"))
        self.add.chosen.connect(self.added)
        self.words = ElidedLabel("", "small", keep=3)
        self.words.setObjectName("maps_selected")
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        with_steady_digits(self.words)
        self.clear = make_button(self.tr("clear"), "maps_clear", "pill", self.tr("Select nothing (Escape in a map)"))
        self.clear.clicked.connect(self.cleared)
        self._lay_out()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.begin_fitting()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        for widget in (
            self.count, self._colour, self.colouring, self._found, self.clustering, self.settings, self._of,
            self.features, self.add,
        ):  # fmt: skip
            row.addWidget(widget)
        row.addWidget(self.words, 1)
        row.addWidget(self.clear)

    def set_theme(self, theme: Theme) -> None:
        self.popup.set_theme(theme)
        self.settings.setIcon(make_icon("sliders", theme.muted, ICON))

    def show_counts(self, entries: Sequence[Entry], chosen: int) -> None:
        """How many examples there can be, and are."""
        self.count.show_entries(entries)
        self.count.show_chosen(str(chosen))

    def show_colouring(self, colouring: str, has_classes: bool) -> None:
        """What colours dots; classes where there are some."""
        self.colouring.show_offered(CLASSES, has_classes)
        shown = colouring if has_classes or colouring != CLASSES else COLOURINGS[-1]
        self.colouring.show_chosen(shown)

    def show_clustering(self, methods: Sequence[Entry], chosen: str, features: Sequence[Entry], model: int) -> None:
        """How clusters can be found, and in what."""
        self.clustering.show_entries(methods)
        self.clustering.show_chosen(chosen)
        self.features.show_entries(features)
        self.features.show_chosen(str(model))
        self.features.setVisible(len(features) > 1)
        self.refit()

    def show_sources(self, *groups: Sequence[Entry], room: bool) -> None:
        """What one more map may show, where there is *room* for one."""
        self.add.show_entries(*groups)
        self.add.show_chosen("", self.tr("add a map"))
        self.add.setEnabled(room)

    def show_selected(self, text: str, shorter: Sequence[str], some: bool) -> None:
        """How many are selected, and whether *some* are."""
        self.words.set_text(text, shorter)
        if self.clear.isHidden() == some:
            self.clear.setVisible(some)
            self.refit()

    def _on_settings_clicked(self) -> None:
        self.cluster_settings_wished.emit()
        self.popup.open_below(self.settings)

    def fit(self) -> None:
        """Without room, captions go; names for screen readers and tooltips say the same."""
        shown = [
            each
            for each in (
                self.count,
                self.colouring,
                self.clustering,
                self.settings,
                self.features,
                self.add,
                self.clear,
            )
            if not each.isHidden()
        ]
        spare = self.width() - sum(each.sizeHint().width() + SPACING for each in shown)
        spare -= min(self.words.sizeHint().width(), 130)
        for label, wanted in ((self._of, not self.features.isHidden()), (self._found, True), (self._colour, True)):
            room = label.sizeHint().width() + SPACING
            fits = wanted and spare >= room
            label.setVisible(fits)
            spare -= room if fits else 0
