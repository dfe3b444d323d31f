"""Data with which a view runs alone (``python -m explorer.curves.curves``) and with which its pictures are checked."""

from __future__ import annotations

import sys
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QTransform
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.pixels.images import from_qimage
from explorer.state.curves_data import Curves
from explorer.style.theme import THEMES, Theme
from trainers.catalog import MetricSpec
from trainers.examples import Float32, Int64, UInt8
from trainers.messages import Scalars

LOSS = MetricSpec("loss", "loss", "loss", "nats", help="What the optimiser minimises.")
KL = MetricSpec(
    "kl", "KL", "KL", "nats", better="", help="How far the codes are from the prior; no measure of quality."
)
TEST = MetricSpec("test_loss", "test", "loss", "nats", help="The loss on held-out images.")


def digits(n: int, seed: int = 0, blur: float = 0.0, size: int = 28) -> UInt8:
    """Digits (n, 1, size, size) in a shaky hand, the same for the same seed; *blur* in pixels as a model would."""
    rng = np.random.default_rng(seed + 1)
    drawn = np.stack([_digit(int(label), rng, size) for label in digit_labels(n, seed)])
    if blur > 0:
        reach = np.arange(-6, 7)
        kernel = np.exp(-0.5 * (reach / blur) ** 2)
        kernel /= kernel.sum()
        for axis in (1, 2):
            drawn = np.apply_along_axis(np.convolve, axis, drawn, kernel, mode="same")
    return np.clip(drawn, 0, 255).astype(np.uint8)[:, None]


def digit_labels(n: int, seed: int = 0) -> Int64:
    """Which digits :func:`digits` draws."""
    return np.random.default_rng(seed).integers(0, 10, n)


def _digit(digit: int, rng: np.random.Generator, size: int) -> Float32:
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shift = rng.uniform(-1.5, 1.5, 2)
    slant, turn, scale = rng.uniform(-0.3, 0.1), rng.uniform(-12, 12), rng.uniform(0.85, 1.1)
    centre = QPointF(size / 2 + shift[0], size / 2 + shift[1])
    painter.setTransform(
        QTransform.fromTranslate(centre.x(), centre.y()).rotate(turn).shear(slant, 0).scale(scale, scale)
    )
    font = QFont("DejaVu Sans")
    font.setPixelSize(round(size * 0.8))
    painter.setFont(font)
    painter.setPen(Qt.GlobalColor.white)
    painter.drawText(-size, -size, 2 * size, 2 * size, Qt.AlignmentFlag.AlignCenter, str(digit))
    painter.end()
    return from_qimage(image)[..., 0].astype(np.float32)


def falling(steps: int, start: float, floor: float, seed: int, noise: float = 0.03) -> Float32:
    """A loss as runs have it: steep, then slowly down to *floor*, noisy all the way."""
    step = np.arange(1, steps + 1)
    level = floor + (start - floor) * (0.75 * np.exp(-step / 60) + 0.25 / (1 + step / 300))
    return (level * (1 + noise * np.random.default_rng(seed).standard_normal(steps))).astype(np.float32)


def sample_curves(steps: int = 6862) -> Curves:
    """Two models' loss and the second's KL."""
    kl = (6.9 * (1 - np.exp(-np.arange(1, steps + 1) / 400)) + falling(steps, 0.2, 0.1, 3)).astype(np.float32)
    ae = {"loss": falling(steps, 540, 132, 1)}
    return Curves.from_scalars(Scalars(0, 1, (ae, {"loss": falling(steps, 560, 146, 2), "kl": kl})))


def show_alone(make: Callable[[], QWidget], width: int, height: int) -> None:
    """Shows a view with its header controls; ``light`` as an argument changes the theme, a path saves a picture."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    theme = THEMES["light" if "light" in sys.argv else "dark"]
    frame = framed(make(), theme)
    frame.resize(width, height)
    frame.show()
    for path in [argument for argument in sys.argv[1:] if argument.endswith(".png")]:
        frame.grab().save(path)
        return
    application.exec()


def framed(view: QWidget, theme: Theme) -> QWidget:
    """A plain stand-in for the card around a view."""
    frame = QWidget()
    frame.setObjectName("frame")
    frame.setStyleSheet(
        f"#frame {{ background: {theme.panel}; }} QLabel {{ color: {theme.text}; font-weight: 600; }}"
        f"QToolButton {{ background: {theme.field}; color: {theme.muted}; border: 0; border-radius: 9px; }}"
        "QToolButton { padding: 3px 9px; }"
        f"QToolButton:checked {{ color: {theme.text}; background: {theme.field_hover}; }}"
        "QToolButton::menu-indicator { image: none; }"
    )
    column, header = QVBoxLayout(frame), QHBoxLayout()
    column.setContentsMargins(0, 4, 0, 0)
    header.setContentsMargins(10, 0, 6, 0)
    header.addWidget(QLabel(view.objectName().capitalize()))
    header.addStretch()
    for widget in view.header_widgets() if hasattr(view, "header_widgets") else ():
        header.addWidget(widget)
    column.addLayout(header)
    column.addWidget(view, 1)
    view.set_theme(theme)  # type: ignore[attr-defined]
    return frame
