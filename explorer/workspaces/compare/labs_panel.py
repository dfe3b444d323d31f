"""The card below the maps of the Compare workspace: what can be tried on holes, a page for each."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.beside.differences import TableLine, figure_line, lines_of
from explorer.beside.differences_table import DifferencesTable
from explorer.beside.differences_window import remarks_of
from explorer.kl.latent_stats import kl_per_dim, mean_log_variance, spread_per_dim
from explorer.pictures.image_grid import ImageGrid
from explorer.pixels.point_pictures import cloud, drawn_batch
from explorer.state.changes import changed, newer
from explorer.state.map_state import codes_along
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.data_texts import class_names
from explorer.texts.sentences import sentence_text
from explorer.widgets.column_scroll import ColumnScroll
from explorer.widgets.export_button import ChoosePath, ask_path
from explorer.widgets.tabbed_card import TabbedCard
from explorer.workspaces.compare.channels import FRAME_VALUES, FRAMES, NOISE, PIXELS, SCORES
from explorer.workspaces.compare.kl_lab import KlLab
from explorer.workspaces.compare.looks import (
    SCORED,
    CompareLooks,
    around_path,
    hole_score,
    noise_sigma,
    straight_path,
)
from explorer.workspaces.compare.moon.moon_page import MoonPage
from explorer.workspaces.compare.noise_page import NoisePage
from explorer.workspaces.compare.pixel_lab import PixelLab
from explorer.workspaces.compare.regions.regions_lab import RegionsLab
from explorer.workspaces.compare.state import CODES, choose, compare_of
from explorer.workspaces.compare.walk_lab import WalkLab, WalkRow
from trainers import messages
from trainers.examples import Float32, UInt8
from trainers.messages import Layer, Region


class LabsPanel(TabbedCard):
    """Samples of the region | regions side by side | walk | beta and KL | noise | same error | what differs."""

    walker_moved = Signal(int, object)  # model, code (latent_dim,) or None
    preset_requested = Signal(str)
    run_requested = Signal(object)  # Path
    paths_changed = Signal(list)  # per model the corners of the walk around the holes, or None

    def __init__(self, session: Session, looks: CompareLooks, theme: Theme, choose_path: ChoosePath = ask_path) -> None:
        super().__init__("labs", tabs="lab")
        self._session, self._looks = session, looks
        self._lineage = 0  # of the models that are shown
        waiting = self.tr("Samples of the region appear when its holes have been measured.")
        self.samples = ImageGrid(choose_path=choose_path, name="regionSamples", waiting=waiting)
        self.regions = RegionsLab(session, choose_path)
        self.walk = WalkLab(choose_path)
        self.kl = KlLab()
        self.noise = NoisePage()
        self.pixels = PixelLab()
        self.moons = MoonPage(session, choose_path)
        self.differences = DifferencesTable("differences", choose_path)
        self.add_page("region", self.tr("Samples"), self.samples, self.samples.header_widgets())
        self.add_page("regions", self.tr("Regions"), self.regions.page, self.regions.page.header_widgets())
        self.add_page("walk", self.tr("Walk"), _scrolled(self.walk), self.walk.header_widgets())
        self.add_page("beta", self.tr("β and KL"), self.kl)
        self.add_page("noise", self.tr("Noise"), self.noise)
        self.add_page("pixels", self.tr("Same error"), self.pixels)
        self.add_page("moons", self.tr("Moons"), self.moons.lab, self.moons.lab.header_widgets())
        self.add_page("differs", self.tr("Differs"), self.differences, self.differences.header_widgets())
        self.offer_page("differs", False)
        self._connect()
        self.set_theme(theme)

    def _connect(self) -> None:
        self.page_shown.connect(self._on_page_shown)
        self.walk.kind_chosen.connect(lambda kind: choose(self._session, around=kind == "around"))
        self.walk.frames_requested.connect(self._looks.set_frames)
        self.walk.walk_position_changed.connect(self._on_walk_position)
        self.kl.dial.beta_edited.connect(self._on_beta_edited)
        self.noise.lab.scale_changed.connect(lambda scale: choose(self._session, noise=scale))
        self.moons.walker_moved.connect(self.walker_moved)
        self.moons.preset_requested.connect(self.preset_requested)
        self.differences.run_requested.connect(self.run_requested)
        self.pixels.images_changed.connect(self._on_images_changed)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for view in (
            self.samples,
            self.regions.page,
            self.walk,
            self.kl,
            self.noise,
            self.pixels,
            self.moons.lab,
            self.differences,
        ):
            view.set_theme(theme)

    # ------------------------------------------------------------------ from the state

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """Draws what differs from *old*; everything when there is none."""
        if new.lineage != self._lineage:
            self._lineage, old = new.lineage, None
            self._forget()
        self._show_differences(new, old)
        if len(new.maps) != len(new.labels):
            return
        pictures = changed(new, old, "shown_pictures", "labels")
        channels = [channel.of(model) for model in range(len(new.maps)) for channel in SCORES.values()]
        scored = old is None or changed(new, old, *channels)
        if scored:
            self._show_samples(new)
        if pictures or scored or changed(new, old, "experiment", "restrictions", "why_locked"):
            self._show_kl(new)
        self._show_walk(new, old)
        self._show_noise(new, old)
        self.regions.show_state(new, old)
        self.moons.show_state(new, old)
        if new.data is not None and changed(new, old, "data"):
            self.pixels.show_images(new.data.probe)
            self._ask_judge()
        if old is not None and new.judge is not old.judge:
            self._ask_judge()
        judged = newer(new, old, PIXELS)
        if judged is not None and new.data is not None:
            names = class_names(new)
            self.pixels.show_judged(judged.probabilities, judged.feature_distance, judged.pixel_distance, names)

    def _show_differences(self, new: AppState, old: AppState | None) -> None:
        """The table of models out of several runs, which comes to the front with them."""
        channels = [SCORES[layer].of(model) for model in range(len(new.labels)) for layer in SCORED]
        if not changed(new, old, "beside", "tests", "labels", "experiment", *channels):
            return
        comes = bool(new.beside) and not self.offers("differs")
        self.offer_page("differs", bool(new.beside))
        self.differences.show_lines(
            new.labels if new.beside else (), lines_of(new, self._hole_lines(new)), remarks_of(new)
        )
        if comes:
            self.show_page("differs")

    def _hole_lines(self, state: AppState) -> list[TableLine]:
        """How much of each model's region is holes, of both kinds, by one judge."""
        titles = {Layer.REALISM: self.tr("Holes, %"), Layer.COVERAGE: self.tr("Empty, %")}
        lines = []
        for layer in SCORED:
            found = [hole_score(state, model, layer) for model in range(len(state.labels))]
            if any(found):
                shares = [None if score is None else 100 * score.share for score in found]
                lines.append(figure_line(f"holes_{layer}", titles[layer], shares, -1))
        return lines

    def _forget(self) -> None:
        """Takes away all that was said of other models."""
        self.samples.show_images([], [])
        self.regions.forget()
        self.walk.show_walk([])
        self.kl.bars.show_bars([], [], [])
        self.kl.dial.show_betas([], [])
        self.noise.curve.show_present([], [])
        self.noise.lab.show_decodes([], [])
        self.noise.lab.show_sigma_source([])
        self.pixels.show_images(None)
        self.moons.forget()

    def _show_samples(self, state: AppState) -> None:
        scores = [hole_score(state, model, Layer.REALISM) for model in range(len(state.maps))]
        images = [None if score is None else cloud(score.samples, state.kind) for score in scores]
        labels = [
            label if score is None else f"{label} · {region_text(score.region)}"
            for label, score in zip(state.labels, scores, strict=True)
        ]
        self.samples.show_images(images, labels)

    def _show_kl(self, state: AppState) -> None:
        found = [state.shown_codes(model) for model in range(len(state.maps))]
        known = [
            (mu[:CODES], sigma[:CODES]) if mu is not None and sigma is not None and len(mu) else None
            for mu, sigma in found
        ]
        self.kl.bars.show_bars(
            state.labels,
            [None if each is None else kl_per_dim(*each) for each in known],
            [None if each is None else spread_per_dim(each[1]) for each in known],
        )
        experiment = state.experiment
        if experiment is not None:
            self.kl.dial.show_betas(state.labels, [m.config.setting("kl weight") for m in experiment.models])
            knobs = [model.config.knob_for("kl weight") for model in experiment.models]
            self.kl.dial.show_locked(
                [knob is not None and state.locks(f"models.{model}.{knob.name}") for model, knob in enumerate(knobs)],
                sentence_text(state.why_locked),
            )
        self.kl.dial.show_scores([self._scores_text(state, model) for model in range(len(state.maps))])
        present = [None if each is None else mean_log_variance(each[1]) for each in known]
        self.noise.curve.show_present(state.labels, present)

    def _on_beta_edited(self, model: int, beta: float) -> None:
        experiment = self._session.state.experiment
        knob = None if experiment is None else experiment.models[model].config.knob_for("kl weight")
        if knob is not None:
            self._session.edit(beta, f"models.{model}.{knob.name}")

    def _scores_text(self, state: AppState, model: int) -> str:
        """Both kinds of hole: pictures that look like no training image, and places where nothing is encoded."""
        unreal, empty = (hole_score(state, model, layer) for layer in SCORED)
        text = "" if unreal is None else self.tr("holes {0} %").format(round(100 * unreal.share))
        return text if empty is None else f"{text} · " + self.tr("empty {0} %").format(round(100 * empty.share))

    # ------------------------------------------------------------------ walks

    def _show_walk(self, new: AppState, old: AppState | None) -> None:
        channels = [
            channel
            for model in range(len(new.maps))
            for around in (False, True)
            for channel in (FRAMES[around].of(model), FRAME_VALUES[around].of(model))
        ]
        if changed(new, old, _pins, lambda state: compare_of(state).around, *channels):
            self.walk.show_kind("around" if compare_of(new).around else "straight")
            rows = [row for model in range(len(new.maps)) for row in self._walk_rows(new, model)]
            self.walk.show_walk(rows)
            paths: list[Float32 | None] = [None] * len(new.maps)
            for model, value in new.mapped:
                if compare_of(new).around and len(value.pins) > 1:
                    paths[model] = around_path(new, model, value)
            self.paths_changed.emit(paths if self.page == "walk" else [None] * len(paths))

    def _walk_rows(self, state: AppState, model: int) -> list[WalkRow]:
        value = state.map_of(model)
        if value is None or len(value.pins) < 2:
            return []
        kinds = (False, True) if compare_of(state).around else (False,)
        names = {False: self.tr("straight"), True: self.tr("around the holes")}
        rows = []
        for around in kinds:
            decoded = state.answer(FRAMES[around], model)
            if decoded is None:
                continue
            measured = state.answer(FRAME_VALUES[around], model)
            label = f"{state.labels[model]} · {names[around]}" if len(kinds) > 1 else state.labels[model]
            rows.append(walk_row(label, drawn_batch(decoded.images, state.kind), decoded.z, measured))
        return rows

    def _on_walk_position(self, t: float) -> None:
        state = self._session.state
        for model, value in state.mapped:
            if len(value.pins) > 1:
                corners = around_path(state, model, value) if compare_of(state).around else straight_path(value)
                self.walker_moved.emit(model, codes_along(corners, 201)[round(200 * t)])

    def _ask_judge(self) -> None:
        if self.page == "pixels" and self.pixels.images is not None and self._session.state.engine_ready:
            self._on_images_changed(self.pixels.images)

    def _on_images_changed(self, images: UInt8) -> None:
        self._session.ask(messages.JudgeImages, PIXELS, images=images)

    # ------------------------------------------------------------------ noise

    def _show_noise(self, new: AppState, old: AppState | None) -> None:
        models = range(len(new.maps))
        self.noise.lab.show_scale(compare_of(new).noise)
        if old is not None and not changed(new, old, *(NOISE.of(model) for model in models)):
            return
        frames, labels, sources, shorter = [], [], [], []
        for model in models:
            if decoded := new.answer(NOISE, model):
                frames.append(cloud(decoded.images, new.kind))
                labels.append(new.labels[model])
                source, *forms = self._sigma_source(new, model)
                sources.append(source)
                shorter.append(forms)
        self.noise.lab.show_decodes(frames, labels)
        self.noise.lab.show_sigma_source(sources, shorter)

    def _sigma_source(self, state: AppState, model: int) -> list[str]:
        """Which sigma is used, in fewer and fewer words; the numbers stay."""
        sigma, posterior = noise_sigma(state, model)
        if sigma is None:
            return [""]
        numbers = ", ".join(f"{each:.2g}" for each in sigma[:2]) + (", …" if len(sigma) > 2 else "")
        if posterior:
            forms = [self.tr("σ of the nearest image: {0}"), self.tr("σ {0}"), "{0}"]
        else:
            whole = self.tr("no σ of its own; here a tenth of the codes' spread: {0}")
            forms = [whole, self.tr("no σ; spread / 10: {0}"), self.tr("spread / 10: {0}"), "{0}"]
        return [form.format(numbers) for form in forms]

    def _on_page_shown(self, name: str) -> None:
        self._looks.set_shown(walk=name == "walk", noise=name == "noise")
        self.regions.set_shown(name == "regions")
        self.moons.set_shown(name == "moons")
        for model in range(len(self._session.state.maps)):
            self.walker_moved.emit(model, None)
        if name != "walk":
            self.paths_changed.emit([None] * len(self._session.state.maps))


