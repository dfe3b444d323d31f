"""The latent map: codes on a plane, with a cursor whose code is decoded wherever it goes, and what is said about it.

How it answers pointer and keys is in ``map_pointer``, what it draws in ``map_surface``. The decode, the read-out and
the legend are small widgets over it, so that a new decode repaints only a few pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from explorer.map.decode_inset import DecodeInset
from explorer.map.holed_map import HoledMap
from explorer.map.map_export import PNG_SCALE, export_map
from explorer.map.map_labels import MapLabel
from explorer.map.map_legend import MapLegend
from explorer.style.theme import DARK, Theme

EDGE = 10  # logical pixels between overlays and the edge of the map
GAP = 6  # between one overlay and the next
BOTTOM = 26  # room for the numbers of the axis under the overlays
LEGEND_SHARE = 0.34  # of the map's width at most
MIDDLE = 0.5  # of the map's width or height: what explains colours lies beyond and leaves the codes to be seen
SMALL = 300  # px of width: in a smaller map the legend would cover the codes and is unfolded only when asked for
CURSOR_ROOM = 14  # px around the middle that a message leaves free
NEAR = 7.0  # how near to a code to tell its class


class LatentMap(HoledMap):
    """A map with decode inset, read-out, message, legend and a corner menu that saves it."""

    export_requested = Signal(str)  # "png", "svg" or "csv"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("latent_map")
        self.setAccessibleName(self.tr("Latent map"))
        self.setAccessibleDescription(self.tr("Arrow keys move the cursor, plus and minus zoom, P pins, Home resets."))
        self._class_names: tuple[str, ...] = ()
        self._readout_forms: tuple[str, ...] = ("",)  # from the whole to the shortest
        self._floor = 0  # the bottom of the free room at the right
        self._legend_fits = False
        self._make_overlays()
        self._refitting = QTimer(self, singleShot=True, interval=0)
        self._refitting.timeout.connect(self._place_overlays)
        self.hovered.connect(self._show_tag)
        self.hover_left.connect(self._tag.hide)
        self.set_theme(DARK)

    def _make_overlays(self) -> None:
        self._legend = MapLegend(self)
        self._legend.hidden_changed.connect(self.set_hidden_classes)
        self._legend.lit_changed.connect(self._on_lit)
        self._legend_button = QToolButton(self)
        self._legend_button.setObjectName("map_legend_button")
        self._legend_button.setText("● ▾")
        self._legend_button.setCheckable(True)
        self._legend_button.setToolTip(self.tr("Names and colours of the classes"))
        self._legend_button.setAccessibleName(self.tr("Names and colours of the classes"))
        self._legend_button.setCursor(Qt.CursorShape.ArrowCursor)
        self._legend_button.toggled.connect(self._place_legend)
        self._inset = DecodeInset(self)
        self._readout = MapLabel("map_readout", self.tr("Code under the cursor"), self)
        self._tag = MapLabel("map_hover_tag", self.tr("Class under the pointer"), self)
        self._message = MapLabel("map_message", self.tr("Message"), self, small=False)
        self._menu_button = QToolButton(self)
        self._menu_button.setObjectName("map_menu")
        self._menu_button.setText("⋯")
        self._menu_button.setToolTip(self.tr("Save this map"))
        self._menu_button.setAccessibleName(self.tr("Save this map"))
        self._menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu_button.setCursor(Qt.CursorShape.ArrowCursor)
        menu = QMenu(self._menu_button)
        self._add_export_actions(menu)
        self._menu_button.setMenu(menu)
        for child in (self._legend, self._legend.viewport(), self._legend_button, self._menu_button):
            child.installEventFilter(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._refitting.start()  # once those that lie over the map have their letters, too

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
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

    def show_codes(
        self, codes: NDArray[np.floating], labels: NDArray[np.integer] | None, class_names: Sequence[str]
    ) -> None:
        names = tuple(class_names) if labels is not None else ()
        changed = names != self._class_names
        if changed:  # first, for the codes are shown beside them
            self._class_names = names
            self._legend.show_classes(names)
            self._place_overlays()
        super().show_codes(codes, labels, class_names)
        if changed:
            self.set_hidden_classes(self._legend.hidden)

    def show_decode(self, image: NDArray[np.uint8] | None) -> None:
        """Shows the decoded image, uint8 (C, H, W), in the corner; None hides it."""
        size = self._inset.size()
        self._inset.show_image(image)
        if self._inset.size() != size:
            self._place_overlays()
            self._follow(snap=not self.isVisible())
            self._animate()

    def show_readout(self, *forms: str) -> None:
        """Shows a line of rich text under the map; an empty one hides it. The first of several *forms* is the whole;
        where that takes more than two lines, the first that does not is shown, or the last."""
        room = max(self.width() - 2 * EDGE - self._menu_button.width() - GAP, 60)
        self._readout_forms = forms
        text = forms[0] if len(forms) == 1 else next((f for f in forms if self._readout.lines(f, room) < 3), forms[-1])
        if text != self._readout.text():
            self._readout.show_text(text, room)
            self._readout.move(EDGE, self.height() - BOTTOM - self._readout.height())
            if self._legend.geometry().bottom() >= self._readout.y():
                self._place_legend()
            if self._readout.geometry().intersects(self._hole_legend.geometry()):
                self._place_hole_legend()

    def show_message(self, text: str) -> None:
        """Shows a message over the map, which stays as it is below; an empty one takes it away. The middle, where the
        cursor is at first, stays free where there is room below it."""
        self._message.show_text(text, max(round(self.width() * 0.8), 60))
        end = self.height() if self._readout.isHidden() else self._readout.y()
        room = end - self.height() // 2 - self._message.height()
        down = (self.height() + room) // 2 if room > 2 * CURSOR_ROOM else (self.height() - self._message.height()) // 2
        self._message.move((self.width() - self._message.width()) // 2, down)
        self._message.raise_()
        self._place_legend()

    # ------------------------------------------------------------------ export

    def export(self, path: str | Path) -> None:
        """Writes the map as PNG or SVG, or its codes and labels as CSV, as the ending says. Raises ExportError with one
        sentence when the file cannot be written."""
        raster = self.make_raster(PNG_SCALE) if "codes" in self._painter.shown else None

        def paint(painter: QPainter) -> None:
            self.paint_map(painter, raster)
            self._paint_path(painter)
            for mark in (*self._pin_marks, self._cursor_mark):
                if not mark.isHidden():
                    painter.save()
                    painter.translate(mark.pos())
                    mark.paint_mark(painter)
                    painter.restore()

        cloud = self._cloud
        title = self.accessibleName()
        export_map(Path(path), self.size(), paint, cloud.codes, cloud.code_labels, self._class_names, title)

    def _add_export_actions(self, menu: QMenu) -> None:
        for kind, text in (
            ("png", self.tr("Save picture as PNG…")),
            ("svg", self.tr("Save picture as SVG…")),
            ("csv", self.tr("Save codes as CSV…")),
        ):
            action = QAction(text, menu)
            action.setObjectName(f"export_{kind}")
            action.triggered.connect(lambda _checked=False, kind=kind: self.export_requested.emit(kind))
            menu.addAction(action)

    def _fill_menu(self, menu: QMenu, at: QPointF) -> None:
        super()._fill_menu(menu, at)
        menu.addSeparator()
        self._add_export_actions(menu)

    # ------------------------------------------------------------------ overlays

    def _place_overlays(self) -> None:
        self._inset.fit_into(min(self.width(), self.height()))
        self._inset.move(self.width() - EDGE - self._inset.width(), EDGE)
        self._menu_button.adjustSize()
        corner = self._menu_button.size()
        self._menu_button.move(self.width() - EDGE - corner.width(), self.height() - BOTTOM - corner.height())
        self._floor = self._menu_button.y()
        for label, show, forms in (
            (self._readout, self.show_readout, self._readout_forms),
            (self._message, self.show_message, (self._message.text(),)),
        ):
            label.clear()
            show(*forms)
        self._place_legend()
        self._place_hole_legend()

    def _covered_sides(self) -> tuple[float, float]:
        """The legend of the classes at the left and the decode at the right, whether there is one yet or not."""
        left = self._legend.geometry().right() + GAP if self._legend_fits and self.width() >= SMALL else 0
        return left, self.width() - self._inset.x() + GAP

    def _make_canvas(self) -> QPixmap:
        over = (self._inset, self._legend, self._legend_button, self._readout, self._hole_legend, self._menu_button)
        self._painter.covered = [QRectF(each.geometry()) for each in over if not each.isHidden()]
        return super()._make_canvas()

    def _place_legend(self) -> None:
        """At the left, above the read-out; away where there is no room but over other things. In a small map a button
        stands for it, which unfolds it and folds it again."""
        shown = bool(self._class_names) and self._message.isHidden()
        small = self.width() < SMALL
        top = EDGE + 12
        self._legend_button.adjustSize()
        self._legend_button.move(EDGE + 16, top)
        self._legend_button.setVisible(shown and small)
        top = self._legend_button.geometry().bottom() + GAP if small else top
        floor = self.height() - BOTTOM - (self._readout.height() + GAP if not self._readout.isHidden() else 50)
        beside = not self._inset.isHidden() and self._inset.geometry().bottom() >= top
        room = self._inset.x() if beside else self.width()
        share = 1 - LEGEND_SHARE if small else LEGEND_SHARE
        self._legend.fit_into(min(round(share * self.width()), room - 2 * GAP - EDGE - 16), max(floor - top, 0))
        self._legend.move(EDGE + 16, top)
        fits = self._legend.geometry().bottom() < floor and self._legend.geometry().right() + GAP < room
        self._legend_fits = fits and bool(self._class_names)
        self._legend.setVisible(shown and fits and (self._legend_button.isChecked() or not small))

    def _place_hole_legend(self) -> None:
        """At the bottom right, over menu button and read-out, in a low map beside the decode; hidden where there is no
        room but over other things or in the middle: the read-out says in words what the colours mean."""
        legend, inset = self._hole_legend, self._inset
        classes = QRect() if self._legend.isHidden() else self._legend.geometry()
        right, fits = self.width() - EDGE, False
        if not self._readout.isHidden() and self._readout.geometry().right() + GAP >= right - legend.width():
            self._floor = min(self._floor, self._readout.y())  # a longer text lifts it once, a shorter one leaves it
        places = [(right, EDGE)] if inset.isHidden() else [(right, inset.geometry().bottom()), (inset.x() - GAP, EDGE)]
        for right, ceiling in places:
            legend.fit_into(right - EDGE, self._floor - 2 * GAP - ceiling)
            legend.move(right - legend.width(), self._floor - GAP - legend.height())
            aside = legend.y() >= MIDDLE * self.height() or legend.x() >= MIDDLE * self.width()
            fits = aside and legend.y() >= ceiling + GAP and legend.x() >= EDGE
            fits = fits and not classes.intersects(legend.geometry())
            if fits:
                break
        legend.setVisible(self._explains_holes and fits)

    def _show_tag(self) -> None:
        """Names the class of the code under the pointer, beside it."""
        at = self._hover
        label = None
        if at is not None and "codes" in self._painter.shown:
            view = self._view
            # On a line the height says which of the codes at this x is meant, though it is no coordinate.
            x, y = view.to_plane(at.x(), at.y())[0], view.cy + (view.height / 2 - at.y()) / view.sy
            label = self._cloud.label_near(x, y, NEAR / view.sx, NEAR / view.sy)
        if at is None or label is None:
            self._tag.hide()
            return
        self._put_tag(label, at)

    def _on_lit(self, lit: int | None) -> None:
        """Names the class in the middle of its codes, whose colour may stand for others, too."""
        self.light_class(lit)
        middle = None if lit is None else self._cloud.middle_of(lit)
        if lit is None or middle is None or "codes" not in self._painter.shown:
            self._tag.hide()
            return
        left, top = self._view.to_pixel(*middle)
        self._put_tag(lit, QPointF(min(max(left, 0), self.width()), min(max(top, 0), self.height())))

    def _put_tag(self, label: int, at: QPointF) -> None:
        colour = self._legend.item(label).data(Qt.ItemDataRole.UserRole).name()
        name = escape(self._class_names[label])
        text = f'<span style="color:{colour}">●</span> {name}'
        if text != self._tag.text() or self._tag.isHidden():
            self._tag.show_text(text, 220)
        left = at.x() + 14 if at.x() + 18 + self._tag.width() < self.width() else at.x() - 12 - self._tag.width()
        self._tag.move(round(left), round(max(at.y() - self._tag.height() - 8, 2)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The pointer over the legend or the button is no longer over the plane."""
        if event.type() == QEvent.Type.Enter:
            self._end_hover()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_overlays()  # first, for the codes are shown beside them
        super().resizeEvent(event)


