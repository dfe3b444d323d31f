"""One check of the self-test: a mark, what was tried, what was found, and how long it took."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.style.icons import BOX, make_icon
from explorer.style.style_sheet import make_label
from explorer.style.theme import Theme
from explorer.texts.data_texts import knob_text
from explorer.texts.sentences import sentence_text
from explorer.widgets.elided_label import ElidedLabel
from trainers.catalog import families
from trainers.self_test.report import Check

MOST_LINES = 6  # of a detail; a traceback's last ones say most


def check_title(name: str) -> str:
    """What a check tries, in the language of the window; the name itself for one that is not known here."""
    translate = QCoreApplication.translate
    kind, _, rest = name.partition(" ")
    if kind == "family" and rest in families():
        return translate("CheckRow", "Training: {0}").format(knob_text(families()[rest].title))
    return {
        "files": translate("CheckRow", "The program's files"),
        "build": translate("CheckRow", "The build"),
        "libraries": translate("CheckRow", "Libraries"),
        "folders": translate("CheckRow", "Folders that are written to"),
        "log": translate("CheckRow", "The log file"),
        "presets": translate("CheckRow", "Presets"),
        "lessons": translate("CheckRow", "Lessons"),
        "runs": translate("CheckRow", "Bundled runs"),
        "judges": translate("CheckRow", "Judges"),
        "safetensors": translate("CheckRow", "Storing weights"),
        "devices": translate("CheckRow", "Devices compute correctly"),
        "maps": translate("CheckRow", "Maps without a model"),
        "killed": translate("CheckRow", "Going on after a crash"),
        "screen": translate("CheckRow", "The screen"),
        "translations": translate("CheckRow", "Translations"),
        "fonts": translate("CheckRow", "Fonts"),
        "window": translate("CheckRow", "The window"),
        "threads": translate("CheckRow", "Threads end"),
        "network": translate("CheckRow", "Nothing uses the network"),
        "untouched": translate("CheckRow", "Nothing is written into the program"),
    }.get(name, name)


class CheckRow(QWidget):
    """What is well takes one line below its title; what is not says all of it, and can be selected."""

    def __init__(self, check: Check, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = check
        self.setObjectName(f"check-{check.name.replace(' ', '-')}")
        title = check_title(check.name)
        verdict = self.tr("works") if check.ok else self.tr("failed")
        if check.ok and check.warning:
            verdict = self.tr("works, with a remark")
        self.setAccessibleName(f"{title}: {verdict}")
        self._mark = make_label()
        self._mark.setFixedSize(BOX + 4, BOX + 4)
        self._mark.setAccessibleName(verdict)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(make_label(title, "strong"), 1)
        head.addWidget(make_label(self.tr("{0} s").format(f"{check.seconds:.1f}"), "small"))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addLayout(head)
        for label in self._make_details():
            words.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 7, 0, 7)
        row.setSpacing(10)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        name, colour = ("check", theme.live) if self.check.ok else ("close", theme.error)
        if self.check.ok and self.check.warning:
            name, colour = "alert", theme.warning
        self._mark.setPixmap(make_icon(name, colour).pixmap(BOX, BOX))

    def _make_details(self) -> list[QLabel]:
        check = self.check
        detail = "\n".join(check.detail.strip().splitlines()[-MOST_LINES:])
        if check.ok:
            labels: list[QLabel] = [ElidedLabel(sentence_text(detail.replace("\n", " ")), "small")]
        else:
            labels = [_whole_label(sentence_text(detail), "error")]
        if check.warning:
            labels.append(_whole_label(sentence_text(check.warning), "warning"))
        return labels


def _whole_label(text: str, role: str) -> QLabel:
    label = make_label(text, role, wrap=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
