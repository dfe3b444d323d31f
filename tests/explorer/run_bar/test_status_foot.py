"""The line at the foot, the card and the hint: what they show, and that setters emit nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from explorer.form.hint_card import HintCard
from explorer.run_bar.status_foot import StatusFoot
from explorer.run_bar.timeline_bar import TimelineBar
from explorer.style.plain_text import plain_tip
from explorer.style.theme import DARK, LIGHT, apply_theme
from explorer.widgets.card import Card
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.pill import Pill
from trainers.messages import Phase

pytestmark = pytest.mark.layout


@pytest.fixture
def foot(qtbot: QtBot) -> StatusFoot:
    foot = StatusFoot()
    qtbot.addWidget(foot)
    foot.resize(1280, 38)
    foot.show()
    qtbot.waitExposed(foot)
    return foot


def label(widget: QWidget, name: str) -> QLabel:
    found = widget.findChild(QLabel, name)
    assert found is not None, name
    return found


def test_the_action_is_sent_as_the_worker_named_it(foot: StatusFoot) -> None:
    seen: list[str] = []
    foot.action_requested.connect(seen.append)
    foot.show_status(Phase.DIVERGED, "Not a number.", "Lower the learning rate", "降低学习率")
    button = foot.findChild(QPushButton, "status-action")
    assert button is not None and button.text() == "降低学习率"
    assert seen == []
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert seen == ["Lower the learning rate"]
    foot.show_status(Phase.TRAINING, "Training.")
    assert not button.isVisible()


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_a_suggestion_has_room_in_letters_of_any_size_and_does_not_move_the_foot(qtbot: QtBot, scale: float) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, DARK, scale)
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    foot, view = StatusFoot(), QWidget()
    view.setMinimumHeight(300)
    column.addWidget(view, 1)
    column.addWidget(foot)
    qtbot.addWidget(window)
    window.resize(1280, 340)
    window.show()
    foot.show_status(Phase.TRAINING, "Training.")
    qtbot.wait(1)
    before = foot.height()
    foot.show_status(Phase.FINISHED, "Finished.", "Play to go on", "Play to go on")
    button = foot.findChild(QPushButton, "status-action")
    assert button is not None
    qtbot.waitUntil(button.isVisible)
    assert button.height() >= button.sizeHint().height() and foot.height() == before
    apply_theme(app, DARK)


@pytest.mark.parametrize("phase", list(Phase))
def test_every_phase_has_a_dot_and_a_text(foot: StatusFoot, phase: Phase, qtbot: QtBot) -> None:
    foot.show_status(phase, f"It is {phase}.")
    for theme in (DARK, LIGHT):
        foot.set_theme(theme)
        assert foot._dot._colour in {theme.live, theme.accent, theme.warning, theme.error, theme.muted}
    qtbot.waitUntil(lambda: label(foot, "status-message").text() == f"It is {phase}.")


def test_where_the_run_stands(foot: StatusFoot) -> None:
    foot.show_clock(6862, 20_000, 14.62, 62.4, 18.0)
    text = label(foot, "status-clock").text().replace("\u202f", " ")
    assert text == "step 6 862 / 20 000 · epoch 14.6 · 1:02 · ETA 0:18"
    foot.show_clock(1, 2, 100.4, 3723, None)
    assert label(foot, "status-clock").text() == "step 1 / 2 · epoch 100 · 1:02:03"


def test_a_run_that_went_on_beyond_its_plan_says_so(foot: StatusFoot) -> None:
    foot.show_clock(2000, 2000, 8.0, 60, None)
    assert label(foot, "status-clock").text().replace("\u202f", " ").startswith("step 2 000 / 2 000 ·")
    foot.show_clock(2050, 2000, 8.2, 62, None)
    assert label(foot, "status-clock").text().replace("\u202f", " ").startswith("step 2 050 (plan 2 000) ·")


def test_nothing_that_comes_and_goes_moves_the_timeline(foot: StatusFoot) -> None:
    timeline = QWidget()
    foot.set_timeline(timeline)
    foot.keep_room_for("autosaved")
    for width in (1440, 1280, 1024, 900):
        foot.resize(width, 38)
        QApplication.sendPostedEvents()
        places = {(timeline.x(), timeline.width())}  # before anything is known of a run, too
        for step, seconds, eta, age, saved in (
            (0, 0.0, None, None, ""), (6862, 62, 18, 0.2, ""), (11_111, 661, 11, 12.5, "autosaved"),
            (20_000, 900, None, None, "autosaved"), (20_001, 12_000, None, 0.1, "autosaved"),
        ):  # fmt: skip
            foot.show_clock(step, 20_000, step / 469, seconds, eta)
            foot.show_snapshot_age(age)
            foot.show_autosave(True, saved)
            QApplication.sendPostedEvents()
            places.add((timeline.x(), timeline.width()))
        assert len(places) == 1


def test_a_narrow_foot_leaves_things_out_and_cuts_none(foot: StatusFoot) -> None:
    timeline = TimelineBar()
    foot.set_timeline(timeline)
    foot.keep_room_for("autosaved")
    foot.show_clock(6862, 20_000, 14.62, 62.4, 18.0)
    foot.show_snapshot_age(0.2)
    foot.show_autosave(True, "autosaved")
    clock, age, save = (label(foot, f"status-{name}") for name in ("clock", "age", "autosave"))
    seen = []
    for width in range(1800, foot.minimumSizeHint().width() - 1, -10):
        foot.resize(width, 38)
        QApplication.sendPostedEvents()
        assert foot.width() == width
        for shown in (clock, age, save):
            if shown.isVisible():
                assert shown.sizeHint().width() <= shown.width() + 2 and shown.geometry().right() <= width
        assert timeline.width() >= timeline.minimumSizeHint().width()
        assert timeline.geometry().right() < clock.x()
        parts = [part for part in ("epoch", "1:02", "ETA") if part in clock.text().replace("0:18", "")]
        seen.append((*parts, *(["old"] if age.isVisible() else []), *(["saved"] if save.isVisible() else [])))
    told = list(dict.fromkeys(seen))
    assert told == [
        ("epoch", "1:02", "ETA", "old", "saved"), ("1:02", "ETA", "old", "saved"), ("1:02", "ETA", "saved"),
        ("ETA", "saved"), ("ETA",), (),
    ]  # fmt: skip
    assert clock.text().startswith("step") and "epoch" in clock.toolTip()
    dot = foot._save_dot
    assert dot.isVisible() and dot.toolTip() == "autosaved"


def test_autosave_turns_amber_with_the_reason(foot: StatusFoot, qtbot: QtBot) -> None:
    save = label(foot, "status-autosave")
    assert not save.isVisible()
    foot.show_autosave(True, "autosaved")
    assert save.property("state") == "live"
    foot.show_autosave(False, "not saved", "disk full")
    qtbot.waitUntil(lambda: save.text() == "not saved: disk full")
    assert save.property("state") == "warning"
    assert foot._save_dot._colour == DARK.warning


def test_a_timeline_takes_the_middle(foot: StatusFoot, qtbot: QtBot) -> None:
    timeline = QWidget()
    foot.show_status(Phase.PAUSED, "Paused.")
    foot.set_timeline(timeline)
    qtbot.waitUntil(lambda: timeline.width() > 360 and timeline.x() > 0)
    assert label(foot, "status-message").geometry().right() < timeline.x()
    assert timeline.geometry().right() < label(foot, "status-clock").x()


def test_another_text_leaves_the_timeline_where_it_is(foot: StatusFoot, qtbot: QtBot) -> None:
    timeline = QLabel("timeline")
    foot.set_timeline(timeline)
    places = set()
    for phase, text, action in (
        (Phase.TRAINING, "Training.", ""),
        (Phase.PAUSED, "Paused at step 12 345.", "Play"),
        (Phase.TRAINING, "Looking back at step 12 345. L is live again.", ""),
    ):
        foot.show_status(phase, text, action)
        qtbot.waitUntil(lambda wanted=text: label(foot, "status-message").accessibleName() == wanted)  # type: ignore[misc]
        QApplication.sendPostedEvents()
        places.add((timeline.x(), timeline.width()))
    assert len(places) == 1
    foot.show_status(Phase.DIVERGED, "The loss was not a number at step 1 200: back at step 1 000.", "Lower the rate")
    message = label(foot, "status-message")
    qtbot.waitUntil(lambda: message.text().endswith("1 000."))


def test_a_long_message_is_elided_with_the_whole_as_tooltip(foot: StatusFoot, qtbot: QtBot) -> None:
    message = "这是一条非常长的状态消息用于检查" * 12
    foot.show_status(Phase.FAILED, message, "Copy the report")
    shown = label(foot, "status-message")
    qtbot.waitUntil(lambda: shown.text().endswith("…"))
    assert shown.toolTip() == plain_tip(message)
    assert foot.width() == 1280


def test_an_elided_label_needs_no_more_room_than_its_last_form(qtbot: QtBot) -> None:
    shown = ElidedLabel(keep=8)
    qtbot.addWidget(shown)
    shown.set_text("holes by number of Gaussians")
    whole = shown.minimumSizeHint().width()
    shown.set_text("holes by number of Gaussians", ["by number of Gaussians", "number"])
    least = shown.minimumSizeHint().width()
    assert least == shown.fontMetrics().horizontalAdvance("number") + 2 < whole
    shown.resize(least, 20)
    shown.show()
    assert shown.text() == "number"


def test_an_elided_label_grows_back(qtbot: QtBot) -> None:
    shown = ElidedLabel("reconstruction")
    qtbot.addWidget(shown)
    shown.resize(40, 20)
    shown.show()
    assert shown.text() != "reconstruction"
    shown.resize(400, 20)
    assert (shown.text(), shown.toolTip()) == ("reconstruction", "")


def test_a_pill_is_as_wide_as_its_widest_text(qtbot: QtBot) -> None:
    pill = Pill()
    qtbot.addWidget(pill)
    pill.set_text("1 steps/s", "9999 steps/s")
    width = pill.sizeHint().width()
    pill.set_text("9999 steps/s", "9999 steps/s")
    assert pill.sizeHint().width() == width


def test_a_card_shows_its_header(qtbot: QtBot) -> None:
    card = Card("VAE", "held-out", name="vae")
    qtbot.addWidget(card)
    card.resize(500, 200)
    card.show()
    card.set_pills(["KL 6.9", "MSE 0.03"])
    card.set_pills(["KL 7.0"])
    assert [pill.text() for pill in card.findChildren(Pill) if not pill.isHidden()] == ["KL 7.0"]
    card.set_score("holes 12 %")
    assert label(card, "vae-score").isVisible()
    export = card.findChild(QToolButton, "vae-export")
    assert export is not None and not export.isVisible()
    card.set_export_menu(QMenu(card))
    assert export.isVisible() and export.accessibleName()
    assert [text.text() for text in card.findChildren(ElidedLabel) if text.isVisible()] == ["VAE", "held-out"]
    first, second = QWidget(), QWidget()
    card.set_body(first)
    card.set_body(second)
    assert second.isVisible() or second.parent() is card


def test_a_hint_gives_way_and_comes_back(qtbot: QtBot) -> None:
    hint = HintCard()
    qtbot.addWidget(hint)
    hint.show_standing("The map shows codes.")
    hint.show_hint("How far a step goes.")
    hint.show_standing("The map shows holes.")
    assert hint.text == "How far a step goes."
    hint.show_hint("")
    assert hint.text == "The map shows holes."


def test_a_hint_moves_nothing_around_it(qtbot: QtBot) -> None:
    card = HintCard()
    qtbot.addWidget(card)
    card.setFixedWidth(250)
    card.show_standing("A standing text of some length, which goes on for a line or two in a card of this width.")
    with qtbot.waitExposed(card):
        card.show()
    height = card.sizeHint().height()
    card.show_hint("Short.")
    assert card.sizeHint().height() == height and card.text == "Short."
    long = "A text that is much longer than the standing one, " * 8
    card.show_hint(long)
    assert card.sizeHint().height() == height and card.text == long
    shown = label(card, "hint-text")
    assert shown.text().endswith("…") and shown.toolTip() == plain_tip(long)


LONG = (
    "Finished: step 400, 6.5 s. Play goes on at the final learning rate.",
    "400 步已完成，用时 6.5 秒。继续训练将沿用最终的学习率，一直到您停止为止。",
)


@pytest.mark.parametrize("message", LONG)
def test_whole_sentences_are_said_where_there_is_no_room_for_all(foot: StatusFoot, qtbot: QtBot, message: str) -> None:
    foot.resize(1280, foot.height())
    foot.show_status(Phase.FINISHED, message, "Play to go on")
    shown = label(foot, "status-message")
    first = message.split("Play")[0].strip() if "Play" in message else message.split("。")[0] + "。"
    qtbot.waitUntil(lambda: shown.text().strip() == first)
    assert shown.toolTip() and shown.accessibleName() == message


def test_a_hint_leaves_room_for_what_is_above_it_with_letters_of_every_size(qtbot: QtBot) -> None:
    card = HintCard()
    qtbot.addWidget(card)
    card.setFixedWidth(250)
    card.set_most(200)
    with qtbot.waitExposed(card):
        card.show()
    long = "A standing text that goes on and on, and on. " * 10
    shown = label(card, "hint-text")
    for size in (13, 20, 30):
        card.setStyleSheet(f"QLabel {{ font-size: {size}px; }}")
        card.show_standing(long)
        qtbot.waitUntil(lambda: card.heightForWidth(250) <= 200)
        card.resize(250, card.heightForWidth(250))
        lines = shown.height() / shown.fontMetrics().lineSpacing()
        assert lines >= 2 and shown.heightForWidth(shown.width()) <= shown.height() + 2, size
        assert shown.text().endswith("…") and shown.toolTip() == plain_tip(long), size
        assert 200 - card.height() < shown.fontMetrics().lineSpacing() + 2, size
    card.set_most(2000)
    assert shown.text() == long and not shown.toolTip()
