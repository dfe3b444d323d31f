"""The presets that a workspace has something to show for, offered where the open models have nothing for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from explorer.gui_thread.menu_button import leave_after
from explorer.style.plain_text import plain_tip
from explorer.texts.data_texts import preset_text
from trainers.presets import Preset


def show_preset_menu(below: QWidget, reason: str, presets: Sequence[Preset], choose: Callable[[str], object]) -> QMenu:
    """Opens a menu under *below*: *reason* in one line, then the titles; the first is ready for Enter, each tells more
    in its tooltip. *choose* is given the name of a preset."""
    menu = QMenu(below)
    menu.setObjectName("preset_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    menu.addAction(reason).setEnabled(False)
    menu.addSeparator()
    for preset in presets:
        action = menu.addAction(preset_text(preset.title))
        action.setObjectName(f"preset_{preset.name}")
        action.setToolTip(plain_tip(preset_text(preset.summary)))
        action.triggered.connect(lambda _checked=False, name=preset.name: choose(name))
    leave_after(menu, below)
    menu.popup(below.mapToGlobal(QPoint(0, below.height() + 4)))
    if len(menu.actions()) > 2:
        menu.setActiveAction(menu.actions()[2])
    return menu
