"""MNIST: 70 000 handwritten digits (Y. LeCun, C. Cortes, C. Burges; CC BY-SA 3.0)."""

from __future__ import annotations

from pathlib import Path

from trainers.catalog import dataset
from trainers.dataset import Dataset, DatasetConfig, LoadContext
from trainers.datasets._official_idx import OfficialFiles
from trainers.examples import Examples
from trainers.files.downloads import RemoteFile

# SHA-256 of the original gzipped files, as several independent public projects state them, TensorFlow Datasets among
# them. (Files from elsewhere may be wrapped differently; those that already lie in the folder are judged by content.)
FILES = OfficialFiles(
    name="mnist",
    title="MNIST",
    files=(
        RemoteFile(
            "train-images-idx3-ubyte.gz", "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609", 9_912_422
        ),
        RemoteFile(
            "train-labels-idx1-ubyte.gz", "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c", 28_881
        ),
        RemoteFile(
            "t10k-images-idx3-ubyte.gz", "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6", 1_648_877
        ),
        RemoteFile(
            "t10k-labels-idx1-ubyte.gz", "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6", 4_542
        ),
    ),
    mirrors=(
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
        "https://raw.githubusercontent.com/fgnt/mnist/master/",
    ),
    class_names=tuple("0123456789"),
    counts=(60_000, 10_000),
    aliases=("MNIST", "MNIST/raw"),
)


class Config(DatasetConfig):
    """MNIST has nothing to set."""


@dataset("mnist")
class Mnist(Dataset):
    """LeCun et al., Gradient-based learning applied to document recognition (1998); the official split."""

    title = FILES.title
    summary = "70 000 handwritten digits, 28x28 pixels: the classic."
    source = "download"
    Config = Config

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        return FILES.load(context)

    @staticmethod
    def missing(config: DatasetConfig, data_dir: Path) -> str:
        return FILES.missing(data_dir)
