"""Samples of one model, and a button that plays how they came about, stage by stage."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from explorer.pictures.image_grid import ImageGrid
from explorer.style.plain_text import plain_tip
from explorer.style.theme import Theme
from explorer.widgets.export_button import ChoosePath, ask_path
from trainers.examples import UInt8

STAGE_MS = 120
REST_MS = 1200  # on the last stage, before the newest samples are shown again


class StagePlayer(QWidget):
    """Shows samples as they come. Pressed, ``play_button`` asks for stages with ``stages_requested``; they are shown
    one after the other, and after the last the newest samples again."""

    stages_requested = Signal()

    def __init__(self, name: str, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._samples: UInt8 | None = None
        self._label = ""
        self._stages: tuple[UInt8, ...] = ()
        self._whole = False  # whether the last stage has come
        self._place = 0  # of the next stage to show
        self.grid = ImageGrid(name, choose_path)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.grid)
        self.play_button = QToolButton(self)
        self.play_button.setObjectName(f"{name}Play")
        self.play_button.setProperty("role", "pill")
        self.play_button.setCheckable(True)
        self.play_button.toggled.connect(self._on_play_toggled)
        self.play_button.hide()
        column.addWidget(self.play_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._name_play_button()

    def set_theme(self, theme: Theme) -> None:
        self.grid.set_theme(theme)

    def show_samples(self, images: UInt8 | None, label: str) -> None:
        """The newest samples (N, C, H, W); None where there are none. While stages play, these are seen."""
        self._samples, self._label = images, label
        if not self.is_playing:
            self._show(images)

    def show_stages(self, stages: Sequence[UInt8], whole: bool) -> None:
        """The stages so far, each (N, C, H, W); *whole* once they are all there. They play if that was asked for."""
        self._stages, self._whole = tuple(stages), whole
        if self.is_playing and not self._timer.isActive():
            self._on_timer_timeout()

    def set_playable(self, playable: bool) -> None:
        """Whether there is anything to play: a model may draw in a single stage."""
        if not playable:
            self.stop()
        self.play_button.setVisible(playable)

    def stop(self) -> None:
        """Shows the newest samples again."""
        self.play_button.setChecked(False)

    def forget(self) -> None:
        """Takes away all pictures: they are another model's."""
        self._samples, self._stages = None, ()
        self.stop()
        self._show(None)

    @property
    def is_playing(self) -> bool:
        return self.play_button.isChecked()

    def _show(self, images: UInt8 | None) -> None:
        self.grid.show_images([] if images is None else [images], [] if images is None else [self._label])

    def _on_play_toggled(self, checked: bool) -> None:
        self._name_play_button()
        self._timer.stop()
        self._stages, self._whole, self._place = (), False, 0
        if checked:
            self.stages_requested.emit()
        else:
            self.grid.set_caption("")
            self._show(self._samples)

    def _on_timer_timeout(self) -> None:
        """The next stage, if it is there; else it is shown when it comes."""
        if self._place < len(self._stages):
            self._show(self._stages[self._place])
            self._place += 1
            self.grid.set_caption(self.tr("stage {0}").format(self._place))
            ends = self._whole and self._place == len(self._stages)
            self._timer.start(REST_MS if ends else STAGE_MS)
        elif self._whole:
            self.stop()

    def _name_play_button(self) -> None:
        self.play_button.setText(self.tr("■ Stop") if self.is_playing else self.tr("▶ Play"))
        self.play_button.setToolTip(plain_tip(self.tr("Watch how the samples come about, stage by stage")))
        self.play_button.setAccessibleName(
            self.tr("Stop the stages") if self.is_playing else self.tr("Play the stages")
        )

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.stop()
