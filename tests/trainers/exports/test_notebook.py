"""A notebook's cells run one after the other, and draw what the run draws."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

import trainers
from trainers.dataset import LoadContext
from trainers.exports.exported import make_looker
from trainers.exports.notebook import export_notebook
from trainers.exports.pictures import tile
from trainers.kinds import to_bytes
from trainers.knobs import ConfigError
from trainers.runs.files import RunFolderError
from trainers.runs.folder import read_run
from trainers.runs.starting import restore


def trained(folder: Path, preset: str | trainers.Experiment, **settings: Any) -> Path:
    trainers.train(preset, steps=3, out=folder, keyframes=False, progress=False, device="cpu", **settings)
    return folder


def cells_of(path: Path) -> list[dict[str, Any]]:
    told = json.loads(path.read_text(encoding="utf-8"))
    assert (told["nbformat"], told["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in told["cells"]]
    assert len(set(ids)) == len(ids)
    return told["cells"]


def played(path: Path) -> tuple[dict[str, Any], list[Any]]:
    """What the names mean after all code cells, and what each cell shows: the value of its last line."""
    names: dict[str, Any] = {}
    shown = []
    for cell in cells_of(path):
        if cell["cell_type"] == "code":
            tree = ast.parse("".join(cell["source"]))
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, "cell", "exec"), names)
            shown.append(None if last is None else eval(compile(ast.Expression(last.value), "cell", "eval"), names))
    return names, shown


def test_it_draws_what_the_run_draws(tmp_path: Path) -> None:
    run = trained(tmp_path / "it's a run", "vae-digits", layers=[12])
    before = {path: path.read_bytes() for path in run.rglob("*") if path.is_file()}
    (path,) = export_notebook(read_run(run), tmp_path / "out", [[0.5, -1.25]]).files
    names, shown = played(path)
    loop, examples, _ = restore(run, read_run(run).experiment, LoadContext(Path("nowhere")), "cpu")
    model = make_looker(loop, examples).models[0]
    with torch.no_grad():
        decoded = model.decode(torch.tensor([[0.5, -1.25]]))
        samples = model.decode(model.sample_codes(64, torch.Generator().manual_seed(0), None))
        codes = model.encode(torch.tensor(examples.train[:1]).float() / 255)
    pictures = [np.asarray(each) for each in shown if isinstance(each, Image.Image)]
    held_out, drawn_map, at_cursor, drawn_samples = pictures
    np.testing.assert_array_equal(held_out, tile(examples.test[:8]))
    np.testing.assert_array_equal(at_cursor, tile(to_bytes(decoded), scale=16))
    np.testing.assert_array_equal(drawn_samples, tile(to_bytes(samples)))
    assert names["places"].shape == (len(examples.train), 2) and drawn_map.std() > 5
    at = names["rows"].tolist().index(0)
    np.testing.assert_allclose(names["places"][at], codes[0].numpy(), rtol=1e-5, atol=1e-6)
    assert {path: path.read_bytes() for path in run.rglob("*") if path.is_file()} == before


def test_each_model_has_cells_for_what_it_can_do(tmp_path: Path) -> None:
    run = trained(tmp_path / "run", "components-compared-digits")
    export_notebook(read_run(run), tmp_path)
    sources = ["".join(cell["source"]) for cell in cells_of(tmp_path / "notebook.ipynb")]
    encoding = [index for index, model in enumerate(trainers.load(run).models) if "encodes" in model.capabilities]
    assert len(encoding) == 1
    for index in range(4):
        own = [source for source in sources if f"model={index})" in source]
        assert any("run.sample(" in source for source in own)
        assert any("run.decode(" in source for source in own) == (index in encoding)
        assert any("run.encode(" in source for source in own) == (index in encoding)


def test_points_and_texts_have_their_own_cells(tmp_path: Path) -> None:
    ring = trained(tmp_path / "ring", "gan-ring")
    export_notebook(read_run(ring), tmp_path / "points")
    names, shown = played(tmp_path / "points" / "notebook.ipynb")
    assert names["samples"].shape == (64, 2) and names["decoded"].shape == (1, 2)
    assert sum(isinstance(each, Image.Image) for each in shown) == 3
    table = trainers.Experiment.parse({"dataset": {"name": "names"}, "models": [{"family": "ngram"}]})
    texts = trained(tmp_path / "texts", table)
    export_notebook(read_run(texts), tmp_path / "texts-out")
    names, shown = played(tmp_path / "texts-out" / "notebook.ipynb")
    assert len(names["texts"]) == 5 and not any(isinstance(each, Image.Image) for each in shown)


def test_what_others_call_a_run_stays_a_text(tmp_path: Path) -> None:
    """Names become literals in code, and plain lines elsewhere."""
    label = "'''); raise SystemExit  # \n\u202e"
    run = trained(tmp_path / "run", "ae-digits", layers=[4], set={"models.0.label": label, "title": "a\n# b"})
    (path,) = export_notebook(read_run(run), tmp_path / "out", data_dir=tmp_path / "data").files
    names, _ = played(path)
    assert names["run"].labels == (label,)
    headings = [cell["source"] for cell in cells_of(path) if cell["cell_type"] == "markdown"]
    assert headings[0][0] == "# a\\x0a# b\n" and len(headings[1]) == 1


def test_codes_have_to_fit(tmp_path: Path) -> None:
    run = trained(tmp_path / "run", "ae-digits", layers=[4])
    for codes, said in (([[1.0]], "expected 2 numbers for AE, found 1"), ([[], []], "at most one code for each model")):
        with pytest.raises(ConfigError, match=said):
            export_notebook(read_run(run), tmp_path / "out", codes)
    (run / "resume.json").unlink()
    with pytest.raises(RunFolderError, match="nothing was saved that a notebook could load"):
        export_notebook(read_run(run), tmp_path / "out")
    assert not (tmp_path / "out").exists()
