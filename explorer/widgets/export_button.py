"""The button in a view's corner that writes what the view shows into a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPoint, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from explorer.gui_thread.menu_button import give_menu
from explorer.pixels.images import ExportError, from_qimage, write_png
from explorer.style.plain_text import plain_tip
from explorer.style.theme import Theme
from explorer.texts.sentences import sentence_text
from explorer.widgets.file_dialog import FileDialog
from explorer.widgets.note import Note

ChoosePath = Callable[[QWidget, str, Path, str], Path | None]


@dataclass(frozen=True)
class ExportFormat:
    """One way to write a view: ``write(path, scale)`` raises ExportError. ``suffix`` with its dot."""

    title: str
    suffix: str
    write: Callable[[Path, int], None]


def ask_path(parent: QWidget, title: str, suggestion: Path, file_filter: str) -> Path | None:
    """The file the user names in the system's dialog, or None."""
    dialog = FileDialog(parent, title, suggestion, file_filter)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    return next(iter(dialog.ask()), None)


def write_view(view: QWidget, path: Path) -> None:
    """What *view* shows, as large as it is on the screen, as a PNG; raises ExportError, also when it has no size."""
    image = view.grab().toImage()  # which lays it out first, if it was never shown
    if image.isNull():
        text = QCoreApplication.translate("ExportButton", "This view has no room at present: make it larger first.")
        raise ExportError(text)
    write_png(from_qimage(image), path)


class ExportButton(QToolButton):
    """Offers *formats*, asks for a path and writes; the outcome is a signal, never a dialog.

    ``scales`` are offered as sizes of a pixel where there are several. *stem* is the suggested name of the file.
    """

    exported = Signal(str)  # the path
    failed = Signal(str)  # one sentence

    def __init__(
        self,
        name: str,
        stem: str,
        formats: Sequence[ExportFormat],
        scales: Sequence[int] = (1,),
        scale: int = 1,
        choose_path: ChoosePath = ask_path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "icon")
        self.setToolTip(plain_tip(self.tr("Export")))
        self.setAccessibleName(self.tr("Export {0}").format(stem))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(14, 14))
        self.scale = scale
        self._stem, self._choose_path = stem, choose_path
        self._folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        menu = QMenu(self)
        for export in formats:
            action = menu.addAction(export.title)
            action.setObjectName(f"{name}{export.suffix}")
            action.triggered.connect(partial(self._export, export))
        if len(scales) > 1:
            self._add_scales(menu, scales)
        give_menu(self, menu)

    def set_theme(self, theme: Theme) -> None:
        self.setIcon(_icon(theme.muted))

    def report_to(self, note: Note) -> None:
        """Says over a view what became of its export."""
        self.failed.connect(lambda reason: note.show_text(reason, error=True))
        self.exported.connect(lambda path: note.show_text(self.tr("Saved {0}").format(Path(path).name)))

    def _add_scales(self, menu: QMenu, scales: Sequence[int]) -> None:
        menu.addSection(self.tr("Size of a pixel"))
        group = QActionGroup(menu)
        for scale in scales:
            action = QAction(f"×{scale}", menu)
            action.setObjectName(f"{self.objectName()}Scale{scale}")
            action.setCheckable(True)
            action.setChecked(scale == self.scale)
            action.triggered.connect(partial(self._on_scale_chosen, scale))
            group.addAction(action)
            menu.addAction(action)

    def _on_scale_chosen(self, scale: int, checked: bool = False) -> None:
        self.scale = scale

    def _export(self, export: ExportFormat, checked: bool = False) -> None:
        suggestion = self._folder / (self._stem + export.suffix)
        path = self._choose_path(self, export.title, suggestion, f"{export.title} (*{export.suffix})")
        if path is None:
            return
        if not path.suffix:
            path = path.with_suffix(export.suffix)
        self._folder = path.parent
        try:
            export.write(path, self.scale)
        except ExportError as error:
            self.failed.emit(sentence_text(str(error)))
        else:
            self.exported.emit(str(path))


@lru_cache(maxsize=16)
def _icon(colour: str) -> QIcon:
    """An arrow down into a tray, drawn for high resolution."""
    pixmap = QPixmap(56, 56)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawLine(28, 8, 28, 34)
    painter.drawPolyline([QPoint(17, 24), QPoint(28, 35), QPoint(39, 24)])
    painter.drawLine(10, 46, 46, 46)
    painter.end()
    return QIcon(pixmap)
