"""What is to be swept: one or two knobs of the experiment in the form with their values, seeds and steps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button, make_label, set_style
from explorer.sweeps.plain_table import PlainTable
from explorer.sweeps.swept_knobs import (
    SweepWish,
    SweptKnob,
    count_runs,
    first_runs,
    parse_steps,
    suggested,
    swept_knobs,
)
from explorer.texts.data_texts import knob_text, preset_text, range_text
from explorer.texts.listed import listed
from explorer.texts.sentences import sentence_text
from explorer.texts.whole_number import whole_number
from trainers.catalog import DatasetSpec, FamilySpec
from trainers.experiment import Experiment
from trainers.knobs import ConfigError
from trainers.machine.cores import usable_cores
from trainers.shown import shown, shown_name
from trainers.sweeps.listing import SweepSummary

FIELDS = 2
FORM, PREVIEW = 3, 2  # shares of the width
MOST_PREVIEWED = 200  # runs that are listed


class NewSweep(QWidget):
    """``begun(wish, jobs)``, where the wish has been checked, each of its values by itself; ``opened(path)``: an
    earlier sweep."""

    begun = Signal(object, int)
    opened = Signal(object)
    open_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("new_sweep")
        self._experiment: Experiment | None = None
        self._knobs: tuple[SweptKnob, ...] = ()
        self._speed = 0.0
        self._title = make_label("", "heading", "sweep_title", wrap=True)
        self._about = make_label(
            self.tr("The experiment in the form, trained once for each value and each seed, beside this window's run."),
            "muted", "sweep_about", wrap=True,
        )  # fmt: skip
        self._said = make_label("", "muted", "sweep_said", wrap=True)
        self._start = make_button(self.tr("Start the sweep"), "sweep_start", "primary")
        self._open = make_button(self.tr("Open a sweep…"), "sweep_open")
        self._earlier: tuple[SweepSummary, ...] = ()
        self._list_caption = make_label(self.tr("Earlier sweeps"), "caption", "sweep_earlier_caption")
        self._list = PlainTable("sweep_earlier", self.tr("Earlier sweeps"))
        self._runs_caption = make_label(self.tr("What will be trained"), "caption", "sweep_preview_caption")
        self._runs = PlainTable("sweep_preview", self.tr("What will be trained"))
        self._more = make_label("", "muted", "sweep_preview_more")
        self._list.entered.connect(lambda row: self.opened.emit(self._earlier[row].path))
        self._choices = [self._make_choice(number) for number in range(FIELDS)]
        self._values = [self._make_field(f"sweep_values_{number}", self.tr("Values")) for number in range(FIELDS)]
        self._seeds = self._make_field("sweep_seeds", self.tr("Seeds"))
        self._steps = self._make_field("sweep_steps", self.tr("Steps of each run"))
        self._jobs = self._make_field("sweep_jobs", self.tr("Processes at once"))
        self._start.clicked.connect(self._begin)
        self._open.clicked.connect(self.open_requested)
        for button in (self._start, self._open):
            button.setAutoDefault(False)
        self._lay_out()
        self._seeds.setText("0, 1, 2")
        self._jobs.setText("1")

    def _make_choice(self, number: int) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"sweep_knob_{number}")
        box.setAccessibleName(self.tr("Knob"))
        box.setMinimumContentsLength(22)
        box.setMaxVisibleItems(18)
        box.currentIndexChanged.connect(lambda _index: self._on_knob_chosen(number))
        return box

    def _make_field(self, name: str, spoken: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.setAccessibleName(spoken)
        field.setMaxLength(2000)
        field.textChanged.connect(lambda _text: self._check())
        return field

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(make_label(self.tr("Knob"), "caption", "sweep_knob_caption"), 0, 0)
        caption = self.tr("Values, with commas between them")
        grid.addWidget(make_label(caption, "caption", "sweep_values_caption"), 0, 1)
        for number, (choice, values) in enumerate(zip(self._choices, self._values, strict=True), 1):
            grid.addWidget(choice, number, 0)
            grid.addWidget(values, number, 1)
        rows = (
            (self.tr("Seeds"), self._seeds),
            (self.tr("Steps of each run"), self._steps),
            (self.tr("Processes at once"), self._jobs),
        )
        for row, (text, field) in enumerate(rows, FIELDS + 1):
            label = make_label(text, "muted")
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._open)
        foot.addStretch(1)
        foot.addWidget(self._start)
        form = QVBoxLayout()
        form.setSpacing(12)
        form.addWidget(self._title)
        form.addWidget(self._about)
        form.addLayout(grid)
        form.addWidget(self._said)
        form.addStretch(1)
        form.addLayout(foot)
        runs = QVBoxLayout()
        runs.setSpacing(8)
        runs.addWidget(self._runs_caption)
        runs.addWidget(self._runs, 1)
        runs.addWidget(self._more)
        beside = QHBoxLayout()
        beside.setSpacing(18)
        beside.addLayout(form, FORM)
        beside.addLayout(runs, PREVIEW)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(beside, 3)
        column.addSpacing(6)
        column.addWidget(self._list_caption)
        column.addWidget(self._list, 2)
        self.show_earlier(())

    # ------------------------------------------------------------------ showing

    def show_experiment(self, experiment: Experiment | None, knobs: tuple[SweptKnob, ...], speed: float) -> None:
        """What can be swept; *speed* is the steps a second of the run in the window, 0 where none is known."""
        kept = [self._chosen(number) for number in range(FIELDS)]
        same = [each.path for each in knobs] == [each.path for each in self._knobs]
        self._experiment, self._knobs, self._speed = experiment, knobs, speed
        self._title.setText(
            shown_name(preset_text(experiment.plan.title)) if experiment else self.tr("There is no experiment yet")
        )
        for number, box in enumerate(self._choices):
            box.blockSignals(True)
            box.clear()
            box.addItem(self.tr("No second knob") if number else self.tr("Only seeds"), "")
            for knob in knobs:
                box.addItem(knob_title(knob), knob.path)
            box.setCurrentIndex(max(0, box.findData(kept[number])) if same else 0)
            box.blockSignals(False)
        if not same:  # once no list holds a knob of the experiment before
            for number in range(FIELDS):
                self._on_knob_chosen(number)
        if experiment is not None and not same:
            self._choices[0].setCurrentIndex(max(0, self._choices[0].findData(_first(knobs))))
            self._steps.setText(str(experiment.plan.steps))
        self._check()

    def show_earlier(
        self,
        sweeps: Sequence[SweepSummary],
        families: Sequence[FamilySpec] = (),
        datasets: Sequence[DatasetSpec] = (),
    ) -> None:
        """Sweeps that were begun before, newest first; *families* and *datasets* say what the knobs of each are called
        in its own experiment."""
        self._earlier = tuple(sweeps)
        heads = [self.tr("Experiment"), self.tr("Knob"), self.tr("Finished"), self.tr("Begun")]
        rows = []
        for each in self._earlier:
            own = () if each.experiment is None else swept_knobs(each.experiment, families, datasets)
            titles = {knob.path: knob_title(knob) for knob in own}
            knobs = listed(titles.get(path, shown_name(path)) for path in each.paths) or self.tr("Only seeds")
            done = self.tr("{0} of {1}").format(whole_number(each.finished), whole_number(each.runs))
            when = QLocale().toString(QDateTime.fromSecsSinceEpoch(int(each.begun)), QLocale.FormatType.ShortFormat)
            rows.append([shown_name(preset_text(each.title)), knobs, done, when])
        self._list.show_rows(heads, rows, stretch=(0, 1))
        self._list_caption.setVisible(bool(rows))
        self._list.setVisible(bool(rows))

    @property
    def said(self) -> str:
        """The line below the fields: how many runs, or what is wrong."""
        return self._said.text()

    def focus_first(self) -> None:
        self._choices[0].setFocus()

    def _chosen(self, number: int) -> str:
        return str(self._choices[number].currentData() or "")

    def _on_knob_chosen(self, number: int) -> None:
        knob = next((each for each in self._knobs if each.path == self._chosen(number)), None)
        values = self._values[number]
        values.setEnabled(knob is not None)
        values.setText("" if knob is None else suggested(knob))
        values.setPlaceholderText("" if knob is None else range_text(knob.spec))
        values.setToolTip(plain_tip("" if knob is None else knob_text(knob.spec.help)))
        self._check()

    def _wish(self) -> SweepWish:
        chosen = [(self._chosen(number), self._values[number].text()) for number in range(FIELDS)]
        return SweepWish(tuple(each for each in chosen if each[0]), self._seeds.text(), self._steps.text())

    def _check(self) -> None:
        """Says at once how much it is, or what cannot be."""
        problem, where = "", ""
        count = 0
        if self._experiment is not None:
            wish = self._wish()
            try:
                if len({path for path, _ in wish.knobs}) < len(wish.knobs):
                    problem, where = self.tr("Choose two different knobs."), wish.knobs[0][0]
                elif not self._processes():
                    most = whole_number(usable_cores())
                    problem, where = self.tr("Processes at once: expected 1 to {0}.").format(most), "jobs"
                else:
                    count = count_runs(self._experiment, wish)
            except ConfigError as error:
                problem, where = self._problem_text(error), error.where
        for number, field in enumerate(self._values):
            set_style(field, state="error" if problem and where and where == self._chosen(number) else "")
        for field, places in ((self._seeds, ("seeds", "seed")), (self._steps, ("steps",)), (self._jobs, ("jobs",))):
            set_style(field, state="error" if problem and where in places else "")
        set_style(self._said, role="warning" if problem else "muted")
        self._said.setText(problem or (self._told(count) if count else ""))
        self._start.setEnabled(count > 0)
        self._preview(count)

    def _problem_text(self, error: ConfigError) -> str:
        """What is wrong with a field, which is called as it is here."""
        titles = {knob.path: knob_title(knob) for knob in self._knobs} | {
            "seeds": self.tr("Seeds"), "seed": self.tr("Seeds"), "steps": self.tr("Steps of each run"),
        }  # fmt: skip
        text, named = str(error), titles.get(error.where)
        if named is None or not text.startswith(f"{error.where}: "):
            return shown(sentence_text(text))
        what = shown(sentence_text(text.removeprefix(f"{error.where}: ")))
        return self.tr("{0}: {1}").format(named, what)

    def _preview(self, count: int) -> None:
        """The first of *count* runs; none where something is wrong."""
        wish = self._wish()
        chosen = [next(knob for knob in self._knobs if knob.path == path) for path, _ in wish.knobs]
        labels = [knob_text(knob.spec.label) for knob in chosen]
        heads = labels if len(set(labels)) == len(labels) else [knob_title(knob) for knob in chosen]
        rows = first_runs(wish, MOST_PREVIEWED) if count else []
        shown_rows = [[str(number), *map(shown_name, row)] for number, row in enumerate(rows, 1)]
        every = range(1, len(heads) + 2)
        self._runs.show_rows([self.tr("Run"), *heads, self.tr("Seed")], shown_rows, stretch=every)
        left = count - len(rows)
        self._more.setText(self.tr("and {0} more").format(whole_number(left)) if left > 0 else "")
        self._more.setVisible(left > 0)

    def _processes(self) -> int:
        """How many at once; 0 where what is typed is no such number."""
        text = self._jobs.text().strip()
        return int(text) if text.isdecimal() and len(text) < 5 and 1 <= int(text) <= usable_cores() else 0

    def _told(self, count: int) -> str:
        steps = parse_steps(self._steps.text())
        text = self.tr("{0} runs of {1} steps each.").format(whole_number(count), whole_number(steps))
        if self._speed <= 0:
            return text
        minutes = whole_number(max(1, round(count * steps / self._speed / 60)))
        return text + " " + self.tr("As fast as the run in the window: about {0} min.").format(minutes)

    def _begin(self) -> None:
        self.begun.emit(self._wish(), self._processes())


def knob_title(knob: SweptKnob) -> str:
    """Its label, with the model that it is of where there are several."""
    label = knob_text(knob.spec.label)
    return f"{shown_name(knob.owner)}: {label}" if knob.owner else label


def _first(knobs: tuple[SweptKnob, ...]) -> str:
    """The knob that one thinks of first: the weight of the KL term, else the width of the code, else the first one."""
    by_role = {knob.spec.role: knob.path for knob in reversed(knobs)}
    return by_role.get("kl weight") or by_role.get("code width") or (knobs[0].path if knobs else "")