def _scrolled(view: QWidget) -> ColumnScroll:
    """A page that scrolls where the view is higher than the card, of which no page may ask for more."""
    view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
    page = ColumnScroll()
    page.setWidget(view)
    for plain in (view, page.viewport()):  # the card behind shows through
        plain.setAutoFillBackground(False)
    return page


def walk_row(label: str, frames: UInt8, z: Float32, measured: messages.CodesMeasured | None) -> WalkRow:
    """Frames of codes *z*, with the values that belong to them; those of another walk are left out until the new ones
    come."""
    if measured is not None and not np.array_equal(measured.z, z):
        measured = None
    values = {} if measured is None else measured.values
    thresholds = {} if measured is None else measured.thresholds
    return WalkRow(
        label,
        frames,
        values.get(Layer.REALISM),
        values.get(Layer.COVERAGE),
        thresholds.get(Layer.REALISM, 1.0),
        thresholds.get(Layer.COVERAGE, float("nan")),
        True,
    )


def region_text(region: Region) -> str:
    """Where samples come from, in a few words."""
    translate = QCoreApplication.translate
    return {
        Region.PRIOR: translate("Region", "prior"),
        Region.BOX: translate("Region", "box of the codes"),
        Region.GAUSSIAN: translate("Region", "Gaussian fitted to the codes"),
        Region.MIXTURE: translate("Region", "mixture fitted to the codes"),
    }[region]


def _pins(state: AppState) -> tuple[object, ...]:
    return tuple(value.pins for _, value in state.mapped)
