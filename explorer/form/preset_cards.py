"""Presets as a grid of cards: click one, or walk with the arrow keys and press Enter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button, make_label
from explorer.style.theme import DARK, Theme, mix
from explorer.style.unbreakable import unbreakable

COLUMNS = 2
FOLDED = 4  # cards that are shown before "More…" is asked for
PADDING = 9  # px
RADIUS = 8
SUMMARY_LINES = 2
TITLE_LINES = 3  # of the most that a long title takes; the summary has the rest
# How far each key goes through the cards; Enter stays and chooses.
GRID_KEYS: dict[int, int] = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -COLUMNS, Qt.Key.Key_Down: COLUMNS,
    Qt.Key.Key_Return: 0, Qt.Key.Key_Enter: 0,
}  # fmt: skip


class PresetCard(QAbstractButton):
    """A title and a summary in four lines together; all of it is in the tooltip. A title that is still too long is
    shortened in its middle, for titles tend to differ at their ends."""

    def __init__(self, name: str, title: str, summary: str, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(f"preset-{name}")
        self.setCheckable(True)
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(summary)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.summary = summary
        self.theme = theme
        self.show_why_not("")

    def show_why_not(self, reason: str) -> None:
        """Why it cannot be chosen; empty where it can."""
        self.setEnabled(not reason)
        self.setCursor(Qt.CursorShape.ArrowCursor if reason else Qt.CursorShape.PointingHandCursor)
        self.setToolTip(plain_tip("\n".join(filter(None, (reason, self.text(), self.summary)))))

    def _fonts(self) -> tuple[QFont, QFont]:
        title, summary = QFont(self.font()), QFont(self.font())
        title.setWeight(QFont.Weight.Medium)
        summary.setPixelSize(max(round(summary.pixelSize() * 0.885), 1))
        return title, summary

    def _lines(
        self, text: str, font: QFont, most: int, elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight
    ) -> list[str]:
        """*text* broken to the card's width in at most *most* lines, the last one elided."""
        metrics, room = QFontMetrics(font), max(self.width() - 2 * PADDING, 1)
        pieces = unbreakable(text)
        lines: list[str] = []
        while pieces and len(lines) < most - 1:
            line = pieces.pop(0)
            while pieces and metrics.horizontalAdvance((line + pieces[0]).rstrip()) <= room:
                line += pieces.pop(0)
            if metrics.horizontalAdvance(line.rstrip()) > room:  # a long word breaks anywhere
                fitting = next(
                    n for n in range(len(line), 0, -1) if n == 1 or metrics.horizontalAdvance(line[:n]) <= room
                )
                pieces.insert(0, line[fitting:])
                line = line[:fitting]
            lines.append(line.rstrip())
        if pieces:
            lines.append(metrics.elidedText("".join(pieces), elide, room))
        return lines

    def sizeHint(self) -> QSize:
        title, summary = self._fonts()
        lines = SUMMARY_LINES if self.summary else 0
        height = 2 * QFontMetrics(title).height() + lines * QFontMetrics(summary).height()
        return QSize(96, height + 2 * PADDING - 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and Enter are for the grid, which knows where the other cards are."""
        if event.key() in GRID_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, chosen = self.theme, self.isChecked()
        fill = theme.field_hover if self.underMouse() and self.isEnabled() else theme.field
        if chosen:
            fill = mix(theme.panel, theme.accent, 0.12)
        edge = theme.accent if chosen or self.hasFocus() else fill
        painter.setBrush(QColor(fill))
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        title_font, summary_font = self._fonts()
        title_lines = self._lines(self.text(), title_font, TITLE_LINES, Qt.TextElideMode.ElideMiddle)
        summary_lines = self._lines(self.summary, summary_font, SUMMARY_LINES + 2 - len(title_lines))
        y = PADDING - 1
        for font, ink, lines in (
            (title_font, theme.text if self.isEnabled() else theme.muted, title_lines),
            (summary_font, theme.muted, summary_lines),
        ):
            painter.setFont(font)
            painter.setPen(QColor(ink))
            metrics = QFontMetrics(font)
            for line in lines:
                painter.drawText(PADDING, y + metrics.ascent(), line)
                y += metrics.height()


class PresetCards(QWidget):
    """``preset_chosen(name)`` when the user clicks a card or presses Enter or Space on it, ``runs_requested()`` for
    what was trained before."""

    preset_chosen = Signal(str)
    runs_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("presets")
        self._theme = DARK
        self._cards: dict[str, PresetCard] = {}
        self._current, self._folded, self._why_not = "", FOLDED, ""
        self._may_fold = False  # whether a card was chosen in the unfolded list
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        column.addLayout(self._grid)
        self._summary = make_label("", "small", "presets-summary", wrap=True)
        self._summary.hide()
        column.addWidget(self._summary)
        self._more = make_button(self.tr("More…"), "presets-more", "link", checkable=True)
        self._more.toggled.connect(self._show_fold)
        self._runs = make_button(self.tr("All runs…"), "presets-runs", "link", self.tr("What was trained before"))
        self._runs.clicked.connect(self.runs_requested)
        links = QHBoxLayout()
        links.addWidget(self._more)
        links.addStretch(1)
        links.addWidget(self._runs)
        column.addLayout(links)

    def show_presets(self, presets: Sequence[tuple[str, str, str]]) -> None:
        """(name, title, one-line summary) of each preset, in order."""
        for card in self._cards.values():
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = {name: PresetCard(name, title, summary, self._theme) for name, title, summary in presets}
        for name, card in self._cards.items():
            card.setParent(self)
            card.clicked.connect(partial(self._on_card_clicked, name))
            card.show_why_not(self._why_not)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self.show_current(self._current)

    def show_current(self, name: str) -> None:
        """Outlines the card of preset *name*, whose whole summary stands below; a name without a card outlines none."""
        self._current = name
        for own, card in self._cards.items():
            card.setChecked(own == name)
        current = self._cards.get(name)
        self._summary.setText("" if current is None else current.summary)
        self._summary.setVisible(current is not None and bool(current.summary))
        self._show_fold()

    def show_why_not(self, reason: str) -> None:
        """Why no preset can be begun here; empty where all can."""
        self._why_not = reason
        for card in self._cards.values():
            card.show_why_not(reason)

    def set_folded(self, count: int) -> None:
        """How many cards are shown before more are asked for."""
        if count != self._folded:
            self._folded = count
            self._show_fold()

    def fold_if_chosen(self) -> None:
        """Folds the list where a card was chosen since it was unfolded: the pointer is no longer near it."""
        elsewhere = all(name == self._current or not card.hasFocus() for name, card in self._cards.items())
        if self._may_fold and elsewhere:  # the card that has the focus is not taken away
            self._may_fold = False
            self._more.setChecked(False)

    def _show_fold(self) -> None:
        """The first cards, the current one among them; all of them when unfolded."""
        unfolded = self._more.isChecked()
        places = {name: place for place, name in enumerate(self._cards)}
        first = self._folded - (places.get(self._current, 0) >= self._folded)
        self._more.setText(self.tr("Fewer") if unfolded else self.tr("More…"))
        self._more.setVisible(len(self._cards) > self._folded)
        shown = [c for n, c in self._cards.items() if unfolded or places[n] < first or n == self._current]
        for card in self._cards.values():
            self._grid.removeWidget(card)
            card.setVisible(card in shown)
        for index, card in enumerate(shown):
            self._grid.addWidget(card, index // COLUMNS, index % COLUMNS)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for card in self._cards.values():
            card.theme = theme
            card.update()

    def _on_card_clicked(self, name: str, _checked: bool = False) -> None:
        """The list stays unfolded: folded now, knobs would come under the pointer of whoever clicks the next card. It
        is folded once the pointer is elsewhere, for the knobs lie below it."""
        self._may_fold = self._more.isChecked()
        self.show_current(self._current)  # the state decides which card is outlined
        self.preset_chosen.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cards = [card for card in self._cards.values() if not card.isHidden()]
        at = next((index for index, card in enumerate(cards) if card.hasFocus()), None)
        step = GRID_KEYS.get(event.key())
        if at is None or step is None:
            super().keyPressEvent(event)
        elif step:
            to = at + step
            if 0 <= to < len(cards):
                cards[to].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            cards[at].click()


def make_sample() -> QWidget:
    window = QWidget()
    column = QVBoxLayout(window)
    cards = PresetCards()
    cards.show_presets(
        [
            ("ae-vs-vae", "AE vs VAE", "same data, same seed"),
            ("vae-2d", "VAE 2-D", "one map"),
            ("moons", "Moon phases", "1-D code, a circle that it has to tear"),
            ("zh", "变分自编码器与自编码器的潜空间对比实验", "相同的数据与随机种子,两张地图并排显示"),
        ]
    )
    cards.show_current("ae-vs-vae")
    column.addWidget(cards)
    column.addStretch(1)
    window.resize(250, 240)
    return window


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
