"""Kuzushiji-MNIST: 70 000 handwritten hiragana from old books (ROIS-DS CODH; CC BY-SA 4.0)."""

from __future__ import annotations

from pathlib import Path

from trainers.catalog import dataset
from trainers.dataset import Dataset, DatasetConfig, LoadContext
from trainers.datasets._official_idx import OfficialFiles
from trainers.examples import Examples
from trainers.files.downloads import RemoteFile

# SHA-256 of the original gzipped files, as several independent public projects state them, TensorFlow Datasets among
# them. The publisher is the only well-known host; without TLS (old proxies) the hash still guards the content.
FILES = OfficialFiles(
    name="kmnist",
    title="Kuzushiji-MNIST",
    files=(
        RemoteFile(
            "train-images-idx3-ubyte.gz", "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4", 18_165_135
        ),
        RemoteFile(
            "train-labels-idx1-ubyte.gz", "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17", 29_497
        ),
        RemoteFile(
            "t10k-images-idx3-ubyte.gz", "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5", 3_041_136
        ),
        RemoteFile(
            "t10k-labels-idx1-ubyte.gz", "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c", 5_120
        ),
    ),
    mirrors=(
        "https://codh.rois.ac.jp/kmnist/dataset/kmnist/",
        "http://codh.rois.ac.jp/kmnist/dataset/kmnist/",
    ),
    class_names=("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
    counts=(60_000, 10_000),
    aliases=("KMNIST", "KMNIST/raw"),
)


class Config(DatasetConfig):
    """Kuzushiji-MNIST has nothing to set."""


@dataset("kmnist")
class Kmnist(Dataset):
    """Clanuwat et al., Deep learning for classical Japanese literature (2018), arXiv:1812.01718; the official split."""

    title = FILES.title
    summary = "70 000 handwritten hiragana from old Japanese books, 28x28 pixels."
    source = "download"
    Config = Config

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        return FILES.load(context)

    @staticmethod
    def missing(config: DatasetConfig, data_dir: Path) -> str:
        return FILES.missing(data_dir)
