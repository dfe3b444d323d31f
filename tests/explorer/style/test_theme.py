"""Themes: contrast, a style sheet without holes, and following the system."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from explorer.style import dresser as dresser_module
from explorer.style.dresser import Dresser
from explorer.style.icons import NAMES, make_icon
from explorer.style.theme import DARK, LIGHT, Theme, ThemeWatcher, apply_theme, mix, palette, stylesheet


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    parts = [value / 255 for value in QColor(colour).getRgb()[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_of_black_on_white_is_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("ink", ["text", "muted", "live", "warning", "error"])
@pytest.mark.parametrize("ground", ["window", "panel", "field"])
def test_text_is_readable(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_text_is_readable_on_tinted_grounds(theme: Theme) -> None:
    sheet = stylesheet(theme)
    for state in ("live", "warning", "error"):
        ground = re.search(rf'role="verdict"\]\[state="{state}"\] {{ background: (#\w+);', sheet)
        assert ground is not None
        for ink in (theme.text, getattr(theme, state)):
            assert contrast(ink, ground[1]) >= 4.5
    for state in ("lit", "discriminator", "generator"):
        ground = re.search(rf'role="line-row"\]\[state="{state}"\] {{ background: (#\w+);', sheet)
        assert ground is not None and contrast(theme.text, ground[1]) >= 4.5


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_the_accent_stands_out(theme: Theme) -> None:
    """3 to 1 is what WCAG asks of controls and focus marks, and of bold button texts."""
    for ground in (theme.window, theme.panel, theme.field, theme.accent_text):
        assert contrast(theme.accent, ground) >= 3


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_style_sheet_has_no_holes_and_qt_reads_it(theme: Theme, scale: float, qapp: QApplication) -> None:
    sheet = stylesheet(theme, scale)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert theme.accent in sheet
    apply_theme(qapp, theme, scale)  # Qt warns of a sheet it cannot parse, and a warning fails the test
    apply_theme(qapp, theme)


def test_text_grows_with_the_scale() -> None:
    sizes = [[int(px) for px in re.findall(r"font-size: (\d+)px", stylesheet(DARK, scale))] for scale in (1.0, 2.0)]
    assert len(sizes[0]) == len(sizes[1]) > 5
    assert all(abs(large - 2 * small) <= 1 for small, large in zip(*sizes, strict=True))


def test_the_palette_follows(qapp: QApplication) -> None:
    assert palette(LIGHT).window().color() == QColor(LIGHT.window)
    apply_theme(qapp, LIGHT)
    assert qapp.palette().window().color() == QColor(LIGHT.window)
    apply_theme(qapp, DARK)
    assert qapp.palette().highlight().color() == QColor(DARK.accent)


def test_mixing_colours() -> None:
    assert mix("#000000", "#ffffff", 0) == "#000000"
    assert mix("#000000", "#ffffff", 1) == "#ffffff"
    assert mix("#204060", "#406080", 0.5) == "#305070"


class Hints(QObject):
    """Stands for a desktop that changes its colour scheme."""

    colorSchemeChanged = Signal(object)  # noqa: N815 - as Qt calls it

    def __init__(self) -> None:
        super().__init__()
        self.scheme = Qt.ColorScheme.Unknown
        self.asked: list[Qt.ColorScheme] = []

    def colorScheme(self) -> Qt.ColorScheme:
        return self.scheme

    def setColorScheme(self, scheme: Qt.ColorScheme) -> None:
        self.asked.append(scheme)

    def switch_to(self, scheme: Qt.ColorScheme) -> None:
        self.scheme = scheme
        self.colorSchemeChanged.emit(scheme)


@pytest.fixture
def hints(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Hints:
    hints = Hints()
    monkeypatch.setattr(qapp, "styleHints", lambda: hints)
    return hints


def test_the_system_is_followed(qapp: QApplication, hints: Hints, qtbot: QtBot) -> None:
    watcher = ThemeWatcher(qapp)
    seen: list[Theme] = []
    watcher.theme_changed.connect(seen.append)
    assert watcher.theme is DARK  # a desktop without an opinion
    hints.switch_to(Qt.ColorScheme.Light)
    hints.switch_to(Qt.ColorScheme.Light)
    hints.switch_to(Qt.ColorScheme.Dark)
    assert seen == [LIGHT, DARK]
    watcher.deleteLater()


def test_a_chosen_mode_does_not_follow_the_system(qapp: QApplication, hints: Hints, qtbot: QtBot) -> None:
    watcher = ThemeWatcher(qapp, "light")
    seen: list[Theme] = []
    watcher.theme_changed.connect(seen.append)
    hints.switch_to(Qt.ColorScheme.Dark)
    assert watcher.theme is LIGHT
    assert seen == []
    assert hints.asked[-1] is Qt.ColorScheme.Light  # title bars too
    watcher.set_mode("system")
    assert seen == [DARK]
    assert hints.asked[-1] is Qt.ColorScheme.Unknown
    watcher.deleteLater()


def test_the_font_scale_stays_within_reason(qapp: QApplication, hints: Hints, qtbot: QtBot) -> None:
    watcher = ThemeWatcher(qapp, "dark")
    watcher.set_font_scale(2.0)
    assert qapp.font().pixelSize() == 26
    watcher.set_font_scale(99.0)
    assert watcher.font_scale == 3.0
    watcher.set_font_scale(1.0)
    assert qapp.font().pixelSize() == 13
    watcher.deleteLater()


@pytest.mark.parametrize("name", NAMES)
def test_icons_are_drawn_inside_their_box_in_their_colour(name: str, qapp: QApplication) -> None:
    image = make_icon(name, "#ff0000", 32).pixmap(QSize(32, 32), 1.0).toImage()
    inked = [(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() > 128]
    assert len(inked) > 20
    assert all(image.pixelColor(x, y).red() > 200 and image.pixelColor(x, y).green() < 60 for x, y in inked)
    assert all(0 < x < 31 and 0 < y < 31 for x, y in inked)


def test_another_theme_polishes_no_widget_more_than_twice(qtbot: QtBot) -> None:
    """Qt alone would do it once for each of a widget's ancestors, which takes a second in the whole window."""

    class Counted(QLabel):
        polished = 0

        def event(self, event: QEvent) -> bool:
            self.polished += event.type() == QEvent.Type.StyleChange
            return super().event(event)

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, DARK)
    top = parent = QWidget()
    qtbot.addWidget(top)
    for _ in range(8):
        parent = QWidget(parent)
    label = Counted(parent)
    top.show()
    label.polished = 0
    apply_theme(app, LIGHT)
    assert 1 <= label.polished <= 2  # the former clothes off, the new ones on


