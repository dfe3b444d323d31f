"""A text of a lesson, with numbers of the run in it that change where they stand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from explorer.style.style_sheet import with_steady_digits
from trainers.lessons.facts import Facts, facts_of
from trainers.lessons.texts import Live, to_html

LINE = 132  # per cent: lines that are easily read
BETWEEN = 0.6  # of a line, from paragraph to paragraph
NOTHING_KNOWN = facts_of({})


class LiveLabel(QLabel):
    """Shows a :class:`Live`, a little Markdown; what else looks like markup is shown letter by letter. As long as
    nothing in it has changed it is left alone, so that texts with numbers may be told of every state."""

    def __init__(self, name: str, role: str = "reading", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live, self._filled = Live(), ""
        self.setObjectName(name)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        with_steady_digits(self)

    @property
    def plain(self) -> str:
        """What is read, without markup."""
        return self._filled and QTextDocumentFragment.fromHtml(self.text()).toPlainText()

    def show_live(self, live: Live, facts: Facts = NOTHING_KNOWN) -> None:
        """Another text, with the numbers as they are now; a label without text is hidden."""
        self._live = live
        self.show_numbers(facts)
        self.setVisible(bool(live))

    def show_markdown(self, text: str) -> None:
        """A text without numbers."""
        self.show_live(Live((text,)) if text else Live())

    def show_numbers(self, facts: Facts) -> None:
        """The numbers as they are now."""
        filled = self._live.filled(facts)
        if filled == self._filled:
            return
        self._filled = filled
        self.setText(dressed(to_html(filled)))
        self.setAccessibleName(self.plain)


def dressed(html: str) -> str:
    """What :func:`to_html` gives, with room between lines and paragraphs, and none around the whole."""
    shape = f"line-height:{LINE}%; margin:0 0 {BETWEEN}em 0;"
    html = html.rstrip()
    last = html.rfind("<p>")
    if last >= 0 and html.endswith("</p>"):
        html = f'{html[:last]}<p style="line-height:{LINE}%; margin:0;">{html[last + 3 :]}'
    html = html.replace("<p>", f'<p style="{shape}">')
    for tag in ("ul", "ol"):
        html = html.replace(f"<{tag}>", f'<{tag} style="margin:0 0 {BETWEEN}em 0; -qt-list-indent:1;">')
    return html.replace("<li>", f'<li style="line-height:{LINE}%;">')
