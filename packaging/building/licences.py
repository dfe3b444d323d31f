"""THIRD-PARTY-LICENCES.txt: everything inside that is not ours, with the full texts of its licences."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from building.contents import Component

TEXTS = Path(__file__).resolve().parents[1] / "licences"
RULE = "=" * 100

MIT = """\
Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."""

QT_NOTE = """\
Qt, PySide6 and shiboken6 are used under the GNU Lesser General Public License, version 3. Their code is not changed
(symbols that are of use to debuggers only are taken out). Their libraries are files of their own in the folder
_internal/PySide6 of the program: whoever wants to use another build of the same version of Qt or PySide6 replaces
those files and starts the program again; nothing has to be linked anew, and nothing checks the files at start-up (the
self-test will name them as changed). Their sources are at https://download.qt.io/official_releases/ (Qt in qt/,
PySide6 and shiboken6 in QtForPython/), under the version named above. The GNU General Public License, on which the
LGPL builds, stands below it."""
QT_PACKAGES = ("PySide6_Essentials", "shiboken6")

BOOTLOADER_NOTE = """\
The executable that starts the program is PyInstaller's bootloader. Its licence has an exception that allows it to
start programs under any licence."""
MNIST_NOTE = """\
The MNIST database of handwritten digits, by Yann LeCun, Corinna Cortes and Christopher J. C. Burges, is available
under the Creative Commons Attribution-ShareAlike 3.0 licence (https://creativecommons.org/licenses/by-sa/3.0/). The
images and labels in resources/data/mnist are unchanged. The database is derived from NIST's Special Databases 1
and 3. Reference: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-based learning applied to document recognition,
Proceedings of the IEEE, 86(11), 2278-2324, 1998."""
POEMS_NOTE = (
    """\
Quatrains of the Complete Tang Poems: those of the collection chinese-poetry whose text has exactly four lines of five
or of seven characters; notes in brackets and duplicates are left out. The poems are in the public domain. The
collection is under the MIT licence:

Copyright (c) 2016 JackeyGao

"""
    + MIT
)
DIGITS_NOTE = """\
Optical Recognition of Handwritten Digits, by Ethem Alpaydin and Cenk Kaynak, UCI Machine Learning Repository
(https://doi.org/10.24432/C50P49), is available under the Creative Commons Attribution 4.0 International licence
(https://creativecommons.org/licenses/by/4.0/). The file is the one that scikit-learn carries: the test part."""

NAMES_NOTE = (
    """\
The two lists of given names are those of the United States Census Bureau for the census of 1990, which are in the
public domain. They are taken from the package `names`, which is under the MIT licence:

Copyright (c) 2013 Trey Hunner

"""
    + MIT
)

NOTES = {"names": NAMES_NOTE}  # of packages that carry no text of their licence


class LicenceError(RuntimeError):
    """Something is inside whose licence is not known. The text is one sentence."""


def lgpl_texts() -> tuple[Path, ...]:
    """Qt's wheels carry no text of their licence."""
    return TEXTS / "LGPL-3.0.txt", TEXTS / "GPL-3.0.txt"


def standing(python: Path, version: str, bundled_mnist: bool, bundled_poems: bool = False) -> list[Component]:
    """What is inside without being a package: Python itself, in *version*, and data sets.

    *python* is the folder of Python's standard library, where its licence lies. Raises LicenceError when it does not.
    """
    places = (python / "LICENSE.txt", python.parent / "LICENSE.txt", python.parents[1] / "LICENSE.txt")
    places += (Path(f"/usr/share/doc/{python.name}/copyright"),)
    text = next((place for place in places if place.is_file()), None)
    if text is None:
        raise LicenceError(f"Python's licence: expected one of {', '.join(map(str, places))}, found none")
    found = [
        Component("Python", version, "runtime", "PSF-2.0", "https://www.python.org/", f"pkg:generic/python@{version}",
                  (text,)),
        Component("Optical Recognition of Handwritten Digits", "1998", "data", "CC-BY-4.0",
                  "https://archive.ics.uci.edu/dataset/80", note=DIGITS_NOTE),
    ]  # fmt: skip
    if bundled_mnist:
        home = "http://yann.lecun.com/exdb/mnist/"
        found.append(Component("MNIST", "1998", "data", "CC-BY-SA-3.0", home, note=MNIST_NOTE))
    if bundled_poems:
        home = "https://github.com/chinese-poetry/chinese-poetry"
        found.append(Component("Chinese quatrains", "2016", "data", "MIT", home, note=POEMS_NOTE))
    return found


def write(components: Sequence[Component], target: Path) -> None:
    """Write the file. Raises LicenceError that names the components whose licence text was not found."""
    unknown = [component.name for component in components if not (component.texts or component.note)]
    if unknown:
        raise LicenceError(f"no licence text was found for {', '.join(unknown)}; add one to packaging/licences/")
    lines = ["Latent Explorer contains the works below. Its own licence is in the file LICENSE.", ""]
    lines += [f"  {component.name} {component.version}: {component.licence or 'see below'}" for component in components]
    for component in components:
        title = f"{component.name} {component.version}".rstrip()
        lines += ["", RULE, *filter(None, (title, component.licence, component.homepage)), RULE]
        lines += ["", component.note] if component.note else []
        for text in component.texts:
            lines += ["", f"--- {text.name} ---", "", text.read_text(encoding="utf-8", errors="replace").strip()]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
