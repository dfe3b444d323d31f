"""The workspace in the assembled window, with the real worker, real models and real events."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from explorer.pixels.images import from_qimage
from explorer.state.reduce import reduce
from explorer.workspaces.maps import looks
from explorer.workspaces.maps.channels import CHOSEN, CLUSTERS, EXAMPLES, JUDGED, PEEKED, TILE
from explorer.workspaces.maps.maps_parts import MapsParts
from explorer.workspaces.maps.source_choice import SourceChoice
from explorer.workspaces.maps.state import (
    ClusterChoice,
    add_tile,
    choose,
    count_of,
    features_model,
    is_asking,
    maps_of,
    put_tile,
    select,
    tiles_of,
)
from explorer.workspaces.maps.tiles.dot_canvas import DotCanvas
from explorer.workspaces.maps.tiles.pointed_pictures import PointedPictures
from tests.explorer.geometry import lasting_faults
from tests.explorer.program import Program, experiment, speaking
from trainers import messages
from trainers.kinds import Tokens
from trainers.maps.methods import METHODS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")
VAE = {"family": "vae", "layers": [12], "label": "VAE"}
WIDE = {"family": "ae", "layers": [12], "latent_dim": 5, "label": "AE"}
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
FEW = 120  # examples, of which every map is there in a moment
SETTLED, SLOW = 2000, 60_000  # ms
LIVE = next(name for name, method in METHODS.items() if method.live and not method.decodes)
FLAT = next(name for name, method in METHODS.items() if method.decodes and not method.live)
GRID = next(name for name, method in METHODS.items() if method.decodes and method.live)


def parts_of(program: Program) -> MapsParts:
    parts = program.window.parts["maps"]
    assert isinstance(parts, MapsParts)
    return parts


def slowly(program: Program, found: object) -> None:
    program.qtbot.waitUntil(found, timeout=SLOW)


def settle(program: Program) -> None:
    slowly(program, lambda: not program.session.unanswered and parts_of(program).is_answered(program.state))


def enter(program: Program, *models: dict[str, object], count: int = FEW, **changes: object) -> MapsParts:
    program.start(experiment(models=list(models or (VAE,)), **changes))
    choose(program.session, count=count)
    program.press("workspace-maps")
    settle(program)
    return parts_of(program)


def canvas_of(program: Program, source: str) -> DotCanvas:
    (number,) = (tile.number for tile in tiles_of(program.state) if tile.source == source)
    return parts_of(program).grid.tiles[number].canvas


def number_of(program: Program, source: str) -> int:
    return next(tile.number for tile in tiles_of(program.state) if tile.source == source)


def made_by(program: Program, source: str) -> messages.MapMade:
    made = program.state.answer(TILE.of(number_of(program, source)))
    assert made is not None
    return made


def spot(canvas: DotCanvas, row: int) -> QPoint:
    x, y = canvas.view.to_pixel(*canvas.places[row].tolist())
    return QPoint(round(x), round(y))


def brush_left_half(canvas: DotCanvas, modifier: Qt.KeyboardModifier = NONE) -> list[int]:
    """Drags over the left half; the rows that lie there."""
    QTest.mousePress(canvas, LEFT, modifier, QPoint(1, 1))
    for share in (0.5, 1.0):
        QTest.mouseMove(canvas, QPoint(round(canvas.width() / 2 * share), round((canvas.height() - 2) * share)))
    QTest.mouseRelease(canvas, LEFT, modifier, QPoint(canvas.width() // 2, canvas.height() - 2))
    return [
        row
        for row in range(canvas.count)
        if canvas.view.to_pixel(*canvas.places[row].tolist())[0] <= canvas.width() // 2
    ]


def selected(program: Program) -> list[int]:
    return maps_of(program.state).selected.tolist()


# ------------------------------------------------------------------ what is seen first


def test_a_mixture_beside_an_autoencoder_shows_no_second_map_of_the_same_codes(program: Program) -> None:
    program.start(experiment(models=[VAE, {"family": "gaussian-mixture", "of": "codes", "components": 2}]))
    assert [tile.source for tile in tiles_of(program.state)] == [FLAT, LIVE, GRID, "codes of 0"]
    add_tile(program.session, "codes of 1")
    assert [tile.source for tile in tiles_of(program.state)][4:] == ["codes of 1"], "whoever asks for it has it"


def test_something_is_there_of_each_kind_and_says_how_far_it_can_be_trusted(program: Program) -> None:
    parts = enter(program, VAE, WIDE)
    tiles = tiles_of(program.state)
    assert [tile.source for tile in tiles] == [FLAT, LIVE, GRID, "codes of 0", "codes of 1"]
    for tile in parts.grid.shown:
        assert tile.canvas.count == FEW and not tile.canvas.message
        assert "0." in tile.foot.whole_text and f"{FEW} examples" in tile.foot.whole_text
    made = made_by(program, FLAT)
    assert f"{made.trustworthiness:.3f}" in parts.grid.shown[0].foot.whole_text
    assert "PCA of 5 numbers" in parts.grid.shown[4].foot.whole_text
    codes, _ = program.state.shown_codes(0)
    assert codes is not None and np.array_equal(canvas_of(program, "codes of 0").places, codes[:FEW])
    program.window.focus_middle()
    assert canvas_of(program, FLAT).hasFocus()
    parts.grid.show_tiles((), -1)
    program.window.focus_middle()
    assert parts.grid.hasFocus()  # and not the first field of the window
    parts.grid.show_tiles([7], -1)
    assert parts.grid.tiles[7].canvas.hasFocus()


def test_nothing_is_asked_where_it_is_not_seen_and_what_comes_on_its_way_rests(program: Program) -> None:
    program.start(experiment(models=[VAE]))
    assert not any(name.startswith("map ") for name in program.state.answers)
    choose(program.session, count=800)
    program.press("workspace-maps")
    number = number_of(program, LIVE)
    slowly(program, lambda: program.state.answer(TILE.of(number)) is not None)
    program.press("workspace-explore")
    with suppress(program.qtbot.TimeoutError):  # a piece that was at work may still be told
        program.qtbot.waitUntil(lambda: False, timeout=600)
    resting = program.state.answer(TILE.of(number))
    assert resting is not None and resting.goes_on
    with suppress(program.qtbot.TimeoutError):
        program.qtbot.waitUntil(lambda: False, timeout=500)
    assert program.state.answer(TILE.of(number)) is resting
    program.press("workspace-maps")
    slowly(program, lambda: not made_by(program, LIVE).goes_on)
    assert made_by(program, LIVE).request_id == resting.request_id  # it went on where it was


# ------------------------------------------------------------------ one selection


def test_a_brush_selects_the_same_rows_in_all_maps(program: Program) -> None:
    parts = enter(program)
    canvas = canvas_of(program, FLAT)
    rows = brush_left_half(canvas)
    assert 0 < len(rows) < FEW and selected(program) == rows
    assert [tile.canvas.selected_count for tile in parts.grid.shown] == [len(rows)] * len(parts.grid.shown)
    assert program.text("maps_selected") == f"{len(rows)} of {FEW} selected"
    other = canvas_of(program, "codes of 0")
    added = brush_left_half(other, Qt.KeyboardModifier.ShiftModifier)
    assert selected(program) == sorted({*rows, *added})
    brush_left_half(other, Qt.KeyboardModifier.AltModifier)
    assert selected(program) == sorted({*rows} - {*added})
    QTest.keyClick(other, Qt.Key.Key_Escape)
    assert selected(program) == []
    QTest.mouseClick(other, LEFT, NONE, spot(other, 17))
    (row,) = selected(program)
    assert np.hypot(*(other.places[row] - other.places[17])) * other.view.sx < 3  # dots may lie on each other
    program.press("maps_clear")
    assert selected(program) == []


def test_what_is_selected_is_shown_and_counted_by_class(program: Program) -> None:
    parts = enter(program)
    assert program.state.data is not None and program.state.data.labels is not None
    labels = program.state.data.labels[:FEW]
    program.session.keep("maps", replace(maps_of(program.state), selected=np.flatnonzero(labels == 3)))
    view = parts.cards.selected
    count = int((labels == 3).sum())
    assert program.text("map_selected_classes") == f"3: {count}"
    shown = view.pictures._images[0]
    assert shown is not None and len(shown) == count
    program.wait(lambda: parts.cards.selected_card._subtitle.whole_text == f"{count} of {count}")
    block = view.pictures._blocks[0]
    QTest.mouseMove(view.pictures, block.cell_rect(1).center().toPoint())
    pointed = int(np.flatnonzero(labels == 3)[1])
    assert [tile.canvas.hovered for tile in parts.grid.shown] == [pointed] * len(parts.grid.shown)
    program.leave(view.pictures)
    assert parts.grid.shown[0].canvas.hovered == -1
    QTest.mouseClick(view.pictures, LEFT, NONE, block.cell_rect(2).center().toPoint())
    assert selected(program) == [int(np.flatnonzero(labels == 3)[2])]


def test_escape_within_a_drag_brings_back_what_was_selected(program: Program) -> None:
    enter(program)
    canvas = canvas_of(program, FLAT)
    before = brush_left_half(canvas)
    QTest.mousePress(canvas, LEFT, NONE, QPoint(1, 1))
    QTest.mouseMove(canvas, QPoint(canvas.width() - 2, canvas.height() - 2))
    assert selected(program) != before
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert selected(program) == before


# ------------------------------------------------------------------ the pointer


def test_a_dot_lights_up_in_all_maps_with_its_picture_and_what_lies_between(program: Program) -> None:
    parts = enter(program)
    over = program.find(PointedPictures, "pointed_pictures")
    canvas = canvas_of(program, FLAT)
    QTest.mouseMove(canvas, spot(canvas, 5))
    row = canvas.hovered
    assert row >= 0 and [tile.canvas.hovered for tile in parts.grid.shown] == [row] * len(parts.grid.shown)
    assert over.isVisible() and len(over.images) == 2
    example = program.state.answer(messages.Channel("map examples", messages.ExamplesShown))
    assert example is not None and np.array_equal(from_qimage(over.images[0])[:, :, 0], example.images[row, 0])
    decoder = made_by(program, FLAT).decoder
    assert decoder is not None
    x, y = canvas.view.to_plane(spot(canvas, 5).x(), spot(canvas, 5).y())
    expected = np.rint(decoder.decode(np.array([[x, y]], np.float32))[0, 0] * 255)
    assert np.array_equal(from_qimage(over.images[1])[:, :, 0], expected)
    assert over.texts[0].startswith(f"example {row + 1} · class ")
    canvas.gestures.leave()
    assert not over.isVisible() and canvas.hovered == -1


def test_a_map_that_cannot_decode_says_so_and_a_model_decodes(program: Program) -> None:
    enter(program)
    over = program.find(PointedPictures, "pointed_pictures")
    canvas = canvas_of(program, LIVE)
    QTest.mouseMove(canvas, QPoint(2, 2))
    assert over.texts == ["t-SNE knows only these points: nothing can be decoded between them."]
    codes = canvas_of(program, "codes of 0")
    QTest.mouseMove(codes, QPoint(3, 3))
    program.wait(lambda: over.texts == ["decoded at this place"])
    under = program.state.answer(messages.Channel("map under", messages.Decoded))
    assert under is not None and np.allclose(under.z, [codes.view.to_plane(3, 3)], atol=1e-5)
    assert np.array_equal(from_qimage(over.images[0])[:, :, 0], under.images[0, 0])


def test_examples_too_large_to_be_kept_are_asked_for_as_they_are_pointed_at(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "KEPT_BYTES", 1000)
    parts = enter(program)
    assert EXAMPLES.name not in program.state.answers
    over = program.find(PointedPictures, "pointed_pictures")
    canvas = canvas_of(program, LIVE)
    QTest.mouseMove(canvas, spot(canvas, 8))
    row = canvas.hovered
    program.wait(lambda: len(over.images) == 1)
    peeked = program.state.answer(PEEKED)
    assert peeked is not None and peeked.rows == (row,)
    assert np.array_equal(from_qimage(over.images[0])[:, :, 0], peeked.images[0, 0])
    select(program.session, np.array([3, 40, 41]))
    program.wait(lambda: len(parts.cards.selected.pictures._blocks) == 1)
    chosen = program.state.answer(CHOSEN)
    assert chosen is not None and chosen.rows == (3, 40, 41)
    assert np.array_equal(parts.cards.selected.pictures._images[0], chosen.images)


# ------------------------------------------------------------------ tiles


def test_a_tile_shows_another_map_is_added_enlarged_and_closed(program: Program) -> None:
    parts = enter(program)
    first = tiles_of(program.state)[0]
    menu = program.find(SourceChoice, f"map_tile_{first.number}_source").menu()
    other = next(name for name, method in METHODS.items() if not method.live and not method.decodes)
    next(action for action in menu.actions() if action.data() == other).trigger()
    settle(program)
    assert tiles_of(program.state)[0].method == other and canvas_of(program, other).count == FEW
    add = program.find(SourceChoice, "maps_add").menu()
    next(action for action in add.actions() if action.data() == FLAT).trigger()
    settle(program)
    assert tiles_of(program.state)[-1].method == FLAT and len(parts.grid.shown) == 5
    program.press(f"map_tile_{first.number}_enlarge")
    assert [tile.number for tile in parts.grid.shown] == [first.number]
    assert parts.grid.tiles[first.number].width() > 0.95 * parts.grid.width()
    program.press(f"map_tile_{first.number}_enlarge")
    assert len(parts.grid.shown) == 5
    program.press(f"map_tile_{first.number}_close")
    assert first.number not in {tile.number for tile in tiles_of(program.state)}
    program.wait(lambda: len(parts.grid.shown) == 4)
    assert TILE.of(first.number).name not in program.session.unanswered


def test_no_more_than_six_and_no_fewer_than_one(program: Program) -> None:
    parts = enter(program)
    add = program.find(SourceChoice, "maps_add")
    for _ in range(4):
        if add.isEnabled():
            next(action for action in add.menu().actions() if action.data() == FLAT).trigger()
    assert len(tiles_of(program.state)) == 6 and not add.isEnabled()
    while len(tiles_of(program.state)) > 1:
        program.press(f"map_tile_{tiles_of(program.state)[0].number}_close")
    (last,) = parts.grid.shown
    assert program.find_in(last, QToolButton, f"map_tile_{last.number}_close").isHidden()
    put_tile(program.session, last.number, lambda _tile: None)  # as where the model that it showed is gone
    assert program.text("maps_sentence") == "There is no map: add one in the bar above."


def test_a_changed_setting_draws_another_map(program: Program) -> None:
    parts = enter(program)
    before = made_by(program, LIVE)
    number = number_of(program, LIVE)
    program.press(f"map_tile_{number}_settings")
    popup = parts.grid.tiles[number].popup
    assert popup.isVisible()
    field = program.find_in(popup, QLineEdit, f"map_tile_{number}_popup-perplexity")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "7")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert tiles_of(program.state)[1].settings["perplexity"] == 7
    popup.close()
    slowly(program, lambda: made_by(program, LIVE).request_id > before.request_id)
    settle(program)
    assert not np.array_equal(made_by(program, LIVE).places, before.places)


def test_settings_grow_by_what_is_said_of_a_bad_value_and_squeeze_no_field(program: Program) -> None:
    parts = enter(program)
    number = number_of(program, LIVE)
    program.press(f"map_tile_{number}_settings")
    popup = parts.grid.tiles[number].popup
    field = program.find_in(popup, QLineEdit, f"map_tile_{number}_popup-perplexity")
    before, high = popup.height(), field.height()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "900")
    QTest.keyClick(field, Qt.Key.Key_Return)
    program.wait(lambda: popup.height() > before)
    assert field.height() == high and field.text() == "900"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    program.wait(lambda: popup.height() == before)
    assert popup.isVisible() and field.height() == high and field.text() == "30"
    popup.close()


def test_pause_and_go_on_and_anew(program: Program) -> None:
    program.start(experiment(models=[VAE]))
    choose(program.session, count=800)
    program.press("workspace-maps")
    number = number_of(program, LIVE)
    slowly(program, lambda: program.state.answer(TILE.of(number)) is not None and made_by(program, LIVE).done > 0.05)
    program.press(f"map_tile_{number}_pause")
    with suppress(program.qtbot.TimeoutError):
        program.qtbot.waitUntil(lambda: False, timeout=500)
    resting = made_by(program, LIVE)
    assert resting.goes_on and tiles_of(program.state)[1].held
    assert parts_of(program).grid.tiles[number].foot.whole_text.startswith("rests at ")
    with suppress(program.qtbot.TimeoutError):
        program.qtbot.waitUntil(lambda: False, timeout=500)
    assert made_by(program, LIVE) is resting
    program.press(f"map_tile_{number}_pause")
    slowly(program, lambda: not made_by(program, LIVE).goes_on)
    done = made_by(program, LIVE)
    program.press(f"map_tile_{number}_again")
    slowly(program, lambda: made_by(program, LIVE).request_id > done.request_id)
    slowly(program, lambda: not made_by(program, LIVE).goes_on)
    assert np.array_equal(made_by(program, LIVE).places, done.places)  # the same seed


def test_a_grid_is_drawn_through_the_data_and_its_cells_lie_behind_their_dots(program: Program) -> None:
    enter(program)
    flat, grid = canvas_of(program, FLAT), canvas_of(program, GRID)
    shown = [from_qimage(each.grab().toImage()) for each in (flat, grid)]
    choose(program.session, lattice=False)
    assert not np.array_equal(from_qimage(flat.grab().toImage()), shown[0])
    assert np.array_equal(from_qimage(grid.grab().toImage()), shown[1])
    choose(program.session, lattice=True, cells=False)
    assert np.array_equal(from_qimage(flat.grab().toImage()), shown[0])
    assert not np.array_equal(from_qimage(grid.grab().toImage()), shown[1])


def test_a_map_is_saved_as_a_picture_and_as_places(program: Program, tmp_path: Path) -> None:
    parts = enter(program)
    number = number_of(program, FLAT)
    for suffix in (".png", ".csv"):
        program.press(f"map_tile_{number}_settings")
        program.dialogs.path = tmp_path / "map"
        program.click(program.find_in(parts.grid.tiles[number].popup, QPushButton, f"map_tile_{number}_popup-{suffix}"))
    lines = (tmp_path / "map.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == FEW + 1 and lines[0] == "example,x,y,label,class"
    assert float(lines[8].split(",")[1]) == pytest.approx(made_by(program, FLAT).places[7, 0])
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")


def test_what_a_map_is_good_for_is_said_where_the_pointer_is_on_it(program: Program) -> None:
    parts = enter(program)
    tile = parts.grid.tiles[number_of(program, LIVE)]
    QApplication.sendEvent(tile, QEvent(QEvent.Type.Enter))
    assert program.window.settings_panel.hint.text == METHODS[LIVE].summary
    QApplication.sendEvent(tile, QEvent(QEvent.Type.Leave))
    program.press(f"map_tile_{tile.number}_enlarge")
    assert program.text(f"map_tile_{tile.number}_words") == METHODS[LIVE].summary and tile.words.isVisible()
    program.window.resize(1280, 720)
    program.press(f"map_tile_{tile.number}_enlarge")
    program.wait(lambda: len({each.words.isVisible() for each in parts.grid.shown}) == 1)  # in all maps, or in none


def test_a_map_that_cannot_be_drawn_says_why(program: Program) -> None:
    enter(program)
    canvas, channel = canvas_of(program, FLAT), TILE.of(number_of(program, FLAT))
    asked = made_by(program, FLAT).request_id
    failed = messages.LookFailed(program.state.run_id, asked, channel.name, 0, "PCA: expected finite numbers")
    program.session._set(reduce(program.state, failed, program.session.workspaces))
    assert canvas.message == "PCA: expected finite numbers"
    put_tile(program.session, number_of(program, FLAT), lambda each: each.showing(LIVE))
    assert canvas.message == ""


def hold_judging(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine that is so busy that no look at codes is answered."""
    ask = program.session.ask

    def later(look: Any, channel: Any, **arguments: Any) -> int:
        return 10**9 if look is messages.JudgeMap else ask(look, channel, **arguments)

    monkeypatch.setattr(program.session, "ask", later)


