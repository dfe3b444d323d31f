"""The canvas that a picture is drawn on, at the resolution of the models' images."""

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
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.gui_thread.throttle import Throttle
from explorer.pixels.drawing_fit import FINE, Stroke, fitted, paint_strokes
from explorer.pixels.images import enlarge, from_qimage, to_qimage, to_rgb
from explorer.style.theme import DARK, Theme
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

    def extend(self, at: QPointF) -> None:
        """Draws the last stroke on to a place of the paper."""
        x, y = at.x() / FINE, at.y() / FINE
        self._strokes = (*self._strokes[:-1], self._strokes[-1].to(x, y))
        paint_strokes(self._paper, self._strokes[-1:], self._brush, whole=False)
        self._changed()

    def begin(self, at: QPointF, erases: bool) -> None:
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
            self.begin(self._on_paper(event.position()), erases=event.button() == Qt.MouseButton.RightButton)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drawing and self._strokes:
            self.extend(self._on_paper(event.position()))

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
