"""A small pad to draw an image on, for the models to encode."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from explorer.gui_thread.throttle import Throttle
from explorer.pictures.image_strip import TILE, ImageStrip
from explorer.pixels.drawing_fit import FINE, Stroke, fitted, paint_strokes
from explorer.pixels.images import enlarge, from_qimage, to_qimage, to_rgb
from explorer.style.icons import make_icon
from explorer.style.style_sheet import make_icon_button, make_label
from explorer.style.theme import DARK, Theme
from explorer.widgets.elided_label import ElidedLabel
from trainers.examples import UInt8
from trainers.files.drawing_style import DrawingStyle

BRUSH = 2.4  # pixels of a 28-pixel image: the strokes of MNIST
MAX_UNDO = 40


def fit_image(image: QImage, image_shape: tuple[int, int, int]) -> UInt8:
    """Any image as (C, H, W) uint8: its middle of the right proportions, on black where it is transparent, averaged
    down (or smoothly enlarged) to H x W; grey is the usual weighted mean of red, green and blue."""
    channels, height, width = image_shape
    opaque = QImage(image.size(), QImage.Format.Format_RGB32)
    opaque.fill(Qt.GlobalColor.black)
    painter = QPainter(opaque)
    painter.drawImage(QPointF(0, 0), image)
    painter.end()
    part = QSize(width, height).scaled(opaque.size(), Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (opaque.width() - part.width()) // 2, (opaque.height() - part.height()) // 2
    middle = opaque.copy(QRect(left, top, max(part.width(), 1), max(part.height(), 1)))
    if middle.size() != QSize(width, height):
        middle = middle.scaled(
            width, height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    picture = from_qimage(middle)
    if channels == 1:
        weights = np.array([0.299, 0.587, 0.114])
        return np.rint(picture @ weights).astype(np.uint8)[None]
    return np.ascontiguousarray(picture.transpose(2, 0, 1))


class Canvas(QWidget):
    """The drawing surface: left button draws, right button erases, Ctrl+Z undoes, Ctrl+V and drops bring images.

    ``drawn(image)`` uint8 (1, C, H, W) is :attr:`given`, throttled to the display's rate; None when it is blank again.
    """

    drawn = Signal(object)
    problem = Signal(str)

    def __init__(self, image_shape: tuple[int, int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._theme = DARK
        self._throttle = Throttle(self)
        self._throttle.passed.connect(self._on_passed)
        self._drawing = False
        self._style: DrawingStyle | None = None
        self.set_image_shape(image_shape)

    def set_image_shape(self, image_shape: tuple[int, int, int]) -> None:
        """(C, H, W) of the images to draw; begins an empty one."""
        self._shape = image_shape
        _, height, width = image_shape
        self._empty = QImage(width * FINE, height * FINE, QImage.Format.Format_RGB32)
        self._empty.fill(Qt.GlobalColor.black)
        self._base: QImage | None = None  # an image from elsewhere, under the strokes
        self._strokes: tuple[Stroke, ...] = ()
        self._undo: list[tuple[QImage | None, tuple[Stroke, ...]]] = []
        self._paint_anew()
        self.updateGeometry()
        self.update()

    @property
    def image(self) -> UInt8:
        """What is drawn, uint8 (1, C, H, W): the mean over each pixel's FINE x FINE drawn ones."""
        channels, height, width = self._shape
        fine = from_qimage(self._paper).reshape(height, FINE, width, FINE, 3)
        mean = np.rint(fine.mean(axis=(1, 3), dtype=np.float32)).astype(np.uint8)
        return np.ascontiguousarray(mean[..., :channels].transpose(2, 0, 1))[None]

    @property
    def given(self) -> UInt8:
        """What the models are given, uint8 (1, C, H, W): strokes brought to the size, weight and place that the data
        set's own images have; an image from elsewhere as it is."""
        if self._style is not None and self._base is None and self._strokes:
            image = fitted(self._strokes, self._brush, self._style, self._shape)
            if image is not None:
                return image[None]
        return self.image

    @property
    def _brush(self) -> float:
        """In pixels of the image."""
        return BRUSH * max(min(self._shape[1:]) / 28, 0.5)

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    def set_style(self, style: DrawingStyle | None) -> None:
        """How the data set's own images are drawn; None leaves drawings as they are."""
        self._style = style

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_image(self, image: UInt8) -> None:
        """Puts *image* (1, C, H, W) or (C, H, W) uint8 on the pad and emits nothing. Raises ValueError when it does
        not have the pad's shape."""
        image = image[0] if image.ndim == 4 else image
        if image.shape != self._shape:
            raise ValueError(f"the drawing pad: expected an image of shape {self._shape}, found {image.shape}")
        self._remember()
        # Squares of equal pixels: their mean is the image again, exactly.
        self._base, self._strokes = to_qimage(enlarge(to_rgb(image[None])[0], FINE)), ()
        self._paint_anew()

    def clear(self) -> None:
        """Wipes the pad, as a wish of the user."""
        self._remember()
        self._base, self._strokes = None, ()
        self._paint_anew()
        self._changed()

    def undo(self) -> None:
        """Takes the last stroke (or paste, or clearing) back."""
        if self._undo:
            self._base, self._strokes = self._undo.pop()
            self._paint_anew()
            self._changed()

    def paste(self) -> None:
        """The clipboard's image, if it holds one."""
        data = QGuiApplication.clipboard().mimeData()
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        self._take(QImage(paths[0]) if paths else QGuiApplication.clipboard().image())

    def _take(self, image: QImage) -> None:
        if image.isNull():
            self.problem.emit(self.tr("The drawing pad: expected an image, found something else."))
            return
        self.problem.emit("")
        self.show_image(fit_image(image, self._shape))
        self._changed()

    def _remember(self) -> None:
        self._undo = [*self._undo[-MAX_UNDO + 1 :], (self._base, self._strokes)]

    def _paint_anew(self) -> None:
        self._paper = (self._base or self._empty).copy()
        paint_strokes(self._paper, self._strokes, self._brush)
        self.update()

    def _changed(self) -> None:
        self.update()
        self._throttle.offer(None)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing on the pad: no image, and no stroke that was not erased."""
        return self._base is None and self._paper == self._empty

    def _on_passed(self) -> None:
        self.drawn.emit(None if self.is_blank else self.given)

    # ------------------------------------------------------------------ drawing

    def sizeHint(self) -> QSize:
        return QSize(140, self.heightForWidth(140))

    def minimumSizeHint(self) -> QSize:
        return QSize(84, self.heightForWidth(84))

    def heightForWidth(self, width: int) -> int:
        _, rows, columns = self._shape
        return round(width * rows / columns)

    def _page(self) -> QRectF:
        """Where the paper is shown: as large as fits, in the middle."""
        _, height, width = self._shape
        size = QSize(width, height).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(
            (self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height()
        )

    def _on_paper(self, position: QPointF) -> QPointF:
        page = self._page()
        scale = self._paper.width() / max(page.width(), 1)
        return (position - page.topLeft()) * scale

    def _extend(self, at: QPointF) -> None:
        """Draws the last stroke on to a place of the paper."""
        x, y = at.x() / FINE, at.y() / FINE
        self._strokes = (*self._strokes[:-1], self._strokes[-1].to(x, y))
        paint_strokes(self._paper, self._strokes[-1:], self._brush, whole=False)
        self._changed()

    def _begin(self, at: QPointF, erases: bool) -> None:
        self._strokes = (*self._strokes, Stroke(np.array([[at.x() / FINE, at.y() / FINE]]), erases))
        paint_strokes(self._paper, self._strokes[-1:], self._brush)
        self._changed()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        page = self._page()
        painter.drawImage(page, self._paper)
        painter.setPen(QColor(self._theme.accent if self.hasFocus() else self._theme.border))
        painter.drawRect(page.adjusted(0.5, 0.5, -0.5, -0.5))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton) and not self._drawing:
            self._remember()
            self._drawing = True
            self._begin(self._on_paper(event.position()), erases=event.button() == Qt.MouseButton.RightButton)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drawing and self._strokes:
            self._extend(self._on_paper(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drawing:
            self._drawing = False
            self._throttle.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if data.hasImage() or any(url.isLocalFile() for url in data.urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self._take(QImage(paths[0]) if paths else QImage(data.imageData()))


class DrawingPad(QWidget):
    """The canvas with its buttons. ``drawn(image)`` uint8 (1, C, H, W)."""

    drawn = Signal(object)

    def __init__(self, image_shape: tuple[int, int, int] = (1, 28, 28), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = Canvas(image_shape)
        self.canvas.setObjectName("drawing-canvas")
        self.canvas.setAccessibleName(self.tr("Drawing pad"))
        self.canvas.setToolTip(self.tr("Draw; the right button erases; drop or paste an image"))
        self._clear = make_icon_button("drawing-clear", self.tr("Clear (Delete)"))
        self._undo = make_icon_button("drawing-undo", self.tr("Undo (Ctrl+Z)"))
        self._given = ImageStrip()
        self._given.setObjectName("drawing-given")
        self._given.setFixedSize(TILE, TILE)
        self._given.setAccessibleName(self.tr("What the models are given"))
        self._given.setToolTip(
            self.tr("What the models are given: your drawing at the size, weight and place of the data's own images")
        )
        self._problem = make_label("", "error", "drawing-problem", wrap=True)
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

    def set_image_shape(self, image_shape: tuple[int, int, int]) -> None:
        """(C, H, W) of the images to draw; begins an empty one and emits nothing."""
        self.canvas.set_image_shape(image_shape)
        self._given.show_images(None)

    def set_style(self, style: DrawingStyle | None) -> None:
        """How the data set's own images are drawn, to which drawings are brought; emits nothing."""
        self.canvas.set_style(style)

    def show_image(self, image: UInt8) -> None:
        """Puts an image of that shape on the pad and emits nothing."""
        self.canvas.show_image(image)
        self._given.show_images(self.canvas.given)

    def set_theme(self, theme: Theme) -> None:
        self.canvas.set_theme(theme)
        self._given.set_theme(theme)
        self._clear.setIcon(make_icon("clear", theme.muted))
        self._undo.setIcon(make_icon("undo", theme.muted))

    def _on_drawn(self, image: UInt8 | None) -> None:
        self._given.show_images(self.canvas.given)
        self.drawn.emit(image)

    def _on_problem(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.setVisible(bool(text))


def make_sample() -> QWidget:
    window = QWidget()
    column = QVBoxLayout(window)
    pad = DrawingPad()
    column.addWidget(pad)
    points = [QPointF(60, 40), QPointF(150, 50), QPointF(90, 180), QPointF(95, 181)]
    pad.canvas._begin(points[0], erases=False)
    for point in points[1:]:
        pad.canvas._extend(point)
    window.resize(200, 230)
    return window


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
