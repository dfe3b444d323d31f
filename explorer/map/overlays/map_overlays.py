"""What lies over a map and leaves its codes to be seen: decode, legends, read-out, message, and the corner's button.

They are small widgets, so that a new decode repaints only a few pixels. Here they are put where they do not collide.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtWidgets import QToolButton

from explorer.map.holes.hole_legend import HoleLegend
from explorer.map.map_menu import MapMenu
from explorer.map.map_painter import ticks_end
from explorer.map.map_picture import MapPicture
from explorer.map.overlays.class_tag import ClassTag
from explorer.map.overlays.decode_inset import DecodeInset
from explorer.map.overlays.map_labels import MapLabel
from explorer.map.overlays.map_legend import MapLegend
from explorer.plane.plane_surface import PlaneSurface
from explorer.style.marks import menu_mark
from explorer.style.plain_text import plain_tip
from explorer.style.theme import Theme

EDGE = 10  # logical pixels between overlays and the edge of the map
GAP = 6  # between one overlay and the next
BOTTOM = 26  # room for the numbers of the axis under the overlays
LEGEND_SHARE = 0.34  # of the map's width at most
MIDDLE = 0.5  # of the map's width or height: what explains colours lies beyond and leaves the codes to be seen
SMALL = 300  # px of width: in a smaller map the legend would cover the codes and is unfolded only when asked for
CURSOR_ROOM = 14  # px around the middle that a message leaves free


class MapOverlays(QObject):
    """Makes and places what lies over a surface. ``hidden_changed`` and ``lit_changed`` are those of the legend of
    classes; ``entered`` says that the pointer is over something that is not the plane, ``covered_changed`` that the
    decode covers more or less of it."""

    hidden_changed = Signal(object)
    lit_changed = Signal(object)
    entered = Signal()
    covered_changed = Signal()

    def __init__(self, surface: PlaneSurface, picture: MapPicture, menu: MapMenu) -> None:
        super().__init__(surface)
        self._surface, self._picture = surface, picture
        self._readout_forms: tuple[str, ...] = ("",)  # from the whole to the shortest
        self._floor = 0  # the bottom of the free room at the right
        self._names: tuple[str, ...] = ()
        self._legend_fits = False
        self._holes_shown = False
        self.hole_legend = HoleLegend(surface)
        self._legend = MapLegend(surface)
        self._legend.hidden_changed.connect(self.hidden_changed)
        self._legend.lit_changed.connect(self._on_lit_changed)
        self._legend_button = self._make_legend_button()
        self._inset = DecodeInset(surface)
        self._readout = MapLabel("map_readout", self.tr("Code under the cursor"), surface)
        self._tag = ClassTag(picture.cloud, self.tr("Class under the pointer"), surface)
        self._message = MapLabel("map_message", self.tr("Message"), surface, small=False)
        self._menu_button = menu.make_button(surface)
        for child in (self._legend, self._legend.viewport(), self._legend_button, self._menu_button):
            child.installEventFilter(self)
        self._refitting = QTimer(self, singleShot=True, interval=0)
        self._refitting.timeout.connect(self.place)

    def _make_legend_button(self) -> QToolButton:
        button = QToolButton(self._surface)
        button.setObjectName("map_legend_button")
        button.setText(f"● {menu_mark(button.fontMetrics())}")
        button.setCheckable(True)
        button.setToolTip(plain_tip(self.tr("Names and colours of the classes")))
        button.setAccessibleName(self.tr("Names and colours of the classes"))
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.toggled.connect(self._place_legend)
        return button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The pointer over the legend or a button is no longer over the plane."""
        if event.type() == QEvent.Type.Enter:
            self.entered.emit()
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        for label in (self._readout, self._tag, self._message):
            label.set_theme(theme)
        self._inset.set_theme(theme)
        self._legend.set_theme(theme)
        style = (
            f"QToolButton {{ background: {theme.field}; color: {theme.text}; border: 1px solid {theme.border};"
            " border-radius: 5px; padding: 0 6px 2px 6px; }"
            f"QToolButton:hover {{ background: {theme.field_hover}; }}"
            f"QToolButton:focus {{ border-color: {theme.accent}; }}"
            "QToolButton::menu-indicator { image: none; width: 0; }"
        )
        for button in (self._menu_button, self._legend_button):
            button.setStyleSheet(style)

    def show_classes(self, names: Sequence[str]) -> None:
        """Lists the classes, all shown."""
        self._names = tuple(names)
        self._tag.set_names(names)
        self._legend.show_classes(names)
        self.place()

    @property
    def hidden_classes(self) -> frozenset[int]:
        """The numbers of the classes that are not to be shown."""
        return self._legend.hidden

    def show_decode(self, image: NDArray[np.uint8] | None) -> None:
        """Shows the decoded image, uint8 (C, H, W), in the corner; None hides it. Raises ValueError for another
        shape."""
        size = self._inset.size()
        self._inset.show_image(image)
        if self._inset.size() != size:
            self.place()
            self.covered_changed.emit()

    def show_decode_caption(self, text: str) -> None:
        """Of when the decoded image is, where it is not of what the map shows; empty where it is."""
        self._inset.show_caption(text)

    def show_readout(self, *forms: str) -> None:
        """Shows a line of rich text under the map; an empty one hides it. The first of several *forms* is the whole;
        where that takes more than two lines, the first that does not is shown, or the last."""
        room = max(self._surface.width() - 2 * EDGE - self._menu_button.width() - GAP, 60)
        self._readout_forms = forms
        text = forms[0] if len(forms) == 1 else next((f for f in forms if self._readout.lines(f, room) < 3), forms[-1])
        if text != self._readout.text():
            was_hidden = self._readout.isHidden()
            self._readout.show_text(text, room)
            self._readout.move(EDGE, self._surface.height() - BOTTOM - self._readout.height())
            if self._legend.geometry().bottom() >= self._readout.y():
                self._place_legend()
            met = self._readout.geometry().intersects(self.hole_legend.geometry())
            if met or self._readout.isHidden() != was_hidden:
                self._place_hole_legend()

    def show_message(self, text: str) -> None:
        """Shows a message over the map, which stays as it is below; an empty one takes it away. The middle, where the
        cursor is at first, stays free where there is room below it."""
        width, height = self._surface.width(), self._surface.height()
        self._message.show_text(text, max(round(width * 0.8), 60))
        end = height if self._readout.isHidden() else self._readout.y()
        room = end - height // 2 - self._message.height()
        down = (height + room) // 2 if room > 2 * CURSOR_ROOM else (height - self._message.height()) // 2
        self._message.move((width - self._message.width()) // 2, down)
        self._message.raise_()
        self._place_legend()

    def show_hole_legend(self, wanted: bool) -> None:
        """Shows the legend of the holes, where it has room, or hides it."""
        self._holes_shown = wanted
        self._place_hole_legend()

    def show_tag(self, at: QPointF | None) -> None:
        """Names the class of the code at a pixel, beside it; None names none."""
        if at is None or not self._picture.shows("codes"):
            self._tag.hide()
        else:
            self._tag.show_near(at, self._surface.view)

    def _on_lit_changed(self, lit: int | None) -> None:
        self.lit_changed.emit(lit)
        if lit is None or not self._picture.shows("codes"):
            self._tag.hide()
        else:
            self._tag.show_in_middle(lit, self._surface.view)

    # ------------------------------------------------------------------ what they cover

    def covered(self) -> list[QRectF]:
        """Where they lie."""
        over = (
            self._inset, self._legend, self._legend_button, self._readout, self.hole_legend, self._menu_button
        )  # fmt: skip
        return [QRectF(each.geometry()) for each in over if not each.isHidden()]

    def covered_sides(self) -> tuple[float, float]:
        """The legend of the classes at the left and the decode at the right, whether there is one yet or not."""
        width = self._surface.width()
        left = self._legend.geometry().right() + GAP if self._legend_fits and width >= SMALL else 0
        return left, width - self._inset.x() + GAP

    # ------------------------------------------------------------------ places

    def place_soon(self) -> None:
        """Puts them in their places once they have their letters, too."""
        self._refitting.start()

    def place(self) -> None:
        """Puts all of them in their places on the surface."""
        width, height = self._surface.width(), self._surface.height()
        self._inset.fit_into(min(width, height))
        self._inset.move(width - EDGE - self._inset.width(), EDGE)
        self._menu_button.adjustSize()
        corner = self._menu_button.size()
        self._menu_button.move(width - EDGE - corner.width(), height - BOTTOM - corner.height())
        self._floor = self._menu_button.y()
        message = self._message.text()
        self._readout.clear()
        self.show_readout(*self._readout_forms)
        self._message.clear()
        self.show_message(message)
        self._place_legend()
        self._place_hole_legend()

    def _place_legend(self) -> None:
        """At the left, beside the numbers of the axis, above the read-out; away where there is no room but over other
        things. In a small map a button stands for it, which unfolds it and folds it again."""
        shown = bool(self._names) and self._message.isHidden()
        width, height = self._surface.width(), self._surface.height()
        small = width < SMALL
        left, top = max(EDGE + 16, ticks_end(self._surface.font()) + GAP), EDGE + 12
        self._legend_button.adjustSize()
        beside_decode = width if self._inset.isHidden() else self._inset.x()
        at = min(left, beside_decode - GAP - self._legend_button.width())  # the narrowest maps have no room for both
        self._legend_button.move(max(at, EDGE), top)
        self._legend_button.setVisible(shown and small)
        top = self._legend_button.geometry().bottom() + GAP if small else top
        floor = height - BOTTOM - (self._readout.height() + GAP if not self._readout.isHidden() else 50)
        beside = not self._inset.isHidden() and self._inset.geometry().bottom() >= top
        room = self._inset.x() if beside else width
        share = 1 - LEGEND_SHARE if small else LEGEND_SHARE
        self._legend.fit_into(min(round(share * width), room - 2 * GAP - left), max(floor - top, 0))
        self._legend.move(left, top)
        fits = self._legend.geometry().bottom() < floor and self._legend.geometry().right() + GAP < room
        self._legend_fits = fits and bool(self._names)
        self._legend.setVisible(shown and fits and (self._legend_button.isChecked() or not small))

    def _place_hole_legend(self) -> None:
        """At the bottom right, over menu button and read-out, in a low map beside the decode; hidden where there is no
        room but over other things or in the middle, and in a small map: the read-out says in words what the colours
        mean."""
        legend, inset = self.hole_legend, self._inset
        width, height = self._surface.width(), self._surface.height()
        classes = QRect() if self._legend.isHidden() else self._legend.geometry()
        right, fits = width - EDGE, False
        said = width < SMALL and not self._readout.isHidden() and not legend.is_neutral
        if not self._readout.isHidden() and self._readout.geometry().right() + GAP >= right - legend.width():
            self._floor = min(self._floor, self._readout.y())  # a longer text lifts it once, a shorter one leaves it
        places = [(right, EDGE)] if inset.isHidden() else [(right, inset.geometry().bottom()), (inset.x() - GAP, EDGE)]
        for right, ceiling in places:
            legend.fit_into(right - EDGE, self._floor - 2 * GAP - ceiling)
            legend.move(right - legend.width(), self._floor - GAP - legend.height())
            aside = legend.y() >= MIDDLE * height or legend.x() >= MIDDLE * width
            fits = aside and legend.y() >= ceiling + GAP and legend.x() >= EDGE
            fits = fits and not classes.intersects(legend.geometry())
            if fits:
                break
        legend.setVisible(self._holes_shown and fits and not said)
