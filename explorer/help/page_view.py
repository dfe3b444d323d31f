"""Shows a page of Markdown in the program's own colours and sizes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from explorer.style.theme import FONT_SIZES, Theme, mix
from trainers.letterforms import has_italics

HEADINGS = {1: 1.7, 2: 1.2}  # by level: times the size of the text
ABOVE = {2: 1.3, 3: 1.0}  # by level: room above a heading, times the size of the text
WIDEST = 46  # times the size of the text: a line that is easily read
LINE = 145.0  # per cent


def page_style(of: str, theme: Theme) -> str:
    """The style sheet of a page that is a widget *of* that class."""
    return (
        f"{of} {{ background: {theme.panel}; color: {theme.text}; border: none;"
        f" selection-background-color: {theme.accent}; selection-color: {theme.accent_text}; }}"
    )


def page_margin(size: float, width: float) -> float:
    """How far from the sides of a page so wide its lines begin and end, in px, with letters of that *size*."""
    return max(size * 2, (width - WIDEST * size) / 2)


class PageView(QTextBrowser):
    """Links between pages work, those to the internet open in the user's browser. Alt+Left goes back."""

    def __init__(self, theme: Theme, scale: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._scale = theme, scale
        self.setObjectName("page_view")
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setOpenExternalLinks(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sourceChanged.connect(lambda _url: self._dress())
        self.set_theme(theme, scale)

    def show_page(self, path: Path) -> None:
        """A Markdown file, from its beginning; nothing is left to go back to. Raises OSError when it is not there."""
        with path.open("rb"):
            pass
        self.setSource(QUrl())
        self.setSource(QUrl.fromLocalFile(str(path)))
        self.clearHistory()

    def set_theme(self, theme: Theme, scale: float) -> None:
        """The page stays where it was."""
        self._theme, self._scale = theme, scale
        self.setStyleSheet(page_style("QTextBrowser", theme))
        at = self.verticalScrollBar().value()
        self._dress()
        self.verticalScrollBar().setValue(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()

    # ------------------------------------------------------------------ dressing

    @property
    def _size(self) -> float:
        """Of the text, in pixels."""
        return FONT_SIZES["title"] * self._scale

    def _dress(self) -> None:
        """Markdown brings structure only: sizes, distances and colours are given here, block by block."""
        document = self.document()
        font = QFont(self.font())
        font.setPixelSize(round(self._size))
        document.setDefaultFont(font)
        self._set_margins()
        document.setIndentWidth(self._size * 1.6)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        block = document.begin()
        while block.isValid():
            self._dress_block(block)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._dress_table(frame)
        cursor.endEditBlock()

    def _set_margins(self) -> None:
        """Narrow lines in the middle of a wide window."""
        frame = self.document().rootFrame()
        side = page_margin(self._size, self.viewport().width())
        wanted = QTextFrameFormat(frame.frameFormat())
        wanted.setLeftMargin(side)
        wanted.setRightMargin(side)
        wanted.setTopMargin(self._size * 1.6)
        wanted.setBottomMargin(self._size * 2)
        if wanted != frame.frameFormat():
            frame.setFrameFormat(wanted)

    def _dress_block(self, block: QTextBlock) -> None:
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        shape = QTextBlockFormat()
        shape.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setTopMargin(self._size * ABOVE.get(level, 0.0))
        below = 0.0 if cursor.currentTable() is not None else 0.25 if block.textList() else 0.7
        shape.setBottomMargin(self._size * below)
        cursor.mergeBlockFormat(shape)
        spans = []
        iterator = block.begin()
        while not iterator.atEnd():  # all of them first, as a change of letters joins and splits them
            spans.append(iterator.fragment())
            iterator += 1
        for span in spans:
            cursor.setPosition(span.position())
            cursor.setPosition(span.position() + span.length(), QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(self._letters(span.charFormat(), level, span.text()))

    def _letters(self, found: QTextCharFormat, level: int, text: str) -> QTextCharFormat:
        theme, letters = self._theme, QTextCharFormat(found)
        letters.clearProperty(QTextFormat.Property.FontSizeAdjustment)  # it would win over the size
        size = self._size * HEADINGS.get(level, 1.0)
        if found.fontFixedPitch():
            size *= 0.9
            letters.setFontFamilies(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families())
            letters.setBackground(QColor(theme.field))
        letters.setProperty(QTextFormat.Property.FontPixelSize, round(size))
        stressed = found.fontItalic() and not has_italics(text)
        if stressed:
            letters.setFontItalic(False)
        if level or stressed:
            letters.setFontWeight(QFont.Weight.DemiBold)
        ink = theme.text
        if found.isAnchor():
            ink = theme.accent if theme.name == "light" else mix(theme.accent, theme.text, 0.25)
            letters.setFontUnderline(False)
        letters.setForeground(QColor(ink))
        return letters

    def _dress_table(self, table: QTextTable) -> None:
        shape = QTextTableFormat(table.format())
        shape.setBorder(1)
        shape.setBorderCollapse(True)
        shape.setBorderBrush(QColor(self._theme.border))
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setCellPadding(self._size * 0.35)
        shape.setCellSpacing(0)
        shape.setTopMargin(self._size * 0.2)
        shape.setBottomMargin(self._size * 0.8)
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(shape)
        for column in range(table.columns()):
            head = table.cellAt(0, column)
            letters = QTextCharFormat(head.format())
            letters.setBackground(QColor(self._theme.field))
            head.setFormat(letters)
