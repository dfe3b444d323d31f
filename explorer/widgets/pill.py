"""Pills: small rounded read-outs whose width does not change with their numbers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_label, set_style, with_steady_digits
from explorer.widgets.numbers.number_field import NumberField
from explorer.widgets.numbers.spacing import Spacing

SIDE, EDGE = 11, 4  # px left and right, above and below the text
MAX_SEED = 2**31 - 1


class Pill(QLabel):
    """One line of text, at least as wide as *widest* would be."""

    def __init__(self, text: str = "", widest: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self.setProperty("role", "pill")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._widest = widest
        with_steady_digits(self)

    def set_text(self, text: str, widest: str = "") -> None:
        """Shows *text* in room for *widest*, so that changing numbers move nothing around them."""
        if text != self.text():
            self.setText(text)
        if widest != self._widest:
            self._widest = widest
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = QFontMetrics(self.font())
        width = max(metrics.horizontalAdvance(self.text()), metrics.horizontalAdvance(self._widest))
        return QSize(width + 2 * SIDE, metrics.height() + 2 * EDGE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class SeedPill(QFrame):
    """ "seed 7", whose number can be edited."""

    seed_edited = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pill")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._tip = self.tr("Same seed, same device: the same run")
        self.setToolTip(plain_tip(self._tip))
        self._field = NumberField(Spacing(0, MAX_SEED, whole=True), live=False)
        self._field.setObjectName("seed")
        self._field.setAccessibleName(self.tr("Seed"))
        self._field.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._field.value_edited.connect(lambda value: self.seed_edited.emit(value))
        self._field.rejected.connect(lambda _text: self._field.revert())
        self._field.textChanged.connect(self._fit)
        self._field.installEventFilter(self)
        self._caption = make_label(self.tr("seed"))
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, 0, 4, 0)
        row.setSpacing(4)
        row.addWidget(self._caption)
        row.addWidget(self._field)

    def set_locked(self, locked: bool, why: str = "") -> None:
        """Whether it can only be read, and *why*; for a class where nothing is said."""
        self._field.setEnabled(not locked)
        self.setToolTip(plain_tip((why or self.tr("Locked for this class")) if locked else self._tip))

    def show_seed(self, seed: int) -> None:
        self._field.show_value(seed)
        self._fit()

    def _fit(self) -> None:
        """At least three digits wide, so that ordinary seeds do not move the bar; as high as the other pills."""
        self._field.ensurePolished()
        metrics = QFontMetrics(self._field.font())
        digits = min(max(len(self._field.text()), 3), 10)
        self._field.setFixedWidth(metrics.horizontalAdvance("0") * digits + 8)
        self.setFixedHeight(metrics.height() + 2 * EDGE)
        self._field.setFixedHeight(metrics.height() + 2 * EDGE - 2)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            set_style(self, state="focus" if event.type() == QEvent.Type.FocusIn else "")
        return False