class Counted(QLabel):
    """Counts how often it was dressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("text", parent)
        self.top = parent  # kept alive
        self.dressed = 0

    def event(self, event: QEvent) -> bool:
        self.dressed += event.type() == QEvent.Type.StyleChange
        return super().event(event)


@pytest.fixture
def pages(qtbot: QtBot, qapp: QApplication) -> tuple[Dresser, Counted, Counted]:
    """Two labels in the dark theme of which the second has been seen and is hidden."""
    apply_theme(qapp, DARK)
    top = QWidget()
    qtbot.addWidget(top)
    seen, hidden = Counted(top), Counted(top)
    top.show()
    hidden.hide()
    seen.dressed = hidden.dressed = 0
    return Dresser(top), seen, hidden


def ink(label: QLabel) -> str:
    return label.palette().color(label.foregroundRole()).name()


def test_what_is_hidden_is_dressed_afterwards(
    pages: tuple[Dresser, Counted, Counted], qapp: QApplication, qtbot: QtBot
) -> None:
    dresser, seen, hidden = pages
    with dresser.only_what_is_seen():
        apply_theme(qapp, LIGHT, 1.5)
    assert (ink(seen), hidden.dressed, dresser.is_done) == (LIGHT.text, 0, False)
    qtbot.waitUntil(lambda: dresser.is_done)
    assert (hidden.dressed, ink(hidden), hidden.font()) == (1, LIGHT.text, seen.font())


def test_what_is_shown_before_its_turn_is_dressed_at_once(
    pages: tuple[Dresser, Counted, Counted], qapp: QApplication
) -> None:
    dresser, _, hidden = pages
    with dresser.only_what_is_seen():
        apply_theme(qapp, LIGHT)
        hidden.show()
    assert ink(hidden) == LIGHT.text


def test_a_change_comes_soon_and_each_in_its_turn(
    pages: tuple[Dresser, Counted, Counted], qapp: QApplication, qtbot: QtBot
) -> None:
    dresser, seen, hidden = pages

    def change(theme: Theme) -> None:
        with dresser.only_what_is_seen():
            apply_theme(qapp, theme)

    dresser.change_soon(lambda: change(DARK))
    dresser.change_soon(lambda: change(LIGHT))
    assert ink(seen) == DARK.text
    hidden.deleteLater()
    qtbot.waitUntil(lambda: dresser.is_done)
    assert ink(seen) == LIGHT.text


class Painted(QPushButton):
    """Keeps the background that the theme gives it, and the letters' size, of each time it was painted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("text", parent)
        self.looks: list[tuple[str, int]] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.looks.append((self.palette().color(QPalette.ColorRole.ButtonText).name(), self.font().pixelSize()))


