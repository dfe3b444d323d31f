"""Presets and data that are chosen: begun, and seen where there is something to see of them."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from explorer.files.dropped import as_if_dropped
from explorer.files.file_desk import FileDesk
from explorer.form.preset_menu import show_preset_menu
from explorer.state.draft import are_in_use
from explorer.state.session import Session
from explorer.state.workspace import find, opens_in, suits
from explorer.texts.data_texts import lacking_text
from trainers.presets import preset_path


class PresetDesk(QObject):
    """What cannot be begun is said by *files*."""

    def __init__(self, session: Session, files: FileDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._files = session, files

    def open(self, name: str, keep_data: bool = True, play: bool = True) -> None:
        """Begins a preset; on the user's own data, where they are to be kept and it can take them."""
        if self._begin(name, keep_data, play):
            self.show_first()

    def _begin(self, name: str, keep_data: bool = True, play: bool = True) -> bool:
        """Whether the preset was begun: that it is open does not tell, as it may have been before."""
        return self._files.attempt(lambda: self._session.open_preset(preset_path(name), name, play, keep_data))

    def show_first(self) -> None:
        """What was opened is seen where there is something to see of it."""
        state = self._session.state
        named = "" if state.experiment is None else state.experiment.plan.opens_in
        wanted = opens_in(state.workspace, state.model_specs, self._session.workspaces, named)
        if wanted != state.workspace:
            self._session.set_workspace(wanted)

    def choose_data(self, name: str, values: dict[str, object], may_download: bool = False) -> None:
        """Begins the draft on another dataset, or on that which opens the file that was chosen for it; the one in use,
        with other settings, is another."""
        name, settings = as_if_dropped(self._session.state.datasets, name, values)

        def choose() -> None:
            if are_in_use(self._session.state, name, settings):
                self._files.told.emit(self.tr("These data are in use already."))
            else:
                self._session.choose_data(name, settings, may_download)

        self._files.attempt(choose)

    def offer_for(self, workspace: str, button: QWidget) -> None:
        """A workspace that the open models have nothing for: what has is offered below *button*, and opens there."""
        state, workspaces = self._session.state, self._session.workspaces
        wanted = find(workspace, workspaces)
        presets = [
            preset
            for preset in state.shown_presets
            if state.restrictions.offers_preset(preset.name)
            and suits(wanted, [state.family_spec(family) for family in preset.families], workspaces, preset.opens_in)
        ]

        def choose(name: str) -> None:
            if self._begin(name):
                self._session.set_workspace(workspace)

        show_preset_menu(button, lacking_text(wanted), presets, choose)
