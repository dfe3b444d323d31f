"""Which controls go with a part of the window that a class can hide is known without a window, by their names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from explorer.settings import Settings
from explorer.state.session import Session
from explorer.style.theme import ThemeWatcher
from explorer.window.window import Window
from explorer.workspaces import WORKSPACES
from tests.explorer.lessons.test_references import NoWorker
from trainers.experiment import read_toml
from trainers.lessons.class_opening import OpenedClass
from trainers.lessons.classroom import Classroom
from trainers.lessons.needs import PART_CONTROLS, part_of
from trainers.lessons.restrictions import Restrictions, WindowPart
from trainers.presets import preset_path

ANYWHERE = ("qt_", "card-", "note")  # names that several places give


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Window, Session]]:
    """One that is never seen, and in which nobody trains."""
    folder = tmp_path_factory.mktemp("window")
    session = Session(folder, folder, "cpu", make_worker=NoWorker, workspaces=WORKSPACES)  # type: ignore[arg-type]
    themes = ThemeWatcher(qapp, "dark")
    made = Window(session, Settings(folder / "settings.ini"), themes)
    yield made, session
    made.close()
    made.deleteLater()
    themes.deleteLater()


@pytest.mark.parametrize("part", PART_CONTROLS)
def test_what_goes_with_a_part_is_known_by_its_name(window: tuple[Window, Session], part: WindowPart) -> None:
    """The controls that are no longer there once the part is hidden are the very ones that such names belong to."""
    made, session = window
    session.begin(read_toml(preset_path("ae-vs-vae-digits")))

    def there() -> set[str]:
        found = {each.objectName() for each in made.findChildren(QWidget) if each.isVisibleTo(made)}
        return {name for name in found if name and not name.startswith(ANYWHERE)}

    before = there()
    session.open_class(OpenedClass(Classroom(title="A", restrict=Restrictions(hide=(part,)))))
    after = there()
    session.leave_class()
    named = {name for name in before if part_of(name) == part}
    assert named and before - after == named
    assert there() == before
