"""What the Help menu opens: pages, licences, About. At most one window of each kind, made when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from explorer.theme import Theme, ThemeWatcher
from trainers import places

if TYPE_CHECKING:  # imported when asked for: none of it is needed for the first picture of the window
    from explorer.views.about_dialog import AboutDialog
    from explorer.views.help_window import HelpWindow

LANGUAGE = "language"  # the application's property with the language that the window is in; unset or empty: English


def find_page(name: str, language: str) -> Path:
    """The page *name* in *language* ("zh_CN"), else in English; it may not exist in a broken installation."""
    folder = places.resources_dir() / "workshop"
    names = (f"{name}.{language}.md", f"{name}.{language.split('_')[0]}.md") if language else ()
    return next((folder / each for each in names if (folder / each).is_file()), folder / f"{name}.md")


class HelpDesk(QObject):
    """Opens its windows beside *window*; *fail* says in one sentence what cannot be shown."""

    _licences_read = Signal(object)  # their text, or the OSError that kept it

    def __init__(self, window: QWidget, themes: ThemeWatcher, fail: Callable[[str], None]) -> None:
        super().__init__(window)
        self._window, self._themes, self._fail = window, themes, fail
        self._pages: HelpWindow | None = None
        self._about: AboutDialog | None = None
        self._reading: Thread | None = None
        self._licences_read.connect(self._on_licences_read)
        themes.theme_changed.connect(self._on_theme_changed)

    def show_start(self) -> None:
        """The participants' page."""
        self._show_page(self.tr("Start here"), "participants")

    def show_leader(self) -> None:
        """The page for those who lead a workshop."""
        self._show_page(self.tr("Guide for the workshop leader"), "leader")

    def show_licences(self) -> None:
        """The texts of all licences. In a checkout they are collected from many files, beside the window."""
        if self._reading is None or not self._reading.is_alive():
            self._reading = Thread(target=self._read_licences, name="licences", daemon=True)
            self._reading.start()

    def _read_licences(self) -> None:
        from explorer.program_facts import third_party_licences

        found: str | OSError
        try:
            found = third_party_licences()
        except OSError as error:
            found = error
        with suppress(RuntimeError):  # the window has been closed meanwhile
            self._licences_read.emit(found)

    def _on_licences_read(self, found: str | OSError) -> None:
        if isinstance(found, OSError):
            self._fail(self.tr("The licences cannot be shown: {0}").format(found))
        else:
            self._open_pages().show_text(self.tr("Third-party licences"), found)

    def show_about(self) -> None:
        """Version, licence, libraries."""
        if self._about is None:
            from explorer.program_facts import read_facts
            from explorer.views.about_dialog import AboutDialog

            self._about = AboutDialog(read_facts(), self._window.windowIcon(), self._window)
            self._about.licences_requested.connect(self.show_licences)
        self._about.show()
        self._about.raise_()
        self._about.activateWindow()

    def _show_page(self, title: str, name: str) -> None:
        application = QCoreApplication.instance()
        language = str(application.property(LANGUAGE) or "") if application else ""
        try:
            self._open_pages().show_page(title, find_page(name, language))
        except OSError as error:
            self._fail(self.tr("The page cannot be shown: {0}").format(error))

    def _open_pages(self) -> HelpWindow:
        if self._pages is None:
            from explorer.views.help_window import HelpWindow

            self._pages = HelpWindow(self._themes.theme, self._themes.font_scale, self._window)
        return self._pages

    def _on_theme_changed(self, theme: Theme) -> None:
        if self._pages is not None:
            self._pages.set_theme(theme, self._themes.font_scale)
