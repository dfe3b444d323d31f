"""A small pad to draw an image on, for the models to encode."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.pictures.drawing_canvas import Canvas
from explorer.pictures.image_strip import TILE, ImageStrip
from explorer.pixels.point_pictures import drawn_batch
from explorer.style.icons import make_icon
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_icon_button, make_label
from explorer.style.theme import DARK, Theme
from explorer.widgets.elided_label import ElidedLabel
from trainers.examples import UInt8
from trainers.files.drawing_style import DrawingStyle
from trainers.kinds import Kind, Pictures


class DrawingPad(QWidget):
    """The canvas with its buttons, whose names begin with *name*. ``drawn(image)`` uint8 (1, C, H, W)."""

    drawn = Signal(object)

    def __init__(
        self, image_shape: tuple[int, int, int] = (1, 28, 28), name: str = "drawing", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind: type[Kind] = Pictures
        self.canvas = Canvas(image_shape)
        self.canvas.setObjectName(f"{name}-canvas")
        self.canvas.setAccessibleName(self.tr("Drawing pad"))
        self.canvas.setToolTip(plain_tip(self.tr("Draw; the right button erases; drop or paste an image")))
        self._clear = make_icon_button(f"{name}-clear", self.tr("Clear (Delete)"))
        self._undo = make_icon_button(f"{name}-undo", self.tr("Undo (Ctrl+Z)"))
        self._given = ImageStrip()
        self._given.setObjectName(f"{name}-given")
        self._given.setFixedSize(TILE, TILE)
        self._given.setAccessibleName(self.tr("What the models are given"))
        self._given.setToolTip(
            plain_tip(
                self.tr(
                    "What the models are given: your drawing at the size, weight and place of the data's own images"
                )
            )
        )
        self._problem = make_label("", "error", f"{name}-problem", wrap=True)
        self._problem.hide()
        self._clear.clicked.connect(self.canvas.clear)
        self._undo.clicked.connect(self.canvas.undo)
        self.canvas.drawn.connect(self._on_drawn)
        self.canvas.problem.connect(self._on_problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.canvas, 1)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._given)
        row.addWidget(ElidedLabel(self.tr("Draw or drop an image"), "small"), 1)
        row.addWidget(self._undo)
        row.addWidget(self._clear)
        column.addLayout(row)
        column.addWidget(self._problem)
        self.set_theme(DARK)

    def set_kind(self, kind: Kind) -> None:
        """What is to be drawn, of the shape ``kind.image_shape``; begins an empty one and emits nothing."""
        self._kind = type(kind)
        self.canvas.set_image_shape(kind.image_shape)
        self._given.show_images(None)

    def set_style(self, style: DrawingStyle | None) -> None:
        """How the data set's own images are drawn, to which drawings are brought; emits nothing."""
        self.canvas.set_style(style)

    def show_image(self, image: UInt8) -> None:
        """Puts an image of that shape on the pad and emits nothing."""
        self.canvas.show_image(image)
        self._show_given()

    def set_theme(self, theme: Theme) -> None:
        self.canvas.set_theme(theme)
        self._given.set_theme(theme)
        self._clear.setIcon(make_icon("clear", theme.muted))
        self._undo.setIcon(make_icon("undo", theme.muted))

    def _on_drawn(self, image: UInt8 | None) -> None:
        self._show_given()
        self.drawn.emit(image)

    def _show_given(self) -> None:
        given = self.canvas.given
        self._given.show_images(None if given is None else drawn_batch(given, self._kind))

    def _on_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))


def make_sample() -> QWidget:
    window = QWidget()
    column = QVBoxLayout(window)
    pad = DrawingPad()
    column.addWidget(pad)
    points = [QPointF(60, 40), QPointF(150, 50), QPointF(90, 180), QPointF(95, 181)]
    pad.canvas.begin(points[0], erases=False)
    for point in points[1:]:
        pad.canvas.extend(point)
    window.resize(200, 230)
    return window


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
