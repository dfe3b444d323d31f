"""Same error, different picture: one digit, changed in its stroke, far away from it, and moved by one pixel."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.pixels.strokes import StrokePlace
from explorer.style.style_sheet import make_button, make_icon_button, make_label, with_steady_digits
from explorer.style.theme import Theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.export_button import ChoosePath, ask_path
from explorer.widgets.flow_layout import FlowLayout
from explorer.widgets.numbers.knob_slider import KnobSlider
from explorer.widgets.numbers.spacing import Number, Spacing
from explorer.workspaces.compare.pixel_pictures import Measure, PixelPictures
from explorer.workspaces.compare.pixel_story import (
    MOST,
    NoStrokeError,
    changed_pair,
    far_place,
    pixel_error,
    place_at,
    place_like,
    shifted,
    stroke_place,
)
from explorer.workspaces.compare.pixel_words import lesson, waiting
from trainers.examples import Float32, Int64, UInt8

_SIZE = 1  # pixels, to begin with: where the judge's features tell stroke and background apart best
_LEAST_SIDE = 8  # pixels
_SAME = 1e-3  # by which the worker's pixel errors may differ from ours, and belong to the same pictures


class PixelLab(QWidget):
    """``images_changed(images)`` asks for a judgement of (original, stroke, far, moved), uint8 (4, C, H, W): when the
    user changes something, and when the page comes into sight. :attr:`images` are those that are shown, for whoever
    has shown new ones or has a new judge."""

    images_changed = Signal(object)

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pixelLab")
        self._probe: UInt8 | None = None
        self._labels: Int64 | None = None
        self._names: Sequence[str] = ()
        self._index, self._size = 0, _SIZE
        self._by_hand: list[tuple[int, int] | None] = [None, None]  # the pixels chosen in the stroke and far away
        self._errors: tuple[float, ...] = ()
        self._judged: tuple[Float32 | None, Float32] | None = None  # probabilities and feature distances
        self.images: UInt8 | None = None
        self.pictures = PixelPictures(choose_path)
        self.pictures.pixel_chosen.connect(self._on_pixel_chosen)
        self._make_controls()
        self._lay_out()
        self._change()

    # ------------------------------------------------------------------ inputs
    def show_images(self, probe: UInt8 | None, labels: Int64 | None = None) -> None:
        """Held-out images (N, C, H, W) uint8 to choose from, and their classes; None, or data that are no pictures,
        clears."""
        fits = probe is not None and probe.dtype == np.uint8 and probe.ndim == 4 and min(probe.shape[2:]) >= _LEAST_SIDE
        self._probe = probe if fits and probe is not None and len(probe) else None
        self._labels = labels
        self._index = 0 if self._probe is None else min(self._index, len(self._probe) - 1)
        self._by_hand = [None, None]
        self._change()

    def show_judged(
        self,
        probabilities: Float32 | None,
        feature_distance: Float32,
        pixel_distance: Float32,
        class_names: Sequence[str] = (),
    ) -> None:
        """What the judge makes of :attr:`images`: probabilities (4, K) or None without a judge, distances (4,) from the
        original. Judgements of other pictures, which come late, are told by their pixel distances and left out."""
        if self.images is None or pixel_distance.shape != (4,):
            return
        if not np.allclose(pixel_distance, self._errors, atol=_SAME):
            return
        self._names = tuple(class_names)
        self._judged = (probabilities, feature_distance)
        self._show_measures()

    def set_theme(self, theme: Theme) -> None:
        self.pictures.set_theme(theme)

    def header_widgets(self) -> list[QWidget]:
        """Controls for the card's header."""
        return self.pictures.header_widgets()

    # ------------------------------------------------------------------ parts
    def _make_controls(self) -> None:
        self.previous_button = make_icon_button("pixelPrevious", self.tr("Previous image"), "pill")
        self.previous_button.setText("◀")
        self.previous_button.clicked.connect(lambda: self._go(-1))
        self.next_button = make_icon_button("pixelNext", self.tr("Next image"), "pill")
        self.next_button.setText("▶")
        self.next_button.clicked.connect(lambda: self._go(1))
        self._which = make_label("", "muted", "pixelWhich")
        self._caption = ElidedLabel(self.tr("Pixels changed"), "muted", keep=3)
        self.slider = KnobSlider(Spacing(1, MOST, whole=True))
        self.slider.setObjectName("pixelSize")
        self.slider.setAccessibleName(self.tr("Pixels changed"))
        self.slider.setMinimumWidth(50)
        self.slider.setMaximumWidth(120)
        self.slider.moved.connect(self._on_size_moved)
        self.slider.show_number(self._size)
        self._number = make_label(str(self._size), "", "pixelSizeNumber")
        self.reset_button = make_button(
            self.tr("Choose for me"), "pixelReset", "pill", self.tr("Puts the changed pixels back where they tell most")
        )
        self.reset_button.clicked.connect(self._on_reset)
        for label in (self._which, self._number):
            with_steady_digits(label)

    def _lay_out(self) -> None:
        controls = FlowLayout(6, 2)
        browsing: list[QWidget] = [self.previous_button, self._which, self.next_button]
        sizing: list[QWidget] = [self._caption, self.slider, self._number]
        for parts in (browsing, sizing):
            row = QHBoxLayout()
            row.setSpacing(6)
            for widget in parts:
                row.addWidget(widget)
            controls.addItem(row)
        controls.addWidget(self.reset_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(controls)
        column.addWidget(self.pictures, 1)

    # ------------------------------------------------------------------ by the user
    def _wish(self) -> None:
        """Something was changed by the user: shows it, and asks what the judge makes of it."""
        self._change()
        if self.images is not None:
            self.images_changed.emit(self.images)

    def _go(self, by: int) -> None:
        if self._probe is not None:
            self._index = (self._index + by) % len(self._probe)
            self._by_hand = [None, None]
            self._wish()

    def _on_size_moved(self, size: Number) -> None:
        self._size = int(size)
        self._number.setText(str(self._size))
        self._wish()

    def _on_pixel_chosen(self, far: bool, row: int, column: int) -> None:
        self._by_hand[int(far)] = (row, column)
        self._wish()

    def _on_reset(self) -> None:
        self._by_hand = [None, None]
        self._wish()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.images is not None and self._judged is None:
            self.images_changed.emit(self.images)

    # ------------------------------------------------------------------ what is shown
    def _change(self) -> None:
        """Makes the four pictures anew; what was judged before belongs to others."""
        self._judged, self.images = None, None
        places, reason = None, ""
        if self._probe is not None:
            image = self._probe[self._index]
            try:
                places = self._places(image)
                self.images = np.stack([image, *changed_pair(image, *places), shifted(image)])
            except NoStrokeError:
                reason = self.tr("Nothing is drawn on this image: there is no stroke to cut.")
        self._errors = () if self.images is None else tuple(pixel_error(self.images[0], each) for each in self.images)
        self.pictures.show_pictures(self.images, places, self._chosen_by_hand, reason)
        self._show_controls()
        self._show_measures()

    @property
    def _chosen_by_hand(self) -> bool:
        return self._by_hand != [None, None]

    def _places(self, image: UInt8) -> tuple[StrokePlace, StrokePlace]:
        """The changed pixels: those chosen by hand, else those that tell most."""
        near, far = self._by_hand
        here = stroke_place(image, self._size) if near is None else place_at(image, *near, self._size)
        return here, far_place(image, here) if far is None else place_like(image, here, *far)

    def _show_controls(self) -> None:
        count = 0 if self._probe is None else len(self._probe)
        text = self.tr("image {0} of {1}").format(self._index + 1, count) if count else ""
        self._which.setText(text)
        for button in (self.previous_button, self.next_button):
            button.setEnabled(count > 1)
        self.slider.setEnabled(count > 0)
        self.reset_button.setEnabled(self._chosen_by_hand)

    def _show_measures(self) -> None:
        if self.images is None:
            self.pictures.show_measures((), "")
            return
        longest = max(self._errors)
        measures = [
            Measure(
                self.tr("pixel error"),
                [f"{error:.3f}" for error in self._errors],
                [error / longest if longest else 0.0 for error in self._errors],
            )
        ]
        if self._judged is None:
            self.pictures.show_measures(measures, waiting(self._errors, self._chosen_by_hand))
            return
        probabilities, features = self._judged
        confidences, name = None, ""
        if probabilities is not None:
            measure, confidences, name = self._confidence_row(probabilities)
            measures.append(measure)
        said = lesson(self._errors, features.tolist(), confidences, name, self._chosen_by_hand)
        top = float(features.max())
        measures.append(
            Measure(
                self.tr("features"),
                [f"{distance:.2f}" for distance in features],
                [float(distance) / top if top else 0.0 for distance in features],
            )
        )
        self.pictures.show_measures(measures, said)

    def _confidence_row(self, probabilities: Float32) -> tuple[Measure, list[float], str]:
        """How sure the judge is of the class that it gives the original; where it sees another one, which."""
        classes = probabilities.argmax(axis=1)
        confidences = probabilities[:, classes[0]].tolist()
        name = self._class_name(int(classes[0]))
        texts = [
            f"{confidence:.0%}" if each == classes[0] else f"{confidence:.0%} · {self._class_name(int(each))}"
            for confidence, each in zip(confidences, classes, strict=True)
        ]
        return Measure(self.tr("judge: “{0}”").format(name), texts, confidences), confidences, name

    def _class_name(self, index: int) -> str:
        return self._names[index] if index < len(self._names) else str(index)


def make_sample() -> QWidget:
    from explorer.widgets.sample_data import digit_labels, digits

    lab = PixelLab()
    lab.show_images(digits(10, seed=5), digit_labels(10, seed=5))
    probabilities = np.full((4, 10), 0.004, np.float32)
    probabilities[:, 6] = (0.964, 0.62, 0.958, 0.94)
    distances = np.array([pixel_error(lab.images[0], each) for each in lab.images], np.float32)  # type: ignore[index,union-attr]
    lab.show_judged(probabilities, np.array([0, 1.31, 0.35, 0.9], np.float32), distances, [str(d) for d in range(10)])
    lab.resize(740, 230)
    return lab


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
