"""Help: pages in both languages and themes, links, licences and About, opened as a user opens them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QObject, QPoint, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.help.about_dialog import AboutDialog
from explorer.help.help_desk import LANGUAGE, HelpDesk, find_page
from explorer.help.help_window import HelpWindow
from explorer.style.theme import DARK, LIGHT, ThemeWatcher
from tests.explorer.program import LEFT, Program, speaking
from trainers import __version__, places

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard|propagateSizeHints)")
FOLDER = places.resources_dir() / "workshop"
PAGES = sorted(path.name for path in FOLDER.glob("*.md"))


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = Program(qtbot, tmp_path)
    made.show()
    yield made
    assert made.close(), "a thread of the worker did not end"


@pytest.fixture
def window(qtbot: QtBot) -> HelpWindow:
    made = HelpWindow(DARK, 1.0)
    qtbot.addWidget(made)
    return made


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    before = qapp.property(LANGUAGE), QLocale()
    qapp.setProperty(LANGUAGE, "")
    yield
    qapp.setProperty(LANGUAGE, before[0])
    QLocale.setDefault(before[1])


def choose(program: Program, name: str) -> None:
    """By the keyboard, in the menu's submenu."""
    menu = program.find(QMenu, "menu_help")
    with program.qtbot.waitExposed(menu):
        menu.popup(QPoint(0, 0))
    entry = next(action for action in menu.actions() if action.objectName() == f"action_{name}")
    menu.setActiveAction(entry)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def link_spot(window: HelpWindow, text: str) -> QPoint:
    """Where the mouse has to click, scrolled into view."""
    found = window.page.document().find(text)
    assert not found.isNull() and found.charFormat().isAnchor(), text
    found.setPosition(found.selectionStart() + 2)
    window.page.setTextCursor(found)
    window.page.ensureCursorVisible()
    return window.page.cursorRect(found).center()


# --------------------------------------------------------------------------- from the menu


def test_f1_opens_the_page_for_participants_and_esc_closes_it(program: Program) -> None:
    program.key(Qt.Key.Key_F1)
    window = program.find(HelpWindow, "help_window")
    program.wait(window.isVisible)
    assert window.windowTitle() == "Start here" and not window.isModal()
    assert "Eight things to try" in window.page.toPlainText()
    QTest.keyClick(window.page, Qt.Key.Key_Escape)
    program.wait(lambda: not window.isVisible())
    assert program.window.isVisible()


def test_there_is_one_window_at_most_and_it_remembers_nothing(program: Program) -> None:
    choose(program, "help_leader")
    window = program.find(HelpWindow, "help_window")
    program.wait(window.isVisible)
    assert "Sixty minutes" in window.page.toPlainText()
    bar = window.page.verticalScrollBar()
    QTest.keyClick(window.page, Qt.Key.Key_PageDown)
    program.wait(lambda: bar.value() > 0)
    choose(program, "help_start")
    assert len(program.window.findChildren(HelpWindow)) == 1
    assert "Sixty minutes" not in window.page.toPlainText() and bar.value() == 0
    assert not window.page.isBackwardAvailable()


def test_about_says_version_licences_and_data(program: Program) -> None:
    choose(program, "about")
    about = program.find(AboutDialog, "about")
    program.wait(about.isVisible)
    text = "\n".join(label.text() for label in about.findChildren(QLabel))
    assert f"Version {__version__}" in text and "MIT licence" in text and "LGPL" in text
    assert "MNIST" in text and "CC BY-SA 3.0" in text and "torch" in text
    program.click(program.find_in(about, QPushButton, "about_copy"))
    assert QGuiApplication.clipboard().text().startswith(f"Latent Explorer {__version__}\n")
    program.click(program.find_in(about, QPushButton, "about_licences"))
    program.wait(lambda: program.window.findChild(HelpWindow, "help_window"))
    window = program.find(HelpWindow, "help_window")
    program.wait(window.isVisible)
    assert window.windowTitle() == "Third-party licences" and "PySide6_Essentials" in window.text.toPlainText()
    QTest.keyClick(about, Qt.Key.Key_Escape)
    program.wait(lambda: not about.isVisible())
    choose(program, "about")
    program.wait(about.isVisible)
    assert about.focusWidget() is about.findChild(QPushButton, "about_close")
    assert len(program.window.findChildren(AboutDialog)) == 1
    program.click(program.find_in(about, QPushButton, "about_close"))
    assert not about.isVisible()


def test_about_a_built_program(qtbot: QtBot) -> None:
    from explorer.app import program_icon
    from explorer.help.program_facts import ProgramFacts

    facts = ProgramFacts("1.2", "abc123", "2026-01-31", "linux-x86_64", (("Python", "3.11"), ("torch", "2.10")))
    about = AboutDialog(facts, program_icon())
    qtbot.addWidget(about)
    about.show()
    label = about.findChild(QLabel, "about_version")
    assert label is not None and label.text() == "Version 1.2, built from commit abc123 of 2026-01-31 for linux-x86_64"
    assert [size.width() for size in program_icon().availableSizes()] == [16, 24, 32, 48, 64, 128, 256, 512]
    picture = next(label for label in about.findChildren(QLabel) if not label.pixmap().isNull())
    assert picture.pixmap().width() == 72


