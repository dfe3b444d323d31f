"""What the Compare workspace adds to the window: the bar above the maps, and the labs below them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from explorer.map.map_panel import MapPanel
from explorer.state.changes import changed
from explorer.state.room import Part, Parts, Room, Slot
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.workspaces.compare.hole_bar import HoleBar
from explorer.workspaces.compare.holes_on_map import HolesOnMap
from explorer.workspaces.compare.labs_panel import LabsPanel
from explorer.workspaces.compare.looks import CompareLooks, holes_are_mapped
from explorer.workspaces.compare.state import KEY, choose, compare_of
from trainers.messages import Layer, Region

LABS_SHARE = 16


class ComparePanel(Parts):
    """Binds ``bar`` and ``labs`` to the session, and adds the holes to every map."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        session = room.session
        self.looks = CompareLooks(session, self)
        self.bar = HoleBar()
        self.labs = LabsPanel(session, self.looks, room.theme, room.choose_path)
        self.labs.walker_moved.connect(room.walker_moved)
        self.labs.paths_changed.connect(room.paths_changed)
        self.labs.preset_requested.connect(room.preset_requested)
        self.labs.run_requested.connect(room.run_requested)
        room.map_viewed.connect(self.looks.set_extent)
        room.map_made.connect(self._on_map_made)
        bar = self.bar
        bar.layer_chosen.connect(lambda name: choose(session, layer=Layer(name)))
        bar.region_chosen.connect(lambda name: choose(session, region=Region(name) if name else None))
        bar.mixture_chosen.connect(lambda mixture: choose(session, mixture=mixture))
        bar.opacity_changed.connect(lambda opacity: choose(session, opacity=opacity))
        bar.contour_toggled.connect(lambda shown: choose(session, contour=shown))
        bar.link_toggled.connect(lambda linked: choose(session, linked=linked))
        self.set_theme(room.theme)

    @property
    def parts(self) -> Sequence[Part]:
        return Part(Slot.BAR, self.bar), Part(Slot.CARDS, self.labs, LABS_SHARE)

    @property
    def hints(self) -> Sequence[tuple[QWidget, str]]:
        labs = self.labs
        return (
            (self.bar, self.tr("What the colours on the maps measure, and where the score's codes come from.")),
            (labs.samples, self.tr("Decodes of codes drawn from the region that the score is about.")),
            (
                labs.regions.page,
                self.tr(
                    "Holes met by drawing from each region: fitted to the codes it meets fewer; the decoder stays."
                ),
            ),
            (labs.walk, self.tr("Pictures on the way between pins; the line below falls where they break.")),
            (labs.kl, self.tr("Beta weighs the KL term: at 0 nothing keeps the noise alive or the codes close.")),
            (labs.noise, self.tr("The code under the cursor with noise: neighbours should decode alike.")),
            (labs.pixels, self.tr("Changes of equal pixel error, which neither eye nor judge find equal.")),
            (labs.moons.lab, self.tr("The way from new to full moon, held against the true moons.")),
        )

    def is_answered(self, state: AppState) -> bool:
        return holes_are_mapped(state)

    @staticmethod
    def _on_map_made(panel: MapPanel) -> None:
        panel.add_overlay(HolesOnMap(panel))

    def set_theme(self, theme: Theme) -> None:
        self.bar.set_theme(theme)
        self.labs.set_theme(theme)

    def show_state(self, new: AppState, old: AppState | None) -> None:
        if new.workspace != KEY:
            return
        if old is not None and new.workspace != old.workspace:
            old = None
        choice = compare_of(new)
        if changed(new, old, compare_of):
            region = "" if choice.region is None else str(choice.region)
            self.bar.show_choice(
                str(choice.layer), region, choice.opacity, choice.contour, choice.linked, choice.mixture
            )
        if changed(new, old, "judge"):
            judge = new.judge
            if judge is None:  # nobody has looked at these data yet
                self.bar.hide_judge()
            else:
                self.bar.show_judge(judge.kind, judge.share, judge.accuracy, judge.baseline)
        if changed(new, old, "labels"):
            encoding = sum("encodes" in spec.capabilities for spec in new.model_specs) if new.families else 0
            self.bar.show_link_possible(encoding > 1)
        self.labs.show_state(new, old)
