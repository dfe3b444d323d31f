"""Two views on one page: side by side where it is wide, one above the other where it is not; it scrolls when low."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from explorer.style.theme import Theme
from explorer.widgets.column_scroll import ColumnScroll

_NARROW = 38  # widths of a letter: below that the views would cut off each other's texts


class LabPage(ColumnScroll):
    """*left* and *right* share the width in the ratio of *shares*."""

    def __init__(
        self, name: str, left: QWidget, right: QWidget, shares: tuple[int, int] = (1, 1), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._views = (left, right)
        body = QWidget()
        self.setWidget(body)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        for view, share in zip(self._views, shares, strict=True):
            self._row.addWidget(view, share)
        for plain in (body, self.viewport()):  # the card behind shows through
            plain.setAutoFillBackground(False)

    def set_theme(self, theme: Theme) -> None:
        for view in self._views:
            view.set_theme(theme)  # type: ignore[attr-defined]

    @property
    def stacked(self) -> bool:
        """Whether the views stand one above the other."""
        return self._row.direction() == QBoxLayout.Direction.TopToBottom

    def sizeHint(self) -> QSize:
        return QSize(680, 220)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._choose_way()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.LayoutRequest:  # other models, other texts
            self._choose_way()
        return done

    def _width_beside(self) -> int:
        """px that the views need beside each other."""
        return sum(view.minimumSizeHint().width() for view in self._views) + self._row.spacing()

    def _choose_way(self) -> None:
        """Beside each other only where both have the width that they need. No view asks for another size because of
        the size that it has: so the width of the page alone decides, and the page comes to rest."""
        needed = self._width_beside() + self.verticalScrollBar().sizeHint().width()
        letters = _NARROW * self.fontMetrics().horizontalAdvance("x") * 1.6
        narrow = self.width() < max(letters, needed)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if way == self._row.direction():
            return
        self._row.setDirection(way)
        for view in self._views:  # below each other they take the height they like, and the page scrolls
            policy = view.sizePolicy()
            policy.setVerticalPolicy(QSizePolicy.Policy.MinimumExpanding if narrow else QSizePolicy.Policy.Expanding)
            view.setSizePolicy(policy)
