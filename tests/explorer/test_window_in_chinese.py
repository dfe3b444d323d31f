"""In a Chinese window only names and data stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from explorer.app import load_translations
from explorer.opening import open_first
from explorer.options import Options
from explorer.session import Session
from explorer.settings import Settings
from explorer.theme import ThemeWatcher
from explorer.window import Window
from trainers import places

CHINESE = re.compile("[\u4e00-\u9fff]")
ENGLISH = re.compile("[A-Za-z]{2}")
# Names of the product, of languages, data, models, networks and measures; and what the device calls itself.
NAMES = re.compile(
    r"Latent Explorer|English|AE|VAE|MLP|sigmoid|SiLU|ReLU|tanh|(Fashion-|Kuzushiji-)?MNIST|CPU|CPU · \d+ threads?"
    r"|(−ELBO|KL|MSE)( [\d.]+)?"
)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[Window]:
    """The window with its bundled run, in Chinese, its engine running."""
    before = QLocale()
    translators = load_translations(qapp, "zh_CN")
    themes = ThemeWatcher(qapp, "dark", 1.0)
    session = Session(places.data_dir(), places.runs_dir(), "cpu")
    window = Window(session, Settings(places.settings_file()), themes)
    qtbot.addWidget(window)
    open_first(session, Options(), Settings(places.settings_file()))
    window.resize(1280, 720)
    window.show()
    session.start()
    qtbot.waitUntil(lambda: session.state.engine_ready and session.state.data is not None, timeout=30_000)
    qtbot.waitUntil(lambda: session.state.can_train, timeout=30_000)
    yield window
    window.close()
    assert session.close()
    themes.deleteLater()
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def texts_of(widget: QWidget) -> Iterator[str]:
    """What a person or a screen reader reads on one widget, its menu entries and choices included."""
    for name in ("text", "title", "placeholderText"):
        reader = getattr(widget, name, None)
        if callable(reader):
            yield str(reader())
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.windowTitle())
    yield from (action.text() for action in widget.actions())
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(index) for index in range(widget.count()))


def test_nothing_is_left_in_english(window: Window) -> None:
    window.settings_panel.data.set_choosing(True)
    found = {text for widget in [window, *window.findChildren(QWidget)] for text in texts_of(widget)}
    assert sum(bool(CHINESE.search(text)) for text in found) > 120
    left = {text for text in found if ENGLISH.search(text) and not CHINESE.search(text) and not NAMES.fullmatch(text)}
    assert left == set()
