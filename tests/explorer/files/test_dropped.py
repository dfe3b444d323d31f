"""What a dropped path means, and how one image is read."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from explorer.files.dropped import Dropped, as_if_dropped, read_image, sort_dropped
from trainers.catalog import dataset_specs, find_dataset, opening
from trainers.examples import DataError


@pytest.mark.parametrize("name", ["experiment.toml", "resume.json"])
def test_a_run_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("", encoding="utf-8")
    assert sort_dropped([tmp_path]) == Dropped(open=tmp_path)


def test_a_folder_of_images(tmp_path: Path) -> None:
    assert sort_dropped([tmp_path]) == Dropped(data=tmp_path, opens="folder")


@pytest.mark.parametrize("name", ["a.npz", "A.NPY", "t10k-images-idx3-ubyte", "t10k-images-idx3-ubyte.gz", "x.idx"])
def test_a_file_of_arrays(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    assert sort_dropped([path]) == Dropped(data=path, opens="array")


@pytest.mark.parametrize("text", ["To be, or not to be", "白日依山尽，黄河入海流。2024", "\ufeffшалом 1"])
def test_a_text_and_a_table_that_is_called_one(tmp_path: Path, text: str) -> None:
    path, table, empty = (tmp_path / name for name in ("a.TXT", "b.txt", "c.txt"))
    path.write_text(text, encoding="utf-8")
    table.write_text("x,y,label\n" + "0.25,0.5,1\n" * 20, encoding="utf-8")
    empty.write_bytes(b"")
    assert sort_dropped([path]) == Dropped(data=path, opens="text")
    assert sort_dropped([table]) == Dropped(data=table, opens="array")
    assert sort_dropped([empty]) == Dropped(data=empty, opens="array")
    name, values = opening(dataset_specs(), "text", str(path))
    assert find_dataset(name).Config.parse(values).model_dump()["file"] == str(path)


def test_an_experiment_and_an_image(tmp_path: Path) -> None:
    toml, image = tmp_path / "a.TOML", tmp_path / "a.png"
    for path in (toml, image):
        path.write_bytes(b"")
    assert sort_dropped([toml]) == Dropped(open=toml)
    assert sort_dropped([image]) == Dropped(image=image)


@pytest.mark.parametrize(
    ("table", "opens"),
    [
        ("身高,体重\n161.4,55.0\n173.3,66.5\n", "points"),
        ("\ufeff0,0\n1,1\n", "points"),
        ("x;y\n0,5;1,5\n2;3\n", "points"),
        ("x\ty\n" + "0.25\t-1e3\n" * 2000, "points"),  # cut in the middle of a line
        ("\ufeffx\ty\n" + "0.25\t-1e33\n" * 2000, "points"),  # after -1e, of fewer letters than bytes
        ("0,0,1\n1,1,0\n", "array"),
        ("0,0\n1,cat\n", "array"),
        ("x,y\n1,2\n", "array"),  # one row says nothing
        ("", "array"),
    ],
)
def test_a_table_of_x_and_y_is_of_points(tmp_path: Path, table: str, opens: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(table, encoding="utf-8")
    dropped = sort_dropped([path])
    assert dropped == Dropped(data=path, opens=opens)
    if opens == "points":
        name, values = opening(dataset_specs(), opens, str(path))
        config = find_dataset(name).Config.parse(values)
        assert config.files() == [path] and not config.joined  # type: ignore[attr-defined]


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16"])
def test_files_of_chinese_windows_are_sorted_alike(tmp_path: Path, encoding: str) -> None:
    for name, text, opens in (
        ("a.csv", "横坐标,纵坐标\n" + "1,2\n" * 2000, "points"),
        ("b.txt", "白日依山尽，黄河入海流。2024\n" * 500, "text"),
        ("c.txt", "身高,体重,类别\n" + "1,2,3\n" * 2000, "array"),
    ):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        assert sort_dropped([path]) == Dropped(data=path, opens=opens)


def test_what_is_chosen_as_an_array_and_is_of_points_opens_as_these(tmp_path: Path) -> None:
    specs, points, pixels = dataset_specs(), tmp_path / "a.csv", tmp_path / "b.csv"
    points.write_text("x,y\n1,2\n3,4\n", encoding="utf-8")
    pixels.write_text("1,2,3,4\n" * 5, encoding="utf-8")
    as_points = opening(specs, "points", str(points))
    assert as_if_dropped(specs, "array-file", {"file": str(points), "limit": 9}) == as_points
    for name, path in (("array-file", str(pixels)), ("array-file", str(tmp_path / "none.csv")), ("array-file", ""),
                       ("drawing", str(points)), ("text-file", str(points)), ("other", "")):  # fmt: skip
        assert as_if_dropped(specs, name, {"file": path}) == (name, {"file": path})


def test_the_settings_are_those_of_the_data_sets(tmp_path: Path) -> None:
    file = tmp_path / "a.npz"
    file.write_bytes(b"")
    for path in (tmp_path, file):
        name, values = opening(dataset_specs(), sort_dropped([path]).opens, str(path))
        config = find_dataset(name).Config.parse(values)  # raises for an unknown setting
        assert config.files() == [path]  # type: ignore[attr-defined]


def test_nothing_and_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nothing was dropped"):
        sort_dropped([])
    with pytest.raises(DataError, match=r"gone\.png"):
        sort_dropped([tmp_path / "gone.png"])


def save(path: Path, pixels: np.ndarray) -> Path:
    Image.fromarray(pixels).save(path)
    return path


def test_an_image_becomes_the_shape_that_the_models_take(tmp_path: Path) -> None:
    half = np.zeros((40, 40), np.uint8)
    half[:, 20:] = 255
    grey = read_image(save(tmp_path / "half.png", half), (1, 8, 8))
    assert grey.shape == (1, 1, 8, 8) and grey.dtype == np.uint8 and grey.flags.c_contiguous
    assert grey[0, 0, 4, :3].max() < 20 and grey[0, 0, 4, 5:].min() > 235
    colour = read_image(tmp_path / "half.png", (3, 8, 8))
    assert colour.shape == (1, 3, 8, 8) and np.array_equal(colour[0, 0], colour[0, 2])
    wide = read_image(tmp_path / "half.png", (1, 8, 12))
    assert wide.shape == (1, 1, 8, 12)


def test_a_wide_image_is_cut_to_its_middle(tmp_path: Path) -> None:
    pixels = np.zeros((20, 60), np.uint8)
    pixels[:, 20:40] = 200
    assert read_image(save(tmp_path / "wide.png", pixels), (1, 10, 10)).min() > 150


@pytest.mark.parametrize("content", [b"", b"nothing in particular", b"\x89PNG\r\n\x1a\n broken"])
def test_what_is_no_image_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.png"
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"^odd\.png: ") as refused:
        read_image(path, (1, 8, 8))
    assert str(refused.value).count("\n") == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_named_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(DataError, match=r"^pipe\.png: cannot be opened \(expected a file, found a named pipe\)$"):
        read_image(tmp_path / "pipe.png", (1, 8, 8))
