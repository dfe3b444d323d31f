"""What the folders around pictures, or their names, say: classes, and which pictures are held out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainers.sentence import sentence

NO_CLASS = "(no folder)"  # of images that lie beside the class folders
TRAIN = frozenset({"train", "training", "trainset", "trainingset", "trn"})
HELD = frozenset({"test", "testing", "testset", "val", "valid", "validation", "dev", "eval", "tst"})
MOST_PREFIXES = 100
# What cameras, scanners and telephones call everything.
NO_PREFIXES = frozenset(
    {"img", "image", "dsc", "dscn", "dscf", "pict", "pic", "picture", "photo", "pxl", "mvimg", "vid", "scan", "frame",
     "screenshot", "page", "file", "untitled", "p", "sample", "render", "wa"}
)  # fmt: skip
_NUMBERED = re.compile(r"(\D*?[^\W\d_])[ ._\-(]*\d+\)?(?:\.[^./]*)?")


@dataclass(frozen=True)
class Arrangement:
    """``classes`` by name of the pictures that are used, NO_CLASS where there is none; ``held`` are the names of those
    that are held out, where the folders say so; ``left`` those of what lies beside training and test folders."""

    classes: Mapping[str, str]
    held: frozenset[str] = frozenset()
    left: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def arrange(names: Sequence[str]) -> Arrangement:
    """Sorts pictures by their paths. Folders around everything say nothing; ``train/`` beside ``test/`` or ``valid/``
    are no classes; pictures called ``cat.1.jpg`` and ``dog.1.jpg`` that lie together are of the classes cat and dog."""
    rest = _without_common({name: tuple(name.split("/")) for name in names})
    roles = {top: _role(top) for top in {parts[0] for parts in rest.values() if len(parts) > 1}}
    if not {"train", "held"} <= set(roles.values()):
        classes, notes = _classes(rest)
        return Arrangement(classes, notes=notes)
    role = {name: roles.get(parts[0], "") if len(parts) > 1 else "" for name, parts in rest.items()}
    train, held = (
        {name: label for top in sorted(roles) if roles[top] == which for name, label in _split(rest, top).items()}
        for which in ("train", "held")
    )
    tops = {top: sum(parts[0] == top and len(parts) > 1 for parts in rest.values()) for top in sorted(roles)}
    said = {which: [f"{n:,} in {top}" for top, n in tops.items() if roles[top] == which] for which in ("train", "held")}
    notes = (f"Trained on as the folders say: {', '.join(said['train'])}; held out: {', '.join(said['held'])}.",)
    left = [name for name in names if not role[name]]
    known = set(train.values())
    if known != {NO_CLASS} and not known & set(held.values()):
        held = dict.fromkeys(held, NO_CLASS)
        notes += ("The held-out images have no classes.",)
    elif strange := [name for name, label in held.items() if label not in known]:
        left += strange
        held = {name: label for name, label in held.items() if label in known}
    return Arrangement({**train, **held}, frozenset(held), tuple(left), notes)


def _split(rest: Mapping[str, tuple[str, ...]], top: str) -> Mapping[str, str]:
    """The classes of what lies below one of the folders of training and test."""
    inner = {name: parts[1:] for name, parts in rest.items() if parts[0] == top and len(parts) > 1}
    return _classes(_without_common(inner))[0]


def _without_common(rest: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """The paths without folders that lie around all the others."""
    while rest and all(len(p) > 2 for p in rest.values()) and len({parts[0] for parts in rest.values()}) == 1:
        rest = {name: parts[1:] for name, parts in rest.items()}
    return rest


def _role(folder: str) -> str:
    """ "train", "held" or nothing."""
    words = set(re.findall(r"[a-z]+", folder.lower()))
    return "" if bool(words & TRAIN) == bool(words & HELD) else "train" if words & TRAIN else "held"


def _classes(rest: Mapping[str, tuple[str, ...]]) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """The classes: the outermost folders, else what the names begin with."""
    if any(len(parts) > 1 for parts in rest.values()):
        return {name: parts[0] if len(parts) > 1 else NO_CLASS for name, parts in rest.items()}, ()
    prefixes = {name: match[1].strip() for name, p in rest.items() if (match := _NUMBERED.fullmatch(p[-1]))}
    counts = Counter(prefixes.values())
    fitting = 2 <= len(counts) <= MOST_PREFIXES and min(counts.values()) > 1
    if len(prefixes) < len(rest) or not fitting or any(word.lower() in NO_PREFIXES for word in counts):
        return dict.fromkeys(rest, NO_CLASS), ()
    return prefixes, (sentence("The classes are what the files' names begin with."),)
