"""The two sets of fonts that the suite is run with, so that no result depends on what a machine happens to have.

fonts.py missing        names the Debian packages that are not installed
fonts.py lay-out DIR    writes DIR/<set>/ with links to the fonts, and DIR/<set>.conf for FONTCONFIG_FILE
"""

from __future__ import annotations

import sys
from pathlib import Path

# By the name of the set: the package, where it puts its fonts, which of them, and the family to use.
SETS = {
    "dejavu": ("fonts-dejavu-core", "/usr/share/fonts/truetype/dejavu", "DejaVuSans*.ttf", "DejaVu Sans"),
    "noto-cjk": ("fonts-noto-cjk", "/usr/share/fonts/opentype/noto", "NotoSansCJK-*.ttc", "Noto Sans CJK SC"),
}
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>{fonts}</dir>
<cachedir>{cache}</cachedir>
<match target="pattern"><edit name="family" mode="append_last"><string>{family}</string></edit></match>
</fontconfig>
"""


def missing() -> list[str]:
    """The packages whose fonts are not there."""
    return [package for package, folder, pattern, _ in SETS.values() if not any(Path(folder).glob(pattern))]


def lay_out(root: Path) -> None:
    """Raises FileNotFoundError, naming the packages, where fonts are not there."""
    if lacking := missing():
        raise FileNotFoundError(
            f"the suite is run with fonts that are missing. Do: apt-get install {' '.join(lacking)}"
        )
    for name, (_, folder, pattern, family) in SETS.items():
        own = root.resolve() / name
        own.mkdir(parents=True)
        for font in Path(folder).glob(pattern):
            (own / font.name).symlink_to(font)
        text = CONFIGURATION.format(fonts=own, cache=f"{own}-cache", family=family)
        (root / f"{name}.conf").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1] == "missing":
        print(" ".join(missing()))
    else:
        try:
            lay_out(Path(sys.argv[2]))
        except FileNotFoundError as error:
            sys.exit(f"fonts.py: {error}")
