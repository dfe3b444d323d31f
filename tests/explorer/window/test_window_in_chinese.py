"""In a Chinese window only names and data stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from explorer.files.opening import open_first
from explorer.options import Options
from explorer.settings import Settings
from explorer.state.session import Session
from explorer.style.theme import ThemeWatcher
from explorer.window.window import Window
from explorer.workspaces import WORKSPACES
from tests.explorer.program import speaking
from trainers import places

CHINESE = re.compile("[\u4e00-\u9fff]")
ENGLISH = re.compile("[A-Za-z]{2}")
# Names of the product, of languages, data, models, networks and measures; and what the device calls itself.
NAMES = re.compile(
    r"Latent Explorer|English|AE|VAE|MLP|sigmoid|SiLU|ReLU|tanh|(Fashion-|Kuzushiji-)?MNIST|CPU|CPU · \d+ threads?"
    r"|(−ELBO|KL|MSE)( [\d.]+)?|MNIST：(PixelCNN|WGAN)"
)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[Window]:
    """The window with its bundled run, in Chinese, its engine running."""
    with speaking(qapp, "zh_CN"):
        yield from opened_window(qtbot, qapp)


def opened_window(qtbot: QtBot, qapp: QApplication) -> Iterator[Window]:
    themes = ThemeWatcher(qapp, "dark", 1.0)
    session = Session(places.data_dir(), places.runs_dir(), "cpu", workspaces=WORKSPACES)
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


def text_of(window: Window, name: str) -> str:
    label = window.findChild(QLabel, name)
    assert label is not None
    return label.text()


def test_a_bad_import_is_told_in_chinese(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    """Data that are refused while a run is open, a file that is not there, and a value that cannot be."""
    table = tmp_path / "my digits.csv"
    table.write_text("1,2,3,4\n1,oops,3,4\n")
    window.files.take([str(table)])
    words = "my digits.csv：应为数值，第 2 行第 2 列却是 'oops'"
    qtbot.waitUntil(lambda: text_of(window, "dataset-problem") == words, timeout=30_000)
    assert window.note.whole_text == f"{words}。之前的训练仍然打开着。"
    window.files.take([str(tmp_path / "gone")])
    assert window.note.whole_text == f"{tmp_path}/gone：这里什么也没有"
    window.files.open(tmp_path)
    qtbot.waitUntil(lambda: not window.files.is_reading, timeout=30_000)
    said = f"{tmp_path.name}: experiment.toml：没有这个文件或文件夹，因此不知道训练的是什么"
    qtbot.waitUntil(lambda: window.note.whole_text == said, timeout=30_000)
    window._session.edit(-1, "models.0.learning_rate")
    assert any(re.fullmatch("models.0.learning_rate：应为 .* 至 .*，实为 -1", label.text()) for label in
               window.settings_panel.findChildren(QLabel))  # fmt: skip


def test_the_report_on_an_import_is_in_chinese(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "my pictures"
    for index in range(30):
        (folder / "ab"[index % 2]).mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (12, 12), (index * 8, 0, 99)).save(folder / "ab"[index % 2] / f"{index}.png")
    (folder / "a" / "broken.png").write_bytes(b"no picture")
    window.files.take([str(folder)])
    qtbot.waitUntil(lambda: "my pictures" in text_of(window, "dataset-notes"), timeout=60_000)
    more = window.settings_panel.data.findChild(QWidget, "dataset-more-notes")
    assert more is not None
    more.setChecked(True)  # type: ignore[attr-defined]
    assert text_of(window, "dataset-notes").splitlines() == [
        "• my pictures 中有 30 张图像。",
        "• 全部为 12 x 12 像素。",
        "• 2 个类别：a 15, b 15。",
        "• 略过 1 个，不是可读取的图像：a/broken.png。",
        "• 图片是彩色的，颜色予以保留（RGB）；可用设置“颜色”改为灰度。",
        "• 批大小 64 超过了训练样本的数目（26）；每批使用全部样本。",
    ]
