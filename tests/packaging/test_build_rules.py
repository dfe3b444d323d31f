"""What goes into the program folder: names as PyInstaller gathers them on the three systems."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import get_args

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

from building import rules

ROOT = Path(__file__).resolve().parents[2]
OWN = (Path("/work/env"), Path("/opt/python"))


@pytest.mark.parametrize(
    "name",
    [
        "torch/lib/libtorch_cpu.so",
        "torch/lib/libgomp.so.1",
        "torch/bin/torch_shm_manager",
        "torch/_C.cpython-311-x86_64-linux-gnu.so",
        "torch/lib/torch_cpu.dll",
        "torch/lib/libtorch_cpu.dylib",
        "torch/functional.py",
        "torch-2.13.0+cpu.dist-info/METADATA",
        "PySide6/QtWidgets.abi3.so",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/lib/libQt6XcbQpa.so.6",
        "PySide6/Qt6Core.dll",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "PySide6/translations/qtbase_en.qm",
        "numpy.libs/libscipy_openblas64_-32a4b2a6.so",
        "sklearn/datasets/data/digits.csv.gz",
        "names/dist.female.first",
        "certifi/cacert.pem",
        "resources/presets/ae-digits.toml",
        "resources/data/mnist/train-images-idx3-ubyte.gz",
        "resources/runs/ae-vs-vae-digits/weights/0.safetensors",
        "base_library.zip",
    ],
)
def test_what_the_program_needs_stays(name: str) -> None:
    assert not rules.is_left_out(name, ("en", "zh_CN"))


@pytest.mark.parametrize(
    "name",
    [
        "torch/include/ATen/ATen.h",
        "torch/test/test_jit",
        "torch/bin/protoc",
        "torch/bin/protoc-3.13.0.0",
        "torch/share/cmake/Torch/TorchConfig.cmake",
        "torch/lib/libbackend_with_compiler.so",
        "torch/lib/dnnl.lib",
        "torch-2.13.0+cpu.dist-info/RECORD",
        "latent_explorer-0.1.0.dist-info/direct_url.json",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/plugins/tls/qschannelbackend.dll",
        "PySide6/Qt/plugins/egldeviceintegrations/libqeglfs-kms-egldevice-integration.so",
        "PySide6/Qt/plugins/imageformats/libqtiff.so",
        "PySide6/Qt/plugins/networkinformation/libqglib.so",
        "PySide6/Qt/lib/libQt6EglFsKmsSupport.so.6",
        "PySide6/Qt/lib/libQt6EglFSDeviceIntegration.so.6",
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "PySide6/Qt6Quick.dll",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/translations/qt_help_zh_CN.qm",
        "sklearn/datasets/data/iris.csv",
        "sklearn/datasets/images/china.jpg",
        "scipy/stats/tests/data/fisk.npy",
        "numpy/random/_pcg64.pyx",
        "pyqtgraph/examples/Arrow.py",
        "resources/screenshots/explore.png",
        "resources/runs/.hidden",
    ],
)
def test_what_nobody_needs_goes(name: str) -> None:
    assert rules.is_left_out(name, ("en", "zh_CN"))


def test_qt_speaks_the_product_s_languages_only() -> None:
    assert rules.is_left_out("PySide6/Qt/translations/qtbase_zh_CN.qm", ("en",))
    languages = rules.languages_of(ROOT / "resources" / "translations")
    assert languages == ("en", "zh_CN")


@pytest.mark.parametrize(
    ("name", "source", "left"),
    [
        ("libGL.so.1", "/lib/x86_64-linux-gnu/libGL.so.1", True),
        ("libstdc++.so.6", "/lib/x86_64-linux-gnu/libstdc++.so.6", True),
        ("libX11.so.6", "/lib/x86_64-linux-gnu/libX11.so.6", True),
        ("libxcb-cursor.so.0", "/lib/x86_64-linux-gnu/libxcb-cursor.so.0", False),
        ("libcrypto.so.3", "/lib/x86_64-linux-gnu/libcrypto.so.3", False),
        ("torch/lib/libgomp.so.1", "/work/env/lib/torch/lib/libgomp.so.1", False),
        ("libpython3.11.so.1.0", "/opt/python/lib/libpython3.11.so.1.0", False),
        ("libpython3.12.so.1.0", "/usr/lib/x86_64-linux-gnu/libpython3.12.so.1.0", False),
    ],
)
def test_the_system_keeps_its_libraries(name: str, source: str, left: bool) -> None:
    assert rules.belongs_to_the_system(name, source, OWN) is left


def test_a_system_s_python_does_not_make_the_system_ours() -> None:
    own = rules.own_folders(Path("/work/env"), Path("/usr"), Path("/usr/lib/python3.12"))
    assert rules.belongs_to_the_system("libGL.so.1", "/usr/lib/x86_64-linux-gnu/libGL.so.1", own)
    assert not rules.belongs_to_the_system("_ssl.so", "/usr/lib/python3.12/lib-dynload/_ssl.so", own)


def test_no_module_of_the_product_is_left_out() -> None:
    assert not [name for name in rules.LEFT_OUT_MODULES if name.partition(".")[0] in ("trainers", "explorer")]


@pytest.mark.parametrize("name", rules.OWN_SOURCES)
def test_sources_that_are_kept_for_the_help_exist(name: str) -> None:
    assert (ROOT / name.replace(".", "/")).with_suffix(".py").is_file()


def test_the_source_of_every_command_is_kept_for_its_help() -> None:
    from trainers.cli.main import COMMANDS, Command

    commands = [get_args(command)[0] for command in get_args(Command)]
    assert len(commands) == len(COMMANDS)
    assert {command.__module__ for command in commands} <= {*rules.OWN_SOURCES}


def test_sources_that_torch_reads_are_there_in_the_torch_that_is_pinned() -> None:
    from importlib.util import find_spec

    folder = Path((find_spec("torch") or pytest.fail("torch is not installed")).origin or "").parent
    for name in rules.TORCH_SOURCES:
        place = folder.parent.joinpath(*name.split("."))
        assert place.with_suffix(".py").is_file() or (place / "__init__.py").is_file(), name
