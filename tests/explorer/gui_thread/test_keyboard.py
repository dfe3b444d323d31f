"""The keyboard in the whole window: Space plays and pauses, Enter presses, and the focus never jumps to a neighbour."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSlider,
    QWidget,
)

from explorer.widgets.numbers.number_field import NumberField
from explorer.workspaces.compare.state import choose
from tests.explorer.program import LEFT, NONE, Program, experiment
from trainers.messages import Phase

offscreen_menu = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")
TAB = Qt.FocusReason.TabFocusReason


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
    tools = program.pictures.tools
    page = next(
        each for each in (program.pictures.samples, *program.pictures.samples.findChildren(QWidget))
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()
    )  # fmt: skip
    give_focus(program, page)
    tools.show_page("draw")
    program.wait(program.map().hasFocus)


def press_in_window(program: Program, widget: QWidget) -> None:
    """A click as the system tells it: to the window, at a place."""
    program.reveal(widget)
    QTest.mouseClick(program.window.windowHandle(), LEFT, NONE, widget.mapTo(program.window, widget.rect().center()))


@pytest.mark.parametrize(
    "name", ["workspace-explore", "change-dataset", "layer_contours", "models.0.beta-label", "step"]
)
def test_the_mouse_takes_the_focus_from_where_tab_left_it(program: Program, name: str) -> None:
    program.start()
    tab = program.find(QPushButton, "workspace-compare")
    give_focus(program, tab)
    press_in_window(program, program.find(QWidget, name))
    assert program.map().hasFocus() and not tab.hasFocus()
    program.key(Qt.Key.Key_Return)
    assert program.state.workspace == "explore"


def test_the_mouse_leaves_the_focus_to_fields_and_sliders_that_it_is_pressed_on(program: Program) -> None:
    program.start()
    for name in ("models.0.beta", "models.0.layers", "seed"):
        field = program.find(QLineEdit, name)
        for _ in range(2):  # to begin, and to put the cursor elsewhere
            press_in_window(program, field)
            assert field.hasFocus()
    slider = program.find(QSlider, "models.0.beta-slider")
    press_in_window(program, slider)
    assert slider.hasFocus()
    press_in_window(program, program.find(QWidget, "models.0.beta-label"))
    assert program.map().hasFocus()


def test_the_focus_goes_back_to_the_map_that_was_used_last(program: Program) -> None:
    program.start(experiment(models=[{"family": "ae", "layers": [12]}, {"family": "vae", "layers": [12]}]))
    press_in_window(program, program.map(1))
    press_in_window(program, program.find(QLineEdit, "seed"))
    press_in_window(program, program.find(QWidget, "step"))
    assert program.map(1).hasFocus()
    program.map(0).setFocus()  # as the pointer does that comes over it
    press_in_window(program, program.find(QWidget, "step"))
    assert program.map(0).hasFocus()


def test_keys_that_nobody_takes_are_for_the_map_under_the_pointer(program: Program) -> None:
    program.start(experiment(models=[{"family": "ae", "layers": [12]}, {"family": "vae", "layers": [12]}]))
    program.press("workspace-compare")
    choose(program.session, linked=False)
    for place, holder in enumerate((QSlider, QComboBox, QPushButton)):
        held = next(
            each for each in program.window.findChildren(holder)
            if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        )  # fmt: skip
        give_focus(program, held)
        QTest.mouseMove(program.map(1), program.at(0.4 + 0.03 * place, 0.6, model=1))
        program.wait(lambda: program.map(1).is_hovered)
        program.key(Qt.Key.Key_P)
        assert [len(each.pins) for each in program.state.maps] == [0, 1], holder
        program.key(Qt.Key.Key_Delete)
        assert not program.state.maps[1].pins
        program.leave(program.map(1))
    press_in_window(program, program.map(0))
    give_focus(program, program.find(QPushButton, "step"))
    program.leave(program.map(0))
    program.key(Qt.Key.Key_P)
    assert [len(each.pins) for each in program.state.maps] == [1, 0]


def test_where_text_is_typed_p_is_a_letter(program: Program) -> None:
    program.start()
    field = program.find(QLineEdit, "models.0.layers")
    give_focus(program, field)
    QTest.mouseMove(program.map(), program.at(0.4, 0.6))
    program.key(Qt.Key.Key_P)
    assert not program.state.maps[0].pins and "p" in field.text()


def test_undo_is_for_what_was_used_last(program: Program) -> None:
    program.start()
    program.map().setFocus()
    program.key(Qt.Key.Key_P)
    program.press("tab_draw")
    pad = program.pictures.pad.canvas
    for x in (20, 40):
        QTest.mousePress(pad, LEFT, NONE, QPoint(x, 20))
        QTest.mouseMove(pad, QPoint(x + 10, 60))
        QTest.mouseRelease(pad, LEFT, NONE, QPoint(x + 10, 60))
    undo = program.window.actions_.undo
    undo.trigger()
    assert len(pad._strokes) == 1 and len(program.state.maps[0].pins) == 1
    program.map().setFocus()
    program.key(Qt.Key.Key_P)
    assert len(program.state.maps[0].pins) == 2
    undo.trigger()
    assert len(pad._strokes) == 1 and len(program.state.maps[0].pins) == 1
    QTest.mouseClick(pad, LEFT, NONE, QPoint(60, 60))
    undo.trigger()
    undo.trigger()
    undo.trigger()  # the pad is empty
    assert not pad._strokes and not program.state.maps[0].pins
