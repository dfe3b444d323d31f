"""The bar above: E and M as buttons, which of them comes next, the pace, the plane, and how likely the examples are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button, make_label, set_style, with_steady_digits
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.fitted_bar import FittedBar
from explorer.widgets.model_choice import ModelChoice
from explorer.widgets.segments import Segments
from explorer.workspaces.mixtures.state import EXPECTATION, MAXIMISATION, Gain
from explorer.workspaces.mixtures.view.mixture_words import (
    expectation_words,
    gain_text,
    maximisation_words,
    nats_text,
)

PACES = {"slow": 2.0, "medium": 8.0, "fast": 0.0}  # steps a second; 0: as fast as it can
SPACING = 8
LEAST_WORDS = 130  # px for the likelihood; where there is less, captions and axes go


class MixturesBar(FittedBar):
    """Facts come in through ``show_*``, wishes go out as signals. ``players_requested`` carries the names of those who
    are to move, ``pace_chosen`` steps a second (0: as fast as it can)."""

    model_chosen = Signal(int)
    players_requested = Signal(tuple)
    pace_chosen = Signal(float)
    axes_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("mixtures_bar", parent=parent)
        self._enabled, self._why_not = True, ""
        self._asked: bool | None = None  # whether M comes next; None while that is not known
        self._width = 0  # numbers among which axes can be chosen
        self.model = ModelChoice("mixtures_model")
        self.model.model_chosen.connect(self.model_chosen)
        self._buttons: dict[tuple[str, ...], QPushButton] = {}
        for name, text, players in (
            ("e", self.tr("E"), (EXPECTATION,)),
            ("m", self.tr("M"), (MAXIMISATION,)),
            ("both", self.tr("E + M"), (EXPECTATION, MAXIMISATION)),
        ):
            button = make_button(text, f"mixtures_{name}")
            button.clicked.connect(lambda _checked=False, players=players: self.players_requested.emit(players))
            self._buttons[players] = button
        self._line = ElidedLabel("", "small", keep=6)
        self._line.setObjectName("mixtures_line")
        self._pace_caption = make_label(self.tr("pace"), "small")
        self.pace = Segments("mixtures_pace")
        for name, title, tip in (
            ("slow", self.tr("slow"), self.tr("Two steps a second")),
            ("medium", self.tr("medium"), self.tr("Eight steps a second")),
            ("fast", self.tr("fast"), self.tr("As many steps as the machine can")),
        ):
            self.pace.add(name, title, tip)
        self.pace.chosen.connect(lambda name: self.pace_chosen.emit(PACES[name]))
        self._axes_caption = make_label(self.tr("plane"), "small")
        self.axes = (self._make_axis("across"), self._make_axis("up"))
        self._words = ElidedLabel("", "small", keep=5)
        self._words.setObjectName("mixtures_likelihood")
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        with_steady_digits(self._words)
        self._lay_out()
        self.begin_fitting()
        self._show_buttons()
        self.show_axes(2, (0, 1))
        self.show_gain("", None)

    def _make_axis(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"mixtures_axis_{name}")
        if name == "across":
            said = self.tr("The number of the code that grows to the right")
        else:
            said = self.tr("The number of the code that grows upwards")
        box.setToolTip(plain_tip(said))
        box.setAccessibleName(said)
        box.activated.connect(self._on_axis_chosen)
        return box

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        row.addWidget(self.model)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addWidget(self._line, 3)
        for widget in (self._pace_caption, self.pace, self._axes_caption, *self.axes):
            row.addWidget(widget)
        row.addWidget(self._words, 2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # ------------------------------------------------------------------ inputs

    def show_models(self, models: Sequence[tuple[int, str]], shown: int) -> None:
        """(number, label) of those that can be chosen, and which is."""
        self.model.show_models(models, shown)
        self.model.setVisible(len(models) > 1)

    def show_enabled(self, enabled: bool, why_not: str = "") -> None:
        """Whether half steps are possible: not while the run goes on by itself, or *why_not* at all, nor another
        pace."""
        if (enabled, why_not) != (self._enabled, self._why_not):
            self._enabled, self._why_not = enabled, why_not
            self.pace.setEnabled(not why_not)
            self.pace.setToolTip(plain_tip(why_not))
            self._show_buttons()

    def show_asked(self, asked: bool | None) -> None:
        """Whether the shares are those of the components as they are, so that M comes next; None: nobody knows yet."""
        if asked is not self._asked:
            self._asked = asked
            self._show_buttons()

    def show_pace(self, pace: float) -> None:
        """Steps a second at most; 0: as fast as it can. The nearest of those that are offered is marked."""
        if pace <= 0:
            name = "fast"
        else:
            name = min(("slow", "medium"), key=lambda each: abs(PACES[each] - pace))
        self.pace.show_chosen(name)

    def show_axes(self, width: int, axes: tuple[int, int]) -> None:
        """Of how many numbers the mixture is, and which two of them are seen."""
        for box, axis in zip(self.axes, axes, strict=True):
            if box.count() != width:
                box.clear()
                box.addItems([f"z{number + 1}" for number in range(width)])
            box.setCurrentIndex(axis)
        self._width = width
        self.refit()

    def show_gain(self, label: str, gain: Gain | None) -> None:
        """How likely the examples are now, of the model called *label* ("" where there is one only), and what the last
        step has gained."""
        if gain is None:
            self._words.set_text("")
            self._words.set_help("")
            return
        now = self.tr("{0} nats").format(nats_text(gain.now))
        told = gain_words(gain)
        whole = self.tr("log-likelihood {0}").format(now)
        full = f"{whole} · {told}" if told else whole
        brief = self.tr("log L {0}").format(nats_text(gain.now))
        short = f"{brief} · {told}" if told else brief
        self._words.set_text(full, (short, brief, nats_text(gain.now, 2)))
        which = f"{label}: " if label else ""
        self._words.set_help(
            which
            + self.tr("Mean over the examples of the log of their density: higher is likelier, and EM never lowers it.")
        )

    # ------------------------------------------------------------------ showing

    def _show_buttons(self) -> None:
        paused = self._why_not or self.tr("Pause first: then E and M can be done one at a time")
        tips = {
            (EXPECTATION,): expectation_words(),
            (MAXIMISATION,): maximisation_words(),
            (EXPECTATION, MAXIMISATION): self.tr("One whole step: E, then M"),
        }
        for players, button in self._buttons.items():
            mine = len(players) == 1 and self._asked is not None and self._asked == (players[0] == MAXIMISATION)
            button.setEnabled(self._enabled)
            button.setToolTip(plain_tip(tips[players] if self._enabled else paused))
            set_style(button, state="next" if mine else "")
            button.setAccessibleDescription(self.tr("comes next") if mine else "")
        line = ""
        if self._asked is not None:
            line = maximisation_words() if self._asked else expectation_words()
        self._line.set_text(self.tr("next: {0}").format(line) if line else "")

    def _on_axis_chosen(self) -> None:
        self.axes_chosen.emit(self.axes[0].currentIndex(), self.axes[1].currentIndex())

    def fit(self) -> None:
        """Where there is little room captions go first, then the line, then the plane; tooltips say the same."""
        kept: list[QWidget] = [*self._buttons.values(), self.pace]
        kept += [] if self.model.isHidden() else [self.model]
        spare = self.width() - sum(each.sizeHint().width() + SPACING for each in kept) - LEAST_WORDS
        wide = self._width > 2
        for widgets, wanted, least in (
            (self.axes, wide, None),
            ((self._line,), True, 90),
            ((self._pace_caption,), True, None),
            ((self._axes_caption,), wide, None),
        ):
            room = sum((least or each.sizeHint().width()) + SPACING for each in widgets)
            shown = wanted and spare >= room
            spare -= room if shown else 0
            for widget in widgets:
                if widget.isHidden() == shown:
                    widget.setVisible(shown)


def gain_words(gain: Gain) -> str:
    """What the last step, or the hand, has made of the likelihood; "" where nothing came before."""
    if gain.gained is None:
        return ""
    text, steps = gain_text(gain.gained), gain.step - gain.since
    if steps == 0:
        return QCoreApplication.translate("MixturesBar", "by hand {0}").format(text)
    if steps == 1:
        return QCoreApplication.translate("MixturesBar", "last step {0}").format(text)
    return QCoreApplication.translate("MixturesBar", "last {0} steps {1}").format(steps, text)


def make_sample() -> QWidget:
    bar = MixturesBar()
    bar.show_models([(0, "K = 3"), (1, "K = 5")], 0)
    bar.show_asked(False)
    bar.show_pace(2.0)
    bar.show_axes(4, (0, 1))
    bar.show_gain("K = 3", Gain(7, 1.2345, 6, 1.2301))
    bar.resize(1000, 40)
    return bar


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
