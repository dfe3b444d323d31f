"""What Chinese does otherwise than by words: lists, numbers within a text, thousands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtWidgets import QApplication

from explorer.texts.data_texts import figure_text, knob_text, preset_text, status_line
from explorer.texts.listed import listed
from explorer.texts.run_names import title_text
from explorer.texts.sentences import sentence_text
from tests.explorer.program import speaking
from trainers import places
from trainers.catalog import family_specs
from trainers.dataset import LoadContext
from trainers.files.data_check import check_dataset
from trainers.messages import Phase, PhaseChanged

NARROW = "\u202f"
PAUSED = PhaseChanged(1, Phase.PAUSED, "Paused at step {step}.", "", {"step": 1001})


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    with speaking(qapp, "zh_CN"):
        yield


@pytest.mark.usefixtures("qapp")
def test_in_english() -> None:
    assert listed(["AE", "VAE"]) == "AE, VAE" and title_text("AE, VAE · Digits") == "AE, VAE · Digits"
    assert figure_text("Test guess among", "261.5") == "Test guess among 261.5"
    assert status_line(PAUSED) == f"Paused at step 1{NARROW}001."


@pytest.mark.usefixtures("chinese")
def test_in_chinese(tmp_path: Path) -> None:
    assert title_text("AE, VAE · Digits") == "AE、VAE · 手写数字" and title_text("Digits: GAN") == "数字：GAN"
    assert figure_text("Test guess among", "261.5") == "测试：相当于在 261.5 个中猜一个"
    assert figure_text("no metric", "1") == "no metric 1"
    assert status_line(PAUSED) == f"已在第 1{NARROW}001 步暂停。"
    assert sentence_text("14,056 characters, 2,080 different ones; held out is the end.").startswith(f"14{NARROW}056 ")
    assert sentence_text(check_dataset("poems", LoadContext(tmp_path)).problem).startswith("古诗：")
    assert preset_text("MNIST: Wasserstein GAN") == "MNIST：WGAN" and knob_text("Conditional GAN") == "条件 GAN"


@pytest.mark.usefixtures("chinese")
def test_every_guess_has_its_number_within() -> None:
    metrics = {m.label: m for f in family_specs() for m in (*f.metrics, *f.test_metrics) if m.group == "guess"}
    assert metrics and all(figure_text(label, "7").endswith(" 7 个中猜一个") for label in metrics)


def test_thousands_are_written_in_one_way() -> None:
    tree = ElementTree.parse(places.resources_dir() / "translations" / "latent-explorer_zh_CN.ts")
    texts = [each.text or "" for each in tree.iter("translation")]
    texts += [path.read_text("utf-8") for path in places.resources_dir().glob("*/*/zh_CN.md")]
    counted = re.compile(r"\d[, \u2009]\d{3}(?!\d)|(?<![\d.])\d{4,} (个|张|步|比特|像素|次|%)")
    assert not [found[0] for text in texts if (found := counted.search(text))]
