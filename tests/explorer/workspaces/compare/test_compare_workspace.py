"""The Compare workspace in the assembled window, with the real worker and real events."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

from explorer.map.map_painter import HOLES as HOLE_LAYER
from explorer.map.overlays.decode_inset import DecodeInset
from explorer.state.channels import CURSOR_VALUES
from explorer.workspaces.compare.channels import HOLES, PIXELS, REGIONS, STRIP
from explorer.workspaces.compare.looks import hole_score, holes_are_mapped, region_shape
from explorer.workspaces.compare.regions.region_table import RegionTable
from explorer.workspaces.compare.regions.sizes_plot import SIZES
from explorer.workspaces.compare.state import compare_of
from tests.explorer.program import PATIENCE, Program, experiment
from tests.explorer.tips import unbroken
from trainers import messages
from trainers.messages import BoxShape, Components, Layer, Phase, Region

AE = {"family": "ae", "layers": [12], "label": "AE"}
VAE = {"family": "vae", "layers": [12], "label": "VAE"}


def compare(program: Program, *models: dict[str, object]) -> None:
    program.start(experiment(models=list(models or (AE, VAE))))
    program.press("workspace-compare")
    program.wait(lambda: holes_are_mapped(program.state))


def holes(program: Program, model: int) -> messages.HolesMapped:
    found = program.state.answer(HOLES, model)
    assert found is not None, program.state.refusal(HOLES, model)
    return found


def button(program: Program, text: str) -> QAbstractButton:
    bar = program.compare.bar
    return next(each for each in bar.findChildren(QAbstractButton) if each.text() == text)


def pin(program: Program, model: int, right: float, down: float) -> None:
    view = program.map(model)
    QTest.mouseMove(view, program.at(right, down, model))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_P)


def test_holes_scores_and_the_judge_appear(program: Program) -> None:
    compare(program)
    assert program.state.workspace == "compare" and program.compare.bar.isVisible()
    for model in (0, 1):
        mapped = holes(program, model)
        assert max(mapped.values.shape) == 64
        scored = hole_score(program.state, model, Layer.REALISM)
        assert scored is not None
        assert scored.region is Region.BOX, "the same kind of place for both"
        assert f"{100 * scored.share:.0f}"[:1] in program.window.maps.panels[model]._score.text()
        x, y = program.plane(program.at(0.4, 0.4, model), model)
        assert program.map(model).holes.value_at(x, y) > 0
    assert program.state.judge is not None and program.state.judge.kind == "judge"
    program.press("workspace-explore")
    assert not program.compare.bar.isVisible() and not program.compare.labs.isVisible()
    assert program.pictures.samples.isVisible()


def test_nothing_of_a_run_stays_on_the_maps_of_another(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its holes and samples would stand there as long as it takes to train a judge of the new data."""
    compare(program)
    assert compare_of(program.state).contour and program.map().picture.painter.hole_outline
    for page in ("beta", "noise", "pixels"):
        program.click(program.find_in(program.compare.labs, QAbstractButton, f"lab_{page}"))
    labs = program.compare.labs
    program.wait(lambda: labs.noise.lab.grid._images and labs.samples._images)
    program.wait(lambda: program.inset().size)
    program.wait(lambda: program.pictures.nearest._images is not None)
    pin(program, 0, 0.3, 0.3)
    pin(program, 0, 0.7, 0.7)
    monkeypatch.setattr(program.session, "ask", lambda *_, **__: None)  # the new run has no answers yet
    moons = {"name": "moons", "cycle": "waxing", "count": 200}
    program.session.begin(experiment(dataset=moons, models=[AE, VAE]))
    _assert_nothing_is_said(program)
    assert len(program.map().picture.cloud.codes) == 0 and "step 0 /" in program.window.run.foot._clock_parts[0]
    program.wait(lambda: program.state.pictures is not None)
    _assert_nothing_is_said(program)
    assert program.pictures.samples._images[0] is not None, "the new models' own"


def _assert_nothing_is_said(program: Program) -> None:
    labs, pictures = program.compare.labs, program.pictures
    for panel in program.window.maps.panels:
        view = panel.map
        painter, inset = view.picture.painter, program.find_in(view, DecodeInset, "decode_inset")
        assert HOLE_LAYER not in painter.layers and not painter.hole_outline and view.overlays.hole_legend.isHidden()
        assert panel._score.text() == "" and inset.isHidden() and not view.marks.pins
    assert not any(each is not None for each in (*labs.samples._images, *labs.noise.lab.grid._images))
    assert not labs.walk._rows
    assert pictures.nearest._images is None and pictures.walk.frame_count == 0