def test_codes_follow_their_model_and_are_judged_again(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(program)
    canvas = canvas_of(program, "codes of 0")
    before, judged = canvas.places, program.state.answer(JUDGED.of(number_of(program, "codes of 0")))
    program.session.advance(3)
    program.wait(lambda: program.step == 3 and program.state.can_train)
    settle(program)
    after = program.state.answer(JUDGED.of(number_of(program, "codes of 0")))
    assert not np.array_equal(canvas.places, before) and canvas.count == FEW
    assert judged is not None and after is not None and after.request_id > judged.request_id
    foot = parts_of(program).grid.tiles[number_of(program, "codes of 0")].foot
    assert "at step" not in foot.whole_text
    hold_judging(program, monkeypatch)
    program.session.advance(2)
    program.wait(lambda: program.step == 5 and program.state.can_train and not np.array_equal(canvas.places, before))
    program.wait(lambda: f"trustworthiness {after.trustworthiness:.3f}" in foot.whole_text)
    program.wait(lambda: "at step 3" in foot.whole_text)
    monkeypatch.undo()
    program.session.advance(1)
    program.wait(lambda: program.step == 6 and program.state.can_train)
    settle(program)
    assert "at step" not in foot.whole_text


# ------------------------------------------------------------------ clusters


def test_clusters_colour_the_dots_and_a_click_selects_them(program: Program) -> None:
    parts = enter(program)
    found = program.state.answer(CLUSTERS)
    assert found is not None and found.contingency is not None and len(found.clusters) == FEW
    classes = len(program.state.data.class_names)  # type: ignore[union-attr]
    assert int(found.clusters.max()) + 1 == classes  # as many as there are classes
    table = parts.cards.table
    QTest.mouseClick(table, LEFT, NONE, table.cell(2, -1).center().toPoint())
    assert selected(program) == np.flatnonzero(found.clusters == 2).tolist()
    before = from_qimage(canvas_of(program, FLAT).grab().toImage())
    program.press("maps_colour_clusters")
    assert maps_of(program.state).colouring == "clusters"
    assert not np.array_equal(from_qimage(canvas_of(program, FLAT).grab().toImage()), before)
    program.press("maps_colour_density")
    assert not np.array_equal(from_qimage(canvas_of(program, FLAT).grab().toImage()), before)


def test_other_clusters_are_asked_for_and_noise_is_a_row(program: Program) -> None:
    parts = enter(program)
    before = program.state.answer(CLUSTERS)
    assert before is not None
    menu = program.find(SourceChoice, "maps_clustering").menu()
    next(action for action in menu.actions() if action.data() == "dbscan").trigger()
    slowly(program, lambda: program.state.answer(CLUSTERS) is not before)
    settle(program)
    found = program.state.answer(CLUSTERS)
    assert found is not None and found.method == "dbscan"
    if (found.clusters < 0).any():
        table = parts.cards.table
        QTest.mouseClick(table, LEFT, NONE, table.cell(int(found.clusters.max()) + 1, -1).center().toPoint())
        assert selected(program) == np.flatnonzero(found.clusters < 0).tolist()
    features = program.find(SourceChoice, "maps_features").menu()
    next(action for action in features.actions() if action.data() == "0").trigger()
    slowly(program, lambda: program.state.answer(CLUSTERS).request_id > found.request_id)  # type: ignore[union-attr]
    program.press("maps_clustering_settings")
    popup = parts.bar.popup
    field = program.find_in(popup, QLineEdit, "maps_clustering_popup-members")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    popup.close()
    assert maps_of(program.state).clustering.settings["members"] == 2
    settle(program)


# ------------------------------------------------------------------ data


def test_another_number_of_examples_draws_all_maps_anew(program: Program) -> None:
    parts = enter(program)
    menu = program.find(SourceChoice, "maps_count").menu()
    next(action for action in menu.actions() if action.data() == "500").trigger()
    settle(program)
    assert [tile.canvas.count for tile in parts.grid.shown] == [500] * 4


def test_other_data_forget_what_was_selected_and_drawn(program: Program) -> None:
    parts = enter(program)
    brush_left_half(canvas_of(program, FLAT))
    program.session.choose_data("two-moons", {"count": 400})
    program.wait(lambda: program.state.can_be_asked and program.state.kind.in_plane)
    assert selected(program) == [] and program.state.workspace == "maps"
    settle(program)
    assert [tile.canvas.count for tile in parts.grid.shown] == [count_of(program.state)] * 4
    canvas = canvas_of(program, FLAT)
    QTest.mouseMove(canvas, spot(canvas, 3))
    over = program.find(PointedPictures, "pointed_pictures")
    assert [image.width() for image in over.images] == [25, 25]  # a dot in a frame


def test_a_rewind_keeps_maps_and_selection(program: Program) -> None:
    enter(program)
    rows = brush_left_half(canvas_of(program, FLAT))
    program.session.rewind()
    program.wait(lambda: program.state.can_be_asked)
    settle(program)
    assert selected(program) == rows and canvas_of(program, FLAT).count == FEW


def test_texts_have_no_maps(program: Program) -> None:
    parts = enter(program)
    data = program.state.data
    assert data is not None
    texts = replace(program.state, data=replace(data, kind=Tokens(("a", "b"), 4)))
    assert tiles_of(texts) == () and not is_asking(texts) and is_asking(program.state)
    parts.show_state(texts, program.state)
    assert parts.grid.shown == []
    assert program.text("maps_sentence") == "Maps are drawn of pictures and of points; these data are texts."


def test_models_without_codes_leave_the_maps_of_the_data(program: Program) -> None:
    parts = enter(program, {"family": "gan", "latent_dim": 2}, dataset={"name": "ring"})
    assert [tile.source for tile in tiles_of(program.state)] == [FLAT, LIVE, GRID]
    assert [tile.canvas.count for tile in parts.grid.shown] == [FEW] * 3
    choose(program.session, clustering=ClusterChoice(model=0))
    assert features_model(program.state) == -1
    assert not program.find(SourceChoice, "maps_features").isVisible()


def test_codes_that_are_no_numbers_take_clusters_of_them_away(program: Program) -> None:
    parts = enter(program)
    program.session.keep("maps", replace(maps_of(program.state), clustering=ClusterChoice(model=0)))
    settle(program)
    assert parts.cards.table.has_columns
    codes, spread = program.state.shown_codes(0)
    assert codes is not None
    wild = np.full_like(codes, np.nan)
    answer = messages.Codes(program.state.run_id, 10**6, "data", program.state.pictures.step, (wild,), (spread,))  # type: ignore[union-attr]
    program.session._set(reduce(program.state, answer, program.session.workspaces))
    assert not parts.cards.table.has_columns
    assert program.text("contingency_words") == "Clusters are being looked for."


# ------------------------------------------------------------------ room


@pytest.mark.layout
@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("models", [2, 4])
def test_nothing_is_cut_off_in_either_language(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, language: str, models: int
) -> None:
    long = {**WIDE, "label": "每个像素都由一个很长很长的自编码器来学习"}
    with speaking(qapp, language):
        program = Program(qtbot, tmp_path)
        enter(program, *[VAE, long, VAE, WIDE][:models])
        found: dict[str, list[str]] = {}
        for size in ((900, 480), (960, 508), (1280, 720), (1440, 860)):
            program.window.resize(*size)
            for some in (np.zeros(0, np.int64), np.arange(40)):
                choose(program.session, selected=some)
                for fault in lasting_faults(qtbot, program.window):
                    found.setdefault(fault, []).append(f"{size[0]} x {size[1]}")
        assert program.close()
    assert not found, "\n".join(f"{fault}: {', '.join(where)}" for fault, where in found.items())
