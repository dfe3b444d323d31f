"""The drawing of the KL bars: texts, easing, and the bar under the pointer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.kl.kl_groups import GUTTER, BarGroup, Float64, GroupPlace, axis_top, format_nats, place_groups
from explorer.kl.latent_stats import active
from explorer.pictures.picture_pane import draw_label
from explorer.plane.plane import coordinate_name
from explorer.style.easing import Easing
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme
from explorer.texts.listed import listed

_MARGIN = 6.0
_LEAST_ROW = 4.0  # lines of height of a row that stands alone
_LEAST = 5.0  # lines of height of all bars together, however few they are
_LEAST_LINES = 2.0  # height of a row of bars that still tells something, its title included


class KlCanvas(QWidget):
    """The drawing. Hover or arrow keys pick a bar; the bars ease to new values, the axis keeps still."""

    picked = Signal()  # another bar, or none

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("klCanvas")
        self.setAccessibleName(self.tr("KL and sigma of each latent dimension"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._theme = DARK
        self.labels: tuple[str, ...] = ()
        self.kl: tuple[Float64 | None, ...] = ()
        self.sigma: tuple[Float64 | None, ...] = ()
        self._sorted = False
        self._picked: tuple[int, int] | None = None  # model, dimension
        self._top = 0.0
        self._easing = Easing(self)
        self._easing.moved.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(380, 190)

    def minimumSizeHint(self) -> QSize:
        """Bars side by side share a height; those below each other need one each."""
        line = line_height(self)
        plain = sum(kl is None for kl in self.kl)
        rows = len({place.rect.y() for place, kl in zip(self._places(), self.kl, strict=True) if kl is not None})
        lines = plain + max(rows * _LEAST_LINES, 0 if rows > 1 else _LEAST_ROW)
        return QSize(round(12 * line), round(max(lines, _LEAST) * line))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():  # they may stand otherwise now
            self.updateGeometry()

    # ------------------------------------------------------------------ inputs
    def show_bars(
        self, labels: Sequence[str], kl: Sequence[ArrayLike | None], sigma: Sequence[ArrayLike | None]
    ) -> None:
        if not len(labels) == len(kl) == len(sigma):
            raise ValueError(
                f"expected KL and sigma for each of {len(labels)} models, found {len(kl)} and {len(sigma)}"
            )
        pairs = [_checked(*pair) for pair in zip(labels, kl, sigma, strict=True)]
        same = [k is None for k in self.kl] == [pair is None for pair in pairs]
        self.labels = tuple(labels)
        self.kl = tuple(None if pair is None else pair[0] for pair in pairs)
        self.sigma = tuple(None if pair is None else pair[1] for pair in pairs)
        finite = np.concatenate([k[np.isfinite(k)] for k in self.kl if k is not None] or [np.zeros(0)])
        self._top = axis_top(float(finite.max(initial=0.0)), self._top if same else 0.0)
        drawn = [np.nan_to_num(values, posinf=2 * self._top) for pair in pairs if pair is not None for values in pair]
        self._easing.go(np.concatenate([*drawn, [self._top]]), at_once=not same)
        if self._picked is not None and not self._exists(*self._picked):
            self._pick(None)
        self.updateGeometry()
        self.setAccessibleDescription(self.read_out() or "; ".join(self._summary(m) for m in range(len(self.kl))))
        self.update()

    def set_sorted(self, wanted: bool) -> None:
        """Whether the dimension with most KL comes first, or z1."""
        self._sorted = wanted
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    # ------------------------------------------------------------------ texts
    def read_out(self) -> str:
        """The picked bar in words; empty where there is none."""
        if self._picked is None:
            return ""
        model, dim = self._picked
        kl, sigma = self.kl[model], self.sigma[model]
        assert kl is not None and sigma is not None
        name = coordinate_name(dim)
        if active(kl[dim]):
            text = self.tr("{0}: KL {1} nats, mean σ {2}")
        else:
            text = self.tr("{0} collapsed: says nothing (KL {1} nats, mean σ {2})")
        text = text.format(
            name, format_nats(kl[dim]), format_nats(sigma[dim]) if sigma[dim] < 0.1 else f"{sigma[dim]:.2f}"
        )
        return f"{self.labels[model]} · {text}" if len(self.labels) > 1 else text

    def _summary(self, model: int) -> str:
        """A model in words."""
        remark = self._cost(model), self._collapsed(model)
        return " · ".join([self.labels[model], *filter(None, remark)])

    def _cost(self, model: int) -> str:
        kl = self.kl[model]
        if kl is None:
            return self.tr("An autoencoder has no noise and pays no KL.")
        return self.tr("{0} nats").format(format_nats(float(kl.sum())))

    def _collapsed(self, model: int) -> str:
        """Which dimensions say nothing; empty where all say something."""
        kl = self.kl[model]
        gone = [] if kl is None else [coordinate_name(int(dim)) for dim in np.flatnonzero(~active(kl))]
        if kl is None or not gone:
            return ""
        if len(gone) == len(kl):
            return self.tr("all {0} collapsed: the code says nothing").format(len(gone))
        if len(gone) == 1:
            return self.tr("{0} collapsed: says nothing").format(gone[0])
        return self.tr("{0} of {1} collapsed: {2} say nothing").format(len(gone), len(kl), listed(gone))

    # ------------------------------------------------------------------ layout and painting
    def _places(self) -> list[GroupPlace]:
        area = QRectF(self.rect()).adjusted(_MARGIN, 0, -_MARGIN, -2)
        return place_groups(area, [None if kl is None else len(kl) for kl in self.kl], line_height(self))

    def groups(self) -> list[BarGroup | None]:
        """The bars of each model as they stand now; None for a model without."""
        places = self._places()
        values = self._easing.values
        made: list[BarGroup | None] = []
        for model, (place, kl) in enumerate(zip(places, self.kl, strict=True)):
            if kl is None:
                made.append(None)
                continue
            heights, spreads, values = values[: len(kl)], values[len(kl) : 2 * len(kl)], values[2 * len(kl) :]
            order = np.argsort(-np.nan_to_num(kl), kind="stable") if self._sorted else np.arange(len(kl))
            picked = self._picked[1] if self._picked is not None and self._picked[0] == model else None
            group = BarGroup(
                place,
                self._theme.models[model % len(self._theme.models)],
                self.labels[model],
                self._cost(model),
                self._collapsed(model),
                heights,
                spreads,
                active(kl),
                order,
                float(self._easing.values[-1]),
                picked,
                format_nats(float(kl.sum())),
            )
            made.append(group)
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        if not self.kl:
            text = self.tr("The KL of each dimension appears with the first pictures of a model that has one.")
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
        line = QRectF(_MARGIN, 0, self.width() - 2 * _MARGIN, line_height(self))
        line.setLeft(line.x() + GUTTER * line.height())  # as the titles of the others
        left = Qt.AlignmentFlag.AlignLeft
        for model, group in enumerate(self.groups()):
            if group is not None:
                group.paint(painter, self._theme)
                continue
            colour = self._theme.models[model % len(self._theme.models)]
            draw_label(painter, line, self.labels[model], colour, left)
            said = line.adjusted(painter.fontMetrics().horizontalAdvance(self.labels[model]) + 10, 0, 0, 0)
            draw_label(painter, said, self._cost(model), self._theme.muted, left)
            line.translate(0, line.height())

    # ------------------------------------------------------------------ pointer and keyboard
    def _exists(self, model: int, dim: int) -> bool:
        kl = self.kl[model] if model < len(self.kl) else None
        return kl is not None and dim < len(kl)

    def _pick(self, bar: tuple[int, int] | None) -> None:
        if bar != self._picked:
            self._picked = bar
            self.setAccessibleDescription(self.read_out())
            self.picked.emit()
            self.update()

    def bar_at(self, position: QPointF) -> tuple[int, int] | None:
        """(model, dimension) of the slot at *position*."""
        for model, group in enumerate(self.groups()):
            dim = None if group is None or not group.rect.contains(position) else group.dim_at(position)
            if dim is not None:
                return model, dim
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pick(self.bar_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._pick(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pick(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        bars = [(m, int(dim)) for m, group in enumerate(self.groups()) if group is not None for dim in group.order]
        if step is None or not bars:
            super().keyPressEvent(event)
        elif self._picked is None:
            self._pick(bars[0 if step > 0 else -1])
        else:
            self._pick(bars[min(max(bars.index(self._picked) + step, 0), len(bars) - 1)])


def _checked(label: str, kl: ArrayLike | None, sigma: ArrayLike | None) -> tuple[Float64, Float64] | None:
    """KL and sigma as float64 (d,), or None for a model without a posterior."""
    if kl is None and sigma is None:
        return None
    heights, spreads = np.array(kl, np.float64), np.array(sigma, np.float64)
    if heights.ndim != 1 or heights.shape != spreads.shape or not len(heights):
        raise ValueError(
            f"{label}: expected KL and sigma of the same shape (d,) or None for both, "
            f"found {heights.shape} and {spreads.shape}"
        )
    return heights, spreads
