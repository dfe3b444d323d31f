"""Whether what comes with the program is whole: presets, lessons, trained runs, judges, weights as safetensors."""

from __future__ import annotations

from pathlib import Path

from trainers import places
from trainers.self_test.report import SelfTestError


def check_presets() -> str:
    """Every preset must be readable."""
    from trainers.experiment import read_toml
    from trainers.presets import list_exhibits, list_presets

    presets, exhibits = list_presets(), list_exhibits()
    if not presets:
        raise SelfTestError(f"there are no presets in {places.resources_dir() / 'presets'}")
    for preset in (*presets, *exhibits):
        read_toml(preset.path)
    return f"{len(presets)} can be read, and {len(exhibits)} of the museum"


def check_lessons() -> str:
    """Every lesson and every exhibit of the museum must be usable, and lessons in each language."""
    from trainers.lessons.reading import LANGUAGES, find_lessons, lesson_folders

    found, problems = find_lessons(lesson_folders())
    lessons = [each for each in found if each.lesson.tell_tale is None]
    if problems or not lessons:
        raise SelfTestError("; ".join(problems) or f"there are no lessons in {places.resources_dir() / 'lessons'}")
    for each in found:
        if missing := [language for language in LANGUAGES if language not in each.texts]:
            raise SelfTestError(f"{each.name}: there are no texts in {', '.join(missing)}")
    return f"{len(lessons)} can be taken, and {len(found) - len(lessons)} exhibits of the museum be seen"


def check_runs() -> str:
    """Every bundled run must open whole, with its last checkpoint."""
    from trainers.runs.folder import read_checkpoint, read_run, read_weights

    folder = places.resources_dir() / "runs"
    names = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    if not names:
        raise SelfTestError(f"there are no runs in {folder}")
    for name in names:
        contents = read_run(folder / name)
        if contents.problems or contents.checkpoint_step is None:
            raise SelfTestError(f"{name}: {'; '.join(contents.problems) or 'there is nothing to go on from'}")
        for step in contents.keyframe_steps:
            contents.read_keyframe(step)
        read_checkpoint(folder / name)
        read_weights(folder / name)
    return f"{', '.join(names)}: opened whole"


def check_judges() -> str:
    """Every bundled judge must be the one that was saved."""
    import torch

    from trainers.looking.judge_store import read_judge

    folder = places.resources_dir() / "judges"
    files = sorted(folder.glob("*.safetensors"))
    if not files:
        raise SelfTestError(f"there are no judges in {folder}")
    for file in files:
        read_judge(file, torch.device("cpu"))
    return f"{', '.join(file.stem for file in files)}: as they were saved"


def check_safetensors(folder: Path) -> str:
    """Tensors of every kind that runs hold come back bit by bit, and a file cut short is refused."""
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load_file, save_file

    generator = torch.Generator().manual_seed(0)
    tensors = {
        "float32": torch.randn(3, 5, generator=generator),
        "float64": torch.tensor([float("inf"), -0.0, 1e-300], dtype=torch.float64),
        "int64": torch.tensor([2**53 + 1, -1]),
        "uint8": torch.arange(256, dtype=torch.uint8),
        "bool": torch.tensor([True, False]),
        "scalar": torch.tensor(1.5),
    }
    file = folder / "tensors.safetensors"
    save_file(tensors, file)
    again = load_file(file)
    different = [name for name, tensor in tensors.items() if again[name].numpy().tobytes() != tensor.numpy().tobytes()]
    if different:
        raise SelfTestError(f"what is read back differs from what was saved: {', '.join(different)}")
    file.write_bytes(file.read_bytes()[:-10])
    try:
        load_file(file)
    except SafetensorError:
        return f"{len(tensors)} kinds of tensors come back bit by bit"
    raise SelfTestError("a file that was cut short was read all the same")
