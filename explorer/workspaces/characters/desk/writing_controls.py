"""What decides how models write on: how daring, how often, by which noise, and how quickly it is seen."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button, make_label, with_steady_digits
from explorer.widgets.flow_layout import FlowLayout
from explorer.widgets.numbers.knob_slider import KnobSlider
from explorer.widgets.numbers.number_field import NumberField
from explorer.widgets.numbers.spacing import Spacing
from explorer.workspaces.characters.desk.writing_pace import characters_a_second
from explorer.workspaces.characters.state import COUNTS, HOTTEST

SLIDER, SPEED_SLIDER = 90, 60  # px
ACROSS, DOWN, WITHIN = 14, 4, 6  # px between groups in a line, between lines, and within a group


class WritingControls(QWidget):
    """Wishes go out as signals; what is in force is shown by ``show_*``."""

    temperature_changed = Signal(float)
    count_changed = Signal(int)
    noise_asked = Signal()
    speed_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.temperature = KnobSlider(Spacing(0.0, HOTTEST), rest=1.0)
        self.temperature.setObjectName("writing_temperature")
        self.temperature.setAccessibleName(self.tr("Temperature"))
        self.temperature.setToolTip(
            plain_tip(
                self.tr(
                    "1 is the model as it is; below it takes likelier characters, at 0 the likeliest; above it dares. "
                    "Only endings follow; surprise and the bars do not. A double click goes back to 1."
                )
            )
        )
        self.temperature.setFixedWidth(SLIDER)
        self.temperature.moved.connect(lambda value: self.temperature_changed.emit(float(value)))
        self._number = make_label("1.00", "small", "writing_temperature_number")
        with_steady_digits(self._number)
        self.count = NumberField(Spacing(*COUNTS, whole=True))
        self.count.setObjectName("writing_count")
        self.count.setAccessibleName(self.tr("How many endings each model writes"))
        self.count.setToolTip(plain_tip(self.tr("How many endings each model writes")))
        self.count.value_edited.connect(lambda value: self.count_changed.emit(int(value)))
        tip = self.tr("The same beginning with other noise. Until then the noise stays: what changes was learned.")
        self.noise = make_button(self.tr("other endings"), "writing_noise", "pill", tip)
        self.noise.clicked.connect(lambda _checked=False: self.noise_asked.emit())
        self.speed = KnobSlider(Spacing(0.0, 1.0), rest=1.0)
        self.speed.setObjectName("writing_speed")
        self.speed.setAccessibleName(self.tr("Speed of writing"))
        self.speed.setFixedWidth(SPEED_SLIDER)
        self.speed.moved.connect(lambda value: self.speed_changed.emit(float(value)))
        flow = FlowLayout(ACROSS, DOWN, self, centred=True)
        flow.addWidget(_together(make_label(self.tr("temperature"), "small"), self.temperature, self._number))
        flow.addWidget(_together(make_label(self.tr("endings"), "small"), self.count))
        flow.addWidget(self.noise)
        flow.addWidget(_together(make_label(self.tr("speed"), "small"), self.speed))
        self.show_temperature(1.0)
        self.show_count(1)
        self.show_speed(1.0)

    def show_temperature(self, temperature: float) -> None:
        self.temperature.show_number(temperature)
        self._number.setText(f"{temperature:.2f}")

    def show_count(self, count: int) -> None:
        self.count.show_value(count)

    def show_speed(self, speed: float) -> None:
        self.speed.show_number(speed)
        self.speed.setToolTip(plain_tip(_pace_words(speed)))


def _pace_words(speed: float) -> str:
    """What a speed means."""
    pace = characters_a_second(speed)
    if math.isinf(pace):
        return QCoreApplication.translate("WritingControls", "Endings are shown as soon as they are written")
    words = QCoreApplication.translate("WritingControls", "{0} characters of each ending a second")
    return words.format(f"{pace:.0f}")


def _together(*widgets: QWidget) -> QWidget:
    """Widgets that stay beside each other."""
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(WITHIN)
    for widget in widgets:
        row.addWidget(widget)
    return group
