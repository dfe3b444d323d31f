"""Finish the picture: the covered one at the left, sixteen endings at the right, and what decides how they come."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button
from explorer.style.theme import Theme
from explorer.texts.filled import in_a_row
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.export_button import ChoosePath, ask_path
from explorer.widgets.lines_label import LinesLabel
from explorer.workspaces.components.finish.finish_controls import FinishControls
from explorer.workspaces.components.finish.finished import Finished
from explorer.workspaces.components.finish.reveal import Reveal
from explorer.workspaces.components.finish.site_pane import BigPicture, SitePane
from explorer.workspaces.components.sites import Cover, free_places, hidden_pixels
from trainers import messages
from trainers.examples import UInt8

SPACING = 6  # px
NOTE_LINES = 2
LEAST_PICTURES, EASY = 110, 240  # px of height below which controls go, and that are enough for all words
OFFER_GAP = 24  # px between the note and what it offers: that belongs to no other button
DIM_MS = 250  # endings that come sooner are not announced
BIG_SHARE, ENDINGS_SHARE = 10, 11  # of the width
Offer = tuple[str, str, str]  # what is sent, the words on the button and its tooltip


class FinishView(QWidget):
    """Wishes go out as signals; facts come in through ``show_*``. Answers play at a pace of their own: another answer
    to the same question, of newer weights, takes the place of the one before as soon as it has come as far."""

    painted = Signal(int, int, bool)  # row, column, whether it is covered
    ending_picked = Signal(int)
    pixel_chosen = Signal(int, int)
    pixel_stepped = Signal(int, int, int)  # row, column, how many levels up
    pixel_pointed = Signal(int, int, int)  # ending or -1 for the large picture, row, column; row -1: away
    offer_taken = Signal(str)

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("finish")
        self._finished: Finished | None = None
        self._answer: messages.Completed | None = None
        # Endings with what is known as the model sees it: an answer, what it answers, pictures (N, C, H, W).
        self._merged: tuple[messages.Completed, Finished, UInt8] | None = None
        self._free: np.ndarray = np.zeros(0, np.int64)
        self._buttons: list[QWidget] = []
        self._noted: tuple[str, tuple[Offer, ...]] = ("", ())
        self._hint = ""  # what hands can do now
        self.reveal = Reveal(self)
        self.reveal.moved.connect(self._show_endings)
        self.big = BigPicture("big_picture", self.tr("The picture appears with the data."), choose_path)
        self.big.setAccessibleName(self.tr("The picture that is being finished"))
        self.endings = SitePane("endings", "", choose_path)
        self.endings.setAccessibleName(self.tr("Sixteen endings"))
        self.controls = FinishControls()
        self.controls.replay_wanted.connect(self.reveal.replay)
        self.big.pixel_pointed.connect(lambda picture, row, column: self.pixel_pointed.emit(-1, row, column))
        self.big.pixel_chosen.connect(self.pixel_chosen)
        self.big.pixel_stepped.connect(self.pixel_stepped)
        self.big.painted.connect(self.painted)
        self.endings.pixel_pointed.connect(self._on_ending_pointed)
        self.endings.picture_chosen.connect(self._on_ending_chosen)
        self._dim = QTimer(self, singleShot=True, interval=DIM_MS)
        self._dim.timeout.connect(lambda: self.endings.show_dimmed(self._answer is None))
        self._make_words()
        self._lay_out()
        self.show_drawing(False)

    # ------------------------------------------------------------------ parts

    def _make_words(self) -> None:
        self._covered = ElidedLabel("", "small")
        self._covered.setObjectName("covered")
        self._nats = ElidedLabel("", "small")
        self._nats.setObjectName("ending_nats")
        self._note = LinesLabel(NOTE_LINES)
        self._note.setObjectName("cover_note")
        self._offers = QHBoxLayout()
        self._offers.setSpacing(6)

    def _lay_out(self) -> None:
        pictures = QHBoxLayout()
        pictures.setSpacing(10)
        for view, words, share in (
            (self.big, self._covered, BIG_SHARE),
            (self.endings, self._nats, ENDINGS_SHARE),
        ):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(view, 1)
            column.addWidget(words)
            pictures.addLayout(column, share)
        self._note_row = QWidget()
        row = QHBoxLayout(self._note_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(OFFER_GAP)
        row.addWidget(self._note, 1)
        row.addLayout(self._offers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addLayout(pictures, 1)
        column.addWidget(self.controls)
        column.addWidget(self._note_row)

    def header_widgets(self) -> list[QWidget]:
        """Controls for the card's header."""
        return self.endings.header_widgets()

    def set_theme(self, theme: Theme) -> None:
        self.controls.popup.set_theme(theme)
        self.big.set_theme(theme)
        self.endings.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where pictures would have too little height, controls and words go."""
        margins = self.contentsMargins()
        room = self.height() - margins.top() - margins.bottom() - self._covered.sizeHint().height() - 2 * SPACING
        lines = NOTE_LINES if room > EASY else 1
        self._note.set_lines(lines)
        # There is always room for a note and what it offers, so that nothing moves when one comes.
        tall = max(self._note.height_of(lines), self.controls.line_height)
        self._note_row.setFixedHeight(tall)
        self.controls.fit(room - tall - SPACING - LEAST_PICTURES)

    # ------------------------------------------------------------------ from the state

    def show_finished(self, finished: Finished | None) -> None:
        """What is being finished; None as long as there are no data."""
        self._finished = finished
        if finished is None:
            self.big.show_images(None)
            return
        picked = finished.picked is not None
        self.controls.show_choice(finished.cover, finished.share, finished.speed, finished.truth, picked)
        self.reveal.set_speed(finished.speed)
        self.big.set_brush(finished.cover is Cover.BRUSH and not picked)
        self.big.set_changed(None if picked else finished.changed)
        shown = finished.picture if finished.picked is None else finished.picked
        if finished.truth and not picked and finished.original is not None:
            shown = finished.original
        self.big.show_images(shown, None if picked else ~finished.known, sheer=finished.truth)
        self.endings.show_chosen(finished.place)
        covered, pixels = int((~finished.known).sum()), finished.known.size
        hint = ""
        words = self.tr("covered: {0} of {1} pixels").format(covered, pixels)
        if picked:
            words = self.tr("ending {0}: click a pixel to change it").format(finished.place + 1)
        elif finished.cover is Cover.BRUSH:
            hint = self.tr("Drag over the picture to cover, with the right button to wipe.")
        elif finished.changed is not None and finished.levels > 2:
            hint = self.tr("The wheel over the changed pixel, or Page Up and Page Down, change it step by step.")
        self._covered.set_text(words)
        if hint != self._hint:
            self._hint = hint
            self._say_note()

    def forget_endings(self) -> None:
        """Those that are there answer another question. They are seen, dimmed, until the first answer to it."""
        self._answer = None
        self.reveal.begin(0)
        if not self._dim.isActive():
            self._dim.start()

    def show_drawing(self, drawing: bool) -> None:
        """Whether there are weights, so that endings are on their way."""
        words = self.tr("Drawing…") if drawing else self.tr("Endings appear with the first weights.")
        self.endings.show_empty(words)

    def clear(self) -> None:
        """Takes away all that was said of other models."""
        self.show_finished(None)
        self.forget_endings()
        self.endings.show_images(None)
        self.show_nats(None)
        self.show_note("")

    def show_completed(self, answer: messages.Completed) -> None:
        """More endings of the same question, or the same ones by newer weights."""
        if self._finished is None:
            return
        if self._answer is None:
            self._free = free_places(self._finished.known, answer.order)
            self.reveal.begin(len(self._free))
        there = len(self._free) if answer.last else int(np.searchsorted(self._free, answer.filled))
        same = self._answer is None or answer.request_id == self._answer.request_id
        if same or there >= self.reveal.place:
            self._answer = answer
            self._dim.stop()
            self.endings.show_dimmed(False)
            self.reveal.set_there(there)
            self._show_endings()

    def show_nats(
        self,
        truth: float | None,
        ending: float | None = None,
        changed: float | None = None,
        place: int = -1,
        brought: bool = False,
    ) -> None:
        """-log p of the picture itself, which is held out or was ``brought`` by the user, of the ``ending`` at that
        ``place`` that was picked, and of the picture with a pixel ``changed``, each where there is one and it is
        known."""
        words = []
        if ending is not None:
            words.append(self.tr("ending {0}: {1} nats").format(place + 1, f"{ending:.1f}"))
        elif changed is not None:
            words.append(self.tr("the changed picture: {0} nats").format(f"{changed:.1f}"))
        if truth is not None:
            form = self.tr("your picture: {0} nats") if brought else self.tr("the truth: {0} nats")
            words.append(form.format(f"{truth:.1f}"))
        text = " · ".join(words)
        noise = self.tr("sixteen endings, the same noise all along")
        if len(words) > 1:
            self._nats.set_text(text, [words[0]])
        else:
            self._nats.set_text(" · ".join([noise, *words]), words)

    def show_note(self, text: str, offers: tuple[Offer, ...] = ()) -> None:
        """A sentence on what the model cannot use, and the ways out."""
        if (text, offers) == self._noted:
            return
        self._noted = (text, offers)
        for button in self._buttons:
            self._offers.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for number, (sent, words, tip) in enumerate(offers):
            button = make_button(words, f"cover_offer_{number}", "pill")
            button.clicked.connect(lambda _checked=False, sent=sent: self.offer_taken.emit(sent))
            button.setToolTip(plain_tip(tip))
            self._offers.addWidget(button)
            button.show()
            self._buttons.append(button)
        self._say_note()

    def _say_note(self) -> None:
        note = self._noted[0]
        self._note.set_text(in_a_row((self._hint, note)), [self._hint] if self._hint and note else [])

    @property
    def answer(self) -> messages.Completed | None:
        """The endings that are shown."""
        return self._answer

    def ending(self, place: int) -> UInt8 | None:
        """The ending (1, C, H, W) at that place as it is seen, with what is known at the levels of the model."""
        answer, finished = self._answer, self._finished
        if answer is None or finished is None:
            return None
        merged: UInt8 = np.where(finished.known, finished.picture, answer.images[place : place + 1])
        return merged

    @property
    def is_at_rest(self) -> bool:
        return self._answer is not None and self._answer.last and not self.reveal.is_playing

    def _show_endings(self) -> None:
        answer = self._answer
        if answer is None or self._finished is None:
            return
        if self._merged is None or self._merged[0] is not answer or self._merged[1] is not self._finished:
            known, given = self._finished.known, self._finished.picture
            self._merged = (answer, self._finished, np.where(known, given, answer.images))
        place = self.reveal.place
        filled = len(answer.order) if place >= len(self._free) else int(self._free[place])
        self.endings.show_images(self._merged[2], hidden_pixels(self._finished.known, answer.order, filled))

    # ------------------------------------------------------------------ from the user

    def _on_ending_pointed(self, picture: int, row: int, column: int) -> None:
        """Of an ending that is still being filled in nothing can be told."""
        if picture < 0 or self.is_at_rest:
            self.pixel_pointed.emit(picture, row, column)

    def _on_ending_chosen(self, picture: int) -> None:
        if self._answer is not None and self._answer.last:
            self.ending_picked.emit(picture)
