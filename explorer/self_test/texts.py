"""Whether the window can speak: its translations, Qt's own, and fonts with letters for them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QFont, QFontDatabase, QImage, QPainter

from explorer.app import make_application
from explorer.style.theme import interface_font
from explorer.window.actions import LANGUAGES
from trainers import places
from trainers.self_test.report import Found, SelfTestError
from trainers.sentences.templates import read_templates

OWN_SENTENCE = ("Actions", "Play or pause")
QT_SENTENCE = ("QPlatformTheme", "Cancel")
SIZE = 64  # px of a painted letter


def check_translations() -> str:
    """Raises SelfTestError that names each language's file that is missing or empty, the product's and Qt's."""
    make_application()
    said = []
    for language, title in LANGUAGES:
        locale = QLocale(language)
        if locale.language() == QLocale.Language.English:
            continue
        own = _translate(locale, "latent-explorer", places.resources_dir() / "translations", *OWN_SENTENCE)
        qt_folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        qt = _translate(locale, "qtbase", qt_folder, *QT_SENTENCE)
        try:
            count = len(read_templates())
        except (OSError, ValueError) as error:
            raise SelfTestError(
                f"sentences.json: cannot be read ({error}), so what is said of data stays English"
            ) from None
        said.append(f"{title}: {OWN_SENTENCE[1]} is {own}, {QT_SENTENCE[1]} is {qt}, {count} sentences are known")
    return "; ".join(said)


def check_fonts() -> Found:
    """Letters must look different from each other, which the empty boxes of a missing font do not."""
    make_application()
    if not QFontDatabase.families():
        raise SelfTestError("no font is installed: the window would show boxes instead of letters")
    font = interface_font()
    if not draws(font, "agW"):
        raise SelfTestError(f"the font {QFont(font).family()} draws no Latin letters")
    detail = f"{len(QFontDatabase.families())} families; the window's is {', '.join(font.families()[:1])}"
    if draws(font, "潜空间"):
        return Found(f"{detail}; Chinese can be drawn")
    return Found(detail, "No font with Chinese characters is installed, which matters for Chinese texts only")


def draws(font: QFont, letters: str) -> bool:
    """Whether no two of the letters look alike and none is empty."""
    painted = [_paint(font, letter) for letter in letters]
    return len(set(painted)) == len(letters) and _paint(font, " ") not in painted


def _paint(font: QFont, letter: str) -> bytes:
    image = QImage(SIZE, SIZE, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    large = QFont(font)
    large.setPixelSize(SIZE * 3 // 4)
    painter = QPainter(image)
    painter.setFont(large)
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, letter)
    painter.end()
    return bytes(image.constBits())


def _translate(locale: QLocale, name: str, folder: Path, context: str, sentence: str) -> str:
    translator = QTranslator()
    if not translator.load(locale, name, "_", str(folder)):
        raise SelfTestError(f"{name}_{locale.name()}.qm is missing from {folder}, or is no translation")
    if translator.isEmpty():
        raise SelfTestError(f"{translator.filePath()} is empty")
    found = translator.translate(context, sentence)
    if not found or found == sentence:
        raise SelfTestError(f"{translator.filePath()} does not translate {sentence!r}")
    return str(found)
