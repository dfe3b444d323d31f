"""What a sweep is: values as they are typed, cells with their names, and a file that gives the same sweep again."""

from __future__ import annotations

from typing import Any

import pytest

from trainers.disk.toml_file import parse_table
from trainers.experiment import Experiment
from trainers.knobs import ConfigError
from trainers.sweeps.shard import Shard
from trainers.sweeps.sweep import MOST_CELLS, Sweep, Varied
from trainers.sweeps.values import parse_seeds, parse_values, value_text

EXPERIMENT = Experiment.parse(
    {"title": "Small", "steps": 6, "dataset": {"name": "digits"}, "models": [{"family": "vae", "label": "V"}]}
)
BETA, WIDTH = "models.0.beta", "models.0.latent_dim"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("0.5, 1, 4", (0.5, 1, 4)),
        ("1e-3,", (0.001,)),
        ("true,false", (True, False)),
        ("mlp,conv", ("mlp", "conv")),
        ("'a, b', c", ("a, b", "c")),
        ("0.5，１、４　,8", (0.5, 1, 4, 8)),  # as it is typed in Chinese
        ("'a，b'，c", ("a，b", "c")),
        ("[64, 32],[128]", ([64, 32], [128])),
        ("[64,32]", ([64, 32],)),
        ("none", ("none",)),
        ("４", (4,)),
        ("－０．５，true，［６４，３２］", (-0.5, True, [64, 32])),
        ("mlp，conv、none", ("mlp", "conv", "none")),
        ("/数据（一）.csv,/数据（二）.csv", ("/数据（一）.csv", "/数据（二）.csv")),  # names are as they are
        ("数据、一，上.csv, 数据、二.csv,４", ("数据、一，上.csv", "数据、二.csv", 4)),
        ("/数据，一.csv", ("/数据，一.csv",)),
        ("D:\\数据、一.csv", ("D:\\数据、一.csv",)),
        ("O'Neil,４,b'c", ("O'Neil", 4, "b'c")),  # an apostrophe is no quote
        ("'tis,４", ("'tis", 4)),
        ("＂a，b＂，４", ("a，b", 4)),
    ],
)
def test_values_are_read_as_they_are_typed(text: str, values: tuple[Any, ...]) -> None:
    found = parse_values(text, "x")
    assert found == values and [type(each) for each in found] == [type(each) for each in values]


@pytest.mark.parametrize("text", ["", " ", ",", "a,,b", "1,,2", ",a"])
def test_missing_values_are_said(text: str) -> None:
    with pytest.raises(ConfigError, match=r"models\.0\.beta: expected"):
        parse_values(text, BETA)


def test_seeds_are_whole_numbers() -> None:
    assert parse_seeds("3, 1,2") == (3, 1, 2)
    for wrong in ("0,1.5", "a", "true", ""):
        with pytest.raises(ConfigError, match="--seeds: expected"):
            parse_seeds(wrong)


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1"), (0.1, "0.1"), (1e-05, "1e-05"), (True, "true"), ([64, 32], "64x32"), ("mlp", "mlp")]
)
def test_values_have_short_names(value: Any, text: str) -> None:
    assert value_text(value) == text


def test_cells_are_all_combinations_seed_by_seed() -> None:
    sweep = Sweep.make(EXPERIMENT, [Varied(BETA, (0.5, 4)), Varied(WIDTH, (2, 3))], (7, 1))
    assert [cell.name for cell in sweep.cells] == [
        "beta-0.5_latent_dim-2_seed-7",
        "beta-0.5_latent_dim-3_seed-7",
        "beta-4_latent_dim-2_seed-7",
        "beta-4_latent_dim-3_seed-7",
        "beta-0.5_latent_dim-2_seed-1",
        "beta-0.5_latent_dim-3_seed-1",
        "beta-4_latent_dim-2_seed-1",
        "beta-4_latent_dim-3_seed-1",
    ]
    cell = sweep.cells[6]
    assert (cell.index, cell.values, cell.seed) == (6, (4, 2), 1)
    assert cell.experiment == EXPERIMENT.with_settings({BETA: 4, WIDTH: 2, "seed": 1})


def test_seeds_alone_are_a_sweep() -> None:
    assert [cell.name for cell in Sweep.make(EXPERIMENT, [], (0, 5)).cells] == ["seed-0", "seed-5"]


