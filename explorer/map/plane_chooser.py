"""Which plane of a space with more than two dimensions a map shows, and where the other coordinates stand."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.plane.plane import coordinate_name
from explorer.style.icons import make_icon
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_label
from explorer.style.theme import DARK, Theme
from explorer.widgets.column_scroll import ColumnScroll

AXES, PCA, PINS = "axes", "pca", "pins"
STEPS = 300  # of a slider, to each side of zero
PRIOR_REACH = 3.0  # standard deviations of the prior within every slider's reach
CODES_REACH = 4.0  # and of the codes
ROWS_SHOWN = 5
SCROLL_BAR = 10  # px
LEAST_SLIDER, SLIDER = 60, 150  # px, at least and where there is room


class PlaneChooser(QWidget):
    """Chooses the kind of plane, "axes", "pca" or "pins", the two axes, and the other coordinates.

    ``plane_requested`` carries kind and columns i, j (which count for "axes" only), ``coordinate_moved`` a column and
    its new value. Hidden while there are no more than two dimensions.
    """

    plane_requested = Signal(str, int, int)
    coordinate_moved = Signal(int, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_dragging = False  # as with maps: the first move of a drag comes with False, the others with True
        self.setObjectName("plane_chooser")
        self._theme = DARK
        self._latent_dim = 0
        self._kind = AXES
        self._axes = (0, 1)
        self._rows: dict[int, CoordinateRow] = {}
        self._make_head()
        self._make_list()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._head)
        layout.addWidget(self._scroll, 1)
        layout.addStretch(0)
        self.hide()

    def _make_head(self) -> None:
        self._kinds = QComboBox()
        self._kinds.setObjectName("plane_kind")
        self._kinds.setAccessibleName(self.tr("Plane shown on the map"))
        for kind, text in ((AXES, self.tr("Two axes")), (PCA, self.tr("PCA of the codes")), (PINS, self.tr("3 pins"))):
            self._kinds.addItem(text, kind)
        self._kinds.activated.connect(self._on_kind_activated)
        self._first, self._second = QComboBox(), QComboBox()
        for combo, name, text in (
            (self._first, "plane_axis_x", self.tr("Coordinate to the right")),
            (self._second, "plane_axis_y", self.tr("Coordinate upwards")),
        ):
            combo.setObjectName(name)
            combo.setAccessibleName(text)
            combo.setToolTip(plain_tip(text))
            combo.activated.connect(self._on_axis_activated)
        axes = QHBoxLayout()
        axes.setSpacing(6)
        axes.addWidget(self._first, 1)
        axes.addWidget(self._second, 1)
        self._head = QVBoxLayout()  # not in one row: the map beside it needs the width
        self._head.setSpacing(6)
        self._head.addWidget(self._kinds)
        self._head.addLayout(axes)

    def _make_list(self) -> None:
        self._scroll = ColumnScroll()
        self._scroll.setObjectName("plane_coordinates")
        self._list = QWidget()
        self._grid = QVBoxLayout(self._list)
        self._grid.setContentsMargins(0, 0, 4, 0)
        self._grid.setSpacing(2)
        self._scroll.setWidget(self._list)
        for surface in (self._scroll.viewport(), self._list):  # the card's colour shows through
            surface.setAutoFillBackground(False)

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours; the common ones come from the window's style sheet."""
        self._theme = theme
        for row in self._rows.values():
            row.set_theme(theme)

    def show_plane(self, kind: str, i: int, j: int, latent_dim: int, pins: int = 0) -> None:
        """Shows which plane is in force, and how many pins there are: with fewer than three that choice is off.

        Raises ValueError for an unknown kind.
        """
        if kind not in (AXES, PCA, PINS):
            raise ValueError(f"plane: expected axes, pca or pins, found {kind!r}")
        if latent_dim != self._latent_dim:
            for combo in (self._first, self._second):
                combo.clear()
                combo.addItems([coordinate_name(dim) for dim in range(latent_dim)])
        self._kinds.setCurrentIndex(self._kinds.findData(kind))
        self._first.setCurrentIndex(i)
        self._second.setCurrentIndex(j)
        for combo in (self._first, self._second):
            combo.setVisible(kind == AXES)
        item = self._kinds.model().item(self._kinds.findData(PINS))  # type: ignore[attr-defined]
        item.setEnabled(pins >= 3)
        item.setToolTip(plain_tip("" if pins >= 3 else self.tr("Put three pins on the map first.")))
        if (kind, i, j, latent_dim) != (self._kind, *self._axes, self._latent_dim):
            self._kind, self._axes, self._latent_dim = kind, (i, j), latent_dim
            self._drop_rows()
        self.setVisible(latent_dim > 2)

    def show_coordinates(self, values: ArrayLike, deviations: ArrayLike | None = None) -> None:
        """Shows the coordinates (D,) of the plane's origin that are not axes, those whose codes vary most first.

        ``deviations`` (D,) are standard deviations of the codes; they order the list when it is made anew for another
        plane and set the sliders' reach. Raises ValueError for another length than the plane's.
        """
        at = np.asarray(values, np.float64)
        spread = np.ones(len(at)) if deviations is None else np.asarray(deviations, np.float64)
        if at.shape != (self._latent_dim,) or spread.shape != at.shape:
            raise ValueError(f"coordinates: expected {self._latent_dim} values, found {at.shape} and {spread.shape}")
        if not self._rows and self._latent_dim > 2:
            self._make_rows(spread)
        for dim, row in self._rows.items():
            row.show_value(float(at[dim]), max(PRIOR_REACH, CODES_REACH * float(spread[dim])))

    @property
    def order(self) -> list[int]:
        """The columns in the order of their sliders."""
        return list(self._rows)

    def _make_rows(self, spread: np.ndarray) -> None:
        taken = self._axes if self._kind == AXES else ()
        for dim in np.argsort(-spread, kind="stable").tolist():
            if dim in taken:
                continue
            row = CoordinateRow(dim, self._list)
            row.set_theme(self._theme)
            row.moved.connect(self._on_row_moved)
            row.released.connect(self._on_row_released)
            self._grid.addWidget(row)
            self._rows[dim] = row
        height = next(iter(self._rows.values())).sizeHint().height() + self._grid.spacing()
        self._scroll.setMinimumHeight(height * min(len(self._rows), ROWS_SHOWN))
        self._scroll.setMaximumHeight(height * len(self._rows) + 4)
        self._keep_width()

    def _keep_width(self) -> None:
        """The list never scrolls sideways."""
        needed = max((row.minimumSizeHint().width() for row in self._rows.values()), default=0)
        self._scroll.setMinimumWidth(needed + self._grid.contentsMargins().right() + SCROLL_BAR)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._keep_width()

    def _on_row_moved(self, dim: int, value: float, dragging: bool) -> None:
        self.coordinate_moved.emit(dim, value)
        self.is_dragging = dragging

    def _on_row_released(self) -> None:
        self.is_dragging = False

    def _drop_rows(self) -> None:
        self.is_dragging = False  # a slider that is dragged goes, too, and its release is not heard
        for row in self._rows.values():
            self._grid.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows.clear()

    def _on_kind_activated(self, index: int) -> None:
        self.plane_requested.emit(self._kinds.itemData(index), *self._axes)

    def _on_axis_activated(self) -> None:
        """Choosing the axis that the other already shows swaps the two."""
        i, j = self._first.currentIndex(), self._second.currentIndex()
        if i == j:
            i, j = self._axes[1], self._axes[0]
        self.plane_requested.emit(AXES, i, j)


