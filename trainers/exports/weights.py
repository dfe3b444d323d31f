"""The weights of every model as a safetensors file that says what it is of, and a page on how to load them.

Neither data nor networks are needed for it, and torch only to read what was saved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trainers.disk.atomic_file import write_atomically
from trainers.exports.exported import Exported, file_names
from trainers.exports.facts import facts_of
from trainers.exports.repeating import repeat_of
from trainers.shown import shown_name

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.runs.reading import RunContents

PAGE = "weights.md"


def export_weights(contents: RunContents, out: Path) -> Exported:
    """Writes the weights that are shown of every model of a saved run into *out*, which is made when it is missing, as
    ``NAME.safetensors`` with the model's knobs as metadata, and PAGE. Raises RunFolderError and OSError."""
    from safetensors.torch import save

    from trainers.runs.checkpoint import read_weights

    weights = read_weights(contents.path)
    step = contents.checkpoint_step or 0
    experiment = repeat_of(contents.experiment, contents.marks, step).experiment  # with which they were trained
    out.mkdir(parents=True, exist_ok=True)
    files = []
    for index, name in enumerate(file_names([spec.label for spec in experiment.models])):
        path = out / f"{name}.safetensors"
        write_atomically(path, save(dict(weights[index]), {"format": "pt", **facts_of(experiment, index, step)}))
        files.append(path)
    page = out / PAGE
    labels = [spec.label for spec in experiment.models]
    write_atomically(page, page_of(experiment.plan.title, step, labels, files, weights).encode())
    return Exported((*files, page))


def page_of(
    title: str, step: int, labels: Sequence[str], files: Sequence[Path], weights: Sequence[Mapping[str, Tensor]]
) -> str:
    """How to load the *files*, as Markdown whose code runs as it stands in their folder, and what is in them."""
    first = files[0].name
    parts = [_PAGE.replace("{title}", shown_name(title)).replace("{step}", f"{step:,}").replace("{file}", first)]
    for label, file, tensors in zip(labels, files, weights, strict=True):
        rows = (f"| `{name}` | {' x '.join(map(str, each.shape)) or '1'} |" for name, each in tensors.items())
        parts.append("\n".join([f"## {file.name}: {shown_name(label)}", "", "| tensor | shape |", "|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


_PAGE = """# Weights of {title}

As they were shown at step {step}. With PyTorch and safetensors alone:

```python
from safetensors import safe_open
from safetensors.torch import load_file

weights = load_file("{file}")  # tensors by name
with safe_open("{file}", "pt") as file:
    about = file.metadata()  # label, family, step, knobs, the whole experiment
```

In the networks that they belong to, with `pip install latent-explorer`:

```python
import json
import trainers

experiment = trainers.Experiment.parse(json.loads(about["experiment"]))
run = trainers.train(experiment, until=0)  # builds the models on their data, without a step
model = int(about["model"])
run.load_weights(weights, model)
nets = run.module(model)  # a copy of the networks, for those who want torch
```

`run.evaluate(model)`, `run.decode(z, model=model)` and all else that a run can be asked are now those of the trained
model."""
