"""The language of the window: which names are understood, what is installed, and how it is chosen."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QSpinBox,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from explorer import app as app_module
from explorer.app import load_translations
from explorer.help.help_desk import LANGUAGE
from explorer.state.state import AppState
from explorer.style.theme import SIMPLIFIED_CHINESE, interface_font
from explorer.texts.data_texts import (
    class_names,
    device_text,
    knob_text,
    metric_text,
    preset_text,
    range_text,
    worker_text,
)
from explorer.window.actions import Actions, Choice
from trainers import messages
from trainers.catalog import dataset_specs
from trainers.experiment import Experiment
from trainers.kinds import Pictures
from trainers.knobs import KnobSpec


@pytest.fixture
def loaded(qapp: QApplication) -> Iterator[list[QTranslator]]:
    """Whatever is put in here is removed again."""
    translators: list[QTranslator] = []
    before, spoken = QLocale(), qapp.property(LANGUAGE)
    yield translators
    QLocale.setDefault(before)
    qapp.setProperty(LANGUAGE, spoken)
    for translator in translators:
        qapp.removeTranslator(translator)
        translator.deleteLater()


@pytest.mark.parametrize("name", ["zh", "zh_CN", "zh-CN", "zh-Hans", "zh_Hans_CN"])
def test_names_of_simplified_chinese(qapp: QApplication, loaded: list[QTranslator], name: str) -> None:
    loaded += load_translations(qapp, name)
    assert QCoreApplication.translate("TopBar", "Stop") == "停止"
    assert knob_text("Learning rate") == "学习率"
    assert metric_text("Reconstruction") == "重建"
    assert preset_text("Digits: VAE") == "数字：VAE"
    assert worker_text("Paused at step {step}.").format(step=7) == "已在第 7 步暂停。"


def test_the_processor_is_named_in_the_windows_language(qapp: QApplication, loaded: list[QTranslator]) -> None:
    titles = ("CPU · 1 thread", "CPU · 8 threads", "NVIDIA H100")
    assert tuple(map(device_text, titles)) == titles
    loaded += load_translations(qapp, "zh_CN")
    assert tuple(map(device_text, titles)) == ("CPU · 1 线程", "CPU · 8 线程", "NVIDIA H100")


def test_qts_own_texts_too(qapp: QApplication, loaded: list[QTranslator]) -> None:
    loaded += load_translations(qapp, "zh_CN")
    assert len(loaded) == 2
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"


def words_of(widget: QWidget) -> set[str]:
    """What is read on a dialog and its parts, its menu entries included."""
    parts = [widget, *widget.findChildren(QWidget)]
    found = {part.text() for part in parts if isinstance(part, QLabel | QAbstractButton)}
    return found | {action.text() for action in widget.findChildren(QAction)}


@pytest.mark.parametrize("mode", [QFileDialog.FileMode.Directory, QFileDialog.FileMode.ExistingFile])
def test_qts_file_dialog_holds_no_english(
    qapp: QApplication, qtbot: QtBot, loaded: list[QTranslator], mode: QFileDialog.FileMode, tmp_path: Path
) -> None:
    """Its own one, which stands where the system has none; two of its texts are newer than Qt's translations."""
    loaded += load_translations(qapp, "zh_CN")
    dialog = QFileDialog(None, "标题", str(tmp_path))
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(mode)
    found = words_of(dialog)
    assert {"查找范围(&L)：", "文件类型(&T)："} <= found
    assert not {text for text in found if re.search("[A-Za-z]{2}", text)}


def test_qts_menus_and_buttons_hold_no_english(qapp: QApplication, qtbot: QtBot, loaded: list[QTranslator]) -> None:
    loaded += load_translations(qapp, "zh_CN")
    kinds = QMessageBox.StandardButton
    box = QMessageBox(QMessageBox.Icon.Question, "", "", kinds.Ok | kinds.Cancel | kinds.Yes | kinds.No | kinds.Save)
    edits = QLineEdit(), QPlainTextEdit(), QTextBrowser(), QSpinBox()
    for widget in (box, *edits):
        qtbot.addWidget(widget)
    line, plain, browser, _ = edits
    menus = [edit.createStandardContextMenu() for edit in (line, plain, browser)]
    texts = [*(button.text() for button in box.buttons())]
    texts += [action.text().partition("\t")[0] for menu in menus for action in menu.actions()]
    assert {"确定", "取消", "复制(&C)", "全选"} <= set(texts)
    assert not [text for text in texts if re.search("[A-Za-z]{2}", text)]
    for menu in menus:
        menu.deleteLater()


