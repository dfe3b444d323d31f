"""The pages of two views come to rest at every size, text size and language, whatever was on them before."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from explorer.kl.beta_dial import BetaDial
from explorer.style.theme import DARK, apply_theme
from explorer.widgets.lab_page import LabPage
from explorer.widgets.sample_data import digits
from explorer.workspaces.compare.kl_lab import KlLab
from explorer.workspaces.compare.noise_page import NoisePage
from tests.explorer.program import speaking

LABELS = ["β 0", "β 0.2", "β 1", "β 8"]
DEEPEST, MOST = 4, 40  # passes within each other, and in all until it rests
ACTS = 250


@pytest.fixture(params=["en", "zh_CN"])
def app(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[QApplication]:
    with speaking(qapp, request.param):
        yield qapp
    apply_theme(qapp, DARK)


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How deep each pass of a page's layout lies in others; what lies too deep is not done, or it would never end."""
    found: list[int] = []
    depth = 0
    original = LabPage.eventFilter

    def counted(page: LabPage, watched: QObject, event: QEvent) -> bool:
        nonlocal depth
        if depth > DEEPEST:
            return False
        depth += 1
        found.append(depth)
        try:
            return original(page, watched, event)
        finally:
            depth -= 1

    monkeypatch.setattr(LabPage, "eventFilter", counted)
    return found


def show_noise(page: LabPage, count: int) -> None:
    assert isinstance(page, NoisePage)
    page.lab.show_decodes([digits(9, seed=4)] * count, LABELS[:count])
    page.lab.show_sigma_source(["no σ of its own; here a tenth of the codes' spread: 0.23, 0.24"] * count)
    page.curve.show_present(LABELS[:count], [-2.0] * count)


def show_kl(page: LabPage, count: int) -> None:
    assert isinstance(page, KlLab)
    page.dial.show_betas(LABELS[:count], [0.0, 0.2, 1.0, 8.0][:count])
    page.dial.show_scores(["holes 37 %"] * count)
    page.bars.show_bars(LABELS[:count], [[3.7, 3.2]] * count, [[0.06, 0.09]] * count)


@pytest.mark.parametrize(("made", "show"), [(NoisePage, show_noise), (KlLab, show_kl)], ids=["noise", "beta"])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_page_comes_to_rest(
    app: QApplication,
    qtbot: QtBot,
    passes: list[int],
    made: Callable[[], LabPage],
    show: Callable[[LabPage, int], None],
    seed: int,
) -> None:
    chance = random.Random(seed)
    window = QWidget()
    qtbot.addWidget(window)
    page = made()
    page.setParent(window)
    window.resize(1000, 700)
    window.show()
    qtbot.waitExposed(window)
    settle()
    done: list[object] = []
    for _ in range(ACTS):
        passes.clear()
        act = chance.random()
        if act < 0.1:
            done.append(chance.choice([0.9, 1.0, 1.25, 1.5]))
            apply_theme(app, DARK, done[-1])  # type: ignore[arg-type]
        elif act < 0.3:
            done.append(chance.randint(0, 4))
            show(page, done[-1])  # type: ignore[arg-type]
        else:
            done.append((chance.randint(300, 760), chance.randint(90, 330)))
            page.resize(*done[-1])  # type: ignore[misc]
        for _ in range(chance.randint(0, 2)):  # not always at rest when the next comes
            QApplication.processEvents()
        assert max(passes, default=0) <= DEEPEST, done[-8:]
    passes.clear()
    settle()
    assert len(passes) <= MOST
    passes.clear()
    settle()
    assert not passes  # it rests


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize(("made", "show"), [(NoisePage, show_noise), (KlLab, show_kl)], ids=["noise", "beta"])
def test_what_a_view_asks_for_does_not_depend_on_the_size_it_has(
    app: QApplication, qtbot: QtBot, made: Callable[[], LabPage], show: Callable[[LabPage, int], None], scale: float
) -> None:
    apply_theme(app, DARK, scale)
    page = made()
    qtbot.addWidget(page)
    show(page, 4)
    page.show()
    for view in page._views:
        asked = set()
        for height in (900, 90, 140, 200, 330, 90):
            page.resize(620, height)
            settle()
            least, liked = view.minimumSizeHint(), view.sizeHint()
            asked.add((least.width(), least.height(), liked.height()))
        assert len(asked) == 1, view.objectName()


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("width", range(200, 460, 20))
def test_the_rows_of_the_dial_are_as_narrow_as_they_say(
    app: QApplication, qtbot: QtBot, scale: float, width: int
) -> None:
    apply_theme(app, DARK, scale)
    window, dial = QWidget(), BetaDial()
    qtbot.addWidget(window)
    dial.setParent(window)
    dial.show_betas(LABELS, [0.0, 0.2, 1.0, 8.0])
    dial.show_scores(["holes 37 % · empty 12 %"] * 4)
    window.show()
    for height in (120, 180, 400, 130):
        dial.resize(max(width, dial.minimumSizeHint().width()), height)
        settle()
        body = dial.widget()
        assert body is not None and body.width() <= dial.viewport().width(), height


def settle() -> None:
    for _ in range(6):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]
