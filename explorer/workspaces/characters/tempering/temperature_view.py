"""The page of temperature: the plane of quality against variety, what is pointed at, and what the numbers say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.theme import Theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.lines_label import LinesLabel
from explorer.widgets.model_choice import ModelChoice
from explorer.workspaces.characters.tempering.sample_tempered import ENTROPY, sample_curve
from explorer.workspaces.characters.tempering.temperature_plot import TemperaturePlot
from explorer.workspaces.characters.tempering.tempered_curve import TemperedCurve
from explorer.workspaces.characters.tempering.tempered_verdict import judge
from explorer.workspaces.characters.tempering.tempered_words import (
    present_words,
    quality_title,
    steps_words,
    verdict_words,
)

SPACING = 4  # px
LINES = 3  # of the sentence


class TemperatureView(QWidget):
    """``temperature_chosen`` is the wish to write with a temperature, ``quality_chosen(name)`` that another quality be
    seen. Models are counted as they are shown, from 0."""

    temperature_chosen = Signal(float)
    quality_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("temperature_view")
        self._models: tuple[str, ...] = ()
        self._qualities: dict[str, tuple[str, bool]] = {}  # by name: in words, and whether higher is better
        self._quality = ""
        self._temperature = 1.0
        self.choice = ModelChoice("temperature_quality")
        self.choice.setToolTip(plain_tip(self.tr("Which quality of the texts is shown")))
        self.choice.model_chosen.connect(lambda at: self.quality_chosen.emit(list(self._qualities)[at]))
        self._where = ElidedLabel("", "small", keep=8)
        self._where.setObjectName("temperature_where")
        self._where.set_help(
            self.tr(
                "Each dot: texts written at one temperature. The ring is 1, the model as it is; a click on a dot "
                "writes at its temperature. Bars: two standard errors. Held-out text is foreseen at the same "
                "temperature: the more it surprises, the less of the variety of the data is left."
            )
        )
        self.plot = TemperaturePlot()
        self.plot.temperature_chosen.connect(self.temperature_chosen)
        self.plot.pointed.connect(self._say_where)
        self._verdict = LinesLabel(LINES)
        self._verdict.setObjectName("temperature_verdict")
        line = QHBoxLayout()
        line.addWidget(self._where, 1)
        line.addWidget(self.choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addLayout(line)
        column.addWidget(self.plot, 1)
        column.addWidget(self._verdict)
        self._say()

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        self.plot.set_theme(theme)

    def set_models(self, names: Sequence[str]) -> None:
        """Labels of the models that write; what is known of others goes."""
        self._models = tuple(names)
        self.plot.set_models(names)
        self._say()

    def show_curve(self, model: int, curve: TemperedCurve | None) -> None:
        self.plot.show_curve(model, curve)
        self._say()

    def show_qualities(self, qualities: Mapping[str, tuple[str, bool]], chosen: str) -> None:
        """What the data can say of texts: by name in words, and whether higher is better. Where the *chosen* one is
        none of them the last is shown."""
        self._qualities = dict(qualities)
        names = list(self._qualities)
        self._quality = chosen if chosen in self._qualities else (names[-1] if names else "")
        titles = [(at, self._title(name)) for at, name in enumerate(names)]
        self.choice.show_models(titles, names.index(self._quality) if names else -1)
        self.choice.setAccessibleName(
            self.tr("Quality: {0}").format(titles[names.index(self._quality)][1] if names else "")
        )
        self.choice.setVisible(len(names) > 1)
        if self._quality:
            self.plot.show_quality(self._quality, self._title(self._quality), self._higher)
        self._say()

    def show_temperature(self, temperature: float) -> None:
        """That of the desk."""
        self._temperature = temperature
        self.plot.show_temperature(temperature)
        self._say_where()

    def show_entropy(self, nats: float | None) -> None:
        """Nats a character of the distribution that the data come from, where that is known."""
        self.plot.show_entropy(nats)

    # ------------------------------------------------------------------ what is told

    @property
    def quality(self) -> str:
        """The name of the quality that is seen."""
        return self._quality

    def _title(self, name: str) -> str:
        return quality_title(*self._qualities[name])

    @property
    def _higher(self) -> bool:
        return self._qualities[self._quality][1]

    def _say(self) -> None:
        self._say_where()
        curves = {model: curve for model, curve in enumerate(self.plot.curves) if curve is not None}
        steps = {self._models[model]: curve.step for model, curve in curves.items()}
        if len(set(steps.values())) > 1:  # the one that has trained for longer looks better than it is
            words = steps_words(steps)
            self._verdict.set_text(words[0], words[1:])
            return
        if not self._quality or len(curves) < len(self._models):
            self._verdict.set_text("")  # what holds of some of them may not hold of all
            return
        verdict = judge(curves, self._quality, self._higher)
        title, labels = self._title(self._quality), dict(enumerate(self._models))
        words = verdict_words(verdict, labels, self._quality, title, self._higher)
        self._verdict.set_text(words[0], words[1:])

    def _say_where(self) -> None:
        words = self.plot.read_out()
        if not words and self._quality:
            words = present_words(self._temperature, self._models, self.plot.curves, self._quality, self._higher)
        self._where.set_text(words[0] if words else "", words[1:])


def make_sample() -> QWidget:
    view = TemperatureView()
    view.set_models(["maximum likelihood", "SeqGAN"])
    view.show_qualities({"true_share": ("true", True), "oracle_nats": ("", False)}, "oracle_nats")
    view.show_entropy(ENTROPY)
    view.quality_chosen.connect(
        lambda name: view.show_qualities({"true_share": ("true", True), "oracle_nats": ("", False)}, name)
    )
    view.temperature_chosen.connect(view.show_temperature)
    for model, behind in enumerate((0.0, 0.25)):
        view.show_curve(model, sample_curve(behind))
    view.show_temperature(0.8)
    view.resize(360, 380)
    return view


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