def with_classes(dataset: str, names: tuple[str, ...]) -> AppState:
    given = Experiment.parse({"dataset": {"name": dataset}, "models": [{"family": "gan"}]})
    blank = np.zeros((1, 1, 8, 8), np.uint8)
    data = messages.DataReady(1, "", Pictures(1, 8, 8), 1, 1, names, (), blank, blank, None, "CPU", (2,))
    return AppState(datasets=dataset_specs(), experiment=given, data=data)


def test_class_names_that_are_words_are_translated(qapp: QApplication, loaded: list[QTranslator]) -> None:
    english = {spec.name: spec.class_words for spec in dataset_specs() if spec.class_words}
    assert set(english) == {"fashion-mnist", "moons", "two-moons", "clouds", "colours"}
    assert all(class_names(with_classes(name, words)) == words for name, words in english.items())
    loaded += load_translations(qapp, "zh_CN")
    for name, words in english.items():
        found = class_names(with_classes(name, words))
        assert len(found) == len(words) and not [each for each in found if re.search("[A-Za-z]{2}", each)]
    assert class_names(with_classes("moons", ("new", "half"))) == ("新月", "半月")
    own = ("new", "full", "upper")
    assert class_names(with_classes("image-folder", own)) == own, "the user's own names stay"


def test_chinese_is_drawn_in_chinese_letterforms(qapp: QApplication, loaded: list[QTranslator]) -> None:
    assert not set(SIMPLIFIED_CHINESE) & set(interface_font().families())
    loaded += load_translations(qapp, "zh_CN")
    assert interface_font().families()[-len(SIMPLIFIED_CHINESE) :] == list(SIMPLIFIED_CHINESE)


@pytest.mark.parametrize("name", ["en", "en_US", "en-GB"])
def test_english_needs_nothing(qapp: QApplication, caplog: pytest.LogCaptureFixture, name: str) -> None:
    assert load_translations(qapp, name) == []
    assert caplog.messages == []


@pytest.mark.parametrize("name", ["de", "klingon", "zh_TW", "../zh_CN", " "])
def test_an_unknown_language_gives_english_and_one_line(
    qapp: QApplication, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    with caplog.at_level(logging.WARNING, "explorer"):
        assert load_translations(qapp, name) == []
    assert QCoreApplication.translate("TopBar", "Stop") == "Stop"
    assert caplog.messages == [f"language {name!r}: there is no translation, so the window is in English"]


@pytest.mark.parametrize(("system", "word"), [("zh_CN", "停止"), ("de_DE", "Stop"), ("C", "Stop")])
def test_the_system_is_followed_without_a_line(
    qapp: QApplication, loaded: list[QTranslator], caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch, system: str, word: str,
) -> None:  # fmt: skip
    class System(QLocale):
        @staticmethod
        def system() -> QLocale:
            return QLocale(system)

    monkeypatch.setattr(app_module, "QLocale", System)
    loaded += load_translations(qapp, "")
    assert QCoreApplication.translate("TopBar", "Stop") == word
    assert caplog.messages == []


@pytest.mark.parametrize(
    "spec",
    [
        KnobSpec("a", "A", "float", 1.0, 0, 50), KnobSpec("a", "A", "int", 1), KnobSpec("a", "A", "int", 1, low=3),
        KnobSpec("a", "A", "float", 1.0, high=3), KnobSpec("a", "A", "bool", True), KnobSpec("a", "A", "path", ""),
        KnobSpec("a", "A", "ints", (1,), 1, 4096), KnobSpec("a", "A", "ints", (1,)), KnobSpec("a", "A", "text", ""),
        KnobSpec("a", "A", "choice", "mlp", choices=("mlp", "conv")),
    ],
)  # fmt: skip
def test_ranges_say_the_same_as_in_english(qapp: QApplication, spec: KnobSpec) -> None:
    assert range_text(spec) == spec.range_text


def test_ranges_are_translated(qapp: QApplication, loaded: list[QTranslator]) -> None:
    loaded += load_translations(qapp, "zh_CN")
    assert range_text(KnobSpec("a", "A", "float", 1.0, 0, 50)) == "0 至 50"
    assert range_text(KnobSpec("a", "A", "choice", "mlp", choices=("mlp", "conv"))) == "以下之一：MLP、卷积"


def test_the_menu_offers_each_language_in_its_own_tongue(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    chosen: list[str] = []
    actions = Actions(window, lambda _name: lambda: None)
    actions.make_menu(Choice("dark", chosen.append), Choice(1.0, lambda _: None), Choice("zh_CN", chosen.append))
    menu = window.findChild(QMenu, "menu_language")
    assert menu is not None
    assert [(a.objectName(), a.text(), a.isChecked()) for a in menu.actions()] == [
        ("language_system", "As the system", False),
        ("language_en", "English", False),
        ("language_zh_CN", "中文", True),
    ]
    for action in menu.actions():
        action.trigger()
    assert chosen == ["", "en", "zh_CN"]