def test_many_that_are_seen_change_in_pieces_and_in_one_picture(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The event loop turns many times meanwhile; nobody sees the one half in the old clothes, the other in the new."""
    monkeypatch.setattr(dresser_module, "PIECE_SECONDS", 0.0)
    monkeypatch.setattr(dresser_module, "SEEN_SECONDS", 0.0)
    apply_theme(qapp, DARK)
    top = QWidget()
    qtbot.addWidget(top)
    column = QVBoxLayout(top)
    buttons = [Painted(top) for _ in range(12)]
    for button in buttons:
        column.addWidget(button)
    with qtbot.waitExposed(top):
        top.show()
    before = buttons[0].looks[-1]
    for button in buttons:
        button.looks.clear()
    dresser, turns, undressed = Dresser(top), 0, []

    def change() -> None:
        undressed.append([button.testAttribute(Qt.WidgetAttribute.WA_WState_Polished) for button in buttons])
        with dresser.only_what_is_seen():
            apply_theme(qapp, LIGHT, 1.5)

    dresser.change_soon(change)
    while not dresser.is_done:
        turns += 1
        for button in buttons:
            button.update()
        qapp.processEvents()
        painted = [button.looks[-1] for button in buttons if button.looks]
        assert len(set(painted)) <= 1, "a picture of old and new"
    qtbot.waitUntil(lambda: all(button.looks and button.looks[-1] != before for button in buttons))
    assert turns > len(buttons) and undressed == [[False] * len(buttons)]
    after, picture = buttons[0].looks[-1], top.grab().toImage()
    assert after == (LIGHT.text, round(1.5 * before[1]))
    apply_theme(qapp, DARK)
    apply_theme(qapp, LIGHT, 1.5)  # all at once
    qapp.processEvents()
    assert top.grab().toImage() == picture


def test_what_was_to_be_painted_when_the_picture_was_kept_is_painted_afterwards(
    qtbot: QtBot, qapp: QApplication
) -> None:
    """Qt hears of it while nothing is painted, and forgets it."""
    apply_theme(qapp, DARK)
    top = QWidget()
    qtbot.addWidget(top)
    column = QVBoxLayout(top)
    button = Painted(top)
    column.addWidget(button)
    with qtbot.waitExposed(top):
        top.show()
    dresser = Dresser(top)
    asking = QTimer(top, interval=0)
    asking.timeout.connect(button.update)
    asking.start()

    def change() -> None:
        asking.stop()
        button.looks.clear()
        with dresser.only_what_is_seen():
            apply_theme(qapp, LIGHT)

    dresser.change_soon(change)
    qtbot.waitUntil(lambda: dresser.is_done)
    qtbot.waitUntil(lambda: bool(button.looks) and button.looks[-1][0] == LIGHT.text)