def _show_sample() -> None:
    from PySide6.QtWidgets import QApplication

    from explorer.map.hole_words import hole_readout
    from explorer.map.latent_map_sample import sample_codes, sample_decode, sample_realism
    from trainers.messages import Layer

    app = QApplication([])
    window = LatentMap()
    codes, labels = sample_codes(10_000)

    def decode(x: float, y: float) -> None:
        window.show_decode(sample_decode(np.array([[x, y]], np.float32))[0])
        realism = hole_readout(Layer.REALISM, window.hole_value_at(x, y), 1.0, False, DARK)
        window.show_readout(f"z = ({x:.2f}, {y:.2f}) · ".replace("-", "−") + realism)

    def measure(extent: tuple[float, float, float, float]) -> None:
        window.show_holes(sample_realism(codes, extent), extent, 1.0)

    pins: list[tuple[float, float, str]] = []

    def pin(x: float, y: float) -> None:
        pins.append((x, y, str(len(pins) + 1)))
        window.show_pins(pins)

    window.cursor_moved.connect(decode)
    window.hovered.connect(decode)
    window.pin_requested.connect(pin)
    window.view_changed.connect(measure)
    window.show_codes(codes, labels, [str(digit) for digit in range(10)])
    window.show_cursor(0.0, 0.0)
    decode(0.0, 0.0)
    window.resize(760, 640)
    window.show()
    app.exec()


if __name__ == "__main__":
    _show_sample()
