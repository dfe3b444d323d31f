"""The titled card: a header (title, subtitle, pills, badge, tools, export menu) over a body."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from explorer.icons import make_icon
from explorer.style_sheet import make_icon_button, make_label, set_style, with_steady_digits
from explorer.theme import DARK, Theme
from explorer.views.elided_label import ElidedLabel
from explorer.views.pill import Pill


class Card(QFrame):
    """Every panel of the centre and the bottom is one. Object names: *name* with ``-title``, ``-export`` and so on."""

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None, name: str = "card") -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._title = ElidedLabel(title, "title", keep=16)
        self._title.setObjectName(f"{name}-title")
        self._subtitle = ElidedLabel(subtitle, "muted")
        self._subtitle.setVisible(bool(subtitle))
        self._badge = make_label("", "badge", f"{name}-badge")
        with_steady_digits(self._badge)
        self._badge.hide()
        self._pills: list[Pill] = []
        self._export = make_icon_button(f"{name}-export", self.tr("Export"))
        self._export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._export.setIcon(make_icon("export", DARK.muted))
        self._export.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        header = QFrame()
        header.setProperty("role", "card-header")
        self._row = QHBoxLayout(header)
        self._row.setContentsMargins(12, 6, 10, 6)
        self._row.setSpacing(8)
        self._row.addWidget(self._title)
        self._row.addWidget(self._subtitle)
        self._pill_row = QHBoxLayout()
        self._pill_row.setSpacing(6)
        self._row.addLayout(self._pill_row)
        self._row.addStretch(1)
        self._row.addWidget(self._badge)
        self._tool_row = QHBoxLayout()
        self._tool_row.setSpacing(6)
        self._row.addLayout(self._tool_row)
        self._row.addWidget(self._export)
        self._row.addStrut(28)  # not a minimum height, which would let larger tools be squeezed
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addWidget(header)
        self._body: QWidget | None = None

    def set_title(self, title: str) -> None:
        self._title.set_text(title)

    def lead_with(self, widget: QWidget) -> None:
        """Puts *widget*, such as tabs, where the title stands."""
        self._title.hide()
        self._row.insertWidget(0, widget)

    def set_subtitle(self, subtitle: str) -> None:
        self._subtitle.set_text(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def set_pills(self, texts: Sequence[str]) -> None:
        """Short read-outs after the title."""
        while len(self._pills) < len(texts):
            pill = Pill()
            self._pills.append(pill)
            self._pill_row.addWidget(pill)
        for index, pill in enumerate(self._pills):
            pill.setVisible(index < len(texts))
            if index < len(texts):
                pill.set_text(texts[index])

    def set_badge(self, text: str, state: str = "") -> None:
        """A read-out at the right; *state* is "live", "warning", "error", "hole" or empty."""
        self._badge.setText(text)
        self._badge.setVisible(bool(text))
        set_style(self._badge, state=state)

    def add_tool(self, widget: QWidget) -> None:
        """A small control in the header, left of the export button."""
        self._tool_row.addWidget(widget)

    def set_export_menu(self, menu: QMenu) -> None:
        """Shows the export button in the corner; it opens *menu*."""
        self._export.setMenu(menu)
        self._export.show()

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
        card.set_badge(badge, "hole")
        menu = QMenu(card)
        menu.addAction("PNG...")
        card.set_export_menu(menu)
        card.set_body(make_label("body", "muted"))
        row.addWidget(card)
    window.resize(1100, 240)
    return window


if __name__ == "__main__":
    from explorer.views.sample_window import show_sample

    show_sample(make_sample)
