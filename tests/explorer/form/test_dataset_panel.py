"""The dataset panel: list, form, notes, progress, problems, drag and drop."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from explorer.form.dataset_panel import DatasetPanel
from explorer.pictures.image_strip import ImageStrip
from explorer.widgets.column_scroll import ColumnScroll
from explorer.widgets.text_lines import TextLines
from tests.explorer.geometry import faults as geometry_faults
from trainers.catalog import DatasetSpec
from trainers.kinds import Pictures, Points, Tokens
from trainers.knobs import KnobSpec

SIZE = KnobSpec("size", "Size", "choice", "8", choices=("8", "16"))
SPECS = (
    DatasetSpec("digits", "Digits", "Small real digits.", (SIZE,), "embedded"),
    DatasetSpec("far", "Far away", "To be downloaded.", (), "download"),
    DatasetSpec("own", "Own images", "A folder.", (KnobSpec("path", "Folder", "path", ""),), "files"),
)
OF_EVERY_KIND = (
    *SPECS,
    DatasetSpec("names", "Names", "Given names of many countries.", (KnobSpec("length", "Length", "int", 8, 4, 16),),
                "embedded", Tokens),
    DatasetSpec("ring", "Ring of clouds", "Eight clouds on a ring; what one sees when a generator collapses.",
                (KnobSpec("clouds", "Clouds", "int", 8, 2, 16), KnobSpec("spread", "Spread", "float", 0.1, 0.0, 1.0)),
                "rendered", Points),
)  # fmt: skip


@pytest.fixture
def panel(qtbot: QtBot) -> DatasetPanel:
    panel = DatasetPanel()
    qtbot.addWidget(panel)
    panel.show_datasets(SPECS, {"far": False})
    panel.show_dataset("digits", {"size": "16"})
    panel.resize(240, 600)
    panel.show()
    qtbot.waitExposed(panel)
    panel.activateWindow()
    return panel


def wishes(panel: DatasetPanel) -> list[object]:
    seen: list[object] = []
    panel.dataset_requested.connect(lambda name, config: seen.append((name, config)))
    panel.fetch_requested.connect(lambda name: seen.append(("fetch", name)))
    panel.open_files_requested.connect(lambda: seen.append("open"))
    panel.paths_dropped.connect(lambda paths: seen.append(("dropped", paths)))
    panel.cancel_requested.connect(lambda: seen.append("cancel"))
    return seen


def click(panel: DatasetPanel, name: str) -> None:
    button = panel.findChild(QWidget, name)
    assert button is not None and button.isVisible(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(8, button.height() // 2))


def text(panel: DatasetPanel, name: str) -> str:
    label = panel.findChild(QLabel, name)
    assert label is not None
    return label.text() if label.isVisible() else ""


def test_setters_emit_nothing(panel: DatasetPanel) -> None:
    seen = wishes(panel)
    panel.show_datasets(SPECS[:1], {})
    panel.show_dataset("digits", {"size": "8"})
    panel.show_data("Digits", 1797, Pictures(1, 8, 8), np.zeros((3, 1, 8, 8), np.uint8), ("a", "b"))
    panel.show_progress(0.5, "half")
    panel.hide_progress()
    panel.show_problem("no")
    panel.set_choosing(True)
    assert seen == []


def test_the_data_at_a_glance(panel: DatasetPanel) -> None:
    panel.show_data("MNIST", 60_000, Pictures(1, 28, 28), np.zeros((12, 1, 28, 28), np.uint8))
    assert text(panel, "dataset-title").replace("\u202f", " ") == "MNIST · 60 000 × 28×28"
    strip = panel.findChild(ImageStrip)
    assert strip is not None and strip.count == 12 and strip.isVisible()
    panel.show_data("Flowers", 12, Pictures(3, 32, 48), None)
    assert text(panel, "dataset-title") == "Flowers · 12 × 48×32 RGB"
    assert not strip.isVisible()


def test_of_a_text_some_lines_are_seen(panel: DatasetPanel) -> None:
    lines, strip = panel.findChild(TextLines), panel.findChild(ImageStrip)
    assert lines is not None and strip is not None and not lines.isVisible()
    texts = np.array(["one plus one is two", "no", "yes"])
    panel.show_data("Sums", 861, Tokens(("\n", "a"), 44, lines=True), texts)
    assert text(panel, "dataset-title").replace("\u00a0", " ") == "Sums · 861 lines of up to 43 characters"
    assert lines.lines == ("one plus one is two", "no", "yes") and lines.isVisible() and not strip.isVisible()
    panel.show_data("Text", 70, Tokens(("a", "b"), 16), texts[:0])
    assert text(panel, "dataset-title").replace("\u00a0", " ") == "Text · 70 pieces of 16 characters"
    assert not lines.isVisible()
    panel.show_data("Flowers", 12, Pictures(3, 32, 48), np.zeros((2, 3, 32, 48), np.uint8))
    assert strip.isVisible() and not lines.isVisible()


def test_the_list_unfolds_and_folds(panel: DatasetPanel) -> None:
    assert not panel.chooser.isVisible()
    click(panel, "change-dataset")
    assert panel.chooser.isVisible()
    click(panel, "change-dataset")
    assert not panel.chooser.isVisible()


def test_a_refusal_goes_with_the_list_and_what_is_wrong_with_the_data_in_use_stays(panel: DatasetPanel) -> None:
    panel.show_problem("No data.")
    click(panel, "change-dataset")
    panel.show_refused("a.csv: no numbers")
    assert text(panel, "dataset-problem") == "a.csv: no numbers"
    click(panel, "change-dataset")
    assert text(panel, "dataset-problem") == "No data."


def test_a_dataset_is_asked_for_with_the_values_of_its_form(panel: DatasetPanel) -> None:
    seen = wishes(panel)
    click(panel, "change-dataset")
    box = panel.findChild(QComboBox, "dataset.size")
    assert box is not None and box.currentText() == "16"
    click(panel, "use-dataset")
    QTest.keyClick(box, Qt.Key.Key_Up)
    click(panel, "use-dataset")
    assert seen == [("digits", {"size": "16"}), ("digits", {"size": "8"})]


def test_what_is_missing_is_offered_for_download(panel: DatasetPanel) -> None:
    seen = wishes(panel)
    click(panel, "change-dataset")
    click(panel, "dataset-far")
    use = panel.findChild(QPushButton, "use-dataset")
    assert use is not None and not use.isVisible()
    click(panel, "fetch-dataset")
    click(panel, "open-files")
    assert seen == [("fetch", "far"), "open"]
    panel.show_datasets(SPECS, {"far": True})
    assert use.isVisible()


def test_beside_texts_a_text_of_ones_own_is_offered_and_else_pictures(panel: DatasetPanel) -> None:
    panel.show_datasets((*SPECS, DatasetSpec("names", "Names", "Given names.", (), "embedded", Tokens)), {"far": False})
    asked: list[str] = []
    panel.open_text_requested.connect(lambda: asked.append("text"))
    panel.open_pictures_requested.connect(lambda: asked.append("pictures"))
    own = [panel.findChild(QPushButton, name) for name in ("my-images", "my-text")]
    click(panel, "change-dataset")
    click(panel, "my-images")
    panel.show_dataset("names", {})
    assert [each is not None and each.isVisible() for each in own] == [False, True]
    click(panel, "my-text")
    assert asked == ["pictures", "text"]
    panel.chooser.show_restricted(False, lambda _setting: False)  # in a class that keeps to its data
    panel.show_dataset("digits", {"size": "16"})
    panel.show_dataset("names", {})
    assert [each is not None and each.isVisible() for each in own] == [False, False]
    panel.chooser.show_restricted(True, lambda _setting: False)
    assert [each is not None and each.isVisible() for each in own] == [False, True]


class DataColumn(ColumnScroll):
    """The panel as it stands in the sidebar, with data of every kind."""

    def __init__(self) -> None:
        super().__init__()
        self.panel = DatasetPanel()
        self.panel.show_datasets(OF_EVERY_KIND)
        content = QWidget()
        self.setWidget(content)
        column = QVBoxLayout(content)
        column.addWidget(self.panel)
        column.addStretch(1)
        self.resize(270, 600)

    def faults(self) -> list[str]:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]
        QApplication.processEvents()
        squashed = [
            f"{type(each).__name__} {each.objectName()}: {each.height()} of {each.minimumSizeHint().height()} px"
            for each in self.panel.findChildren(QWidget)
            if each.isVisible() and each.height() < each.minimumSizeHint().height()
        ]
        return squashed + geometry_faults(self)


@pytest.mark.parametrize("unfolded", [True, False])
def test_nothing_is_squashed_whatever_kind_of_data_came_before(qtbot: QtBot, unfolded: bool) -> None:
    column = DataColumn()
    qtbot.addWidget(column)
    column.panel.set_choosing(True)
    column.panel.show_dataset("digits", {})
    with qtbot.waitExposed(column):
        column.show()
    for used in ("names", "digits", "ring", "names", "ring", "digits"):
        column.panel.set_choosing(unfolded)
        column.panel.show_dataset(used, {})
        column.panel.set_choosing(True)
        assert column.faults() == [], used
        for looked_at in ("own", "digits", "ring", "names"):
            click(column.panel, f"dataset-{looked_at}")
            assert column.faults() == [], f"{looked_at} beside {used}"


def test_another_experiment_leads_back_to_its_data(panel: DatasetPanel) -> None:
    click(panel, "change-dataset")
    click(panel, "dataset-own")
    panel.show_dataset("digits", {"size": "16"}, anew=True)
    chosen = [button.objectName() for button in panel.findChildren(QRadioButton) if button.isChecked()]
    assert chosen == ["dataset-digits"]
    assert panel.findChild(QComboBox, "dataset.size") is not None


def test_browsing_survives_the_same_state_shown_again(panel: DatasetPanel) -> None:
    click(panel, "change-dataset")
    click(panel, "dataset-own")
    panel.show_datasets(SPECS, {"far": False})
    panel.show_dataset("digits", {"size": "16"})
    own = panel.findChild(QRadioButton, "dataset-own")
    assert own is not None and own.isChecked()


def test_an_error_stands_at_its_field(panel: DatasetPanel) -> None:
    panel.set_choosing(True)
    assert panel.show_error("size", "8 or 16, please")
    assert text(panel, "dataset.size-error") == "8 or 16, please"
    assert not panel.show_error("unknown", "x")


def test_the_first_note_is_shown_and_the_others_unfold(panel: DatasetPanel) -> None:
    panel.show_data("Own", 7, Pictures(1, 16, 16), None, ("3 skipped", "2 duplicates", "1 huge"))
    assert text(panel, "dataset-notes") == "• 3 skipped"
    click(panel, "dataset-more-notes")
    assert text(panel, "dataset-notes").splitlines() == ["• 3 skipped", "• 2 duplicates", "• 1 huge"]
    panel.show_data("Own", 7, Pictures(1, 16, 16), None, ("only one",))
    assert text(panel, "dataset-notes") == "only one"


def test_progress_shows_and_can_be_cancelled(panel: DatasetPanel) -> None:
    seen = wishes(panel)
    bar = panel.findChild(QProgressBar)
    assert bar is not None and not bar.isVisible()
    panel.show_progress(0.25, "Downloading")
    assert bar.isVisible() and bar.value() == 250
    assert text(panel, "dataset-progress-text") == "Downloading"
    click(panel, "dataset-cancel")
    assert seen == ["cancel"]
    panel.show_progress(-1, "Connecting")
    assert bar.maximum() == 0
    panel.show_problem("No network: open files... works without.")
    assert not bar.isVisible()
    assert text(panel, "dataset-problem").startswith("No network")


def test_files_are_dropped(panel: DatasetPanel) -> None:
    seen = wishes(panel)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/a/folder"), QUrl.fromLocalFile("/b.npz"), QUrl("https://example.org/c.png")])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    QApplication.sendEvent(panel, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(panel, QDropEvent(QPointF(5, 5), copy, data, left, none))
    assert seen == [("dropped", ["/a/folder", "/b.npz"])]


def test_what_is_no_file_is_not_taken(panel: DatasetPanel) -> None:
    data = QMimeData()
    data.setText("words")
    enter = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    enter.ignore()
    QApplication.sendEvent(panel, enter)
    assert not enter.isAccepted()
