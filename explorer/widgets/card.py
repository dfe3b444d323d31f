"""The titled card: a header (title, subtitle, pills, badge, score, tools, export menu) over a body."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.gui_thread.menu_button import give_menu
from explorer.style.icons import make_icon
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_icon_button, make_label, with_steady_digits
from explorer.style.theme import DARK, Theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.fold_button import FoldButton, is_foldable
from explorer.widgets.pill import Pill

TITLE_KEEPS = 6  # letters of the title, however narrow the card
STRUT = 28  # px of height that a header has beside its margins at least
MARGINS, SPACING, PILL_SPACING, TOOL_SPACING = (12, 6, 10, 6), 8, 6, 6  # px


class _Header(QFrame):
    """Tells when it is resized or something in it asks for another size."""

    room_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card-header")
        self.least: Callable[[], int] | None = None  # the width below which nothing more can be left out

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.room_changed.emit()
        return done

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return least if self.least is None else QSize(self.least(), least.height())


class ToolSlot(QWidget):
    """Holds a tool, which others show and hide, and hides it where there is no room."""

    def __init__(self, tool: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.tool = tool
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(tool)
        tool.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A tool that comes while this is hidden."""
        if event.type() == QEvent.Type.ShowToParent:
            self._tell_header()
        return False

    def event(self, event: QEvent) -> bool:
        """A tool that asks for another size, say, as it has got other letters, while this is hidden."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._tell_header()
        return super().event(event)

    def _tell_header(self) -> None:
        """Of what its layout does not, while this is hidden."""
        if self.isHidden() and (header := self.parentWidget()) is not None:
            QApplication.postEvent(header, QEvent(QEvent.Type.LayoutRequest))

    @property
    def is_wanted(self) -> bool:
        """Whether the tool is there to be used, folded or not."""
        return not self.tool.isHidden()

    @property
    def needed(self) -> int:
        """px of width"""
        return max(self.tool.sizeHint().width(), self.tool.minimumWidth())


class _PillBox(QWidget):
    """Does not keep the header from shrinking: its pills are left out first."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class Card(QFrame):
    """Every panel of the centre and the bottom is one. Object names: *name* with ``-title``, ``-export`` and so on."""

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None, name: str = "card") -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        keep = len(title) if subtitle else TITLE_KEEPS  # a subtitle is shortened first
        self._title = ElidedLabel(title, "title", keep=keep)
        self._title.setObjectName(f"{name}-title")
        self._subtitle = ElidedLabel(subtitle, "muted")
        self._score = make_label("", "score", f"{name}-score")
        self._score.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        with_steady_digits(self._score)
        self._score.hide()
        self._score_text = self._score_help = self._widest_score = ""
        self._pills: list[Pill] = []
        self._tools: list[ToolSlot] = []
        self._fold = FoldButton(f"{name}-more")
        self._pill_texts: tuple[str, ...] = ()
        self._export = make_icon_button(f"{name}-export", self.tr("Export"))
        self._export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._export.setIcon(make_icon("export", DARK.muted))
        self._export.hide()
        self._lay_out()
        self._subtitle.setVisible(bool(subtitle))

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._header = _Header()
        self._column.addWidget(self._header)
        self._header.least = self._least_width
        self._header.room_changed.connect(self._fit_header)
        self._row = QHBoxLayout(self._header)
        self._row.setContentsMargins(*MARGINS)
        self._row.setSpacing(SPACING)
        self._row.addWidget(self._title)
        self._row.addWidget(self._subtitle)
        self._pill_box = _PillBox()
        self._pill_row = QHBoxLayout(self._pill_box)
        self._pill_row.setContentsMargins(0, 0, 0, 0)
        self._pill_row.setSpacing(PILL_SPACING)
        self._row.addWidget(self._pill_box)
        self._row.addStretch(1)
        self._row.addWidget(self._score)
        self._tool_row = QHBoxLayout()
        self._tool_row.setSpacing(TOOL_SPACING)
        self._row.addLayout(self._tool_row)
        self._row.addWidget(self._fold)
        self._row.addWidget(self._export)
        self._row.addStrut(STRUT)  # not a minimum height, which would let larger tools be squeezed
        self._body: QWidget | None = None

    def set_title(self, title: str, *shorter: str) -> None:
        """*shorter* forms stand where there is no room for it."""
        self._title.set_text(title, shorter)

    def lead_with(self, widget: QWidget) -> None:
        """Puts *widget*, such as tabs, where the title stands."""
        self._title.hide()
        self._row.insertWidget(0, widget)

    def put_beside_title(self, widget: QWidget) -> None:
        """Puts *widget*, such as a legend, right after the title."""
        self._row.insertWidget(1, widget)

    def take_from_title(self, widget: QWidget) -> None:
        """Takes away what was put beside the title; it still belongs to whoever put it there."""
        self._row.removeWidget(widget)

    def is_beside_title(self, widget: QWidget) -> bool:
        return self._row.indexOf(widget) >= 0

    @property
    def title_width(self) -> int:
        """Logical pixels that the whole title takes."""
        return self._title.sizeHint().width()

    def set_subtitle(self, subtitle: str) -> None:
        """A few words after the title, paler; "" for none."""
        self._subtitle.set_text(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def set_pills(self, texts: Sequence[str]) -> None:
        """Short read-outs after the title. Where there is no room for all of them the last ones are left out."""
        self._pill_texts = tuple(texts)
        while len(self._pills) < len(texts):
            pill = Pill()
            self._pills.append(pill)
            self._pill_row.addWidget(pill)
        for pill, text in zip(self._pills, texts, strict=False):
            pill.set_text(text)
        self._fit_header()

    def set_score(self, text: str, tooltip: str = "") -> None:
        """What counts most, at the right of the header in the hole colour: "prior · holes 37 % ± 1", where there is
        little room "holes 37 %", and at last "37 %"; an empty text hides it."""
        if (text, tooltip) == (self._score_text, self._score_help):
            return
        self._score_text, self._score_help = text, tooltip
        self._score.setAccessibleName(text)
        self._score.setVisible(bool(text))
        # Once wide, always wide: a share that falls below ten percent moves nothing beside it.
        if not text or self._width_of_score(text) > self._width_of_score(self._widest_score):
            self._widest_score = text
        self._fit_header()

    def add_tool(self, widget: QWidget) -> None:
        """A small control in the header, left of the export button. Buttons with words go into a menu where there is
        no room for them."""
        slot = ToolSlot(widget, self._header)
        self._tools.append(slot)
        self._tool_row.addWidget(slot)
        self._tool_row.addStrut(max(STRUT, widget.sizeHint().height()))  # folded or of another page: nothing moves

    def set_export_menu(self, menu: QMenu) -> None:
        """Shows the export button in the corner; it opens *menu*."""
        give_menu(self._export, menu)
        self._export.show()

    def _fit_header(self) -> None:
        """Shows as many pills as there is room for beside the whole title and what stands at the right."""
        self._fold_tools()
        room = self._header.width() - self._needed_beside_title()
        self._fit_score(room)
        room -= self._width_of_score(self._score.text())
        room -= self._title.sizeHint().width() * (not self._title.isHidden()) + SPACING - PILL_SPACING
        shown = 0
        for index, pill in enumerate(self._pills):
            room -= pill.sizeHint().width() + PILL_SPACING
            visible = index < len(self._pill_texts) and room >= 0
            shown += visible
            if visible == pill.isHidden():
                pill.setVisible(visible)
        self._pill_box.setVisible(shown > 0)
        for row in (self._pill_row, self._row):  # in the same frame: nothing is seen half way
            row.activate()

    def _in_header(self) -> list[ToolSlot]:
        return [slot for slot in self._tools if slot.is_wanted and self._tool_row.indexOf(slot) >= 0]

    def _fold_tools(self) -> None:
        """The last buttons go into the menu first."""
        slots = self._in_header()
        folded: list[ToolSlot] = []
        room = self._header.width() - self._least_width(folding=False)
        for slot in reversed(slots):
            if room >= 0:
                break
            if is_foldable(slot.tool):
                room += slot.needed + TOOL_SPACING - (0 if folded else self._fold.sizeHint().width() + SPACING)
                folded.insert(0, slot)
        for slot in self._tools:
            shown = slot.is_wanted and slot not in folded
            if slot.isHidden() == shown:
                slot.setVisible(shown)
        self._fold.show_folded([slot.tool for slot in folded if isinstance(slot.tool, QAbstractButton)])

    def _least_width(self, folding: bool = True) -> int:
        """With the title and the score as short as they get, and the tools in the menu where *folding*."""
        slots = self._in_header()
        kept = [slot for slot in slots if not (folding and is_foldable(slot.tool))]
        needed = self._needed_beside_title(kept, len(kept) < len(slots), least=True)
        needed += self._width_of_score(self._score_forms()[-1])
        return needed + self._title.minimumSizeHint().width() * (not self._title.isHidden())

    def _score_forms(self) -> list[str]:
        """From the longest to the shortest, with the widest number that there has been."""
        return forms(self._widest_score)

    def _fit_score(self, room: int) -> None:
        """The longest form beside which the whole title has room, else the longest beside its beginning."""
        texts, widest = forms(self._score_text), self._score_forms()
        widths = [self._width_of_score(text) for text in widest]
        whole, least = self._title.sizeHint().width(), self._title.minimumSizeHint().width()
        if self._title.isHidden():
            whole = least = 0
        fits = [at for title in (whole, least) for at, width in enumerate(widths) if width + title <= room]
        at = min(fits[0] if fits else len(widths) - 1, len(texts) - 1)
        self._score.setText(texts[at])
        self._score.setFixedWidth(widths[min(at, len(widths) - 1)])
        whole_text = self._score_text if at else ""
        self._score.setToolTip(plain_tip("\n".join(filter(None, (whole_text, self._score_help)))))

    def _width_of_score(self, text: str) -> int:
        self._score.ensurePolished()
        return QFontMetrics(self._score.font()).horizontalAdvance(text)

    def _needed_beside_title(
        self, tools: Sequence[ToolSlot] | None = None, folds: bool | None = None, least: bool = False
    ) -> int:
        """The width of everything but title, pills and the score's text; with the tools as they are shown now, or with
        *tools* and, where it *folds*, the menu for the others. Tabs and chips count as they are, or at their
        *least*."""
        if tools is None:
            tools = [slot for slot in self._in_header() if not slot.isHidden()]
        folds = not self._fold.isHidden() if folds is None else folds
        needed = MARGINS[0] + MARGINS[2] + SPACING
        needed += SPACING * (not self._score.isHidden())
        needed += sum(slot.needed + TOOL_SPACING for slot in tools) + (SPACING - TOOL_SPACING if tools else 0)
        needed += (self._fold.sizeHint().width() + SPACING) * folds
        counted = (self._title, self._pill_box, self._score, self._fold)
        for item in filter(None, map(self._row.itemAt, range(self._row.count()))):
            part = item.widget()
            if part is not None and part not in counted and not item.isEmpty():
                shrunk = least or part is self._subtitle  # which is shortened before anything else
                needed += (part.minimumSizeHint() if shrunk else part.sizeHint()).width() + SPACING
        return needed

    def set_body(self, body: QWidget, margin: int = 8) -> None:
        """Puts *body* under the header; what was there before is deleted."""
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.deleteLater()
        self._body = body
        body.setContentsMargins(margin, margin, margin, margin)
        self._column.addWidget(body, 1)

    def set_theme(self, theme: Theme) -> None:
        self._export.setIcon(make_icon("export", theme.muted))


def forms(score: str) -> list[str]:
    """A score from its longest to its shortest form: "prior · holes 37 % ± 1", "prior · holes 37 %", "holes 37 %",
    "37 %"."""
    certain = score.partition(" ±")[0]
    last = certain.rpartition(" · ")[2]
    digit = next((at for at, letter in enumerate(last) if letter.isdigit()), 0)
    return list(dict.fromkeys((score, certain, last, last[digit:])))


def make_sample() -> QWidget:
    window = QWidget()
    row = QHBoxLayout(window)
    for title, subtitle, pills, badge in (
        ("VAE", "", ["−ELBO 140.2 nats", "KL 6.9"], "holes 12 % ± 1"),
        ("损失曲线与重建误差", "重建 · KL · 测试(虚线)以及一个非常非常长的副标题说明文字", ["对数", "平滑"], ""),
        ("Reconstructions", "held-out, fixed", [], ""),
    ):
        card = Card(title, subtitle)
        card.set_pills(pills)
        card.set_score(badge, "The share of the prior in holes")
        menu = QMenu(card)
        menu.addAction("PNG…")
        card.set_export_menu(menu)
        card.set_body(make_label("body", "muted"))
        row.addWidget(card)
    window.resize(1100, 240)
    return window


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
