"""The bar over compared maps: which layer of holes is drawn and how, where holes are counted, and who judges."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from explorer.map.holes.hole_words import NEUTRAL, layer_help, layer_title
from explorer.run_bar.judge_pill import JudgePill
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button, make_label
from explorer.style.theme import DARK, Theme
from explorer.widgets.emptied import emptied
from explorer.widgets.fitted_bar import FittedBar
from explorer.widgets.numbers.knob_slider import KnobSlider
from explorer.widgets.numbers.spacing import Spacing
from explorer.workspaces.compare.mixture_controls import MixtureControls
from trainers.messages import USUAL_MIXTURE, Layer, MixtureFit, Region

SPACING, ROW_GAP = 8, 6  # px
SLIDER = 60  # px


class HoleBar(FittedBar):
    """Facts come in through ``show_*``, wishes go out as signals. Where everything does not fit into one row, captions
    and the longer words go first, then the bar takes two rows, or three.

    ``layer_chosen`` carries a Layer's value, ``region_chosen`` a Region's or "" for each family's own, and
    ``mixture_chosen`` a MixtureFit: how one is fitted can be chosen where codes are drawn from one.
    """

    layer_chosen = Signal(str)
    region_chosen = Signal(str)
    mixture_chosen = Signal(object)
    opacity_changed = Signal(float)
    contour_toggled = Signal(bool)
    link_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("hole_bar", least=360, parent=parent)
        self._layer = ""
        self._rows_used = 0
        self._buttons: dict[str, QPushButton] = {}
        self._holes = self._make_segments("hole_layers", [layer for layer in Layer if layer not in NEUTRAL])
        self._geometry = self._make_segments("geometry_layers", list(NEUTRAL))
        self._geometry_caption = make_label(self.tr("geometry"), "small")
        self._geometry_caption.setToolTip(plain_tip(self.tr("Cliffs and folds: a drawing aid, not holes")))
        self._make_controls()
        self._pill = JudgePill("judge")
        self._rows = (QHBoxLayout(), QHBoxLayout(), QHBoxLayout())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ROW_GAP)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # what is too wide is wrapped instead
        for row in self._rows:
            row.setSpacing(SPACING)
            column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_theme(DARK)
        self.begin_fitting()
        self.show_link_possible(True)
        self.refit()

    def _make_segments(self, name: str, layers: list[Layer]) -> QFrame:
        frame = QFrame()
        frame.setObjectName(name)
        frame.setProperty("role", "segments")
        row = QHBoxLayout(frame)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        for layer in layers:
            button = make_button(layer_title(layer), f"layer_{layer}", "segment", layer_help(layer), checkable=True)
            button.clicked.connect(partial(self._on_layer_clicked, str(layer)))
            self._buttons[str(layer)] = button
            row.addWidget(button)
        return frame

    def _make_controls(self) -> None:
        self._opacity_caption = make_label(self.tr("opacity"), "small")
        self._opacity = KnobSlider(Spacing(0.0, 1.0))
        self._opacity.setObjectName("hole_opacity")
        self._opacity.setAccessibleName(self.tr("Opacity of the layer"))
        self._opacity.setToolTip(plain_tip(self.tr("Opacity of the layer")))
        self._opacity.setFixedWidth(SLIDER)
        self._opacity.moved.connect(lambda value: self.opacity_changed.emit(float(value)))
        tip = self.tr("A line where holes begin")
        self._contour = make_button(self.tr("Outline"), "hole_contour", "pill", tip, checkable=True)
        self._contour.clicked.connect(self.contour_toggled)
        self._region = QComboBox()
        self._region.setObjectName("hole_region")
        self._region.setAccessibleName(self.tr("Where holes are counted"))
        self._region.setToolTip(
            plain_tip(self.tr("Codes are drawn from here; the share of them that lie in holes is the score"))
        )
        for region, text in (
            ("", self.tr("Own: prior or box")),
            (Region.PRIOR, self.tr("Prior N(0, I)")),
            (Region.BOX, self.tr("Box of the codes")),
            (Region.GAUSSIAN, self.tr("Gaussian")),
            (Region.MIXTURE, self.tr("Mixture")),
        ):
            self._region.addItem(text, str(region))
        tips = (
            self.tr("The prior for a model that has one, else the box that holds the codes"),
            self.tr("The standard normal that a VAE pulls its codes towards"),
            self.tr("Evenly over the range of the codes"),
            self.tr("One Gaussian fitted to the codes"),
            self.tr("Several Gaussians fitted to the codes: they follow them closest"),
        )
        for index, text in enumerate(tips):
            self._region.setItemData(index, plain_tip(text), Qt.ItemDataRole.ToolTipRole)
        self._region.activated.connect(lambda index: self.region_chosen.emit(self._region.itemData(index)))
        self._fitting = MixtureControls(self)
        self._fitting.chosen.connect(self.mixture_chosen)
        self._link = make_button(self.tr("Same image"), "same_image", "pill", checkable=True)
        self._link.clicked.connect(self.link_toggled)

    # ------------------------------------------------------------------ inputs

    def show_choice(
        self,
        layer: str,
        region: str,
        opacity: float,
        contour: bool,
        linked: bool,
        mixture: MixtureFit = USUAL_MIXTURE,
    ) -> None:
        """What is in force: a Layer's value or "" for none, a Region's or "" for the default, 0 to 1, two switches, and
        how a mixture is fitted. Raises ValueError for a layer or a region that does not exist."""
        if layer and layer not in self._buttons:
            raise ValueError(f"layer: expected {', '.join(self._buttons)} or nothing, found {layer!r}")
        at = self._region.findData(region)
        if at < 0:
            raise ValueError(f"region: expected {', '.join(Region)} or nothing, found {region!r}")
        self._layer = layer
        self._check_layer()
        self._region.setCurrentIndex(at)
        self._opacity.show_number(opacity)
        self._contour.setChecked(contour)
        self._contour.setEnabled(layer not in NEUTRAL)
        self._link.setChecked(linked)
        self._fitting.show_fit(mixture)
        self._fitting.set_visible(region == Region.MIXTURE)
        self.refit()

    def show_judge(self, kind: str, share: float, accuracy: float, baseline: float) -> None:
        """Who judges, as JudgeChanged tells it. Raises ValueError for an unknown kind."""
        self._pill.show_judge(kind, share, accuracy, baseline)
        self.refit()

    def hide_judge(self) -> None:
        """As long as nobody judges."""
        self._pill.hide_judge()
        self.refit()

    def show_link_possible(self, possible: bool) -> None:
        """Whether there are maps whose cursors could show the same image."""
        self._link.setEnabled(possible)
        self._link.setToolTip(
            plain_tip(
                self.tr("Dragging one map moves the others to the same image")
                if possible
                else self.tr("Needs two models that encode images")
            )
        )

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours; the common ones come from the window's style sheet."""
        self._pill.set_theme(theme)

    # ------------------------------------------------------------------ fitting

    def fit(self) -> None:
        first: list[QWidget] = [self._holes, self._geometry]
        fitted = [part for part in self._fitting.controls if not part.isHidden()]
        second: list[QWidget] = [self._opacity, self._contour, self._region, *fitted, self._link]
        bare = _needed(first) + SPACING + _needed(second) + SPACING + self._pill.narrowest
        rows = 1 if bare <= self.width() else 2 if not fitted or _needed(second) <= self.width() else 3
        self._arrange(rows)
        captions = [self._opacity_caption, *([self._fitting.caption] if fitted else [])]
        if not fitted:
            self._fitting.caption.hide()
        if rows == 1:
            shown = self._show_captions(self.width() - bare, [self._geometry_caption, *captions])
            self._pill.fit(self.width() - (bare - self._pill.narrowest) - shown)
            return
        spare = self.width() - _needed(first) - SPACING - self._pill.narrowest
        shown = self._show_captions(spare, [self._geometry_caption])
        self._pill.fit(self.width() - _needed(first) - SPACING - shown)
        if rows == 2:
            self._show_captions(self.width() - _needed(second), captions)
        else:
            without = [part for part in second if part not in fitted]
            self._show_captions(self.width() - _needed(without), captions[:1])
            self._show_captions(self.width() - _needed(fitted), captions[1:])

    @staticmethod
    def _show_captions(spare: int, captions: Sequence[QWidget]) -> int:
        """Shows the captions that fit into ``spare`` pixels, the first ones first; says how many pixels they take."""
        taken = needed = 0
        for caption in captions:
            needed += caption.sizeHint().width() + SPACING
            caption.setVisible(needed <= spare)
            taken = needed if needed <= spare else taken
        return taken

    def _arrange(self, rows: int) -> None:
        if rows == self._rows_used:
            return
        self._rows_used = rows
        for row in self._rows:
            emptied(row)
        first, second, third = self._rows[0], self._rows[min(rows - 1, 1)], self._rows[rows - 1]
        layers: list[QWidget] = [self._holes, self._geometry_caption, self._geometry]
        drawn: list[QWidget] = [self._opacity_caption, self._opacity, self._contour, self._region]
        components, covariance = self._fitting.controls
        fitted = [components, self._fitting.caption, covariance]
        before, after = ([], fitted) if rows == 3 else (fitted, [])
        for row, widgets in ((first, layers), (second, [*drawn, *before, self._link]), (third, after)):
            for widget in widgets:
                row.addWidget(widget)
        for row in self._rows[:rows]:
            row.addStretch(1)
        first.addWidget(self._pill)

    # ------------------------------------------------------------------ wishes

    def _on_layer_clicked(self, layer: str, _checked: bool = False) -> None:
        self._check_layer()  # the state decides which one is shown
        if layer != self._layer:
            self.layer_chosen.emit(layer)

    def _check_layer(self) -> None:
        for layer, button in self._buttons.items():
            button.setChecked(layer == self._layer)


def _needed(widgets: list[QWidget]) -> int:
    """The width of widgets in a row, in logical pixels."""
    widths = [min(max(part.sizeHint().width(), part.minimumWidth()), part.maximumWidth()) for part in widgets]
    return sum(widths) + SPACING * (len(widgets) - 1)


def make_sample() -> QWidget:
    bar = HoleBar()
    bar.show_judge("judge", 1.0, 0.987, 0.04)

    choice: dict[str, object] = {"layer": "realism", "region": "", "opacity": 0.65, "contour": False, "linked": True}

    def choose(name: str, value: object) -> None:
        choice[name] = value
        bar.show_choice(**choice)  # type: ignore[arg-type]

    bar.layer_chosen.connect(partial(choose, "layer"))
    bar.region_chosen.connect(partial(choose, "region"))
    bar.opacity_changed.connect(partial(choose, "opacity"))
    bar.contour_toggled.connect(partial(choose, "contour"))
    bar.link_toggled.connect(partial(choose, "linked"))
    choose("layer", "realism")
    bar.resize(970, 40)
    return bar


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
