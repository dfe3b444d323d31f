"""The name of a class, beside the code under the pointer or in the middle of all its codes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from explorer.map.code_cloud import CodeCloud
from explorer.map.latent_map_raster import class_colours
from explorer.map.overlays.map_labels import MapLabel
from explorer.plane.viewport import Viewport
from explorer.style.theme import DARK, Theme

NEAR = 7.0  # how near to a code to tell its class
WIDEST = 220


class ClassTag(MapLabel):
    """Names classes of the codes in a cloud."""

    def __init__(self, cloud: CodeCloud, accessible_name: str, parent: QWidget) -> None:
        super().__init__("map_hover_tag", accessible_name, parent)
        self._map, self._cloud = parent, cloud
        self._names: tuple[str, ...] = ()
        self._colours: Sequence[str] = ()
        self._colours_of = DARK

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._colours_of = theme
        self._colours = class_colours(theme, len(self._names))

    def set_names(self, names: Sequence[str]) -> None:
        """The names of the classes, by their numbers."""
        self._names = tuple(names)
        self._colours = class_colours(self._colours_of, len(self._names))

    def show_near(self, at: QPointF, view: Viewport) -> None:
        """Names the class of the code at a pixel of the map, beside it; where there is none it says nothing."""
        # On a line the height says which of the codes at this x is meant, though it is no coordinate.
        x, y = view.to_plane(at.x(), at.y())[0], view.cy + (view.height / 2 - at.y()) / view.sy
        label = self._cloud.label_near(x, y, NEAR / view.sx, NEAR / view.sy)
        if label is None:
            self.hide()
        else:
            self._put(label, at)

    def show_in_middle(self, label: int, view: Viewport) -> None:
        """Names a class in the middle of its codes, whose colour may stand for others, too."""
        middle = self._cloud.middle_of(label)
        if middle is None:
            self.hide()
            return
        left, top = view.to_pixel(*middle)
        self._put(label, QPointF(min(max(left, 0), self._map.width()), min(max(top, 0), self._map.height())))

    def _put(self, label: int, at: QPointF) -> None:
        text = f'<span style="color:{self._colours[label]}">●</span> {escape(self._names[label])}'
        if text != self.text() or self.isHidden():
            self.show_text(text, WIDEST)
        left = at.x() + 14 if at.x() + 18 + self.width() < self._map.width() else at.x() - 12 - self.width()
        self.move(round(left), round(max(at.y() - self.height() - 8, 2)))
