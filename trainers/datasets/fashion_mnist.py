"""Fashion-MNIST: 70 000 pictures of clothes (Zalando Research, MIT licence)."""

from __future__ import annotations

from pathlib import Path

from trainers.catalog import dataset
from trainers.dataset import Dataset, DatasetConfig, LoadContext
from trainers.datasets._official_idx import OfficialFiles
from trainers.examples import Examples
from trainers.files.downloads import RemoteFile

# SHA-256 of the original gzipped files, as several independent public projects state them, TensorFlow Datasets among
# them; the plain-http mirror is safe because of them.
FILES = OfficialFiles(
    name="fashion-mnist",
    title="Fashion-MNIST",
    files=(
        RemoteFile(
            "train-images-idx3-ubyte.gz", "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84", 26_421_880
        ),
        RemoteFile(
            "train-labels-idx1-ubyte.gz", "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845", 29_515
        ),
        RemoteFile(
            "t10k-images-idx3-ubyte.gz", "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073", 4_422_102
        ),
        RemoteFile(
            "t10k-labels-idx1-ubyte.gz", "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5", 5_148
        ),
    ),
    mirrors=(
        "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    ),
    class_names=("T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
    counts=(60_000, 10_000),
    aliases=("fashion", "FashionMNIST", "FashionMNIST/raw", "fashion_mnist"),
)


class Config(DatasetConfig):
    """Fashion-MNIST has nothing to set."""


@dataset("fashion-mnist")
class FashionMnist(Dataset):
    """Xiao, Rasul & Vollgraf, Fashion-MNIST (2017), arXiv:1708.07747; the official split."""

    title = FILES.title
    summary = "70 000 pictures of clothes, 28x28 pixels: harder than digits."
    source = "download"
    class_words = FILES.class_names
    Config = Config

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        return FILES.load(context)

    @staticmethod
    def missing(config: DatasetConfig, data_dir: Path) -> str:
        return FILES.missing(data_dir)