class CoordinateRow(QWidget):
    """One coordinate: name, slider, value, and a reset to zero. ``moved`` carries its column, the wished value, and
    whether it is part of a drag, whose end is ``released``."""

    moved = Signal(int, float, bool)
    released = Signal()

    def __init__(self, dim: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = coordinate_name(dim)
        self._dim, self._reach, self._value = dim, PRIOR_REACH, 0.0
        self._name = make_label(name)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setObjectName(f"coordinate_{name}")
        self._slider.setAccessibleName(self.tr("Coordinate {0}").format(name))
        self._slider.setRange(-STEPS, STEPS)
        self._slider.setPageStep(STEPS // 10)
        self._slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._slider.setMinimumWidth(LEAST_SLIDER)
        self._slider.valueChanged.connect(self._on_slider_changed)
        self._slider.sliderReleased.connect(self.released)
        self._number = make_label()
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._reset = QToolButton()
        self._reset.setObjectName(f"reset_{name}")
        self._reset.setProperty("role", "icon")
        self._reset.setToolTip(plain_tip(self.tr("Back to zero")))
        self._reset.setAccessibleName(self.tr("Set {0} back to zero").format(name))
        self._reset.clicked.connect(lambda: self.moved.emit(self._dim, 0.0, False))
        metrics = self.fontMetrics()
        self._name.setFixedWidth(metrics.horizontalAdvance("z128 "))
        self._number.setFixedWidth(metrics.horizontalAdvance("−88.88"))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(4)
        for column, widget in enumerate((self._name, self._slider, self._number, self._reset)):
            layout.addWidget(widget, 0, column)
        self.show_value(0.0, PRIOR_REACH)

    def set_theme(self, theme: Theme) -> None:
        self._name.setStyleSheet(f"color: {theme.muted};")
        self._reset.setIcon(make_icon("reset", theme.muted))

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() - self._slider.sizeHint().width() + SLIDER, hint.height())

    def show_value(self, value: float, reach: float) -> None:
        """Shows a value; the slider reaches from -reach to reach, or further where the value lies beyond."""
        self._value, self._reach = value, max(reach, abs(value), 1e-6)
        with QSignalBlocker(self._slider):
            if not self._slider.isSliderDown():
                self._slider.setValue(round(value / self._reach * STEPS))
        self._number.setText(f"{value:.2f}".replace("-", "−"))
        self._reset.setEnabled(value != 0)

    def _on_slider_changed(self, position: int) -> None:
        self.moved.emit(self._dim, position / STEPS * self._reach, self._slider.isSliderDown())


def _show_sample() -> None:
    from PySide6.QtWidgets import QApplication

    app = QApplication([])
    chooser = PlaneChooser()
    values = np.zeros(20)

    def move(dim: int, value: float) -> None:
        values[dim] = value
        chooser.show_coordinates(values, spread)

    def plane(kind: str, i: int, j: int) -> None:
        chooser.show_plane(kind, i, j, 20, pins=3)
        chooser.show_coordinates(values, spread)

    spread = np.linspace(0.1, 2.0, 20)
    chooser.plane_requested.connect(plane)
    chooser.coordinate_moved.connect(move)
    plane(AXES, 0, 1)
    chooser.show()
    app.exec()


if __name__ == "__main__":
    _show_sample()
