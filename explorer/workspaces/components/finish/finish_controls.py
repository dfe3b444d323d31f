"""What decides how a picture is finished: the cover, the noise and the pace, in as many lines as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QStackedWidget, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button, make_icon_button, make_label
from explorer.widgets.flow_layout import FlowLayout
from explorer.widgets.fold_button import FoldButton
from explorer.widgets.numbers.knob_slider import KnobSlider
from explorer.widgets.numbers.spacing import Spacing
from explorer.widgets.segments import Segments
from explorer.workspaces.components.finish.draw_popup import DrawPopup
from explorer.workspaces.components.finish.reveal import seconds
from explorer.workspaces.components.sites import Cover

SLIDER = 90  # px
ACROSS, DOWN = 8, 4  # px between what stands in a line, and between lines


class FinishControls(QWidget):
    """Wishes go out as signals; what is in force is shown by :meth:`show_choice`. Whatever is chosen, nothing moves."""

    cover_chosen = Signal(str)  # a Cover
    share_changed = Signal(float)
    picture_wanted = Signal(int)  # so many pictures further
    drawn = Signal(object)  # a picture (1, C, H, W) by the user's hand
    noise_wanted = Signal()
    replay_wanted = Signal()
    truth_toggled = Signal(bool)
    speed_changed = Signal(float)
    picture_left = Signal()  # back from an ending to the covered picture

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self._picked = False
        self._room = 10_000
        self._make_cover()
        self._make_buttons()
        self._lay_out()

    def _make_cover(self) -> None:
        self.cover = Segments("cover")
        for cover, title in (
            (Cover.BOTTOM, self.tr("bottom")),
            (Cover.TOP, self.tr("top")),
            (Cover.LEFT, self.tr("left")),
            (Cover.RIGHT, self.tr("right")),
            (Cover.BRUSH, self.tr("brush")),
            (Cover.RANDOM, self.tr("random")),
            (Cover.ALL, self.tr("all")),
        ):
            self.cover.add(cover, title)
        tip = self.tr(
            "All that comes after a pixel that was changed: a click on a pixel that is not covered changes it"
        )
        self.cover.add(Cover.AFTER, self.tr("the rest"), tip)
        self.cover.show_usable(Cover.AFTER, False)
        self.cover.setToolTip(plain_tip(self.tr("What of the picture is covered")))
        self.cover.chosen.connect(self.cover_chosen)
        self.share = _slider("cover_share", self.tr("How much is covered"))
        self.share.moved.connect(lambda share: self.share_changed.emit(float(share)))
        self.speed = _slider("ending_speed", self.tr("Speed of filling in"))
        self.speed.moved.connect(lambda speed: self.speed_changed.emit(float(speed)))

    def _make_buttons(self) -> None:
        self.previous = make_icon_button("picture_before", self.tr("The picture before"), "pill")
        self.previous.setText("◀")
        self.previous.clicked.connect(lambda: self.picture_wanted.emit(-1))
        self.following = make_button(self.tr("next picture ▶"), "picture_next", "pill")
        self.following.clicked.connect(lambda: self.picture_wanted.emit(1))
        self.popup = DrawPopup(self)
        self.popup.drawn.connect(self.drawn)
        tip = self.tr("A picture of your own; an image can be dropped onto the window, too")
        self.draw = make_button(self.tr("draw one"), "draw_own", "pill", tip)
        self.draw.clicked.connect(lambda: self.popup.open_over(self.draw))
        tip = self.tr("The same picture with other noise")
        self.another = make_button(self.tr("another ending"), "another_ending", "pill", tip)
        self.another.clicked.connect(self.noise_wanted)
        tip = self.tr("Fill in once more from the start")
        self.play = make_button(self.tr("play"), "play_endings", "pill", tip)
        self.play.clicked.connect(self.replay_wanted)
        tip = self.tr("See through the cover")
        self.truth = make_button(self.tr("truth"), "show_truth", "pill", tip, checkable=True)
        self.truth.clicked.connect(self._on_truth_clicked)
        tip = self.tr("From this ending to the covered picture")
        self.back = make_button(self.tr("back"), "leave_ending", "pill", tip)
        self.back.clicked.connect(self.picture_left)

    def _lay_out(self) -> None:
        shares = _together(make_label(self.tr("covered"), "small"), self.share)
        browsing = _together(self.previous, self.following, self.draw)
        speeds = _together(make_label(self.tr("speed"), "small"), self.speed)
        # Where an ending stands in the picture's place, nothing is covered: there the way back takes this place.
        self._truth_or_back = QStackedWidget()
        for button in (self.truth, self.back):
            self._truth_or_back.addWidget(_together(button, ahead=True))
        another, play, truth = map(_together, (self.another, self.play, self._truth_or_back))
        self._groups = [shares, browsing, another, play, speeds, truth]
        # What goes where there is little room, the first first, with its buttons, which go into a menu.
        self._foldable: list[tuple[QWidget, tuple[QAbstractButton, ...]]] = [
            (speeds, ()), (shares, ()), (truth, (self.truth, self.back)), (play, (self.play,)),
            (browsing, (self.previous, self.following, self.draw)), (another, (self.another,)),
        ]  # fmt: skip
        self._more = FoldButton("finish_more")
        flow = FlowLayout(ACROSS, DOWN, self)
        for widget in (self.cover, *self._groups, self._more):
            flow.addWidget(widget)

    # ------------------------------------------------------------------ inputs

    def show_choice(self, cover: Cover, share: float, speed: float, truth: bool, picked: bool) -> None:
        """What is in force; *picked*: an ending stands in the picture's place."""
        shown = (cover, share, speed, truth, picked)
        if shown == self._shown:
            return
        self._shown = shown
        self.cover.show_usable(Cover.AFTER, cover is Cover.AFTER)
        self.cover.show_chosen(cover)
        self.share.show_number(share)
        self.share.setEnabled(cover not in (Cover.BRUSH, Cover.ALL, Cover.AFTER))
        self.speed.show_number(speed)
        self.speed.setToolTip(plain_tip(_pace(speed)))
        self.truth.setChecked(truth)
        self._picked = picked
        self._truth_or_back.setCurrentIndex(int(picked))
        self._fold()

    @property
    def line_height(self) -> int:
        """px of one line."""
        return self.cover.sizeHint().height()

    def fit(self, room: int) -> None:
        """Takes no more than *room* px of height, as far as that is possible."""
        if room != self._room:
            self._room = room
            self._fold()

    # ------------------------------------------------------------------ fitting

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._level()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._level()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.Resize:
            self._fold()
        return done

    def _level(self) -> None:
        """Whatever stands in one line is of one height."""
        tall = self.line_height
        for each in self._groups:
            each.setFixedHeight(tall)
        self._fold()

    def _fold(self) -> None:
        """Leaves out as few groups as needed; what is left out has its buttons in a menu."""
        if not hasattr(self, "_more"):
            return
        line = self.line_height + DOWN
        count = next((n for n in range(len(self._foldable)) if self._lines(n) * line - DOWN <= self._room), None)
        count = len(self._foldable) if count is None else count
        for index, (group, _) in enumerate(self._foldable):
            if group.isHidden() == (index >= count):
                group.setVisible(index >= count)
        absent = self.truth if self._picked else self.back
        folded = [button for _, buttons in self._foldable[:count] for button in buttons]
        self._more.show_folded([button for button in folded if button is not absent])

    def _lines(self, folded: int) -> int:
        """How many lines it takes without the first *folded* groups."""
        absent = {group for group, _ in self._foldable[:folded]}
        shown = [self.cover, *(each for each in self._groups if each not in absent)]
        widths = [each.sizeHint().width() for each in shown]
        if any(buttons for _, buttons in self._foldable[:folded]):
            widths.append(self._more.sizeHint().width())
        lines, x = 1, 0
        for width in (min(width, self.width()) for width in widths):
            if x and x + width > self.width():
                lines, x = lines + 1, 0
            x += width + ACROSS
        return lines

    def _on_truth_clicked(self, shown: bool) -> None:
        self.truth.setChecked(not shown)  # the state decides
        self.truth_toggled.emit(shown)


def _pace(speed: float) -> str:
    """What a speed means."""
    if (pace := seconds(speed)) == 0:
        return QCoreApplication.translate("FinishControls", "What is covered is filled in at once")
    words = QCoreApplication.translate("FinishControls", "All that is covered is filled in within {0} s")
    return words.format(f"{pace:.0f}" if pace >= 10 else f"{pace:.1f}")


def _together(*widgets: QWidget, ahead: bool = False) -> QWidget:
    """In a row; *ahead*: at its left, as large as they are, where there is more room."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    if ahead:
        row.addStretch(1)
    return holder


def _slider(name: str, words: str) -> KnobSlider:
    slider = KnobSlider(Spacing(0.0, 1.0))
    slider.setObjectName(name)
    slider.setAccessibleName(words)
    slider.setToolTip(plain_tip(words))
    slider.setFixedWidth(SLIDER)
    slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return slider
