"""Models as ONNX graphs, each compared with the model that it was made of. Needs the extra ``onnx``.

What encodes gives an ``encoder``; what decodes a ``decoder``, or a ``generator`` where there is no encoder to go with
it. All take any number of rows.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from trainers.disk.atomic_file import write_atomically
from trainers.examples import Examples
from trainers.exports.exported import Exported, GraphCheck, file_names, make_looker
from trainers.exports.facts import facts_of
from trainers.knobs import ConfigError
from trainers.lazy import torch

if TYPE_CHECKING:
    from torch import Tensor, nn

    from trainers.family import Family
    from trainers.looking.looker import Looker
    from trainers.training.loop import Loop

ROWS = 16  # of input, on which a graph is compared with its model
CLOSE = 1e-3  # pictures are in [0, 1]; what differs by more is told
GraphInputs = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class GraphPart:
    """What of a model becomes a graph: ``inputs`` by name, ROWS of each, and the names of its outputs."""

    name: str
    module: nn.Module
    inputs: Mapping[str, Tensor]
    outputs: tuple[str, ...]


def has_graphs(models: Sequence[Family]) -> bool:
    """Whether any of the models encodes or decodes."""
    return any({"encodes", "decodes"} & model.capabilities for model in models)


def export_graphs(loop: Loop, examples: Examples, out: Path) -> Exported:
    """Writes every encoder and decoder, with the weights that are shown, into *out*, which is made when it is missing.
    A note says which model cannot be written as a graph, and which graph gives something else than its model. Raises
    ConfigError where no model encodes or decodes, and OSError."""
    if not has_graphs(loop.models):
        labels = ", ".join(spec.label for spec in loop.experiment.models)
        raise ConfigError(f"ONNX: expected a model that encodes or decodes, found {labels}")
    out.mkdir(parents=True, exist_ok=True)
    looker, done = make_looker(loop, examples, torch.device("cpu")), Exported()
    specs = loop.experiment.models
    for index, name in enumerate(file_names([spec.label for spec in specs])):
        facts = facts_of(loop.experiment, index, loop.step_count)
        for part in parts_of(looker, index):
            done += _write(part, out / f"{name}-{part.name}.onnx", facts)
    return done


def parts_of(looker: Looker, index: int) -> Iterator[GraphPart]:
    """What of one of the looker's models becomes a graph each.

    encoder: ``x`` as the model takes examples -> ``z`` (N, latent_dim); where there is a posterior its mean is ``z``,
    and ``logvar`` comes with it. decoder, generator: ``z`` and, where the model is told classes, ``y`` int64 (N,) ->
    ``x`` (N, C, H, W) in [0, 1]."""
    model, can = looker.models[index], looker.models[index].capabilities
    codes = None
    if "encodes" in can:
        x = looker.inputs(looker.examples.train[looker.order[:ROWS]])
        codes = model.encode(x)
        outputs = ("z", "logvar") if "posterior" in can else ("z",)
        yield GraphPart("encoder", _encoder(model), {"x": x}, outputs)
    if "decodes" in can:
        generator = torch.Generator(looker.device).manual_seed(0)
        z = codes if "samples" not in can else model.sample_codes(ROWS, generator, codes)
        assert z is not None, "what decodes has codes of its own, or draws some"
        inputs = {"z": z}
        if "classes" in can:
            inputs["y"] = torch.arange(len(z), device=looker.device) % model.classes
        yield GraphPart("decoder" if "encodes" in can else "generator", _decoder(model), inputs, ("x",))


def _write(part: GraphPart, path: Path, facts: Mapping[str, str]) -> Exported:
    """Writes one graph and compares it; what the exporter cannot translate becomes a note."""
    try:
        content = graph_of(part, facts)
    except Exception as error:  # of whatever kind: translators of graphs raise what they like
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        return Exported(notes=(f"{path.name}: cannot be written as an ONNX graph ({reason})",))
    write_atomically(path, content)
    compared = compare(part, path)
    notes: tuple[str, ...] = ()
    if not compared.difference <= CLOSE:  # also where it is not a number
        notes = (f"{path.name}: differs from the model by {compared.difference:.2g}; do not rely on it",)
    return Exported((path,), notes, (compared,))


def graph_of(part: GraphPart, facts: Mapping[str, str]) -> bytes:
    """The content of an ONNX file, with *facts* as its metadata."""
    rows = torch.export.Dim("n")
    few = {name: value[:2] for name, value in part.inputs.items()}
    with _hushed():
        program = torch.onnx.export(
            part.module.eval(),
            tuple(few.values()),
            input_names=list(few),
            output_names=list(part.outputs),
            dynamic_shapes=tuple({0: rows} for _ in few),
            dynamo=True,
            external_data=False,
            verbose=False,
        )
    assert program is not None, "the new exporter gives a program"
    graph = program.model_proto
    for key, value in facts.items():
        entry = graph.metadata_props.add()
        entry.key, entry.value = key, value
    content: bytes = graph.SerializeToString()
    return content


def compare(part: GraphPart, path: Path) -> GraphCheck:
    """How far what a graph gives is from what the model gives, on ROWS of input."""
    with torch.no_grad():
        wanted = part.module(*part.inputs.values())
    expected = [each.numpy() for each in (wanted if isinstance(wanted, tuple) else (wanted,))]
    given, by = run_graph(path, {name: value.numpy() for name, value in part.inputs.items()})
    differences = [np.abs(a.astype(np.float64) - b).max() for a, b in zip(given, expected, strict=True)]
    return GraphCheck(path.name, len(expected[0]), float(np.max(differences)), by)


def run_graph(path: Path, inputs: GraphInputs) -> tuple[list[NDArray[Any]], str]:
    """What a graph gives, and the library that computed it: onnxruntime where it is installed, which is what others
    will use, else the slow reference that comes with onnx."""
    if find_spec("onnxruntime") is not None:
        import onnxruntime

        session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        return list(session.run(None, dict(inputs))), "onnxruntime"
    from onnx.reference import ReferenceEvaluator

    return list(ReferenceEvaluator(str(path)).run(None, dict(inputs))), "onnx"


@contextmanager
def _hushed() -> Iterator[None]:
    """Without what the exporter says about its own insides: deprecations, and that torchvision is missing."""
    logger = logging.getLogger("torch.onnx")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            warnings.simplefilter("ignore", DeprecationWarning)
            warnings.filterwarnings("ignore", "# The axis name")  # as many labels as codes: it has one name for both
            yield
    finally:
        logger.setLevel(level)


def _decoder(model: Family) -> nn.Module:
    class Decoder(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.nets = model.nets

        def forward(self, z: Tensor, y: Tensor | None = None) -> Tensor:
            return model.decode(z, y)

    return Decoder()


def _encoder(model: Family) -> nn.Module:
    class Encoder(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.nets = model.nets

        def forward(self, x: Tensor) -> Tensor | tuple[Tensor, Tensor]:
            return model.posterior(x) if "posterior" in model.capabilities else model.encode(x)

    return Encoder()
