"""What can be done with a map: with all of it, by the button in its corner, and at a place, by the context menu."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from explorer.gui_thread.menu_button import give_menu
from explorer.map.map_marks import MapMarks
from explorer.plane.plane_surface import PlaneSurface
from explorer.style.plain_text import plain_tip


class MapMenu(QObject):
    """Makes the menus of a surface; what is chosen in them are wishes."""

    pin_wished = Signal(float, float)
    removal_wished = Signal(int)
    reset_wished = Signal()
    export_wished = Signal(str)  # "png", "svg" or "csv"

    def __init__(self, surface: PlaneSurface, marks: MapMarks) -> None:
        super().__init__(surface)
        self._surface, self._marks = surface, marks

    def make_button(self, parent: QWidget) -> QToolButton:
        """The button of the corner, which saves the map."""
        button = QToolButton(parent)
        button.setObjectName("map_menu")
        button.setText("⋯")
        button.setToolTip(plain_tip(self.tr("Save this map")))
        button.setAccessibleName(self.tr("Save this map"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        menu = QMenu(button)
        self._add_exports(menu)
        give_menu(button, menu)
        return button

    def open(self, at: QPointF, where: QPoint) -> None:
        """Opens the context menu for a pixel of the map, at a pixel of the screen."""
        menu = QMenu(self._surface)
        menu.setObjectName("map_context_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        x, y = self._surface.view.to_plane(at.x(), at.y())
        menu.addAction(self.tr("Pin here")).triggered.connect(lambda: self.pin_wished.emit(x, y))
        pin = self._marks.pin_at(at)
        if pin >= 0:
            remove = menu.addAction(self.tr("Remove pin {0}").format(self._marks.pins[pin][2]))
            remove.triggered.connect(lambda: self.removal_wished.emit(pin))
        menu.addAction(self.tr("Fit view to the codes")).triggered.connect(self.reset_wished)
        menu.addSeparator()
        self._add_exports(menu)
        menu.popup(where)

    def _add_exports(self, menu: QMenu) -> None:
        for kind, text in (
            ("png", self.tr("Save picture as PNG…")),
            ("svg", self.tr("Save picture as SVG…")),
            ("csv", self.tr("Save codes as CSV…")),
        ):
            action = QAction(text, menu)
            action.setObjectName(f"export_{kind}")
            action.triggered.connect(lambda _checked=False, kind=kind: self.export_wished.emit(kind))
            menu.addAction(action)
