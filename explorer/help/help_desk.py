"""What the Help menu opens: pages, licences, About. At most one window of each kind, made when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from explorer.gui_thread.errand import Errand
from explorer.style.theme import Theme, ThemeWatcher
from explorer.texts.sentences import sentence_text
from explorer.widgets.own_window import bring_forward
from trainers import places

if TYPE_CHECKING:  # imported when asked for: none of it is needed for the first picture of the window
    from explorer.help.about_dialog import AboutDialog
    from explorer.help.help_window import HelpWindow

LANGUAGE = "language"  # the application's property with the language that the window is in; unset or empty: English


def find_page(name: str, language: str) -> Path:
    """The page *name* in *language* ("zh_CN"), else in English; it may not exist in a broken installation."""
    folder = places.resources_dir() / "workshop"
    names = (f"{name}.{language}.md", f"{name}.{language.split('_')[0]}.md") if language else ()
    return next((folder / each for each in names if (folder / each).is_file()), folder / f"{name}.md")


def _read_licences() -> str:
    from explorer.help.program_facts import third_party_licences

    return third_party_licences()


class HelpDesk(QObject):
    """Opens its windows beside *window*; *fail* says in one sentence what cannot be shown."""

    def __init__(self, window: QWidget, themes: ThemeWatcher, fail: Callable[[str], None]) -> None:
        super().__init__(window)
        self._window, self._themes, self._fail = window, themes, fail
        self._pages: HelpWindow | None = None
        self._about: AboutDialog | None = None
        self._reading = Errand("licences", self)
        self._reading.done.connect(self._on_licences_read)
        themes.theme_changed.connect(self._on_theme_changed)

    def show_start(self) -> None:
        """The participants' page."""
        self._show_page(self.tr("Start here"), "participants")

    def show_leader(self) -> None:
        """The page for those who lead a workshop."""
        self._show_page(self.tr("Guide for the workshop leader"), "leader")

    def show_licences(self) -> None:
        """The texts of all licences. In a checkout they are collected from many files, beside the window."""
        if not self._reading.is_running:
            self._reading.start(_read_licences)

    def _on_licences_read(self, found: str | Exception) -> None:
        if isinstance(found, Exception):
            self._fail(self.tr("The licences cannot be shown: {0}").format(sentence_text(str(found))))
        else:
            self._open_pages().show_text(self.tr("Third-party licences"), found)

    def show_about(self) -> None:
        """Version, licence, libraries."""
        if self._about is None:
            from explorer.help.about_dialog import AboutDialog
            from explorer.help.program_facts import read_facts

            self._about = AboutDialog(read_facts(), self._window.windowIcon(), self._window)
            self._about.licences_requested.connect(self.show_licences)
        bring_forward(self._about)

    def _show_page(self, title: str, name: str) -> None:
        application = QCoreApplication.instance()
        language = str(application.property(LANGUAGE) or "") if application else ""
        try:
            self._open_pages().show_page(title, find_page(name, language))
        except OSError as error:
            self._fail(self.tr("The page cannot be shown: {0}").format(sentence_text(str(error))))

    def _open_pages(self) -> HelpWindow:
        if self._pages is None:
            from explorer.help.help_window import HelpWindow

            self._pages = HelpWindow(self._themes.theme, self._themes.font_scale, self._window)
        return self._pages

    def _on_theme_changed(self, theme: Theme) -> None:
        if self._pages is not None:
            self._pages.set_theme(theme, self._themes.font_scale)
