"""The chosen fake at large: what D makes of it, what it tells G, what one step of G changes, what is like it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from explorer.pictures.picture_pane import Block, Cell, PicturePane, draw_label
from explorer.pixels.images import stack, tile
from explorer.style.capitals import capitals
from explorer.style.plain_text import plain_tip
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import Theme
from explorer.texts.listed import listed
from explorer.widgets.export_button import ChoosePath, ask_path
from explorer.widgets.painted_sentence import draw_sentence
from explorer.workspaces.adversarial.fakes.fake_layout import BAR, FakeLayout, lay_out
from explorer.workspaces.adversarial.fakes.fake_words import (
    after_line,
    class_name,
    no_pushes,
    pushes,
    read_out,
    score_line,
    what_relative_means,
    why_push_is_relative,
    why_pushes_differ,
)
from explorer.workspaces.adversarial.fakes.push_picture import push_picture
from trainers.examples import UInt8
from trainers.messages import FakeInspected

_MARGIN = 8.0
_LEFT, _MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter


class FakeDetails(PicturePane):
    """One column from the fake down to its nearest real images; what has no room is left out from the end."""

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__("fakeDetails", "fake", choose_path, parent)
        self.inspected: FakeInspected | None = None
        self._push: UInt8 | None = None
        self._nearest_names: tuple[str, ...] = ()
        self.layout_now: FakeLayout | None = None
        self.setAccessibleName(self.tr("The selected fake"))
        self.setMinimumSize(110, 120)

    # ------------------------------------------------------------------ inputs
    def show_inspected(self, inspected: FakeInspected | None, class_names: Sequence[str] = ()) -> None:
        """None clears."""
        self.inspected = inspected
        labels = None if inspected is None else inspected.nearest_labels
        self._nearest_names = () if labels is None else tuple(class_name(int(label), class_names) for label in labels)
        self._draw_push()
        self.setAccessibleDescription(self._spoken())
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw_push()
        super().set_theme(theme)

    def _draw_push(self) -> None:
        self._push = None
        if self.inspected is not None:
            self._push = push_picture(self.inspected.image, self.inspected.push, self._theme)

    def _spoken(self) -> str:
        if self.inspected is None:
            return self._empty_text()
        near = self.tr("nearest real: {0}").format(listed(self._nearest_names)) if self._nearest_names else ""
        return " · ".join(filter(None, [read_out(self.inspected), near]))

    # ------------------------------------------------------------------ layout
    def _arrange(self) -> list[Block]:
        self.layout_now = None
        found, push = self.inspected, self._push
        if found is None or push is None:
            return []
        area = QRectF(self.rect()).adjusted(_MARGIN / 2, _MARGIN, -_MARGIN, -_MARGIN)
        aspect = found.image.shape[3] / found.image.shape[2]
        steps = 3 if len(found.after) else 1
        score = score_line(found.score, found.belief, found.relative)
        lines = 1 if self._bold_metrics().horizontalAdvance(score) <= area.width() else 2
        layout = lay_out(area, line_height(self), aspect, len(pushes(found)), steps, len(found.nearest), lines)
        self.layout_now = layout
        blocks = [Block(layout.fake, found.image, 1)]
        blocks += [Block(r, each, 1) for r, each in zip(layout.step, (push, found.image, found.after), strict=False)]
        blocks += [Block(r, found.nearest[i : i + 1], 1) for i, r in enumerate(layout.nearest)]
        return blocks

    # ------------------------------------------------------------------ painting
    def _paint_over(self, painter: QPainter) -> None:
        layout, found, theme = self.layout_now, self.inspected, self._theme
        if layout is None or found is None:
            return
        painter.setFont(small_font(self))
        self._draw_heading(painter, layout.lines["heading"])
        score = score_line(found.score, found.belief, found.relative)
        self._draw_score(painter, layout.lines["score"], layout.lines.get("more score"), score)
        draw_label(painter, layout.lines["push"], self.tr("weight of the push"), theme.gradient, _LEFT)
        for number, (area, (name, size)) in enumerate(zip(layout.bars, pushes(found), strict=True)):
            self._draw_push_bar(painter, area, name, size, bold=number == 0)
        if "no push" in layout.lines:
            draw_sentence(
                painter, layout.lines["no push"].adjusted(0, 0, 0, line_height(self)), no_pushes(), theme.muted
            )
        if layout.step:
            after = after_line(found)
            text = self.tr("one step of G, D held") if len(layout.step) > 1 else self.tr("light: more, dark: less")
            draw_label(painter, layout.lines["step"], after or text, theme.text if after else theme.muted, _LEFT)
            names = (self.tr("D's push"), self.tr("before"), self.tr("after"))
            for rect, name, ink in zip(layout.step, names, (theme.gradient, theme.muted, theme.muted), strict=False):
                self._draw_caption(painter, rect, name, ink)
        if layout.nearest:
            draw_label(painter, layout.lines["nearest"], self.tr("nearest real"), theme.real, _LEFT)
            for rect, name in zip(layout.nearest, self._nearest_names, strict=False):
                self._draw_caption(painter, rect, name, theme.muted)

    def _draw_heading(self, painter: QPainter, area: QRectF) -> None:
        painter.save()
        caps = QFont(painter.font())
        caps.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1)
        caps.setWeight(QFont.Weight.DemiBold)
        painter.setFont(caps)
        draw_label(painter, area, capitals(self.tr("Selected")), self._theme.muted, _LEFT)
        painter.restore()

    def _bold_metrics(self) -> QFontMetricsF:
        bold = small_font(self)
        bold.setWeight(QFont.Weight.DemiBold)
        return QFontMetricsF(bold)

    def _draw_score(self, painter: QPainter, area: QRectF, below: QRectF | None, text: str) -> None:
        """The first number is what counts; where one line is too narrow the rest stands *below*."""
        first, dot, rest = text.partition(" · ")
        painter.save()
        bold = QFont(painter.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        draw_label(painter, area, first, self._theme.text, _LEFT)
        used = painter.fontMetrics().horizontalAdvance(first)
        painter.restore()
        if below is not None:
            draw_label(painter, below, rest, self._theme.muted, _LEFT)
        else:
            draw_label(painter, area.adjusted(used, 0, 0, 0), dot + rest, self._theme.muted, _LEFT)

    def _draw_push_bar(self, painter: QPainter, area: QRectF, name: str, size: float, bold: bool) -> None:
        """A name with its number over a bar from 0 to 1, which no slope exceeds."""
        painter.save()
        number, words = f"{size:.2f}", area.adjusted(0, 0, 0, -BAR)
        font = QFont(painter.font())
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        painter.setFont(font)
        ink = self._theme.text if bold else self._theme.muted
        width = painter.fontMetrics().horizontalAdvance(number)
        draw_label(painter, words, number, ink, Qt.AlignmentFlag.AlignRight)
        draw_label(painter, words.adjusted(0, 0, -width - 4, 0), name, ink, _LEFT)
        bar = QRectF(area.x(), area.bottom() - BAR, area.width(), BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.field))
        painter.drawRect(bar)
        bar.setWidth(bar.width() * min(1.0, max(0.0, size)))
        painter.setBrush(QColor(self._theme.gradient))
        painter.drawRect(bar)
        painter.restore()

    def _draw_caption(self, painter: QPainter, rect: QRectF, text: str, ink: str) -> None:
        area = QRectF(rect.x() - 3, rect.bottom() + 1, rect.width() + 6, line_height(self) - 1)
        draw_label(painter, area, text, ink, _MIDDLE)

    def _empty_text(self) -> str:
        return self.tr("Click a fake to see what D tells G about it.")

    # ------------------------------------------------------------------ pointer
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tip(self.tip_at(event.pos())), self)
            return True
        return super().event(event)

    def tip_at(self, position: QPoint) -> str:
        """What stands behind the words or the picture at a position."""
        layout = self.layout_now
        if layout is None or self.inspected is None:
            return ""
        if self.inspected.relative and layout.lines["score"].contains(position):
            return what_relative_means()
        if any(area.contains(position) for area in [layout.lines["push"], *layout.bars]) and layout.bars:
            return why_push_is_relative() if self.inspected.relative else why_pushes_differ()
        if layout.step and layout.step[0].contains(position):
            return self.tr(
                "The gradient of D's score by the pixels: light where D asks for more light, dark where for less."
            )
        if any(area.contains(position) for area in [layout.lines.get("step", QRectF()), *layout.step[1:]]):
            return self.tr("The same noise before and after one step of G, while D is held still.")
        return ""

    def _peek_picture(self, cell: Cell) -> UInt8 | None:
        return None if cell[0] == 0 else super()._peek_picture(cell)  # the fake is large enough

    def picture(self) -> UInt8 | None:
        if self.inspected is None or self._push is None:
            return None
        grey = self.inspected.image.shape[1] == 1
        push = self._push
        images = [np.repeat(each, 3, axis=1) if grey else each for each in (self.inspected.image, self.inspected.after)]
        rows = [tile(np.concatenate([images[0], push, images[1]]), 3)]
        if len(self.inspected.nearest):
            rows.append(tile(self.inspected.nearest, len(self.inspected.nearest)))
        return stack(rows)
