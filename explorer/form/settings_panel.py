"""The left column: data, presets, knobs, map layers, and what one is looking at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from explorer.form.dataset_panel import DatasetPanel
from explorer.form.hint_card import HintCard
from explorer.form.kept_data_bar import KeptDataBar
from explorer.form.knob_form import KnobForm
from explorer.form.preset_cards import FOLDED, PresetCards
from explorer.form.shared_knobs import shared_and_own
from explorer.pixels.point_pictures import scatter
from explorer.state.changes import changed
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.state.workspace import find, suits
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_label
from explorer.style.theme import Theme
from explorer.texts.data_texts import knob_text, preset_text, status_line
from explorer.texts.rate_texts import in_force_texts, in_force_tip
from explorer.texts.sentences import sentence_text
from explorer.texts.whole_number import whole_number
from explorer.widgets.column_scroll import ColumnScroll
from trainers.experiment import Experiment, Plan
from trainers.files.data_check import list_datasets
from trainers.knobs import KnobSpec, knob_specs
from trainers.messages import Phase
from trainers.presets import Preset
from trainers.shown import shown_name

WIDTH = 284  # px, where the text is not enlarged
SCROLL_BAR = 11  # px, with its edge
MOST_HINT = 0.45  # of the height, so that presets and knobs stay in sight above it
LOW, FEW_PRESETS = 700, 2  # logical pixels of height, and how many presets are then offered at first
PLAN_KNOBS = ("steps", "batch_size")


class SettingsPanel(QFrame):
    """Shows the draft; what is changed goes to the session as a dotted setting."""

    preset_chosen = Signal(str)
    layers_changed = Signal(dict)  # layer name -> shown
    restart_requested = Signal()
    fork_requested = Signal()

    def __init__(
        self,
        session: Session,
        presets: Sequence[Preset],
        theme: Theme,
        hint_of: Callable[[AppState], str],
        parent: QWidget | None = None,
    ) -> None:
        """*hint_of* is what is said where nothing is pointed at."""
        super().__init__(parent)
        self._hint_of = hint_of
        self._session = session
        self._theme = theme
        self._form_key: object = None
        self._dataset: object = None
        self._opened: object = None  # the experiment as it was opened for which the data were shown last
        self._in_force: list[dict[str, str]] = []  # what the forms say of learning rates
        self._needed = 0  # px of width that the content asked for last
        self._forms: list[tuple[KnobForm, tuple[str, ...]]] = []  # a form, and the places its knobs are set at
        self.setProperty("role", "sidebar")
        self.setObjectName("settings_panel")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.data = DatasetPanel()
        self.presets = PresetCards()
        self.kept = KeptDataBar()
        self._presets, self._names = presets, [preset.name for preset in presets]
        self.hint = HintCard()
        self._lay_out()
        self.presets.preset_chosen.connect(self.preset_chosen)
        self.data.help_requested.connect(self.hint.show_hint)
        self.set_theme(theme)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        scroll = self._scroll = ColumnScroll()
        scroll.setObjectName("settings_scroll")
        outer.addWidget(scroll, 1)
        content = self._content = QWidget()
        content.setObjectName("settings_content")
        scroll.setWidget(content)
        column = QVBoxLayout(content)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        self._data_caption = make_label(self.tr("Data"), "caption")
        self._presets_caption = make_label(self.tr("Start from"), "caption")
        column.addWidget(self._data_caption)
        column.addWidget(self.data)
        column.addSpacing(4)
        column.addWidget(self._presets_caption)
        column.addWidget(self.presets)
        column.addWidget(self.kept)
        column.addSpacing(4)
        self._extra = QVBoxLayout()
        column.addLayout(self._extra)
        self._form_box = QWidget()
        self._form_column = QVBoxLayout(self._form_box)
        self._form_column.setContentsMargins(0, 0, 0, 0)
        self._form_column.setSpacing(14)
        column.addWidget(self._form_box)
        column.addSpacing(4)
        self._layer_box = QWidget()
        box = QVBoxLayout(self._layer_box)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(make_label(self.tr("Map layers"), "caption"))
        box.addLayout(self._make_layers())
        column.addWidget(self._layer_box)
        column.addStretch(1)
        scroll.hold(self.data.chooser)
        self.data.entry_unfolded.connect(scroll.reveal)
        content.installEventFilter(self)
        foot = QWidget()
        foot_column = QVBoxLayout(foot)
        foot_column.setContentsMargins(14, 8, 14, 12)
        self._then = make_label("", "warning", "settings-then", wrap=True)
        self._then.hide()
        foot_column.addWidget(self._then)  # not above the knobs, which would move down when one looks back
        foot_column.addWidget(self.hint)
        outer.addWidget(foot)

    def sizeHint(self) -> QSize:
        """As wide as its content needs where the text is enlarged."""
        return QSize(max(WIDTH, self._content.minimumSizeHint().width() + SCROLL_BAR), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(WIDTH, super().minimumSizeHint().height())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.presets.fold_if_chosen()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Other knobs or another question may need another width."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            needed = self._content.minimumSizeHint().width()
            if needed != self._needed:
                self._needed = needed
                self.updateGeometry()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()

    def _make_layers(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        self._layers: dict[str, QCheckBox] = {}
        entries = (
            ("codes", self.tr("codes"), True, self.tr("Each training image at the place of its code.")),
            ("background", self.tr("decoded grid"), False, self.tr("What the decoder makes of every place.")),
            ("ellipses", self.tr("posterior σ"), False, self.tr("How far a VAE spreads each image's code.")),
            ("contours", self.tr("density"), False, self.tr("Lines of equal density of the codes.")),
        )
        for index, (name, title, shown, help_text) in enumerate(entries):
            box = QCheckBox(title)
            box.setObjectName(f"layer_{name}")
            box.setChecked(shown)
            box.setProperty("usual", shown)
            box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            box.setToolTip(plain_tip(help_text))
            box.toggled.connect(lambda _on: self.layers_changed.emit(self.layers))
            self._layers[name] = box
            grid.addWidget(box, index // 2, index % 2)
        return grid

    @property
    def usual_layers(self) -> dict[str, bool]:
        """Those that are to be seen as long as nobody has chosen any."""
        return {name: box.property("usual") for name, box in self._layers.items()}

    def set_layers(self, layers: Mapping[str, bool]) -> None:
        """As if the boxes had been ticked so."""
        for name, shown in layers.items():
            self._layers[name].setChecked(shown)

    @property
    def layers(self) -> dict[str, bool]:
        """Which layers the user wants to see."""
        return {name: box.isChecked() for name, box in self._layers.items()}

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.data.set_theme(theme)
        self.presets.set_theme(theme)
        self.hint.set_theme(theme)
        for form, _ in self._forms:
            form.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window fewer presets are offered at first, so that what follows is seen without scrolling; and the
        explanation leaves them room."""
        super().resizeEvent(event)
        self.hint.set_most(int(MOST_HINT * self.height()))
        self.presets.set_folded(FEW_PRESETS if self.height() < LOW else FOLDED)

    def add_section(self, widget: QWidget) -> None:
        """Something above the knobs; who brings it shows and hides it."""
        self._extra.addWidget(widget)

    def focus_knobs(self) -> None:
        """Puts the focus into the first knob of the models."""
        if self._forms:
            self._forms[0][0].focus_first()

    # ------------------------------------------------------------------ from the state

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """Draws what differs from *old*; everything when there is none."""
        if changed(new, old, "workspace", "restrictions"):
            self._show_parts(new)
            self._show_presets(new)
        if changed(new, old, "why_watched"):
            self.presets.show_why_not(sentence_text(new.why_watched))
            self.kept.setEnabled(not new.why_watched)
        if changed(new, old, "preset"):
            self.presets.show_current(new.preset)
        dataset = None if new.draft is None else (new.draft.dataset, new.draft.dataset_config)
        if dataset != self._dataset or changed(new, old, "workspace", "data", "restrictions", "why_watched"):
            self._dataset = dataset
            self._show_data(new)
        if old is not None and (new.kept_from, new.run_id) != (old.kept_from, old.run_id):
            self._ask_about_data(new)
        if changed(new, old, "loading"):
            self._show_loading(new)
        if new.refused is not None and new.refused.for_data and changed(new, old, "refused"):
            self.data.show_refused(status_line(new.refused))
        elif changed(new, old, "status"):
            lacks = new.status is not None and new.status.phase is Phase.NO_DATA
            if lacks and old is not None:
                self._show_data(new)
            self.data.show_problem(status_line(new.status) if new.status is not None and lacks else "")
        if new.draft is not None and new.families:
            edited = old is None or (new.draft, new.experiment, new.knob_errors, new.settings_then) != (
                old.draft, old.experiment, old.knob_errors, old.settings_then
            )  # fmt: skip
            edited = edited or changed(new, old, "restrictions", "beside", "why_watched")
            if edited or not self._forms:
                self._show_knobs(new, new.draft)
            elif changed(new, old, "scrubbed"):
                self._say_then(new)
            self._show_rates(new)
        if new.families and changed(new, old, "labels", "families"):
            has_spread = any("posterior" in spec.capabilities for spec in new.model_specs)
            self._layers["ellipses"].setEnabled(has_spread)

    def _show_parts(self, state: AppState) -> None:
        """What of the column there is: a class may do without some of it."""
        hides, offered = state.restrictions.hides, any(map(state.restrictions.offers_preset, self._names))
        has_maps = find(state.workspace, self._session.workspaces).maps
        for widgets, shown in (
            ((self._data_caption, self.data), not hides("data")),
            ((self._presets_caption, self.presets), offered and not hides("presets")),
            ((self._form_box,), not hides("knobs")),
            ((self._layer_box,), has_maps and not hides("layers")),
        ):
            for widget in widgets:
                widget.setVisible(shown)

    def _show_presets(self, state: AppState) -> None:
        """Those first that suit the workspace."""
        workspaces = self._session.workspaces
        current = find(state.workspace, workspaces)
        ordered = sorted(
            (preset for preset in self._presets if state.restrictions.offers_preset(preset.name)),
            key=lambda p: not suits(current, [state.family_spec(f) for f in p.families], workspaces, p.opens_in),
        )
        self.presets.show_presets([(p.name, preset_text(p.title), preset_text(p.summary)) for p in ordered])
        self.presets.show_current(state.preset)

    def _show_data(self, state: AppState) -> None:
        self.hint.show_standing(self._hint_of(state))
        entries = list_datasets(self._session.data_dir)
        at_hand = {entry.name: not entry.missing for entry in entries}
        if state.experiment is not None and state.data is not None and state.data.run_id == state.run_id:
            at_hand[state.experiment.dataset] = True  # with other settings than those that it has by default
        self.data.show_datasets(state.offered_datasets, at_hand)
        own_files = any(spec.source == "files" for spec in state.offered_datasets)
        self.data.show_restricted(bool(state.offered_datasets), own_files, state.restrictions.locks)
        self.data.show_why_not(sentence_text(state.why_watched))
        is_read = state.data is None or state.data.run_id == state.run_id or state.phase is Phase.NO_DATA
        if state.draft is not None and is_read:  # until then they may be refused, and what was chosen before stays
            values = state.draft.dataset_config.model_dump()
            self.data.show_dataset(state.draft.dataset, values, anew=state.opened is not self._opened)
            self._opened = state.opened
        if state.data is not None:
            data, title = state.data, knob_text(state.data.title)
            preview = data.preview if data.points is None else scatter(data.points)
            self.data.show_data(title, data.n_train, data.kind, preview, tuple(map(sentence_text, data.notes)))

    def _ask_about_data(self, state: AppState) -> None:
        """Whether the preset, which was begun on the user's own data, shall go on with them."""
        preset = next((preset for preset in self._presets if preset.name == state.preset), None)
        theirs = next((spec.title for spec in state.datasets if spec.name == state.kept_from), "")
        asks = preset is not None and bool(theirs)
        self.kept.ask(preset_text(preset.title) if preset and asks else "", knob_text(theirs))
        if asks:
            self._scroll.reveal(self.kept)

    def _show_loading(self, state: AppState) -> None:
        if state.loading is None:
            self.data.hide_progress()
        else:
            self.data.show_progress(state.loading.share, sentence_text(state.loading.text))

    def _show_knobs(self, state: AppState, draft: Experiment) -> None:
        specs = [state.family_spec(model.family).knobs for model in draft.models]
        values = [model.config.model_dump() for model in draft.models]
        then = self._show_then(state, values)
        split = shared_and_own(specs, values)
        key = (split, tuple(model.label for model in draft.models))
        if key != self._form_key:
            self._form_key = key
            self._make_forms(split.shared, split.own, [shown_name(model.label) for model in draft.models])
        waiting, misfits = state.restart_paths, state.misfits
        for form, places in self._forms:
            plan = places == ("",)
            shown = draft.plan.model_dump() if plan else values[int(places[0].split(".")[1])]
            form.show_origins(_origins(state.opened, places), preset=bool(state.preset))
            form.show_values(shown)
            form.clear_errors()
            form.setEnabled(not then)
            for place in places:
                prefix = f"{place}." if place else ""
                for path, text in state.knob_errors.items():
                    if path.startswith(prefix):
                        form.show_error(path.removeprefix(prefix), sentence_text(text))
            prefixes = [f"{place}." if place else "" for place in places]
            form.show_misfits(misfits)
            form.show_can_fork(not state.beside)
            form.show_locked(
                {name for name in shown if any(state.locks(f"{prefix}{name}") for prefix in prefixes)},
                sentence_text(state.why_locked),
            )
            form.show_restart_needed({path.removeprefix(p) for path in waiting for p in prefixes if path.startswith(p)})

    def _show_rates(self, state: AppState) -> None:
        """How far the learning rates have fallen by now, or had at the step that is looked back at."""
        texts = [
            {} if places == ("",) else in_force_texts(state, int(places[0].split(".")[1])) for _, places in self._forms
        ]
        if texts != self._in_force:
            self._in_force = texts
            for (form, _), found in zip(self._forms, texts, strict=True):
                form.show_in_force(found, in_force_tip())

    def _show_then(self, state: AppState, values: list[dict[str, Any]]) -> bool:
        """Where one looks back to other settings, *values* become those of then, to be seen and not to be changed;
        returns whether it is so."""
        then = state.settings_then
        for path, value in then.items():
            place, _, rest = path.partition(".")
            model, _, knob = rest.partition(".")
            if place == "models" and model.isdigit() and int(model) < len(values):  # else it is of the plan
                values[int(model)][knob] = value
        self._say_then(state)
        return bool(then)

    def _say_then(self, state: AppState) -> None:
        """Of which step the settings are, where they are not those of now."""
        then = state.settings_then
        self._then.setVisible(bool(then or state.beside))
        if state.beside:
            self._then.setText(self.tr("Models of several runs, to be looked at. To train one of them, open its run."))
        if then and state.scrubbed is not None:
            self._then.setText(
                self.tr("Settings as they were at step {0}. L is live again.").format(whole_number(state.scrubbed))
            )

    def _make_forms(self, shared: Sequence[KnobSpec], own: Sequence[Sequence[KnobSpec]], labels: Sequence[str]) -> None:
        for form, _ in self._forms:
            self._form_column.removeWidget(form)
            form.hide()
            form.deleteLater()
        self._forms = []
        self._in_force = []
        if shared:
            title = self.tr("Both models") if len(own) == 2 else self.tr("All models")
            self._add_form(shared, title, tuple(f"models.{index}" for index in range(len(own))))
        for index, (specs, label) in enumerate(zip(own, labels, strict=True)):
            if specs:
                self._add_form(specs, label, (f"models.{index}",))
        plan = [spec for spec in knob_specs(Plan) if spec.name in PLAN_KNOBS]
        self._add_form(plan, self.tr("Training"), ("",))

    def _add_form(self, specs: Sequence[KnobSpec], title: str, places: tuple[str, ...]) -> None:
        form = KnobForm(specs, title, f"{places[0] or 'plan'}.", "live", self._form_box)
        form.knob_edited.connect(
            lambda name, value: self._session.edit(value, *(f"{place}.{name}" if place else name for place in places))
        )
        form.help_requested.connect(self.hint.show_hint)
        form.restart_requested.connect(self.restart_requested)
        form.fork_requested.connect(self.fork_requested)
        form.set_theme(self._theme)
        self._forms.append((form, places))
        self._form_column.addWidget(form)


def _origins(opened: Experiment | None, places: tuple[str, ...]) -> dict[str, Any]:
    """What the knobs at *places* were in the experiment as it was opened; those that differed between them, and those
    of models that it did not have, are left out."""
    if opened is None:
        return {}
    if places == ("",):
        return opened.plan.model_dump()
    models = [int(place.split(".")[1]) for place in places]
    if max(models) >= len(opened.models):
        return {}
    first, *others = [opened.models[model].config.model_dump() for model in models]
    return {name: value for name, value in first.items() if all(other.get(name) == value for other in others)}