def test_a_rewind_keeps_the_holes_until_there_are_others(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    compare(program)
    monkeypatch.setattr(program.session, "ask", lambda *_, **__: None)
    run = program.state.run_id
    program.session.rewind()
    program.wait(lambda: program.state.data is not None and program.state.data.run_id > run)
    assert program.map().holes.is_shown and program.compare.labs.samples._images


def test_other_models_of_the_same_data_begin_with_nothing(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    compare(program)
    monkeypatch.setattr(program.session, "ask", lambda *_, **__: None)
    program.press("workspace-explore")  # where nobody sees the labs
    program.session.begin(experiment(models=[VAE, AE]))
    program.wait(lambda: program.state.pictures is not None)
    program.press("workspace-compare")
    _assert_nothing_is_said(program)


def test_what_lies_under_the_cursor_is_said(program: Program) -> None:
    compare(program)
    program.click(program.map(), program.at(0.7, 0.3))
    program.wait(lambda: _measured_at_cursor(program))
    program.wait(lambda: "realism" in program.find_in(program.map(), QWidget, "map_readout").text())  # type: ignore[attr-defined]


def _measured_at_cursor(program: Program) -> bool:
    measured = program.state.answer(CURSOR_VALUES, 0)
    return measured is not None and np.array_equal(measured.z[0], program.state.maps[0].cursor)


def test_a_drag_moves_the_code_of_the_same_image_in_the_other_map(program: Program) -> None:
    compare(program)
    codes = [program.state.shown_codes(model)[0] for model in (0, 1)]
    assert codes[0] is not None and codes[1] is not None
    program.click(program.map(), program.at(0.3, 0.6))
    nearest = np.square(codes[0] - program.state.maps[0].cursor).sum(axis=1).argmin()
    assert program.state.maps[1].cursor.tolist() == codes[1][nearest].tolist()
    program.click(button(program, "Same image"))
    before = program.state.maps[1].cursor
    program.click(program.map(), program.at(0.7, 0.3))
    assert program.state.maps[1].cursor is before
    program.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    program.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert program.state.maps[1].cursor.tolist() == [0, 0]


def test_another_layer_and_another_region_are_asked_for(program: Program) -> None:
    compare(program)
    program.click(button(program, "Coverage"))
    program.wait(lambda: holes(program, 0).layer is Layer.COVERAGE)
    program.click(button(program, "Round trip"))
    program.wait(lambda: holes(program, 0).layer is Layer.GEOMETRY)
    assert program.window.maps.panels[0]._score.text() == ""  # geometry is no hole
    program.click(button(program, "Realism"))
    region = program.compare.bar.findChild(QComboBox)
    assert region is not None
    region.setFocus()
    QTest.keyClick(region, Qt.Key.Key_End)
    program.wait(lambda: compare_of(program.state).region is Region.MIXTURE)
    program.wait(lambda: hole_score(program.state, 1, Layer.COVERAGE).region is Region.MIXTURE)  # type: ignore[union-attr]


def test_a_walk_is_measured_and_goes_around_holes(program: Program) -> None:
    compare(program)
    for model in (0, 1):
        pin(program, model, 0.3, 0.3)
        pin(program, model, 0.7, 0.7)
    labs = program.compare.labs
    program.click(program.find_in(labs, QAbstractButton, "lab_walk"))
    program.wait(lambda: len(labs.walk._rows) == 2 and all(row.realism is not None for row in labs.walk._rows))
    straight = labs.walk._rows[0].frames
    program.click(next(each for each in labs.findChildren(QAbstractButton) if each.text() == "Around the holes"))
    program.wait(lambda: len(labs.walk._rows) == 4)
    assert np.array_equal(labs.walk._rows[0].frames, straight)


def test_noise_beta_and_pixels_follow_the_models(program: Program) -> None:
    compare(program)
    labs = program.compare.labs
    program.click(program.find_in(labs, QAbstractButton, "lab_noise"))
    program.wait(lambda: labs.noise.lab.grid.picture() is not None)
    program.click(program.find_in(labs, QAbstractButton, "lab_beta"))
    drop = next(each for each in labs.findChildren(QAbstractButton) if each.text() == "Drop KL")
    program.click(drop)
    program.wait(lambda: program.state.experiment.models[1].config.beta == 0)  # type: ignore[union-attr]
    program.click(drop)
    program.wait(lambda: program.state.experiment.models[1].config.beta == 1)  # type: ignore[union-attr]
    program.click(program.find_in(labs, QAbstractButton, "lab_pixels"))
    program.wait(lambda: program.state.answer(PIXELS) is not None)


def test_the_moons_have_a_strip_and_other_data_an_offer(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainers.metrics.judge.train_judge.__defaults__", (0, 200))
    compare(program)
    labs = program.compare.labs
    program.click(program.find_in(labs, QAbstractButton, "lab_moons"))
    assert labs.moons.lab.isVisible()
    moons = {"name": "moons", "cycle": "waxing", "count": 200}
    one = [{**model, "latent_dim": 1} for model in (AE, VAE)]
    program.session.begin(experiment(dataset=moons, models=one))
    program.wait(lambda: program.state.data is not None and program.state.data.image_shape == (1, 28, 28))
    program.wait(lambda: program.state.answer(STRIP, 1) is not None)
    learns = lambda: holes_are_mapped(program.state)  # noqa: E731 - these data have no judge yet
    program.qtbot.waitUntil(learns, timeout=6 * PATIENCE)
    assert holes(program, 0).values.shape[0] == 1


def test_training_goes_on_and_the_maps_follow(program: Program) -> None:
    compare(program)
    first = holes(program, 0).step
    program.press("play")
    program.wait(lambda: holes(program, 0).step > first)
    program.wait(lambda: hole_score(program.state, 1, Layer.REALISM).step > first)  # type: ignore[union-attr]
    program.press("play")
    program.wait(lambda: holes_are_mapped(program.state))


def test_the_focus_of_a_hidden_card_goes_to_a_map_and_to_no_button(program: Program) -> None:
    program.start()
    program.press("tab_draw")
    program.click(program.find(QWidget, "drawing-canvas"))
    assert program.window.focusWidget() is program.find(QWidget, "drawing-canvas")
    program.press("workspace-compare")
    program.wait(lambda: program.window.focusWidget() is program.map())


# --------------------------------------------------------------------------- regions side by side


def table_of(program: Program) -> RegionTable:
    return program.find_in(program.compare.labs, RegionTable, "regionTable")


def choose_mixture(program: Program, components: int) -> None:
    """The region by the keys of its box, the number of Gaussians typed."""
    region = program.find(QComboBox, "hole_region")
    region.setFocus()
    QTest.keyClick(region, Qt.Key.Key_End)
    program.type_into("mixture_components", str(components))
    program.wait(lambda: compare_of(program.state).mixture.components == components)


def test_a_mixture_of_any_size_is_counted_in_and_drawn(program: Program) -> None:
    compare(program)
    painter = program.map().picture.painter
    shape = region_shape(program.state, 0)
    assert isinstance(shape, BoxShape) and painter.region is not None
    x0, y0, x1, y1 = painter.region.inner.boundingRect().getCoords()
    assert (x0, y0, x1, y1) == pytest.approx((*shape.low.tolist(), *shape.high.tolist()), rel=1e-5)
    choose_mixture(program, 4)
    scored = lambda model: hole_score(program.state, model, Layer.REALISM)  # noqa: E731
    program.wait(lambda: all(scored(model).components == 4 for model in (0, 1)))
    shape = region_shape(program.state, 0)
    assert isinstance(shape, Components) and len(shape.weights) == 4
    for mean in shape.means.tolist():
        assert painter.region.inner.contains(QPointF(*mean))
    assert unbroken("a mixture of 4 Gaussians") in unbroken(program.window.maps.panels[0]._score.toolTip())
    program.press("workspace-explore")
    assert painter.region is None, "elsewhere nothing is drawn from it"
    program.press("workspace-compare")
    program.wait(lambda: painter.region is not None)


def test_the_region_is_switched_off_and_on(program: Program) -> None:
    compare(program)
    program.click(program.find_in(program.compare.labs, QAbstractButton, "lab_regions"))
    for shown in (False, True):
        program.press("region_drawn")
        program.wait(lambda shown=shown: compare_of(program.state).drawn is shown)
        assert all((program.map(model).picture.painter.region is not None) is shown for model in (0, 1))


def test_the_shares_of_all_regions_stand_side_by_side(program: Program) -> None:
    compare(program)
    assert program.state.answer(REGIONS, 0) is None, "nobody looks"
    program.click(program.find_in(program.compare.labs, QAbstractButton, "lab_regions"))
    table = table_of(program)
    program.wait(lambda: table.rows and all(score is not None for row in table.rows for score in row.scores))
    assert [[drawn.region for drawn in row.regions] for row in table.rows] == [
        [Region.BOX, Region.GAUSSIAN, Region.MIXTURE],
        [Region.BOX, Region.GAUSSIAN, Region.PRIOR, Region.MIXTURE],
    ]
    for model, row in enumerate(table.rows):
        told, scored = row.score(Region.BOX), hole_score(program.state, model, Layer.REALISM)
        assert told is not None and scored is not None and told.share == scored.share, "one figure has one source"
        assert row.chosen is Region.BOX
    program.click(table, table.cell_rect(1, 1).center().toPoint())
    program.wait(lambda: compare_of(program.state).region is Region.GAUSSIAN)
    program.wait(lambda: hole_score(program.state, 1, Layer.REALISM).region is Region.GAUSSIAN)  # type: ignore[union-attr]
    assert table.rows[1].chosen is Region.GAUSSIAN
    program.click(table, table.cell_rect(1, 2).center().toPoint())  # the prior, in which that of the other is counted
    program.wait(lambda: (score := table.rows[0].score(Region.PRIOR)) is not None and not math.isnan(score.share))
    program.click(button(program, "Coverage"))
    program.wait(lambda: program.state.answer(REGIONS, 1).layer is Layer.COVERAGE)  # type: ignore[union-attr]
    choose_mixture(program, 7)
    program.wait(lambda: (score := table.rows[0].score(Region.MIXTURE)) is not None and score.components == 7)


def test_holes_by_number_of_gaussians_when_asked(program: Program) -> None:
    compare(program)
    labs = program.compare.labs
    program.click(program.find_in(labs, QAbstractButton, "lab_regions"))
    plot = labs.regions.page.sizes.plot
    program.wait(lambda: not program.session.unanswered)
    assert not plot.lines
    program.press("measure_sizes")
    program.wait(lambda: len(plot.lines) == 2 and all(len(line.scores) == len(SIZES) for line in plot.lines))
    assert [score.components for score in plot.lines[1].scores] == list(SIZES)
    same = table_of(program).rows[0].score(Region.MIXTURE)
    assert same is not None and plot.lines[0].scores[3].share == same.share, "ten of them"
    assert all(line.box is not None and line.own is not None for line in plot.lines)
    program.click(plot, plot.place(4, 0.0).toPoint() - QPoint(0, 6))
    program.wait(lambda: compare_of(program.state).mixture.components == 20)
    assert compare_of(program.state).region is Region.MIXTURE
    program.session.advance(3)
    program.wait(lambda: program.step == 3 and "step 0" in labs.regions.page.sizes._title.whole_text)


def test_while_training_the_table_follows_and_comes_to_an_end(program: Program) -> None:
    compare(program)
    program.click(program.find_in(program.compare.labs, QAbstractButton, "lab_regions"))
    program.wait(lambda: program.state.answer(REGIONS, 1) is not None)
    program.press("play")
    whole = lambda: (said := program.state.answer(REGIONS, 1)) is not None and not said.goes_on and said.step  # noqa: E731
    program.qtbot.waitUntil(lambda: bool(whole() and whole() > 0), timeout=4 * PATIENCE)
    program.press("play")
    program.wait_for(Phase.PAUSED)
    at_rest = lambda: (said := program.state.answer(REGIONS, 0)) is not None and (said.step, said.count)  # noqa: E731
    program.qtbot.waitUntil(lambda: at_rest() == (program.step, 2000), timeout=4 * PATIENCE)


def test_a_model_without_an_encoder_has_its_prior_alone(program: Program) -> None:
    compare(program, VAE, {"family": "gan", "g_layers": [8], "d_layers": [8], "label": "GAN"})
    program.click(program.find_in(program.compare.labs, QAbstractButton, "lab_regions"))
    table = table_of(program)
    program.wait(lambda: len(table.rows) == 2 and all(s is not None for row in table.rows for s in row.scores))
    assert [drawn.region for drawn in table.rows[1].regions] == [Region.PRIOR]
    assert program.map(1).picture.painter.region is not None