def test_what_cannot_be_shown_is_a_line_in_the_window(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse() -> str:
        raise OSError("the disk is gone")

    monkeypatch.setattr("explorer.help.help_desk._read_licences", refuse)
    steps: list[object] = []  # how far it came, should it ever fail
    program.window.actions_.licences.triggered.connect(lambda: steps.append("chosen"))
    program.window.help._reading.done.connect(steps.append)
    choose(program, "licences")

    def is_said() -> None:
        assert "the disk is gone" in program.note, (steps, program.window.note.whole_text, program.window.isVisible())

    program.qtbot.waitUntil(is_said, timeout=15_000)
    (tmp_path / "bundle" / "resources").mkdir(parents=True)
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path / "bundle"), raising=False)
    choose(program, "help_start")
    assert "participants.md" in program.note
    assert not any(window.isVisible() for window in program.window.findChildren(HelpWindow))


def test_the_windows_follow_the_theme_and_the_size_of_the_text(program: Program) -> None:
    program.key(Qt.Key.Key_F1)
    page = program.find(HelpWindow, "help_window").page
    size = page.document().defaultFont().pixelSize()
    assert DARK.panel in page.styleSheet()
    program.themes.set_mode("light")
    program.themes.set_font_scale(1.5)
    assert LIGHT.panel in page.styleSheet()
    assert page.document().defaultFont().pixelSize() == pytest.approx(1.5 * size, abs=1)
    colour = QTextCursor(page.document()).charFormat().foreground().color().name()
    assert colour == LIGHT.text
    assert LIGHT.panel in program.find(HelpWindow, "help_window").text.styleSheet()


