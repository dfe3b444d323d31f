"""The list of datasets, with the settings of the chosen one: what "Change…" unfolds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import groupby, pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from explorer.form.knob_form import KnobForm
from explorer.style.style_sheet import make_button, make_label
from explorer.style.theme import DARK, Theme
from explorer.texts.data_texts import knob_text
from explorer.widgets.emptied import emptied
from trainers.catalog import DatasetSpec
from trainers.kinds import Kind, Tokens


class DatasetChooser(QFrame):
    """``dataset_requested(name, config)`` asks for a dataset with the values of its form, ``fetch_requested(name)``
    for a download, ``open_files_requested()``, ``open_pictures_requested()`` and ``open_text_requested()`` for a
    dialog. The form's values are a draft until then. The form stands in the entry of the chosen dataset, with the
    button that uses it; ``entry_unfolded(widget)`` says which one the user has chosen."""

    dataset_requested = Signal(str, dict)
    fetch_requested = Signal(str)
    open_files_requested = Signal()
    open_pictures_requested = Signal()
    open_text_requested = Signal()
    help_requested = Signal(str)
    entry_unfolded = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataset-chooser")
        self.setProperty("role", "well")
        self._theme = DARK
        self._specs: dict[str, DatasetSpec] = {}
        self._available: Mapping[str, bool] = {}
        self._buttons: dict[str, QRadioButton] = {}
        self._entries: dict[str, QWidget] = {}
        self._marks: dict[str, QLabel] = {}
        self._captions: dict[type[Kind], QLabel] = {}
        self._kinds: list[type[Kind]] = []  # in the order in which they are listed
        self._drafts: dict[str, dict[str, Any]] = {}
        self._form: KnobForm | None = None
        self._chosen = ""
        self._in_use: tuple[str, dict[str, Any]] | None = None
        self._takes_own = True
        self._locks: Callable[[str], bool] = lambda _setting: False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 8, 10, 10)
        self._column.setSpacing(6)
        tip = self.tr("Choose a folder of your own pictures; its sub-folders become the classes")
        self._pictures = make_button(self.tr("My images…"), "my-images", tip=tip)
        self._pictures.clicked.connect(self.open_pictures_requested)
        tip = self.tr("Choose a text of your own; .txt and .md files are read")
        self._text = make_button(self.tr("My text…"), "my-text", tip=tip)
        self._text.clicked.connect(self.open_text_requested)
        for button in (self._pictures, self._text):
            self._column.addWidget(button)
        self._text.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self._column.addLayout(self._list)
        self._details = QWidget(self)  # within the chosen entry
        self._details.hide()
        details = QVBoxLayout(self._details)
        details.setContentsMargins(0, 6, 0, 4)
        details.setSpacing(6)
        self._form_slot = QVBoxLayout()
        details.addLayout(self._form_slot)
        self._use = make_button(self.tr("Use this data"), "use-dataset", "primary")
        self._use.clicked.connect(self._on_use_clicked)
        self._fetch = make_button(self.tr("Download"), "fetch-dataset", "primary")
        self._fetch.clicked.connect(self._on_fetch_clicked)
        tip = self.tr("Images as a folder or ZIP, an NPZ, NPY, IDX or CSV file, or a text; dropping works too")
        self._open = make_button(self.tr("Open files…"), "open-files", tip=tip)
        self._open.clicked.connect(self.open_files_requested)
        for button in (self._use, self._fetch):
            details.addWidget(button)
        self._column.addWidget(self._open)

    # ------------------------------------------------------------------ inputs

    def show_datasets(self, specs: Sequence[DatasetSpec], available: Mapping[str, bool]) -> None:
        """Every dataset, and which of them are at hand; what is missing in *available* counts as at hand."""
        wanted = {spec.name: spec for spec in specs}
        at_hand = {spec.name: available.get(spec.name, True) for spec in specs if spec.source == "download"}
        if wanted == self._specs and at_hand != self._available:
            self._show_at_hand(at_hand)
        if wanted == self._specs:
            return
        self._specs = wanted
        self._available = at_hand
        self._details.hide()
        self._details.setParent(self)  # which the entries must not take with them
        for widget in emptied(self._list):
            widget.hide()
            widget.deleteLater()
        self._buttons, self._entries, self._marks = {}, {}, {}
        self._captions = {}
        for spec in specs:
            if spec.kind not in self._captions:
                caption = self._captions[spec.kind] = make_label(knob_text(spec.kind.title), "caption")
                caption.setParent(self)
            self._make_entry(spec)
        self._arrange()
        self._choose(self._chosen if self._chosen in self._specs else next(iter(self._specs), ""))
        self._show_own()

    def show_restricted(self, own_files: bool, locks: Callable[[str], bool]) -> None:
        """Whether the user's *own_files* may be chosen, and which settings (``dataset.size``) can only be read."""
        self._takes_own = own_files
        self._open.setVisible(own_files)
        self._show_own()
        self._locks = locks
        self._show_locked()

    def _show_own(self) -> None:
        """The button for the user's own data of the kind that is in use: a text beside texts, else pictures."""
        spec = None if self._in_use is None else self._specs.get(self._in_use[0])
        is_text = spec is not None and issubclass(spec.kind, Tokens)
        self._pictures.setVisible(self._takes_own and not is_text)
        self._text.setVisible(self._takes_own and is_text)

    def _show_locked(self) -> None:
        if self._form is not None:
            knobs = self._specs[self._chosen].knobs
            self._form.show_locked({spec.name for spec in knobs if self._locks(f"dataset.{spec.name}")})

    def show_dataset(self, name: str, values: Mapping[str, Any], anew: bool = False) -> None:
        """The dataset in use and its settings. Shown again, it leaves alone what the user is looking at, unless another
        experiment begins (*anew*)."""
        if (name, dict(values)) == self._in_use and not (anew and name != self._chosen):
            return
        self._in_use = (name, dict(values))
        self._show_own()
        self._arrange()
        self._drafts[name] = dict(values)
        if name == self._chosen and self._form is not None:
            self._form.show_values(values)
        elif name in self._specs:
            self._choose(name)
        else:
            self._chosen = name

    def show_error(self, name: str, text: str) -> bool:
        """*text* at the field of knob *name* of the chosen dataset; False when there is no such field."""
        return self._form is not None and self._form.show_error(name, text)

    def clear_errors(self) -> None:
        if self._form is not None:
            self._form.clear_errors()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._form is not None:
            self._form.set_theme(theme)

    # ------------------------------------------------------------------ the list and the form

    def _arrange(self) -> None:
        """Data of one kind stand together, first those of the kind that is in use: the models learn from them, too."""
        used = None if self._in_use is None else self._specs.get(self._in_use[0])
        kinds = sorted(self._captions, key=lambda kind: used is None or kind is not used.kind)
        if kinds == self._kinds and self._list.count():
            return
        self._kinds = kinds
        emptied(self._list)
        names = [name for kind in kinds for name, spec in self._specs.items() if spec.kind is kind]
        for kind, own in groupby(names, lambda name: self._specs[name].kind):
            self._list.addWidget(self._captions[kind])
            for name in own:
                self._list.addWidget(self._entries[name])
        for before, after in pairwise(names):
            QWidget.setTabOrder(self._buttons[before], self._buttons[after])

    def _make_entry(self, spec: DatasetSpec) -> None:
        entry = QWidget(self)
        column = QVBoxLayout(entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        top = QHBoxLayout()
        button = QRadioButton(knob_text(spec.title))
        button.setObjectName(f"dataset-{spec.name}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoExclusive(False)  # the entries have different parents; the state decides
        button.setAccessibleDescription(knob_text(spec.summary))
        button.clicked.connect(partial(self._on_entry_clicked, spec.name))
        self._buttons[spec.name] = button
        top.addWidget(button, 1)
        mark = self._marks[spec.name] = make_label(self._mark(spec.name), "small")
        top.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        summary = make_label(knob_text(spec.summary), "small", wrap=True)
        summary.setContentsMargins(23, 0, 0, 0)
        column.addWidget(summary)
        self._entries[spec.name] = entry

    def _mark(self, name: str) -> str:
        """Of what has to be downloaded. The user's own files are not looked for before they are chosen, so that none
        of them is missing."""
        return "" if self._available.get(name, True) else self.tr("download")

    def _show_at_hand(self, at_hand: Mapping[str, bool]) -> None:
        self._available = at_hand
        for name, mark in self._marks.items():
            mark.setText(self._mark(name))
        self._show_buttons()

    def _show_buttons(self) -> None:
        missing = not self._available.get(self._chosen, True)
        self._use.setVisible(not missing)
        self._fetch.setVisible(missing)

    def _on_entry_clicked(self, name: str, _checked: bool = False) -> None:
        self._choose(name)
        self.entry_unfolded.emit(self._entries[name])

    def _choose(self, name: str) -> None:
        self._chosen = name
        for own, button in self._buttons.items():
            button.setChecked(own == name)
        spec = self._specs.get(name)
        if self._form is not None:
            self._form_slot.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        if spec is None:
            return
        column = self._entries[name].layout()
        assert column is not None
        column.addWidget(self._details)
        self._details.show()
        if spec.knobs:
            self._form = KnobForm(spec.knobs, prefix="dataset.", sliders="live", parent=self._details)
            self._form.set_theme(self._theme)
            self._form.show_values(self._drafts.get(name, {}))
            self._form.knob_edited.connect(self._on_knob_edited)
            self._form.help_requested.connect(self.help_requested)
            self._form_slot.addWidget(self._form)
            self._show_locked()
        self._show_buttons()

    def _on_knob_edited(self, name: str, value: object) -> None:
        self._drafts.setdefault(self._chosen, {})[name] = value

    def _on_use_clicked(self) -> None:
        defaults = {spec.name: spec.default for spec in self._specs[self._chosen].knobs}
        self.dataset_requested.emit(self._chosen, {**defaults, **self._drafts.get(self._chosen, {})})

    def _on_fetch_clicked(self) -> None:
        self.fetch_requested.emit(self._chosen)