def test_names_of_cells_differ_and_are_names_of_folders() -> None:
    two = EXPERIMENT.with_setting("models", [{"family": "vae", "label": "A"}, {"family": "vae", "label": "B"}])
    cells = Sweep.make(two, [Varied("models.0.beta", (1, 2)), Varied("models.1.beta", (1,))], (0,)).cells
    assert [cell.name for cell in cells] == [
        "models-0-beta-1_models-1-beta-1_seed-0",
        "models-0-beta-2_models-1-beta-1_seed-0",
    ]
    titles = ("../a", "..-a", "A B", "a b", "." * 300, "数", "字")
    names = [cell.name for cell in Sweep.make(EXPERIMENT, [Varied("title", titles)], (0,)).cells]
    assert names == [
        "title--a_seed-0", "title--a_seed-0_2", "title-A-B_seed-0", "title-a-b_seed-0_2", "title-empty_seed-0",
        "title--_seed-0", "title--_seed-0_2",
    ]  # fmt: skip
    assert all(not set(name) & set('/\\:*?"<>|') and name.isascii() for name in names)


@pytest.mark.parametrize(
    ("varied", "seeds", "said"),
    [
        (
            [Varied(BETA, (1, 2)), Varied(WIDTH, (2, 3)), Varied("steps", (1, 2))],
            (0,),
            "at most 2 settings, found models",
        ),
        ([Varied(BETA, (1, 2, 1.0))], (0,), "models.0.beta: expected each value once, found 1.0 twice"),
        ([], (0, 0), "seeds: expected each value once, found 0 twice"),
        ([Varied("seed", (0, 1))], (0,), "seed: give its values with --seeds"),
        ([Varied(BETA, (1, -1))], (0,), "models.0.beta: expected 0 to"),
        ([Varied("models.0.betta", (1, 2))], (0,), "models.0.betta: unknown setting"),
        ([Varied("models.3.beta", (1, 2))], (0,), "models.3.beta: there is no '3' here"),
        ([], (-1,), "seed: expected 0 to"),
        ([Varied(BETA, tuple(range(101)))], tuple(range(100)), f"expected at most {MOST_CELLS} runs, found 10100"),
    ],
)
def test_what_cannot_be_swept(varied: list[Varied], seeds: tuple[int, ...], said: str) -> None:
    with pytest.raises(ConfigError) as error:
        Sweep.make(EXPERIMENT, varied, seeds)
    assert said in str(error.value)


def test_a_file_gives_the_same_sweep() -> None:
    for varied in (
        [],
        [Varied(BETA, (0.5, 1, 4))],
        [Varied("models.0.layers", ([64, 32], [8])), Varied(WIDTH, (2, 3))],
    ):
        sweep = Sweep.make(EXPERIMENT, varied, (0, 2))
        again = Sweep.parse(parse_table(sweep.to_toml()))
        assert again == sweep and sweep.difference(again) == ""


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({}, "format: expected a value"),
        ({"format": 2}, "format: expected less than or equal to 1"),
        ({"format": 1, "seeds": ["0"], "experiment": {}}, "seeds.0: expected a valid integer"),
        ({"format": 1, "seeds": [], "experiment": {}}, "seeds: "),
        (
            {"format": 1, "seeds": [0], "settings": [{"path": "steps"}], "experiment": {}},
            "settings.0.values: expected a value",
        ),
        ({"format": 1, "seeds": [0], "experiment": {}}, "models: expected 1 to 4 models"),
    ],
)
def test_a_damaged_file_is_said(table: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigError) as error:
        Sweep.parse(table)
    assert said in str(error.value)


def test_the_difference_is_named() -> None:
    sweep = Sweep.make(EXPERIMENT, [Varied(BETA, (0.5, 1))], (0, 1))
    others = {
        "models.0.beta is 0.5, 1 there and 0.5, 2 here": Sweep.make(EXPERIMENT, [Varied(BETA, (0.5, 2))], (0, 1)),
        "models.0.beta is 0.5, 1 there and not varied here": Sweep.make(EXPERIMENT, [], (0, 1)),
        "the seeds are 0, 1 there and 0 here": Sweep.make(EXPERIMENT, [Varied(BETA, (0.5, 1))], (0,)),
        "steps is 6 there and 7 here": Sweep.make(
            EXPERIMENT.with_setting("steps", 7), [Varied(BETA, (0.5, 1))], (0, 1)
        ),
        "models.0.layers is [": Sweep.make(
            EXPERIMENT.with_setting("models.0.layers", [9]), [Varied(BETA, (0.5, 1))], (0, 1)
        ),
    }
    for said, other in others.items():
        assert sweep.difference(other).startswith(said)


def test_shards_part_the_cells() -> None:
    cells = Sweep.make(EXPERIMENT, [Varied(BETA, (0.5, 1, 2))], (0, 1, 2)).cells
    shards = [[cell.index for cell in cells if Shard.parse(f"{number}/4").has(cell)] for number in range(4)]
    assert shards == [[0, 4, 8], [1, 5], [2, 6], [3, 7]]
    for wrong in ("4/4", "-1/4", "1", "0/0", "a/b", "1/2/3", ""):
        with pytest.raises(ConfigError, match=r"--shard: expected I/N with I from 0 to N-1"):
            Shard.parse(wrong)
