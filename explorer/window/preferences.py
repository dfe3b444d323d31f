"""What the user prefers for this and later starts: theme, size of the text, language, device and threads."""

from __future__ import annotations

from PySide6.QtCore import QObject

from explorer.settings import Settings
from explorer.state.session import Session
from explorer.style.theme import Mode, ThemeWatcher
from explorer.widgets.note import Note


class Preferences(QObject):
    """Keeps what is chosen, and puts it into effect as soon as it can be."""

    def __init__(self, session: Session, settings: Settings, themes: ThemeWatcher, note: Note, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._settings, self._themes, self._note = session, settings, themes, note

    def choose_mode(self, mode: Mode) -> None:
        self._settings.theme = mode
        self._themes.dresser.change_soon(lambda: self._themes.set_mode(mode))

    def choose_scale(self, scale: float) -> None:
        self._settings.font_scale = scale
        self._themes.dresser.change_soon(lambda: self._themes.set_font_scale(scale))

    def choose_language(self, language: str) -> None:
        self._settings.language = language
        self._note.show_text(self.tr("The language changes when Latent Explorer is started again."))

    def choose_threads(self, threads: int | None) -> None:
        self._settings.threads = threads
        self._session.set_threads(threads)

    def choose_device(self, device: str) -> None:
        self._settings.device = device
        self._session.device = device
        self._note.show_text(self.tr("The next run is trained there; Rewind or Restart begins one."))
