"""What `trainers` says of data and files, in a Chinese window: real sentences, nested, foreign and hostile ones."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from explorer.files.dropped import sort_dropped
from explorer.files.opening import summary
from explorer.help.check_row import CheckRow
from explorer.style.theme import LIGHT
from explorer.texts.data_texts import device_problem, status_line
from explorer.texts.sentences import sentence_text
from tests.explorer.program import speaking
from trainers.catalog import datasets, families, find_dataset, find_family
from trainers.dataset import missing_file
from trainers.examples import DataError, Examples, Modes
from trainers.experiment import Experiment, read_toml
from trainers.family import Family, check_takes
from trainers.files.array_files import read_arrays
from trainers.files.image_folder_report import inspect_folder
from trainers.kinds import Pictures, Points, Tokens
from trainers.knobs import ConfigError
from trainers.messages import Phase, PhaseChanged
from trainers.metrics.inception import frechet_distance
from trainers.metrics.realism import make_references
from trainers.runs.files import RunFolderError
from trainers.runs.reading import read_run
from trainers.self_test.report import Check
from trainers.sentences.reading import MOST
from trainers.sentences.templates import read_templates

VAE = {"dataset": {"name": "digits"}, "models": [{"family": "vae"}]}


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    with speaking(qapp, "zh_CN"):
        yield


def refusal(path: Path, content: bytes) -> str:
    """What reading a data file of that content says."""
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_arrays(path)
    return str(caught.value)


@pytest.mark.usefixtures("qapp")
def test_in_english_nothing_changes(tmp_path: Path) -> None:
    said = refusal(tmp_path / "a.csv", b"")
    assert sentence_text(said) is said


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "a.csv：应为 NPZ、NPY、IDX 或 CSV 数据，实为空文件"),
        ("a.csv", b"1,2,3,4\n1,2,x,4\n", "a.csv：应为数值，第 2 行第 3 列却是 'x'"),
        ("a.csv", b"1,2,3,4\n1,2\n", "a.csv：应为 4 列，第 2 行却有 2 列"),
        ("a.csv", b"1,2,3,4,5,6,7\n" * 2, "a.csv：每行像素数应为平方数，如 784，实为 7"),
        ("a.npy", b"hello, you", "a.npy：应为 NPZ、NPY、IDX 或 CSV 数据，实为以字节 68 65 6c 6c 6f 2c 开头的文件"),
        (
            "a.7z",
            b"7z\xbc\xaf\x27\x1c",
            "a.7z：应为 NPZ、NPY、IDX 或 CSV 数据，实为 7z 压缩包；请先解压，再选择其中的内容",
        ),
        ("a.npz", b"PK and nothing", "a.npz：应为完整的 NPZ 归档，实际情况：不是 ZIP 文件"),
        (
            "猫 1.csv",
            b"\xff\xfe\xfd",
            "猫 1.csv：应为 UTF-16 文本，在 2 个字节之后遇到字节 0xfd；请存为 UTF-8（Excel 中选“CSV UTF-8”）",
        ),
    ],
)
def test_what_is_wrong_with_a_data_file(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    assert sentence_text(refusal(tmp_path / name, content)) == words


@pytest.mark.usefixtures("chinese")
def test_files_that_are_not_there(tmp_path: Path) -> None:
    assert sentence_text(missing_file(tmp_path / "a.npy")) == f"{tmp_path}/a.npy：找不到这个文件"
    assert sentence_text(missing_file(tmp_path)) == f"{tmp_path}：应为文件，实为文件夹"
    with pytest.raises(DataError) as caught:
        sort_dropped([tmp_path / "gone"])
    assert sentence_text(str(caught.value)) == f"{tmp_path}/gone：这里什么也没有"
    with pytest.raises(OSError) as refused:
        (tmp_path / "gone").read_bytes()
    assert sentence_text(str(refused.value)) == f"'{tmp_path}/gone'：没有这个文件或文件夹（错误 2）"


@pytest.mark.usefixtures("chinese")
def test_the_report_on_a_folder(tmp_path: Path) -> None:
    from PIL import Image

    for index in range(7):
        Image.new("L", (9, 9 + index)).save(tmp_path / f"{index}.png")
        (tmp_path / f"note {index}.txt").write_text("no picture")
    (tmp_path / "6.png").write_bytes((tmp_path / "6.png").read_bytes()[:60])
    (tmp_path / "again: 0.png").write_bytes((tmp_path / "0.png").read_bytes())
    said = [sentence_text(line) for line in inspect_folder(tmp_path).sentences()]
    assert said[0] == f"{tmp_path.name} 中有 7 张图像。"
    assert "略去 1 个重复的：0.png = again: 0.png。" in said
    assert "略过 7 个，不是可读取的图像：note 0.txt, note 1.txt, note 2.txt 等（另有 4 个）。" in said


@pytest.mark.usefixtures("chinese")
def test_an_experiment_and_its_knobs(tmp_path: Path) -> None:
    def said(table: dict[str, object]) -> str:
        with pytest.raises(ConfigError) as caught:
            Experiment.parse(table)
        return sentence_text(str(caught.value))

    assert said(VAE | {"steps": 0}) == "steps：应为 1 至 1000000，实为 0"
    assert said(VAE | {"steps": "one of many"}) == "steps：应为 1 至 1000000，实为 'one of many'"
    assert said(VAE | {"models": []}) == "models：应为 1 至 4 个模型，实为 0"
    model = {"family": "vae", "network": "nothing"}
    assert said(VAE | {"models": [model]}) == "models.0.network：应为 mlp, conv 之一，实为 'nothing'"
    (tmp_path / "a.toml").write_text("steps = 3 4")
    with pytest.raises(ConfigError) as caught:
        read_toml(tmp_path / "a.toml")
    assert sentence_text(str(caught.value)) == "a.toml：语句之后应换行或结束（第 1 行第 11 列）"


@pytest.mark.usefixtures("chinese")
def test_a_run_that_opens_in_part(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError) as caught:
        read_run(tmp_path / "gone")
    assert sentence_text(str(caught.value)) == f"{tmp_path}/gone：找不到这个运行文件夹"
    (tmp_path / "experiment.toml").write_text(Experiment.parse(VAE).to_toml())
    (tmp_path / "environment.json").write_text("[1]")
    (tmp_path / "resume.json").write_text('{"format": "x"}')
    problems = read_run(tmp_path).problems
    assert sentence_text(problems[0]) == "environment.json：应为 JSON 对象，实为 list"
    assert "resume.json: format：应为整数，实为 'x'" in [sentence_text(problem) for problem in problems]
    assert summary(problems).startswith("仅部分打开：environment.json：应为 JSON 对象，实为 list")


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    ("said", "words"),
    [
        (  # a name before a clause, a clause within it, and one after it
            "experiment.toml: models.0.beta: expected 0 to 50, found 99; the settings of the last save are used",
            "experiment.toml: models.0.beta：应为 0 至 50，实为 99；采用上次保存的设置",
        ),
        (
            "a.gz: could not be downloaded: one.org cannot be reached (Timeout); two.org answered 404 Not Found",
            "a.gz：无法下载：one.org 无法连接（Timeout）；two.org 回应 404 Not Found",
        ),
        (
            "Rows are colour images of 8 x 8 pixels, all of their red first. Black is 0, white is 2.5.",
            "每行是一张 8×8 像素的彩色图像，先是全部红色值。黑为 0，白为 2.5。",
        ),
        ("my run could not be saved: No space left on device", "无法保存 my run：磁盘空间不足"),
        (
            "a could not be saved: /a: expected a new or empty folder, found one that is not; nothing was overwritten",
            "无法保存 a：/a：应为新的或空的文件夹，此文件夹不空；未覆盖任何内容",
        ),
        ("models.1.network: conv takes images of 8 to 64 pixels a side, found 4 x 4",
         "models.1.network：conv 接受边长 8 至 64 像素的图像，实为 4×4"),
        ("novel.txt: expected a text of at most 100 bytes, found 102 bytes",
         "novel.txt：文本最多 100 字节，实为 102 字节"),
        ("a.csv: read as GB18030, the encoding of Chinese Windows.",
         "a.csv：按 GB18030（中文 Windows 的编码）读取。"),
        ("novel.txt: expected text in UTF-8, found the byte 0xfc after 122 bytes; save it as UTF-8",
         "novel.txt：应为 UTF-8 文本，在 122 个字节之后遇到字节 0xfc；请存为 UTF-8"),
        ("my run could not be saved: the dog ate it", "无法保存 my run：the dog ate it"),
        ("ValueError: no reason given", "ValueError：未给出原因"),
        ("3 skipped, cannot be opened (Permission denied): a: b.png.", "略过 3 个，无法打开（没有权限）：a: b.png。"),
    ],
)  # fmt: skip
def test_sentences_within_sentences(said: str, words: str) -> None:
    assert sentence_text(said) == words


def spliced() -> Iterator[tuple[str, Callable[[], object], str]]:
    """Refusals into which a word is put: what asks for them, and how they read."""
    grey, points, tokens = Pictures(1, 8, 8), Points(), Tokens(("a", "b"), 4)
    flat, place = np.zeros((3, 64), np.uint8), np.zeros((3, 2), np.float32)
    picture = np.zeros((3, 1, 8, 8), np.uint8)
    yield "a plane of pictures", lambda: grey.to_places(None), "应为平面上的点，实为图像"
    yield "a plane of tokens", lambda: tokens.to_places(None), "应为平面上的点，实为词元"
    yield "images of tokens", lambda: tokens.image_shape, "应为具有图像形状的样本，实为词元"
    yield "no examples", lambda: Examples("a b", picture, picture[:0]), "a b：没有测试样本"
    yield (
        "few labels",
        lambda: Examples("a", picture, picture, np.zeros(2, np.int64)),
        ("a：有 3 个训练样本，标签的形状却为 (2,)"),
    )
    yield (
        "no pictures",
        lambda: Examples("a b", picture, flat, kind=grey),
        ("a b：测试样本应为 uint8 或 float32 (N, 1 或 3, H, W)，实为 uint8 (3, 64)"),
    )
    yield (
        "no points",
        lambda: Examples("a", picture, picture, kind=points),
        ("a：训练样本必须是 float32 (N, 2) 的点，实为 uint8 (3, 1, 8, 8)"),
    )
    modes = Modes(place, 0.1)
    yield (
        "modes",
        lambda: Examples("a", picture, picture, modes=modes),
        ("a：只有点才有模式，实为形状 (1, 8, 8) 的图像"),
    )
    yield (
        "points",
        lambda: check_takes(find_family("ae"), points, "ring", "models.0.family"),
        ("models.0.family：ae 不能从平面上的点学习，而 ring 正是这种数据"),
    )
    yield (
        "family",
        lambda: find_family("rbm"),
        f"family：应为模型族（{', '.join(sorted(families()))} 之一），实为 'rbm'",
    )
    yield (
        "dataset",
        lambda: find_dataset(3),
        f"dataset.name：应为数据集（{', '.join(sorted(datasets()))} 之一），实为 3",
    )
    nothing = torch.zeros(0, 3)
    yield (
        "features",
        lambda: frechet_distance(nothing, nothing),
        ("真实样本的特征：应为至少一张图像的有限数值，实际形状为 (0, 3)"),
    )
    yield "one code", lambda: make_references(torch.zeros(9)), ("真实度：真实图像的特征的形状应为 (N, D)，实为 (9,)")
    for what, able in {
        "没有编码": lambda family: family.code_width,
        "没有对抗的双方": lambda family: family.move("generator", None, None, None),
        "不能编码": lambda family: family.encode(None),
        "没有后验": lambda family: family.posterior(None),
        "不能解码": lambda family: family.decode(None),
        "不能采样": lambda family: family.sample_codes(1, None, None),
        "不会补全给定的部分": lambda family: next(family.draw(1, None, given=(None, None))),
        "的绘制没有先后顺序": lambda family: family.orders,
        "不能预测": lambda family: family.predict(None),
        "不能评分": lambda family: family.scores(None),
    }.items():
        yield what, partial(able, AbleToNothing()), f"nothing-at-all {what}"


class AbleToNothing(Family):
    name = "nothing-at-all"
    latent_dim = None

    def __init__(self) -> None:
        pass

    def step(self, x: Any, y: Any, clock: Any, generator: Any) -> dict[str, Any]:
        return {}


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(("ask", "words"), [pytest.param(*rest, id=name) for name, *rest in spliced()])
def test_words_within_a_refusal_are_translated(ask: Callable[[], object], words: str) -> None:
    with pytest.raises((ValueError, NotImplementedError)) as caught:
        ask()
    assert sentence_text(str(caught.value)) == words


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    "said",
    ["", "nothing", "A thing of an add-on.", "from here to there", "4 MB of data", "must be 5", "{0}", "：",
     "运行文件夹不见了。", "Reading", ": ", "; ", ". ", "a: b; c. d"],
)  # fmt: skip
def test_what_is_not_known_stays(said: str) -> None:
    assert sentence_text(said) == said


@pytest.mark.usefixtures("chinese")
def test_the_window_translates_the_reason_within_a_status() -> None:
    values: dict[str, str | int] = {"reason": "a.csv: expected rows of numbers, found none", "step": 7}
    failed = PhaseChanged(1, Phase.FAILED, "A step failed ({reason}); went back to step {step}.", "", values)
    assert status_line(failed) == "有一步失败（a.csv：应为数值的行，却一行也没有）；已退回第 7 步。"
    assert device_problem("this PyTorch is a CPU build") == "此 PyTorch 是 CPU 版本"


@pytest.mark.usefixtures("chinese")
def test_what_the_self_test_found(qtbot: QtBot) -> None:
    def texts(check: Check) -> list[str]:
        row = CheckRow(check, LIGHT)
        qtbot.addWidget(row)
        return [label.toolTip() or label.text() for label in row.findChildren(QLabel)]

    said = "after 60 steps recon 3.1 (expected 2.8 to 4), kl 1 (expected 0 to 2); resumed bit for bit; exported 4 files"
    said += " and read them again"
    words = "60 步之后：recon 3.1（应为 2.8 至 4），kl 1（应为 0 至 2）；恢复后逐位一致；导出了 4 个文件并重新读取"
    assert words in texts(Check("family vae", True, said, 1.0))
    failed = "my/presets is read-only; logs: /log cannot be written to (No space left on device)"
    assert "my/presets 是只读的；logs：无法写入 /log（磁盘空间不足）" in texts(Check("folders", False, failed, 0.1))


# ------------------------------------------------------------------ names that look like sentences

NAMES = (
    "expected rows of numbers, found none.csv", "Permission denied", "a: expected a file, found none", "{0} {1} %1.csv",
    "a folder", "x: cannot be read (an empty file)", "1 skipped, a link: b.png.",
    "; the settings of the last save are used",
    "\u202e名.csv", "at least 4", ": expected , found ",
    "a\nb: expected a value.csv", "\\1 \\g<0>.csv", "数组 1：已损坏",
)  # fmt: skip


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("{}: expected rows of numbers, found none", "{}：应为数值的行，却一行也没有"),
        ("{}: expected at most 4 columns, found 12", "{}：应至多 4 列，实有 12 列"),
        ("Labels are those of {}.", "标签取自 {}。"),
        ("{} is missing: there are no curves", "缺少 {}：没有曲线"),
    ],
)
def test_names_stay_whatever_they_look_like(said: str, words: str, name: str) -> None:
    assert sentence_text(said.replace("{}", name)) == words.replace("{}", name)


@pytest.mark.usefixtures("chinese")
def test_no_words_are_lost_where_a_guess_is_wrong() -> None:
    """Whatever the names are, each part of them that is no sentence of ours is still there, and so is each number."""
    for name in NAMES[::5]:
        for template in read_templates():
            fields = [
                f"{name}{place}" if kind != "number" else f"{place}7" for place, kind in enumerate(template.kinds)
            ]
            said = template.source.format(*fields) if fields else template.source
            shown = sentence_text(said)
            for number in re.findall(r"\d+", ",".join(fields)):
                assert number in shown, (said, shown)


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    "said",
    [
        "x" * 4000 + ": expected rows of numbers, found none", "a; " * 1300, "A. " * 1300, ": expected " * 360,
        "x: cannot be read (" * 190 + ")" * 190, ": expected 1, found " * 190, "0 skipped, : : : " * 200 + ".",
        "a: " * 1300, "\n" * 3999, "(" * 3999, "expected " * 440, "found {0}" * 400,
    ],
)  # fmt: skip
def test_the_longest_texts_take_no_time(said: str) -> None:
    sentence_text("warm")
    start = time.perf_counter()
    sentence_text(said)
    assert time.perf_counter() - start < 0.5


@pytest.mark.usefixtures("chinese")
def test_longer_texts_are_not_looked_at() -> None:
    name = "x" * MOST
    assert (
        sentence_text(f"{name}: expected rows of numbers, found none")
        == f"{name}: expected rows of numbers, found none"
    )
    assert sentence_text(f"{name[:3000]}: there is no such file") == f"{name[:3000]}：没有这个文件"


@pytest.mark.usefixtures("chinese")
def test_every_template_is_known_again() -> None:
    """Filled with plain values, each becomes Chinese, and the values stand in it."""
    for template in read_templates():
        fields = [f"wert{place}" if kind != "number" else f"{place}7" for place, kind in enumerate(template.kinds)]
        said = template.source.format(*fields) if fields else template.source
        if not template.is_weak:
            shown = sentence_text(said)
            if said.startswith("pip install "):  # a command is the same in every language
                assert shown == said
                continue
            assert re.search("[\u4e00-\u9fff]|\\d [MG]B", shown), said
            assert all(field in shown for field in fields), (said, shown)


@pytest.mark.usefixtures("chinese")
def test_what_runs_learned_from_is_said_in_the_language_of_the_sentence() -> None:
    said = (
        "Ring: GAN · 2026-11-30 16:48 learned from points of the plane, imgs from images of 3 x 32 x 32: such models "
        "cannot be looked at side by side"
    )
    text = sentence_text(said)
    assert "平面上的点" in text and "3×32×32 的图像" in text and "images" not in text
