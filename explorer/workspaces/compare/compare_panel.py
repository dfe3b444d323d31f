"""What the Compare workspace adds to the window: the bar above the maps, and the labs below them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.state.workspace import COMPARE
from explorer.style.theme import Theme
from explorer.widgets.export_button import ChoosePath, ask_path
from explorer.workspaces.compare.hole_bar import HoleBar
from explorer.workspaces.compare.labs_panel import LabsPanel
from explorer.workspaces.compare.looks import HoleLooks
from trainers.messages import Layer, Region


class ComparePanel(QObject):
    """Binds ``bar`` and ``labs``, which the window puts into their places, to the session."""

    walker_moved = Signal(int, object)  # model, code (latent_dim,) or None
    paths_changed = Signal(list)  # per model the corners of a walk around the holes, or None
    preset_requested = Signal(str)

    def __init__(self, session: Session, looks: HoleLooks, theme: Theme, choose_path: ChoosePath = ask_path) -> None:
        super().__init__()
        self._session = session
        self.bar = HoleBar()
        self.bar.hide()
        self.labs = LabsPanel(session, looks, theme, choose_path)
        self.labs.walker_moved.connect(self.walker_moved)
        self.labs.paths_changed.connect(self.paths_changed)
        self.labs.preset_requested.connect(self.preset_requested)
        bar = self.bar
        bar.layer_chosen.connect(lambda name: session.set_compare(layer=Layer(name)))
        bar.region_chosen.connect(lambda name: session.set_compare(region=Region(name) if name else None))
        bar.opacity_changed.connect(lambda opacity: session.set_compare(opacity=opacity))
        bar.contour_toggled.connect(lambda shown: session.set_compare(contour=shown))
        bar.link_toggled.connect(lambda linked: session.set_compare(linked=linked))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self.bar.set_theme(theme)
        self.labs.set_theme(theme)

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """Draws what differs from *old*; everything when there is none."""
        if old is None or new.workspace != old.workspace:
            old = None
            self.bar.setVisible(new.workspace == COMPARE)
        if new.workspace != COMPARE:
            return
        if old is None or new.compare is not old.compare:
            choice = new.compare
            region = "" if choice.region is None else str(choice.region)
            self.bar.show_choice(str(choice.layer), region, choice.opacity, choice.contour, choice.linked)
        if old is None or new.judge is not old.judge:
            judge = new.judge
            if judge is None:  # nobody has looked at these data yet
                self.bar.hide_judge()
            else:
                self.bar.show_judge(judge.kind, judge.share, judge.accuracy, judge.baseline)
        if old is None or new.labels != old.labels:
            encoding = sum("encodes" in spec.capabilities for spec in new.model_specs) if new.families else 0
            self.bar.show_link_possible(encoding > 1)
        self.labs.show_state(new, old)
