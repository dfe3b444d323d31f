"""The latent map: codes on a plane, with a cursor whose code is decoded wherever it goes, and what is said about it.

It is put together of parts that do not know it: what is seen (``map_picture``) and what moves of it by itself
(``map_motion``), the marks over it (``map_marks``), where holes are (``map_holes``), what pointer and keys mean
(``map_gestures``, ``map_menu``), and what lies over all that (``map_overlays``). What is to be shown is given to the
part that shows it; here is only what concerns several of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QEnterEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from explorer.gui_thread.throttle import LEAN
from explorer.map.holes.map_holes import MapHoleLayer
from explorer.map.map_export import PNG_SCALE, export_map
from explorer.map.map_gestures import MapGestures
from explorer.map.map_marks import MapMarks
from explorer.map.map_menu import MapMenu
from explorer.map.map_motion import MapMotion
from explorer.map.map_picture import MapPicture
from explorer.map.overlays.map_overlays import MapOverlays
from explorer.plane.frame_clock import Turns
from explorer.plane.plane_surface import PlaneSurface
from explorer.plane.viewport import Viewport
from explorer.style.theme import DARK, Theme

SMALLEST = (160, 190)  # below it, what lies over the map would leave nothing of it, so it is scrolled
SHARE_OF_TIME = 0.03 if LEAN else 0.15  # of one core that animation may take


class LatentMap(PlaneSurface):
    """``picture``, ``marks``, ``holes`` and ``overlays`` show what they are given. Positions are points of the shown
    plane; y is 0 on a line. Maps side by side share ``turns``.

    The first ``cursor_moved`` or ``pin_moved`` of a drag comes with ``is_dragging`` False, the others with True.
    """

    cursor_moved = Signal(float, float)
    hovered = Signal(float, float)
    hover_left = Signal()
    pin_requested = Signal(float, float)
    pin_moved = Signal(int, float, float)
    pin_removed = Signal(int)
    files_dropped = Signal(list)
    export_requested = Signal(str)  # "png", "svg" or "csv"

    def __init__(self, parent: QWidget | None = None, turns: Turns | None = None) -> None:
        super().__init__(Viewport(400, 400), told=False, share=SHARE_OF_TIME, turns=turns, parent=parent)
        self.setObjectName("latent_map")
        self.setAccessibleName(self.tr("Latent map"))
        self.setAccessibleDescription(self.tr("Arrow keys move the cursor, plus and minus zoom, P pins, Home resets."))
        self.setMinimumSize(*SMALLEST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self._class_names: tuple[str, ...] = ()
        self._canvas = QPixmap()
        self.picture = MapPicture(self)
        self.marks = MapMarks(self)
        self._menu = MapMenu(self, self.marks)
        self.overlays = MapOverlays(self, self.picture, self._menu)
        self.holes = MapHoleLayer(self.picture, self.overlays.hole_legend, self)
        self.motion = MapMotion(self, self.picture, self.overlays.covered_sides, self._held_point)
        self._gestures = MapGestures(self, self.marks)
        self._to_hold: tuple[float, float] | None = None  # a point of the plane
        self._held: tuple[float, float] | None = None  # the same, but while a button is held
        self.follow(self._gestures)
        self._connect()
        self.set_theme(DARK)

    def _connect(self) -> None:
        self.picture.changed.connect(self.redraw)
        self.picture.changed_soon.connect(self.redraw_soon)
        self.rested.connect(self._on_rested)
        self.holes.changed.connect(self._on_holes_changed)
        self.overlays.covered_changed.connect(self.motion.follow_on)
        self.overlays.hidden_changed.connect(self.picture.set_hidden_classes)
        self.overlays.lit_changed.connect(self.picture.light_class)
        gestures, menu = self._gestures, self._menu
        self.overlays.entered.connect(gestures.end_hover)
        for pointed in (self.hovered, self.hover_left):
            pointed.connect(self._on_pointed)
        gestures.cursor_wished.connect(self._on_cursor_wished)
        gestures.hovered.connect(self.hovered)
        gestures.hover_left.connect(self.hover_left)
        gestures.pin_chosen.connect(self.marks.select)
        gestures.pin_wished.connect(self.pin_requested)
        gestures.pin_moved.connect(self.pin_moved)
        gestures.pin_removed.connect(self.pin_removed)
        gestures.files_dropped.connect(self.files_dropped)
        gestures.view_wished.connect(self.motion.move_view)
        gestures.reset_wished.connect(self.reset_view)
        gestures.menu_wished.connect(menu.open)
        menu.pin_wished.connect(self.pin_requested)
        menu.removal_wished.connect(self.pin_removed)
        menu.reset_wished.connect(self.reset_view)
        menu.export_wished.connect(self.export_requested)

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        """Draws everything in other colours, at once."""
        self.picture.set_theme(theme)
        self.marks.set_theme(theme)
        self.holes.set_theme(theme)
        self.overlays.set_theme(theme)

    def show_codes(
        self, codes: NDArray[np.floating], labels: NDArray[np.integer] | None, class_names: Sequence[str]
    ) -> None:
        """Shows codes (N, 2), or (N, 1) on a line, with their classes (N,), indices into ``class_names``, or None.

        As many codes as before travel to their new places; the view follows unless the user has moved it. Raises
        ValueError for other shapes or a label without a name.
        """
        names = tuple(class_names) if labels is not None else ()
        changed = names != self._class_names
        if changed:  # first, for the codes are shown beside them
            self._class_names = names
            self.overlays.show_classes(names)
        cloud = self.picture.cloud
        first, was_line = not len(cloud.target), cloud.line
        moves = self.picture.replace_codes(codes, labels, class_names, animate=self.isVisible())
        turned = cloud.line != was_line
        self.motion.begin(moves, anew=first or turned, follows=turned)
        self.redraw_soon()
        self.marks.set_as_line(cloud.line)
        if changed:
            self.picture.set_hidden_classes(self.overlays.hidden_classes)

    def hold(self, x: float, y: float) -> None:
        """The point of the plane that the view shows, too, as long as it follows the codes: the cursor, say. One far
        from all codes is left outside."""
        self._to_hold = (x, y)
        self.motion.follow_on()

    def reset_view(self) -> None:
        """Fits the view to the codes and lets it follow them again."""
        self.motion.follow_again()

    # ------------------------------------------------------------------ what it is asked

    @property
    def is_dragging(self) -> bool:
        return self._gestures.is_dragging

    @property
    def is_hovered(self) -> bool:
        """Whether the pointer is over the plane, with no button held."""
        return self._gestures.hover is not None

    def export(self, path: str | Path) -> None:
        """Writes the map as PNG or SVG, or its codes and labels as CSV, as the ending says. Raises ExportError with one
        sentence when the file cannot be written."""
        codes = self.picture.draw_codes(self.view, PNG_SCALE)

        def paint(painter: QPainter) -> None:
            self.picture.paint(painter, self.view, self.font(), codes)
            self.marks.paint_path(painter)
            self.marks.paint_marks(painter)

        cloud, title = self.picture.cloud, self.accessibleName()
        export_map(Path(path), self.size(), paint, cloud.codes, cloud.code_labels, self._class_names, title)

    # ------------------------------------------------------------------ what follows from what

    def _held_point(self) -> tuple[float, float] | None:
        """The plane does not run away from a pointer that drags the cursor to its edge."""
        if not self._gestures.is_pressed:
            self._held = self._to_hold
        return self._held

    def _on_cursor_wished(self, x: float, y: float) -> None:
        self.marks.show_cursor(x, y)
        self.cursor_moved.emit(x, y)

    def _on_pointed(self) -> None:
        self.overlays.show_tag(self._gestures.hover)

    def _on_holes_changed(self) -> None:
        self.overlays.show_hole_legend(self.holes.is_shown)

    def _on_rested(self) -> None:
        if self.picture.raster.is_off(self.view):
            self.picture.redraw_codes()

    # ------------------------------------------------------------------ events

    def enterEvent(self, event: QEnterEvent) -> None:
        """Keys are for the map under the pointer, where the focus is on a map already."""
        super().enterEvent(event)
        if isinstance(self.window().focusWidget(), LatentMap):
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._gestures.end_hover()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._gestures.key(event):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._gestures.context_menu(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._gestures.drag_enter(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._gestures.drop(event)

    def event(self, event: QEvent) -> bool:
        """The pointer passes through the legend of holes to the plane, so the map shows its tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            legend = self.overlays.hole_legend
            if legend.isVisible() and legend.geometry().contains(event.pos()):
                QToolTip.showText(event.globalPos(), legend.toolTip(), self, legend.geometry())
                return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.redraw()
            self.overlays.place_soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.overlays.place()  # first, for the codes are shown beside them
        super().resizeEvent(event)
        self.motion.fit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.motion.finish()

    def let_go(self) -> None:
        self._canvas = QPixmap()
        self.picture.raster.let_go()

    def sizeHint(self) -> QSize:
        return QSize(520, 480)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paint_if_stale(self._paint_canvas)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._canvas)  # Qt copies only what the event's region asks for
        if self.marks.has_path or self.is_ringed:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.marks.paint_path(painter)
            self.paint_ring(painter, QRectF(self.rect()), self.picture.theme.accent)
        painter.end()

    def _paint_canvas(self) -> None:
        ratio, covered = self.devicePixelRatioF(), self.overlays.covered()
        self._canvas = self.picture.make_canvas(self.view, self.size(), ratio, self.font(), self.is_resting, covered)


if __name__ == "__main__":
    from explorer.map.latent_map_sample import enliven
    from explorer.widgets.sample_window import show_sample

    show_sample(lambda: enliven(LatentMap()))