def test_the_licences_lay_out_only_what_is_seen_and_are_not_kept(program: Program) -> None:
    """Megabytes of letters, of which a page is read."""
    choose(program, "licences")
    program.wait(lambda: program.window.findChild(HelpWindow, "help_window"))
    window = program.find(HelpWindow, "help_window")
    program.wait(lambda: window.text.isVisible() and window.focusWidget() is window.text)
    document, bar = window.text.document(), window.text.verticalScrollBar()
    assert document.blockCount() > 1000 and not window.page.isVisible()
    QTest.keyClick(window.text, Qt.Key.Key_PageDown)
    program.wait(lambda: bar.value() > 0)
    program.qtbot.waitUntil(lambda: document.findBlockByNumber(bar.value()).layout().lineCount() > 0)
    assert not document.findBlockByNumber(document.blockCount() * 3 // 4).layout().lineCount()
    choose(program, "help_start")
    program.wait(window.page.isVisible)
    assert not window.text.isVisible() and not window.text.toPlainText()
    choose(program, "licences")
    program.wait(window.text.isVisible)
    assert bar.value() == 0 and window.text.toPlainText()
    QTest.keyClick(window.text, Qt.Key.Key_Escape)
    program.wait(lambda: not window.isVisible())
    assert not window.text.toPlainText()


# --------------------------------------------------------------------------- pages


def test_the_language_of_the_window_decides_and_english_stands_in(tmp_path: Path, qapp: QApplication) -> None:
    assert find_page("leader", "").name == "leader.md"
    assert find_page("leader", "zh_CN").name == "leader.zh_CN.md"
    assert find_page("leader", "de_DE").name == "leader.md"


def test_a_chinese_window_has_chinese_pages(qtbot: QtBot, qapp: QApplication) -> None:
    qapp.setProperty(LANGUAGE, "zh_CN")
    owner = QWidget()
    qtbot.addWidget(owner)
    themes = ThemeWatcher(qapp, "dark")
    desk = HelpDesk(owner, themes, pytest.fail)
    desk.show_leader()
    (window,) = owner.findChildren(HelpWindow)
    assert "工作坊主持人指南" in window.page.toPlainText()
    themes.deleteLater()


@pytest.mark.parametrize("first", ["participants.md", "participants.zh_CN.md"])
def test_links_lead_from_page_to_page_in_the_same_language(qtbot: QtBot, window: HelpWindow, first: str) -> None:
    window.show_page("page", FOLDER / first)
    qtbot.waitExposed(window)
    there = window.page.toPlainText()
    text = "Guide for the workshop leader" if first == "participants.md" else "工作坊主持人指南"
    spot = link_spot(window, text)
    QTest.mouseMove(window.page.viewport(), spot)
    QTest.mouseClick(window.page.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, spot)
    qtbot.waitUntil(lambda: window.page.toPlainText() != there)
    assert window.page.source().fileName() == first.replace("participants", "leader")
    heading = QTextCursor(window.page.document()).block()
    assert heading.blockFormat().headingLevel() == 1 and window.page.verticalScrollBar().value() == 0
    QTest.keyClick(window.page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.page.toPlainText() == there)


def test_links_to_the_internet_open_in_the_browser(qtbot: QtBot, window: HelpWindow, tmp_path: Path) -> None:
    class Browser(QObject):
        opened = Signal(QUrl)

        @Slot(QUrl)
        def open(self, url: QUrl) -> None:
            self.opened.emit(url)

    browser, seen = Browser(), []
    browser.opened.connect(lambda url: seen.append(url.toString()))
    QDesktopServices.setUrlHandler("https", browser, "open")
    try:
        (tmp_path / "page.md").write_text("# Page\n\nSee [the paper](https://example.org/paper).\n", encoding="utf-8")
        window.show_page("page", tmp_path / "page.md")
        before = window.page.toPlainText()
        spot = link_spot(window, "the paper")
        QTest.mouseMove(window.page.viewport(), spot)
        QTest.mouseClick(window.page.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, spot)
        qtbot.waitUntil(lambda: seen == ["https://example.org/paper"])
        assert window.page.toPlainText() == before
    finally:
        QDesktopServices.unsetUrlHandler("https")


def test_headings_are_larger_and_code_is_set_in_a_fixed_font(window: HelpWindow, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(
        "# One\n\nplain `code`\n\n## Two\n\n| head | h |\n|---|---|\n| cell | b |\n", "utf-8"
    )
    window.show_page("page", tmp_path / "page.md")

    def letters(text: str) -> tuple[int, bool]:
        font = window.page.document().find(text).charFormat().font()
        return font.pixelSize(), font.fixedPitch()

    assert letters("One") == (24, False) and letters("Two") == (17, False)
    assert letters("plain") == (14, False) and letters("cell") == (14, False)
    assert letters("code") == (13, True)


def test_a_wide_window_keeps_lines_short(window: HelpWindow) -> None:
    window.show_page("page", FOLDER / "leader.md")
    window.resize(1600, 700)
    frame = window.page.document().rootFrame().frameFormat()
    assert frame.leftMargin() == frame.rightMargin() > 400


def test_there_is_an_english_page_for_each_chinese_one_and_back() -> None:
    english = {name for name in PAGES if name.count(".") == 1}
    assert english == {"leader.md", "participants.md"}
    assert set(PAGES) - english == {name.replace(".md", ".zh_CN.md") for name in english}


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_one_page_and_nothing_of_markdown_shows(window: HelpWindow, name: str) -> None:
    source = (FOLDER / name).read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 62
    window.show_page("page", FOLDER / name)
    text = window.page.toPlainText()
    assert re.findall(r"\*\*|\|--|`|\]\(", text) == []
    links = re.findall(r"\]\(([^)]+)\)", source)
    assert links and [link for link in links if not (FOLDER / link).is_file()] == []


@pytest.mark.parametrize("name", PAGES)
def test_pages_speak_of_presets_and_options_that_there_are(name: str, qapp: QApplication) -> None:
    from explorer.options import Options
    from explorer.texts.data_texts import preset_text
    from trainers.presets import list_presets

    with speaking(qapp, "zh_CN" if "zh" in name else "en"):
        titles = {preset_text(preset.title) for preset in list_presets()}
    text = (FOLDER / name).read_text(encoding="utf-8")
    quoted = re.findall(r"“([^”]+)”" if "zh" in name else r"(?<!\*)\*([^*\n]+)\*(?!\*)", text)
    looks_like_one = r"(数字|圆环|β)：|(Digits|Ring|Beta dial): "
    mentioned = {each for each in quoted if re.match(looks_like_one, each)}
    assert len(mentioned) >= 3 and mentioned <= titles
    fields = ({"classroom": "class"}.get(field, field) for field in Options.__dataclass_fields__)
    known = {f"--{field.replace('_', '-')}" for field in fields}
    others = {"--quiet", "--target", "--ignore-missing", "--out", "--csv"}  # of installer, sha256sum, lessons collect
    assert set(re.findall(r"--[a-z][a-z-]+", text)) <= known | others


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_leaders_page_tells_of_every_lesson_by_its_title(language: str) -> None:
    from trainers.lessons.reading import find_lessons, lesson_folders

    lessons = [each for each in find_lessons(lesson_folders())[0] if each.lesson.tell_tale is None]
    text = find_page("leader", language).read_text(encoding="utf-8")
    rows = [line.split("|")[2].strip() for line in text.splitlines() if re.match(r"\| \d+–\d+ \|", line)]
    assert len(lessons) >= 3
    titles = [each.texts[language].title for each in lessons if language in each.texts]
    assert len(titles) >= 3 and set(titles) <= set(rows)


def test_chinese_words_are_stressed_without_italics(window: HelpWindow, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("看*同一*图像 and *this* one", encoding="utf-8")
    window.page.show_page(page)
    for theme in (DARK, LIGHT):
        window.page.set_theme(theme, 1.0)
        shapes = {}
        for word in ("同一", "this", "and"):
            letters = window.page.document().find(word).charFormat()
            shapes[word] = letters.fontItalic(), letters.fontWeight() > 500
        assert shapes == {"同一": (False, True), "this": (True, False), "and": (False, False)}
