"""The middle of the window: the maps with what workspaces put beside them or in their stead, and the cards."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from explorer.widgets.middle_part import MiddlePart
from explorer.window.card_row import CardRow

BELOW, BESIDE = (560, 240), (580, 390)  # the parts of the middle and of the cards below or beside it
MOST_MIDDLE = 0.72  # of the height that a middle takes which has no use for all


class Centre(QSplitter):
    """The cards stand below the middle, or beside it. Sizes that the user drags stay until the window changes, or what
    stands in the middle."""

    def __init__(self, maps: QWidget, cards: CardRow, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._cards = cards
        self._middles: list[MiddlePart] = []
        self._fitted: tuple[bool, int, int | None, int] = (False, 0, None, 0)  # what the sizes were made for
        self._fitting = QTimer(self, singleShot=True, interval=0)  # once all that is being laid out has its place
        self._fitting.timeout.connect(self._fit)
        self.setObjectName("centre")
        self.setChildrenCollapsible(False)
        self.setHandleWidth(10)
        views = QWidget()
        self._views = QVBoxLayout(views)
        self._views.setContentsMargins(0, 0, 0, 0)
        self._views.addWidget(maps)
        self.addWidget(views)
        self.addWidget(cards)
        self.setStretchFactor(0, 5)
        self.setStretchFactor(1, 2)
        self.setSizes(BELOW)

    def add_middle(self, widget: QWidget) -> None:
        """One more thing that may be seen where the maps are."""
        self._views.addWidget(widget)
        if isinstance(widget, MiddlePart):
            self._middles.append(widget)
            widget.laid_out.connect(self._fitting.start)

    @property
    def middle(self) -> MiddlePart | None:
        """What is seen beside the maps or in their stead."""
        return next((middle for middle in self._middles if middle.isVisible()), None)

    def set_beside(self, beside: bool) -> None:
        """Whether the cards stand beside the middle, one below the other, or below it, side by side."""
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if wanted != self.orientation():
            self._cards.set_upright(beside)  # first, for it narrows what the cards need
            self.setOrientation(wanted)
            self._fitting.start()

    def _fit(self) -> None:
        """What has no use for all the height, as several squares side by side, takes no more than it wants; what is
        left is for the cards below."""
        middle, beside = self.middle, self.orientation() == Qt.Orientation.Horizontal
        if middle is not None and not middle.has_places:
            return  # the timer was for what stood there before; it starts again
        count = 0 if middle is None else middle.count
        wanted = None if beside or middle is None or not count else middle.height_wanted()
        total = 0 if wanted is None else sum(self.sizes())
        fitted = (beside, count, wanted, total)
        if fitted == self._fitted:
            return
        self._fitted = fitted
        if wanted is None:
            self.setSizes(BESIDE if beside else BELOW)
        else:
            top = min(wanted, round(MOST_MIDDLE * total))
            self.setSizes([top, total - top])


def scrolled(centre: Centre) -> QScrollArea:
    """Where the window is smaller than its parts may be, they are scrolled; elsewhere nobody sees that they can."""
    scroll = QScrollArea()
    scroll.setObjectName("centre_scroll")
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setWidget(centre)
    for plain in (centre, scroll.viewport()):  # the window behind shows through
        plain.setAutoFillBackground(False)
    return scroll
