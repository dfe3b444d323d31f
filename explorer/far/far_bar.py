"""The line under the top bar of a window whose run is trained on another machine: which one, how far away, who has the
controls, and what became of the link."""

from __future__ import annotations

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from explorer.texts.filled import filled
from explorer.texts.sentences import sentence_text
from explorer.widgets.linked_line import LinkedLine
from trainers.messages import LinkChanged, LinkPhase
from trainers.shown import shown, shown_name


class FarBar(LinkedLine):
    """Hidden while the run is trained here."""

    controls_requested = Signal()
    link_requested = Signal()  # to be tried once more

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("far_bar", parent)
        self._host = self.add_words("far_host", "strong", keep=12)
        self._link = self.add_words("far_link", "muted", keep=9)
        self._problem = self.add_words("far_problem", "warning", keep=12)
        self.add_stretch()
        self._others = self.add_words("far_others", "muted", keep=9)
        self._take = self.add_link(
            self.tr("Take the controls"),
            "far_take",
            self.tr("This window trains and changes the run; the one that did watches"),
        )
        self._again = self.add_link(self.tr("Try again"), "far_again", self.tr("Try to reach the machine again"))
        self._take.clicked.connect(self.controls_requested)
        self._again.clicked.connect(self.link_requested)

    def show_link(self, link: LinkChanged | None) -> None:
        """How things stand with the link, or that there is none."""
        self.setVisible(link is not None)
        if link is None:
            return
        live = link.phase is LinkPhase.LIVE
        watches = live and bool(link.why_watched)
        here = self.tr("Trained by another program")
        self._host.set_text(filled(self.tr("Trained on {0}"), shown_name(link.host)) if link.host else here)
        self._link.set_text(self._words(link))
        self._link.set_help(self.tr("How long a question and its answer are on their way") if live else "")
        self._problem.set_text(shown(sentence_text(link.reason)) if not live else "")
        self._others.set_text(self._company(link) if live else "")
        self._problem.setVisible(bool(link.reason) and not live)
        self._others.set_help(sentence_text(link.why_watched) if watches else "")
        self._take.setVisible(watches and not link.only_watched)
        self._again.setVisible(link.phase is LinkPhase.ENDED)

    def _words(self, link: LinkChanged) -> str:
        match link.phase:
            case LinkPhase.CONNECTING:
                return self.tr("connecting…")
            case LinkPhase.LIVE:
                milliseconds = link.delay * 1000
                return "" if math.isnan(milliseconds) else self.tr("{0} ms away").format(f"{milliseconds:.0f}")
            case LinkPhase.BROKEN:
                return self.tr("link broken: the run goes on there; trying again")
        return self.tr("no link")

    def _company(self, link: LinkChanged) -> str:
        if link.only_watched:
            return self.tr("only watched here")
        if link.why_watched:
            return self.tr("this window watches")
        return self.tr("others watch: {0}").format(link.others) if link.others else ""


def make_sample() -> QWidget:
    bar = FarBar()
    bar.show_link(LinkChanged("gpu1", LinkPhase.LIVE, 0.012, controls=True, others=2))
    bar.resize(1280, 28)
    return bar


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
