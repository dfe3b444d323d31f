"""Is it working? Verdicts with remedies by mouse and keys, and figures with what they can and cannot say."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.pictures.figure_list import FigureTable
from explorer.pictures.figure_words import REAL, figure_names, figure_texts
from explorer.style.plain_text import plain_tip
from explorer.style.theme import DARK, LIGHT, apply_theme
from explorer.texts.verdict_titles import KINDS, verdict_title
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.wrapped_button import LINES, WrappedButton
from explorer.workspaces.adversarial.verdict_box import VerdictBox
from explorer.workspaces.adversarial.verdict_card import VerdictShown, VerdictView, make_sample

pytestmark = pytest.mark.layout

T = TypeVar("T", bound=QWidget)
LEFT = Qt.MouseButton.LeftButton
HEALTHY = VerdictShown("healthy", "All 10 classes present, the smallest 6 %.")
COLLAPSE = VerdictShown("collapse", "Coverage fell from 0.52 to 0.11.", "Go back to step 1 200")
STRONG = VerdictShown("d_too_strong", "D is right on 99 % of held-out images.", "Halve the learning rate of D")
UNDONE = VerdictShown("collapse", "Coverage fell from 0.52 to 0.11.", taken="Go back to step 1 200")
IMAGES = {
    "judge_is": 7.213, "judge_is_real": 9.5, "judge_fid": 62.04, "judge_fid_real": 3.11, "coverage": 0.41,
    "density": 0.8, "sample_count": 2000.0,
}  # fmt: skip
POINTS = {"modes_present": 8.0, "high_quality_share": 0.971, "reverse_kl": 0.021, "sliced_w1": 0.0102}


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> VerdictView:
    apply_theme(qapp, DARK)
    view = VerdictView()
    qtbot.addWidget(view)
    view.resize(230, 260)
    with qtbot.waitExposed(view):
        view.show()
    return view


def wishes(view: VerdictView) -> list[tuple[str, int]]:
    seen: list[tuple[str, int]] = []
    view.remedy_requested.connect(lambda index: seen.append(("remedy", index)))
    view.undo_requested.connect(lambda index: seen.append(("undo", index)))
    return seen


def box(view: VerdictView, index: int = 0) -> VerdictBox:
    return part(view, VerdictBox, f"verdict_{index}")


def part(view: QWidget, kind: type[T], name: str) -> T:
    found = [child for child in view.findChildren(kind, name) if child.isVisibleTo(view)]
    assert len(found) == 1, name
    return found[0]


def shown_text(view: QWidget) -> list[str]:
    return [label.accessibleName() or label.text() for label in view.findChildren(QLabel) if label.isVisible()]


# --------------------------------------------------------------------------- verdicts


def test_before_anything_is_known_it_says_what_is_needed(view: VerdictView) -> None:
    assert any("needs a generator" in text for text in shown_text(view))
    view.show_verdicts(["VAE"], [None])
    view.show_figures(["VAE"], [None])
    assert any("needs a generator" in text for text in shown_text(view))
    view.show_verdicts(["VAE"], [HEALTHY])
    assert not any("needs a generator" in text for text in shown_text(view))


@pytest.mark.parametrize(
    ("kind", "state"),
    [("healthy", "live"), ("d_too_strong", "warning"), ("collapse", "error"), ("cycling", "warning"),
     ("d_memorises", "warning"), ("too_early", "")],
)  # fmt: skip
def test_each_kind_has_its_colour_its_word_and_its_icon(view: VerdictView, kind: str, state: str) -> None:
    view.show_verdicts(["GAN"], [VerdictShown(kind, "Some numbers.")])
    assert box(view).property("state") == state
    assert part(view, ElidedLabel, "verdict_title_0").whole_text == verdict_title(kind)
    assert box(view).accessibleName() == f"{verdict_title(kind)}. Some numbers."
    assert any(not label.pixmap().isNull() for label in box(view).findChildren(QLabel) if label.isVisible())


def test_kinds_differ_without_colour() -> None:
    assert len({verdict_title(kind) for kind in KINDS}) == len(KINDS) == 7


def test_the_box_is_tinted(view: VerdictView) -> None:
    grounds = set()
    for kind in ("healthy", "cycling", "collapse"):
        view.show_verdicts(["GAN"], [VerdictShown(kind, "")])
        grounds.add(view.grab().toImage().pixelColor(box(view).mapTo(view, QPoint(100, 4))).name())
    assert len(grounds) == 3


def test_a_remedy_by_mouse_and_its_undo_by_key(view: VerdictView, qtbot: QtBot) -> None:
    seen = wishes(view)
    view.show_verdicts(["GAN"], [COLLAPSE])
    remedy = part(view, WrappedButton, "verdict_remedy_0")
    assert remedy.whole_text == remedy.accessibleName() == "Go back to step 1 200"
    QTest.mouseClick(remedy, LEFT)
    assert seen == [("remedy", 0)]
    assert remedy.isVisible()  # the state decides what is applied
    remedy.setFocus()
    view.show_verdicts(["GAN"], [UNDONE])
    undo = part(view, QPushButton, "verdict_undo_0")
    assert not remedy.isVisible() and undo.text() == "Undo" and undo.hasFocus()
    assert "Go back to step 1 200" in shown_text(view)  # what it was
    QTest.keyClick(undo, Qt.Key.Key_Space)
    assert seen == [("remedy", 0), ("undo", 0)]
    view.show_verdicts(["GAN"], [COLLAPSE])
    assert remedy.isVisible() and remedy.hasFocus() and not undo.isVisible()


def test_without_a_remedy_there_is_no_button(view: VerdictView) -> None:
    view.show_verdicts(["GAN"], [HEALTHY])
    assert [button for button in view.findChildren(QPushButton) if button.isVisible()] == []


def test_several_models_have_compact_rows_with_their_labels(view: VerdictView) -> None:
    seen = wishes(view)
    view.resize(260, 500)
    view.show_verdicts(["hinge", "minimax", "VAE"], [HEALTHY, STRONG, None])
    assert [box(view, index).property("state") for index in range(3)] == ["live", "warning", ""]
    assert box(view, 1).accessibleName() == "minimax. D is too strong. D is right on 99 % of held-out images."
    assert part(view, ElidedLabel, "verdict_title_2").whole_text == "no verdict"
    texts = [part(view, QLabel, f"verdict_text_{index}").text() for index in range(2)]
    assert texts == [HEALTHY.text, STRONG.text]
    QTest.mouseClick(part(view, WrappedButton, "verdict_remedy_1"), LEFT)
    assert seen == [("remedy", 1)]


def test_the_same_models_keep_their_boxes_and_others_get_new_ones(view: VerdictView) -> None:
    view.show_verdicts(["a"], [COLLAPSE])
    first = box(view)
    view.show_verdicts(["a"], [HEALTHY])
    assert box(view) is first
    view.show_figures(["a"], [IMAGES])
    view.show_verdicts(["b", "c"], [HEALTHY, HEALTHY])
    assert box(view, 1).isVisible() and not any("judge" in text for text in shown_text(view))


def test_setters_emit_nothing(view: VerdictView) -> None:
    seen = wishes(view)
    view.show_verdicts(["a"], [COLLAPSE])
    view.show_verdicts(["a"], [UNDONE])
    view.show_figures(["a"], [IMAGES])
    view.set_theme(LIGHT)
    assert seen == []


def test_bad_input_is_refused(view: VerdictView) -> None:
    with pytest.raises(ValueError, match=r"expected one of healthy, .*, found 'splendid'"):
        view.show_verdicts(["a"], [VerdictShown("splendid", "")])
    with pytest.raises(ValueError, match="verdicts: expected one for each of 2 models, found 1"):
        view.show_verdicts(["a", "b"], [HEALTHY])
    with pytest.raises(ValueError, match="figures: expected one for each of 1 models, found 0"):
        view.show_figures(["a"], [])


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [180, 230, 420])
def test_nothing_is_wider_than_the_card(view: VerdictView, qapp: QApplication, width: int, scale: float) -> None:
    apply_theme(qapp, DARK, scale)
    view.resize(width, 200)
    for labels in (["a model with a long label"], ["hinge", "least squares", "minimax", "relativistic"]):
        view.show_verdicts(labels, [STRONG] * len(labels))
        view.show_figures(labels, [IMAGES] * len(labels))
        QApplication.sendPostedEvents()
        for index in range(len(labels)):
            button = part(view, WrappedButton, f"verdict_remedy_{index}")
            place = QRect(button.mapTo(view.viewport(), QPoint()), button.size())
            assert place.left() >= 0 and place.right() < view.viewport().width()
            assert button.text().split() == button.whole_text.split() and button.toolTip() == ""
            assert box(view, index).width() <= view.viewport().width()
        view.show_verdicts(labels, [UNDONE] * len(labels))
        QApplication.sendPostedEvents()
        for index in range(len(labels)):
            assert box(view, index).width() <= view.viewport().width()
            undo = part(view, QPushButton, f"verdict_undo_{index}")
            assert box(view, index).rect().contains(QRect(undo.mapTo(box(view, index), QPoint()), undo.size()))


# --------------------------------------------------------------------------- figures


def test_figures_of_images_stand_with_those_of_real_ones(view: VerdictView) -> None:
    view.show_figures(["GAN"], [IMAGES])
    names = [label.accessibleName() for label in view.findChildren(QLabel) if label.objectName().startswith("figure_")]
    assert names == [
        "judge IS 7.2 (real 9.5)", "FID 62 (real 3.1)", "density 0.80", "coverage 0.41", "n 2\u202f000",
    ]  # fmt: skip


def test_figures_of_points_and_how_many_modes_there_are() -> None:
    known = [(text.title, text.value) for text in figure_texts(POINTS, modes=8)]
    assert known == [("modes", "8 of 8"), ("high quality", "97 %"), ("reverse KL", "0.02"), ("sliced W1", "0.01")]
    assert figure_texts(POINTS)[0].value == "8"


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("high_quality_share", 1.0, "100 %"),
        ("high_quality_share", 0.999, "> 99 %"),
        ("smallest_class_share", 0.0, "0 %"),
        ("smallest_class_share", 0.001, "< 1 %"),
        ("judge_fid", 1234.5, "1\u202f234"),
        ("judge_fid", float("nan"), "–"),
        ("sliced_w1", 0.0, "0"),
        ("sliced_w1", 0.00412, "0.0041"),
        ("label_agreement", 0.9512, "95 %"),
    ],
)
def test_numbers_are_not_prettier_than_they_are(name: str, value: float, text: str) -> None:
    assert [shown.value for shown in figure_texts({name: value})] == [text]


def test_every_figure_says_in_one_sentence_what_it_is_and_what_it_cannot_say() -> None:
    texts = figure_texts(dict.fromkeys(figure_names(), 0.5))
    assert len(texts) == len({text.title for text in texts}) == len({text.help for text in texts})
    for text in texts:
        assert text.help.endswith(".") and ". " not in text.help
        assert any(sign in text.help for sign in ("; ", ", and ")), text.name


def test_an_unknown_figure_has_its_own_name_and_a_lone_baseline_too() -> None:
    assert [(text.title, text.value) for text in figure_texts({"novel": 0.1234, "coverage": 1.0})] == [
        ("coverage", "1.00"), ("novel", "0.12"),
    ]  # fmt: skip
    assert [text.title for text in figure_texts({f"judge_is{REAL}": 9.5})] == ["judge_is_real"]


def test_worse_than_real_is_no_error(view: VerdictView) -> None:
    """Far above the baseline, and drawn as anything else."""
    view.show_figures(["GAN"], [{"judge_fid": 620.0, "judge_fid_real": 3.0}])
    label = part(view, QLabel, "figure_judge_fid")
    assert DARK.error not in label.text() and DARK.warning not in label.text()
    assert label.property("role") == "muted" and not label.property("state")
    assert label.accessibleDescription().startswith("Fréchet distance")
    assert label.toolTip() == plain_tip(label.accessibleDescription())


def test_several_models_share_a_table(view: VerdictView) -> None:
    view.resize(400, 400)
    view.show_figures(["hinge", "minimax"], [IMAGES, {"judge_is": 5.0, "judge_is_real": 9.5}])
    cells = {name: part(view, QLabel, f"figure_judge_{name}").text() for name in ("is_0", "is_1", "is_real", "fid_1")}
    assert cells == {"is_0": "7.2", "is_1": "5.0", "is_real": "9.5", "fid_1": "–"}
    title = part(view, ElidedLabel, "figure_coverage")
    assert title.whole_text == "coverage" and title.toolTip().startswith("Share of held-out examples")
    view.show_figures(["hinge", "minimax"], [None, None])
    assert not part_exists(view, "figure_coverage")


def part_exists(view: VerdictView, name: str) -> bool:
    return any(child.isVisible() for child in view.findChildren(QWidget, name))


@pytest.mark.parametrize("width", [160, 230, 300, 500])
def test_a_table_shows_every_column_and_every_name(view: VerdictView, width: int) -> None:
    labels = ["hinge", "least squares", "minimax", "relativistic"]
    view.resize(width, 700)
    view.show_figures(labels, [{**IMAGES, **POINTS}] * 4, 8)
    QApplication.sendPostedEvents()
    table = part(view, FigureTable, "figures")
    assert table.horizontalScrollBar().maximum() == table.verticalScrollBar().maximum() == 0
    title, real = part(view, ElidedLabel, "figure_coverage"), part(view, QLabel, "figure_judge_fid_real")
    assert title.text() == title.whole_text
    for cell in (*(part(view, QLabel, f"figure_modes_present_{model}") for model in range(4)), real):
        place = QRect(cell.mapTo(table, QPoint()), cell.size())
        assert table.rect().contains(place) and place.width() >= cell.sizeHint().width()
    number = part(view, QLabel, "figure_coverage_0")
    above = title.mapTo(view, QPoint()).y() < number.mapTo(view, QPoint()).y()
    assert above == (width <= 230)


def test_a_table_changes_its_form_as_the_card_is_drawn_wider_and_back(view: VerdictView) -> None:
    labels = ["hinge", "least squares", "minimax", "relativistic"]
    view.show_figures(labels, [IMAGES] * 4)
    heights = []
    for width in (500, 230, 500):
        view.resize(width, 700)
        QApplication.sendPostedEvents()
        heights.append(part(view, FigureTable, "figures").height())
    assert heights[0] == heights[2] < heights[1]


# --------------------------------------------------------------------------- words that are not cut


def test_a_long_remedy_takes_more_lines_and_names_what_it_turns(view: VerdictView) -> None:
    view.resize(180, 400)
    text = "Back to step 1\u202f200, with the usual learning rates"
    turned = "R1 0 → 0.02 · Learning rate of D 0.005 → 0.002"
    view.show_verdicts(["GAN"], [VerdictShown("collapse", "Coverage fell.", text, turned)])
    QApplication.sendPostedEvents()
    button = part(view, WrappedButton, "verdict_remedy_0")
    lines = button.text().split("\n")
    assert 2 <= len(lines) <= LINES and " ".join(lines) == text and not button.toolTip()
    assert any("1\u202f200" in line for line in lines)  # a number is not broken
    assert button.height() >= len(lines) * button.fontMetrics().lineSpacing()
    assert max(button.fontMetrics().horizontalAdvance(line) for line in lines) < button.width()
    changes = part(view, QLabel, "verdict_changes_0")
    assert changes.text() == turned and changes.property("role") == "small"
    assert changes.mapTo(view, QPoint()).y() >= button.mapTo(view, QPoint(0, button.height())).y()
    view.resize(900, 400)
    QApplication.sendPostedEvents()
    assert button.text() == text


def test_words_for_which_there_are_not_lines_enough_are_the_tooltip(qtbot: QtBot) -> None:
    button = WrappedButton("long")
    qtbot.addWidget(button)
    button.set_text("one two three four five six seven eight nine ten " * 3)
    button.resize(120, 80)
    with qtbot.waitExposed(button):
        button.show()
    assert button.text().count("\n") == LINES - 1 and button.text().endswith("…")
    assert button.whole_text == button.accessibleName()
    assert button.toolTip() == plain_tip(button.whole_text)


def test_the_next_remedy_stands_beside_undo(view: VerdictView) -> None:
    seen = wishes(view)
    view.resize(260, 400)
    both = VerdictShown("collapse", "Again.", "Halve both learning rates", "", "Let D keep up with G", "R1 0 → 0.02")
    view.show_verdicts(["GAN"], [both])
    QTest.mouseClick(part(view, WrappedButton, "verdict_remedy_0"), LEFT)
    QTest.mouseClick(part(view, QPushButton, "verdict_undo_0"), LEFT)
    assert seen == [("remedy", 0), ("undo", 0)]
    assert part(view, QLabel, "verdict_taken_0").text() == "Let D keep up with G"
    assert part(view, QLabel, "verdict_taken_changes_0").text() == "R1 0 → 0.02"


def test_the_tick_is_green_only_where_a_remedy_has_worked(view: VerdictView) -> None:
    def tick() -> QImage:
        return box(view)._check.pixmap().toImage()

    view.show_verdicts(["GAN"], [UNDONE])
    failed = tick()
    view.show_verdicts(["GAN"], [VerdictShown("healthy", "All.", taken="Go back to step 1 200")])
    assert tick() != failed
    view.show_verdicts(["GAN"], [UNDONE])
    assert tick() == failed


@pytest.mark.parametrize("several", [False, True])
def test_a_verdict_of_several_models_is_not_cut(view: VerdictView, several: bool) -> None:
    view.resize(180, 300)
    words = "Coverage fell from 27 % at step 6 000 to 11 %; 34 % of the fakes are duplicates. " * 2
    labels = ["a", "b"] if several else ["a"]
    view.show_verdicts(labels, [VerdictShown("collapse", words)] * len(labels))
    QApplication.sendPostedEvents()
    label = part(view, QLabel, "verdict_text_0")
    assert label.text() == words and label.height() >= label.heightForWidth(label.width())


@pytest.mark.parametrize("several", [False, True])
def test_what_a_figure_means_comes_into_view(view: VerdictView, qtbot: QtBot, several: bool) -> None:
    """In a box so low that it opens below what is to be seen."""
    labels = ["a", "b"] if several else ["a"]
    view.resize(230, 120)
    view.show_verdicts(labels, [COLLAPSE] * len(labels))
    view.show_figures(labels, [{**IMAGES, **POINTS}] * len(labels), 8)
    QApplication.sendPostedEvents()
    figure, told = part(view, QLabel, "figure_reverse_kl"), part(view, QLabel, "figure-help")
    view.ensureWidgetVisible(figure, 0, 0)
    QTest.mouseClick(figure, LEFT)

    def seen() -> bool:
        place = QRect(told.mapTo(view.viewport(), QPoint()), told.size())
        return view.viewport().rect().contains(place) and told.height() >= told.heightForWidth(told.width())

    assert told.text().startswith("reverse KL") and seen()
    QApplication.sendPostedEvents()
    assert seen()


def test_the_colours_follow_the_theme(view: VerdictView) -> None:
    view.show_figures(["GAN"], [IMAGES])
    assert DARK.text in part(view, QLabel, "figure_coverage").text()
    view.set_theme(LIGHT)
    assert LIGHT.text in part(view, QLabel, "figure_coverage").text()


def test_the_sample_applies_and_undoes(qtbot: QtBot) -> None:
    window = make_sample()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    view = window.findChildren(VerdictView)[1]
    QTest.mouseClick(part(view, WrappedButton, "verdict_remedy_0"), LEFT)
    QTest.mouseClick(part(view, QPushButton, "verdict_undo_0"), LEFT)
    assert part(view, WrappedButton, "verdict_remedy_0").isVisible()


@pytest.mark.parametrize("several", [False, True])
def test_a_figure_says_what_it_means_without_hovering(qtbot: QtBot, several: bool) -> None:
    view, labels = VerdictView(), ["a", "b"] if several else ["a"]
    qtbot.addWidget(view)
    view.resize(420, 400)
    told = view.findChild(QLabel, "figure-help")
    assert told is not None
    with qtbot.waitExposed(view):
        view.show()
    assert not told.isVisible()
    view.show_figures(labels, [{"reverse_kl": 0.98, "sliced_w1": 0.09}] * len(labels), 8)
    assert told.isVisible() and told.text().startswith("Click a figure")
    view.activateWindow()
    figure = view.findChild(QLabel, "figure_reverse_kl")
    assert figure is not None
    QTest.mouseClick(figure, Qt.MouseButton.LeftButton)
    assert told.text().startswith("reverse KL: How unevenly the samples are spread")
    other = view.findChild(QLabel, "figure_sliced_w1")
    assert other is not None and other.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(other, Qt.Key.Key_Return)
    assert told.text().startswith("sliced W1: How far")
    view.show_figures(labels, [{"sliced_w1": 0.01}] * len(labels), 8)  # newer numbers leave it where it is
    assert told.text().startswith("sliced W1: How far")
    if several:  # where the rows are made anew, and the keyboard stays where it was
        qtbot.waitUntil(lambda: [e for e in view.findChildren(QLabel, "figure_sliced_w1") if e.isVisible()] != [])
        [row] = [each for each in view.findChildren(QLabel, "figure_sliced_w1") if each.isVisible()]
        row.setFocus()
        qtbot.waitUntil(row.hasFocus)
        view.show_figures(labels, [{"sliced_w1": 0.02}] * 2, 8)
        focus = view.window().focusWidget()
        assert focus is not None and focus is not row and focus.objectName() == "figure_sliced_w1" and focus.hasFocus()
