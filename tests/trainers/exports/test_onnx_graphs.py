"""Graphs give what their models give; what cannot be one is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from trainers.dataset import LoadContext
from trainers.experiment import Experiment
from trainers.exports import onnx_graphs
from trainers.exports.exported import make_looker
from trainers.exports.onnx_graphs import GraphPart, compare, export_graphs, parts_of
from trainers.knobs import ConfigError
from trainers.runs.starting import load_examples
from trainers.training.loop import Loop

Made = tuple[Loop, Any]


def made(*models: dict[str, Any], data: dict[str, Any] | None = None) -> Made:
    table = {"title": "Small", "steps": 20, "batch_size": 32, "dataset": data or {"name": "digits", "size": 8}}
    experiment = Experiment.parse({**table, "models": list(models)})
    examples = load_examples(experiment, LoadContext(Path("nowhere")))
    loop = Loop(experiment, examples, torch.device("cpu"))
    for _ in range(3):
        loop.step()
    return loop, examples


VAE = {"family": "vae", "label": "VAE", "layers": [8]}
CGAN = {"family": "cgan", "label": "cGAN", "latent_dim": 2, "g_layers": [8], "d_layers": [8]}


def test_what_becomes_a_graph_follows_from_what_a_model_can_do() -> None:
    loop, examples = made(VAE, {**VAE, "family": "ae", "label": "AE"}, CGAN)
    looker = make_looker(loop, examples)
    found = [
        [(part.name, {name: tuple(each.shape) for name, each in part.inputs.items()}, part.outputs) for part in parts]
        for parts in (parts_of(looker, index) for index in range(3))
    ]
    x, z = {"x": (16, 1, 8, 8)}, {"z": (16, 2)}
    assert found[0] == [("encoder", x, ("z", "logvar")), ("decoder", z, ("x",))]
    assert found[1] == [("encoder", x, ("z",)), ("decoder", z, ("x",))]
    assert found[2] == [("generator", {**z, "y": (16,)}, ("x",))]
    *_, labelled = parts_of(looker, 2)
    assert labelled.inputs["y"].tolist() == [*range(10), *range(6)]


def test_what_a_graph_gives_is_measured_against_its_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Known: a graph that is wrong by 1 everywhere and by 3 in one place differs by 3."""
    part = GraphPart("decoder", torch.nn.Flatten(), {"z": torch.arange(6.0).reshape(3, 2)}, ("x",))

    def wrong(path: Path, inputs: dict[str, np.ndarray]) -> tuple[list[np.ndarray], str]:
        off = np.ones((3, 2), np.float32)
        off[1, 1] = -3
        return [inputs["z"] + off], "a library"

    monkeypatch.setattr(onnx_graphs, "run_graph", wrong)
    found = compare(part, Path("some.onnx"))
    assert (found.file, found.rows, found.difference, found.by) == ("some.onnx", 3, 3.0, "a library")


def stand_in(graph: Callable[..., bytes], difference: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """No library: a graph is what *graph* says, and what it gives is the model's but for a *difference*."""

    def run(path: Path, inputs: dict[str, np.ndarray]) -> tuple[list[np.ndarray], str]:
        part = parts[path.stem.split("-")[-1]]
        with torch.no_grad():
            given = part.module(*(torch.tensor(each) for each in inputs.values()))
        return [each.numpy() + difference for each in (given if isinstance(given, tuple) else (given,))], "stand-in"

    parts: dict[str, GraphPart] = {}

    def graph_of(part: GraphPart, facts: dict[str, str]) -> bytes:
        parts[part.name] = part
        return graph(part, facts)

    monkeypatch.setattr(onnx_graphs, "graph_of", graph_of)
    monkeypatch.setattr(onnx_graphs, "run_graph", run)


def test_a_graph_that_is_not_its_model_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loop, examples = made(VAE)
    stand_in(lambda part, facts: json.dumps(facts).encode(), 0.5, monkeypatch)
    done = export_graphs(loop, examples, tmp_path / "new" / "out")
    assert [path.name for path in done.files] == ["VAE-encoder.onnx", "VAE-decoder.onnx"]
    assert [round(each.difference, 4) for each in done.compared] == [0.5, 0.5]
    assert done.notes == tuple(
        f"VAE-{what}.onnx: differs from the model by 0.5; do not rely on it" for what in ("encoder", "decoder")
    )
    facts = json.loads(done.files[0].read_text())
    assert (facts["family"], facts["step"], json.loads(facts["knobs"])["layers"]) == ("vae", "3", [8])


def test_one_that_cannot_be_translated_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loop, examples = made(VAE)

    def graph(part: GraphPart, facts: dict[str, str]) -> bytes:
        if part.name == "encoder":
            raise RuntimeError("no such operator\nand a page about it")
        return b"graph"

    stand_in(graph, 0.0, monkeypatch)
    done = export_graphs(loop, examples, tmp_path)
    assert [path.name for path in done.files] == ["VAE-decoder.onnx"] == [each.file for each in done.compared]
    assert done.notes == ("VAE-encoder.onnx: cannot be written as an ONNX graph (no such operator)",)


def test_models_without_a_code_have_no_graphs(tmp_path: Path) -> None:
    loop, examples = made({"family": "made", "label": "Table"}, data={"name": "bars-and-stripes"})
    with pytest.raises(ConfigError, match="expected a model that encodes or decodes, found Table"):
        export_graphs(loop, examples, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_graphs_are_valid_and_give_what_the_models_give(tmp_path: Path) -> None:
    """With the real libraries: any number of rows, labels where classes are told, knobs in the file."""
    onnx = pytest.importorskip("onnx", reason="the extra `onnx` is not installed")
    pytest.importorskip("onnxscript", reason="the extra `onnx` is not installed")
    from onnx.reference import ReferenceEvaluator

    loop, examples = made(VAE, CGAN)
    done = export_graphs(loop, examples, tmp_path)
    assert [path.name for path in done.files] == ["VAE-encoder.onnx", "VAE-decoder.onnx", "cGAN-generator.onnx"]
    assert done.notes == () and all(each.rows == 16 and each.difference < 1e-5 for each in done.compared)
    for path in done.files:
        onnx.checker.check_model(str(path), full_check=True)
    facts = {each.key: each.value for each in onnx.load(str(done.files[0])).metadata_props}
    assert facts["label"] == "VAE" and json.loads(facts["knobs"])["layers"] == [8]
    looker = make_looker(loop, examples)
    z = np.random.default_rng(0).normal(size=(5, 2)).astype(np.float32)
    with torch.no_grad():
        for path, model, given in (
            (done.files[1], looker.models[0], {"z": z}),
            (done.files[2], looker.models[1], {"z": z, "y": np.array([0, 9, 2, 7, 4])}),
            (done.files[2], looker.models[1], {"z": z, "y": np.full(5, 3)}),
        ):
            (x,) = ReferenceEvaluator(str(path)).run(None, given)
            wanted = model.decode(*(torch.tensor(each) for each in given.values()))
            np.testing.assert_allclose(x, wanted.numpy(), rtol=1e-4, atol=1e-5)
        images = examples.test[:3].astype(np.float32) / 255
        mu, logvar = looker.models[0].posterior(torch.tensor(images))
        for found, wanted in zip(
            ReferenceEvaluator(str(done.files[0])).run(None, {"x": images}), (mu, logvar), strict=True
        ):
            np.testing.assert_allclose(found, wanted.numpy(), rtol=1e-4, atol=1e-5)
