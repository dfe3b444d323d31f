"""The window of all runs: filter, table, note, and what can be done with the runs that are selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from explorer.runs_table.note_field import NoteField
from explorer.runs_table.row_texts import RowTexts, size_in_words
from explorer.runs_table.runs_model import RunsModel
from explorer.runs_table.runs_search import RunsSearch
from explorer.runs_table.runs_view import RunsView
from explorer.runs_table.trash_question import TrashQuestion
from explorer.style.style_sheet import make_button, make_label, set_style
from explorer.style.theme import Theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.own_window import let_below, open_beside
from trainers.runs.table.row import RunRow
from trainers.runs.table.runs_index import Listing
from trainers.shown import shown

SIZE = (1220, 660)  # at the ordinary size of text
FEWEST_BESIDE, MOST_BESIDE = 2, 4
WATCHING_MS = 3000  # between two looks at runs that other programs train
SAID_MS, TAKEN_BACK_MS = 8000, 60_000  # that something has come to be, and may be taken back
TABLE, NOTHING = 0, 1  # pages


class RunsWindow(QDialog):
    """Shows a :class:`Listing` and asks for what the user wishes; it does nothing itself with any folder."""

    refresh_requested = Signal()
    opened = Signal(object)  # Path
    reveal_requested = Signal(object)  # Path
    renamed = Signal(object, str)  # Path, name
    starred = Signal(object, bool)  # Path, whether it has a star now
    noted = Signal(object, str)  # Path, note
    trash_confirmed = Signal(tuple)  # of Path
    take_back_requested = Signal()  # what went into the trash last
    beside_requested = Signal(tuple)  # of Path: two to four
    export_requested = Signal(tuple)  # of RunRow, as they are seen
    other_folder_requested = Signal()
    own_folder_requested = Signal()
    command_requested = Signal(object)  # RunRow, whose command shall be copied
    seen_changed = Signal()  # other rows are in sight

    def __init__(self, texts: RowTexts, theme: Theme, scale: float, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._scale = scale
        self._listing: Listing | None = None
        self._late: tuple[Listing, bool] | None = None  # what came while a name was typed
        self._awaited: tuple[Path, ...] = ()  # that are selected in the next listing
        self._offers_beside = False
        self._hints = False  # a hint was wished for before its rows are there
        self.setObjectName("runs_window")
        self.setWindowTitle(self.tr("Runs"))
        self.model = RunsModel(texts, self)
        self.view = RunsView(self.model, theme, scale)
        self.search = RunsSearch(scale)
        self._watch = QTimer(self, interval=WATCHING_MS)
        self._watch.timeout.connect(self.refresh_requested)
        self._said_long_enough = QTimer(self, singleShot=True)
        self._said_long_enough.timeout.connect(lambda: self.say(""))
        self._lay_out()
        self._connect()
        self._show_selection()

    # ------------------------------------------------------------------ parts

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.search)
        self._empty = make_label("", "muted", "runs_empty", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._empty)
        column.addWidget(self._pages, 1)
        self.question = TrashQuestion()
        column.addWidget(self.question)
        self._said = make_label("", "warning", "runs_said", wrap=True)
        self._said.hide()
        self._take_back = make_button(self.tr("Take back"), "runs_take_back")
        self._take_back.setAutoDefault(False)
        self._take_back.hide()
        said = QHBoxLayout()
        said.addWidget(self._said, 1)
        said.addWidget(self._take_back)
        column.addLayout(said)
        self.note = NoteField()
        column.addWidget(self.note)
        column.addLayout(self._make_foot())

    def _make_foot(self) -> QHBoxLayout:
        self._count = ElidedLabel(role="muted", keep=8)
        self._count.setObjectName("runs_count")
        self._export = make_button(self.tr("Export CSV…"), "runs_export", tip=self.tr("The rows that are seen"))
        self._reveal = make_button(self.tr("Show in folder"), "runs_reveal")
        self._trash = make_button(self.tr("Move to trash"), "runs_trash", tip=self.tr("Delete"))
        self._rename = make_button(self.tr("Rename"), "runs_rename", tip="F2")
        tip = self.tr("Two to four runs that are selected")
        self._beside = make_button(self.tr("Side by side"), "runs_beside", tip=tip)
        self._beside.hide()
        self._open = make_button(self.tr("Open"), "runs_open", "primary", tip=self.tr("Enter, or a double click"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._count, 1)
        for button in (self._export, self._reveal, self._rename, self._trash, self._beside, self._open):
            button.setAutoDefault(False)
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        self.search.sought.connect(self._seek)
        self.search.other_requested.connect(self.other_folder_requested)
        self.search.own_requested.connect(self.own_folder_requested)
        self.model.renamed.connect(self.renamed)
        self.view.opened.connect(self._on_opened)
        self.view.edited.connect(self._on_edited)
        self.view.star_toggled.connect(lambda row: self.starred.emit(row.run.path, not row.about.star))
        self.view.trash_requested.connect(self.ask_trash)
        self.view.menu_requested.connect(self._show_menu)
        self.view.selection_changed.connect(self._show_selection)
        for changed in (self.view.expanded, self.view.collapsed, self.model.modelReset):
            changed.connect(lambda *_: self.seen_changed.emit())
        self.view.verticalScrollBar().valueChanged.connect(lambda _value: self.seen_changed.emit())
        self.note.noted.connect(self.noted)
        self._export.clicked.connect(lambda: self.export_requested.emit(tuple(self.model.seen)))
        self._reveal.clicked.connect(lambda: self._with_first(self.reveal_requested.emit))
        self._rename.clicked.connect(self.view.edit_name)
        self._trash.clicked.connect(self.ask_trash)
        self._beside.clicked.connect(self._ask_beside)
        self._open.clicked.connect(lambda: self._with_first(self._on_opened))
        self._take_back.clicked.connect(self.take_back_requested)
        self.question.confirmed.connect(self.trash_confirmed)
        self.question.left.connect(self.view.setFocus)
        for keys, wish in (
            ("Ctrl+F", self.search.words.setFocus),
            ("F5", self.refresh_requested.emit),
            ("Ctrl+D", self._toggle_stars),
        ):
            QShortcut(QKeySequence(keys), self, wish)

    # ------------------------------------------------------------------ showing

    def show_listing(self, listing: Listing, is_own: bool) -> None:
        """The runs of a place; *is_own*: it is where this program saves runs. While a name is being typed they wait."""
        if self.view.is_editing:
            self._late = (listing, is_own)
            return
        other = self._listing is None or self._listing.place != listing.place
        if other and self._listing is not None and not self._hints:
            self.say("")  # of what was done elsewhere
        self._hints = False
        before = {row.run.path: row for row in self.model.rows}
        known = (row for row in listing.rows if row.run.path in before)
        self.model.forget_pictures([row.run.path for row in known if row.keyframe != before[row.run.path].keyframe])
        self._listing = listing
        self.model.show_rows(listing.rows)
        there = [path for path in self._awaited if self.model.index_of(path).isValid()]
        self._awaited = ()
        if there:
            self.view.select(there)
        if other and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.search.show_place("" if is_own else shown(listing.place))
        elsewhere = any(row.writing and not self.model.is_live(row) for row in listing.rows)
        (self._watch.start if elsewhere and self.isVisible() else self._watch.stop)()
        self._show_count()
        self._show_selection()
        self.seen_changed.emit()

    @property
    def listing(self) -> Listing | None:
        """What is shown; None before anything was read."""
        return self._listing

    @property
    def said(self) -> str:
        """The line above the note."""
        return self._said.text() if not self._said.isHidden() else ""

    @property
    def empty_text(self) -> str:
        """What stands in the place of rows; empty where there are some."""
        return self._empty.text() if self._pages.currentIndex() == NOTHING else ""

    def _on_edited(self) -> None:
        late, self._late = self._late, None
        if late is not None:
            self.show_listing(*late)

    def show_reading(self) -> None:
        """The first listing takes a while."""
        if self._listing is None:
            self._count.set_text(self.tr("Reading the runs…"))

    def say(self, text: str, is_problem: bool = True, can_take_back: bool = False) -> None:
        """One line above the note; an empty one takes it away. What has come to be is said for a while, longer where it
        can be taken back; a problem until something else is done."""
        self._said_long_enough.stop()
        self._hints = False
        if not is_problem:
            self._said_long_enough.start(TAKEN_BACK_MS if can_take_back else SAID_MS)
        self._take_back.setVisible(can_take_back)
        set_style(self._said, role="warning" if is_problem else "muted")
        self._said.setText(shown(text))
        self._said.setVisible(bool(text))

    def offer_beside(self) -> None:
        """There is somebody who shows runs side by side."""
        self._offers_beside = True
        self._beside.show()
        self._show_selection()

    def select_when_there(self, paths: Sequence[Path]) -> None:
        """Those of these that are in the next listing are selected in it."""
        self._awaited = tuple(paths)

    def ask_for_several(self) -> None:
        """Says how one comes to see runs side by side."""
        text = self.tr("Select two to four runs (Ctrl and a click), then “Side by side”.")
        self.say(text, is_problem=False)
        self._said_long_enough.stop()  # until that is done
        self._hints = True  # the rows come later, perhaps after those of another folder

    def open(self) -> None:
        """To the front; the rows are told anew."""
        open_beside(self, SIZE, self._scale)
        let_below(self)
        self.view.setFocus()

    def set_theme(self, theme: Theme, scale: float) -> None:
        self._scale = scale
        self.view.set_theme(theme, scale)

    def _show_count(self) -> None:
        listing, rows = self._listing, self.model.seen
        if listing is None:
            return
        if not rows:
            self._empty.setText(self._why_empty(listing))
        self._pages.setCurrentIndex(TABLE if rows else NOTHING)
        size = size_in_words(sum(row.size for row in rows))
        one, many = self.tr("1 run, {1}"), self.tr("{0} runs, {1}")
        text = (one if len(rows) == 1 else many).format(len(rows), size)
        if len(rows) < len(listing.rows):
            text = self.tr("{0} of {1} runs, {2}").format(len(rows), len(listing.rows), size)
        if listing.left_out:
            text += " · " + self.tr("{0} older folders are not listed").format(listing.left_out)
        self._count.set_text(text)

    def _why_empty(self, listing: Listing) -> str:
        if listing.problem:
            return self.tr("{0} cannot be looked into: {1}").format(shown(listing.place), shown(listing.problem))
        if listing.rows:
            return self.tr("No run has all of these words. Esc shows all runs again.")
        return self.tr("No run here yet. Each one that is trained is listed with a picture, its settings and figures.")

    def _show_selection(self) -> None:
        rows = self.view.selected()
        whole = [row for row in rows if not row.run.problem]
        self._open.setEnabled(len(rows) == 1)
        self._reveal.setEnabled(bool(rows))
        self._rename.setEnabled(len(rows) == 1)
        self._trash.setEnabled(bool(rows))
        self._export.setEnabled(bool(self.model.rows))
        self._beside.setEnabled(FEWEST_BESIDE <= len(whole) == len(rows) <= MOST_BESIDE)
        self.note.show_row(rows[0] if len(rows) == 1 else None)
        if {row.run.path for row in rows} != set(self.question.paths):
            self.question.forget()

    def _seek(self, text: str, starred: bool) -> None:
        self.model.seek(text, starred)
        self._show_count()
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._show_selection()
        self.seen_changed.emit()

    # ------------------------------------------------------------------ wishes

    def _on_opened(self, path: Path) -> None:
        self.say("")
        self.opened.emit(path)

    def _with_first(self, wish: Callable[[Path], object]) -> None:
        rows = self.view.selected()
        if rows:
            wish(rows[0].run.path)

    def _toggle_stars(self) -> None:
        """All that are selected get one, or lose it where all have one."""
        rows = self.view.selected()
        star = not all(row.about.star for row in rows)
        for row in rows:
            if row.about.star != star:
                self.starred.emit(row.run.path, star)

    def _ask_beside(self) -> None:
        self.beside_requested.emit(tuple(row.run.path for row in self.view.selected()))

    def ask_trash(self) -> None:
        """One run goes at once, for the trash gives it back; several are asked about first, once."""
        rows = self.view.selected()
        self.say("")
        if len(rows) == 1:
            self.trash_confirmed.emit((rows[0].run.path,))
        elif rows:
            self.question.ask(rows)

    def _show_menu(self, at: QPoint) -> None:
        rows = self.view.selected()
        if not rows:
            return
        menu = QMenu(self)
        menu.setObjectName("runs_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        buttons: tuple[QPushButton, ...] = (self._open, self._beside, self._rename, self._reveal, self._trash)
        for button in buttons:
            if not button.isHidden():
                action = menu.addAction(button.text())
                action.setEnabled(button.isEnabled())
                action.triggered.connect(button.click)
        starred = all(row.about.star for row in rows)
        star = menu.addAction(self.tr("Take the star away") if starred else self.tr("Give a star"))
        star.setShortcut(QKeySequence("Ctrl+D"))
        star.triggered.connect(self._toggle_stars)
        if len(rows) == 1:
            copy = menu.addAction(self.tr("Copy as command"))
            copy.setObjectName("runs_copy_command")
            copy.triggered.connect(lambda: self.command_requested.emit(rows[0]))
        if (parent := self._parent_of(rows)) is not None:
            action = menu.addAction(self.tr("Go to the run that it left"))
            action.triggered.connect(lambda: self.view.select([parent]))
        menu.popup(at)

    def _parent_of(self, rows: tuple[RunRow, ...]) -> Path | None:
        if len(rows) != 1 or not rows[0].run.forked_from:
            return None
        parent = rows[0].run.path.with_name(Path(rows[0].run.forked_from).name)
        return parent if any(row.run.path == parent for row in self.model.rows) else None

    # ------------------------------------------------------------------ the window itself

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back one thing at a time: a question, the filter, then the window."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.question.paths:
            self.question.forget()
        elif self.search.is_seeking:
            self.search.clear()
            self.view.setFocus()
        else:
            self.close()

    def changeEvent(self, event: QEvent) -> None:
        """Meanwhile something may have been trained, copied or removed elsewhere."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.isVisible():
            self.refresh_requested.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh_requested.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        self.note.keep()
        self._watch.stop()
        self.say("")  # whoever comes back has done nothing yet
        super().hideEvent(event)
