"""The keyboard in the whole window: Space plays and pauses, Enter presses, and the focus never jumps to a neighbour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from explorer.views.number_field import NumberField
from tests.explorer.program import Program, experiment
from trainers.messages import Phase

offscreen_menu = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")
TAB = Qt.FocusReason.TabFocusReason


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = Program(qtbot, tmp_path)
    yield made
    assert made.close(), "a thread of the worker did not end"


def reachable(program: Program) -> list[QWidget]:
    """All that Tab reaches now."""
    return [
        widget
        for widget in program.window.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]  # fmt: skip


def give_focus(program: Program, widget: QWidget) -> None:
    widget.setFocus(TAB)
    assert QApplication.focusWidget() is widget, (widget, QApplication.focusWidget())


def hide(widget: QWidget) -> Callable[[], None]:
    widget.hide()
    return widget.show


def disable(widget: QWidget) -> Callable[[], None]:
    widget.setEnabled(False)
    return lambda: widget.setEnabled(True)


def hide_parent(widget: QWidget) -> Callable[[], None]:
    return hide(widget.parentWidget())


def disable_parent(widget: QWidget) -> Callable[[], None]:
    return disable(widget.parentWidget())


@pytest.mark.parametrize("lose", [hide, disable, hide_parent, disable_parent])
def test_the_focus_of_whatever_goes_away_goes_to_the_map(
    program: Program, lose: Callable[[QWidget], Callable[[], None]]
) -> None:
    program.start()
    program.window.settings_panel.data.set_choosing(True)
    tried = 0
    for widget in reachable(program):
        view = program.map()
        if widget is view or widget.isAncestorOf(view) or view.isAncestorOf(widget):
            continue
        if widget.parentWidget().isAncestorOf(view):
            continue
        give_focus(program, widget)
        back = lose(widget)
        program.wait(view.hasFocus)
        back()
        tried += 1
    assert tried > 25


def test_the_focus_of_what_is_deleted_goes_to_the_map(program: Program) -> None:
    program.start()
    field = program.find(NumberField, "models.0.beta")
    give_focus(program, field)
    program.session.begin(experiment(models=[{"family": "ae", "layers": [12]}]))  # whose form is another one
    program.wait_for(Phase.READY)
    program.wait(program.map().hasFocus)


def test_what_is_hidden_while_a_dialog_is_open_does_not_hand_the_focus_on(program: Program) -> None:
    program.start()
    field = program.find(NumberField, "models.0.beta")
    give_focus(program, field)
    dialog = QDialog(program.window)
    dialog.open()
    program.wait(lambda: QApplication.activeWindow() is dialog)
    field.hide()
    dialog.reject()
    program.window.activateWindow()
    program.wait(program.map().hasFocus)
    dialog.deleteLater()


def test_space_after_closing_the_data_panel_plays_and_the_column_stays(program: Program) -> None:
    program.start(play=True)
    program.wait(lambda: program.step > 5)
    program.session.pause()
    program.wait_for(Phase.PAUSED)
    scroll = program.find(QScrollArea, "settings_scroll")
    program.press("change-dataset")
    field = next(
        each for each in program.window.settings_panel.data.findChildren(QWidget)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.objectName() != "change-dataset"
    )  # fmt: skip
    give_focus(program, field)
    program.press("change-dataset")
    program.wait(program.map().hasFocus)
    assert scroll.horizontalScrollBar().value() == 0 and scroll.horizontalScrollBar().maximum() == 0
    assert scroll.widget().x() == 0
    step, run = program.step, program.state.run_id
    program.key(Qt.Key.Key_Space)
    program.wait_for(Phase.TRAINING)
    assert program.step >= step and program.state.run_id == run


def test_space_after_a_card_was_chosen_never_edits_the_seed(program: Program) -> None:
    program.start()
    program.press("step")
    program.wait(lambda: program.step == 1)
    give_focus(program, program.find(QPushButton, "step"))
    program.press("preset-vae-digits")
    program.wait_for(Phase.TRAINING)
    seed = program.find(NumberField, "seed")
    assert not seed.hasFocus() and program.map().hasFocus()
    program.key(Qt.Key.Key_Space)
    program.wait_for(Phase.PAUSED)
    assert seed.text() == str(program.state.experiment.plan.seed)  # type: ignore[union-attr]


def test_space_plays_and_pauses_from_everything_that_tab_reaches(program: Program) -> None:
    program.start()
    program.window.settings_panel.data.set_choosing(True)
    boxes = [each for each in program.window.findChildren(QAbstractButton) if each.isCheckable()]
    tried = 0
    for widget in reachable(program):
        if isinstance(widget, QLineEdit) and not isinstance(widget, NumberField):
            continue  # text is typed there
        if not widget.isVisible() or not widget.isEnabled():
            continue
        give_focus(program, widget)
        text = widget.text() if isinstance(widget, QLineEdit) else ""
        checked = [box.isChecked() for box in boxes]
        playing = program.state.phase is Phase.TRAINING
        program.key(Qt.Key.Key_Space)
        program.wait_for(Phase.PAUSED if playing else Phase.TRAINING)
        assert [box.isChecked() for box in boxes] == checked, widget.objectName()
        assert not isinstance(widget, QLineEdit) or widget.text() == text
        tried += 1
    assert tried > 25 and program.state.run_id == 1


def test_space_is_a_letter_where_text_is_typed(program: Program) -> None:
    program.start()
    field = program.find(QLineEdit, "models.0.layers")
    assert not isinstance(field, NumberField)
    give_focus(program, field)
    field.setText("12,")
    QTest.keyClick(field, Qt.Key.Key_Space)
    assert field.text() == "12, " and program.state.phase is Phase.READY


@offscreen_menu
def test_enter_presses_what_tab_has_reached(program: Program) -> None:
    program.start()
    box = program.find(QAbstractButton, "layer_contours")
    give_focus(program, box)
    program.key(Qt.Key.Key_Return)
    assert box.isChecked() and program.state.phase is Phase.READY
    give_focus(program, program.find(QPushButton, "step"))
    program.key(Qt.Key.Key_Enter)
    program.wait(lambda: program.step == 1)
    combo = next(each for each in program.window.findChildren(QComboBox) if each.isVisible() and each.isEnabled())
    give_focus(program, combo)
    program.key(Qt.Key.Key_Return)
    program.wait(combo.view().isVisible)
    combo.hidePopup()


def test_a_held_space_plays_once(program: Program) -> None:
    program.start()
    actions = [each for each in program.window.actions() if each.objectName() == "action_toggle_play"]
    assert [each.autoRepeat() for each in actions] == [False]


def test_another_page_of_a_card_does_not_take_the_focus_that_was_on_the_one_before(program: Program) -> None:
    program.start()
    tools = program.window.pictures.tools
    page = next(
        each for each in (program.window.pictures.samples, *program.window.pictures.samples.findChildren(QWidget))
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()
    )  # fmt: skip
    give_focus(program, page)
    tools.show_page("draw")
    program.wait(program.map().hasFocus)
