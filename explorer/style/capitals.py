"""Small headings in capitals, whose Greek letters stay as they are: a capital β would be read as a B. Chinese has no
capitals, and in a Chinese heading names such as ReLU stay what they are."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

_GREEK = range(0x370, 0x400)
_HAN = range(0x3400, 0xA000)


def capitals(text: str) -> str:
    """*text* in capitals, except for letters whose capital is a Greek one (of the micro sign, too). Text with
    Chinese in it is given as it is."""
    if any(ord(letter) in _HAN for letter in text):
        return text
    return "".join(letter if ord(letter.upper()[0]) in _GREEK else letter.upper() for letter in text)


class CapitalsLabel(QLabel):
    """Shows its text in capitals; who asks for the text gets it as it was given."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = ""
        self.setText(text)

    def text(self) -> str:
        return self._given

    def setText(self, text: str) -> None:
        self._given = text
        self.setAccessibleName(text)
        super().setText(capitals(text))
