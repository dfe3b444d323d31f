"""What of the gathered files goes into the program folder, and what stays out.

Names are paths in the bundle with forward slashes, as PyInstaller's tables hold them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

# Modules that nothing of the program reaches at run time, though something names them in an import.
LEFT_OUT_MODULES = (
    # other programs' tools, test suites, notebooks, plotting
    *("tkinter", "matplotlib", "IPython", "pytest", "_pytest", "py", "pluggy", "mypy", "setuptools", "pip", "wheel"),
    *("pygments", "networkx", "jinja2", "markupsafe", "fsspec", "pandas", "numba", "lib2to3"),
    # extras that a frozen program does not offer
    *("tensorboard", "onnx", "onnxscript", "torchmetrics", "torch.utils.tensorboard"),
    # torch's compiler back ends (they need a C++ compiler) and its own tests
    *(
        "torch._inductor.codegen",
        "torch._inductor.kernel",
        "torch._inductor.fx_passes",
        "torch._inductor.autoheuristic",
    ),
    *("torch.testing._internal.common_methods_invocations", "torch.testing._internal.opinfo"),
    *("torch.testing._internal.generated", "torch.testing._internal.codegen", "torch.testing._internal.optests"),
    *("torch.utils.benchmark", "torch.utils.bottleneck", "torch.utils.hipify", "torch.utils.model_dump"),
    # readline is under the GPL and of use to a prompt only; the rest of this line has no use here either
    *("readline", "sqlite3", "_sqlite3", "curses", "_curses", "_uuid", "pydoc_data", "test", "idlelib", "turtledemo"),
    *("numpy.testing.tests", "pyqtgraph.opengl", "pyqtgraph.examples"),
    *("sklearn.tests", "sklearn.conftest", "sklearn.experimental", "scipy.conftest", "openTSNE.sklearn"),
)

# torch's modules live in the archive of byte code, except those whose source text torch itself reads as it is imported:
# torch.jit.script of functions, comments of its configuration modules, signatures of operators.
TORCH_SOURCES = (
    *("torch.functional", "torch.nn.functional", "torch.nn.modules.rnn", "torch._library.custom_ops"),
    *("torch._native.registry", "torch.utils._debug_mode", "torch.distributed.config", "torch.compiler.config"),
    *("torch.fx.experimental._config", "torch._export.config", "torch._dynamo.config", "torch._inductor.config"),
    *("torch._functorch.config", "torch.distributed._tools", "torch.distributed.nn.jit", "torch._dynamo.variables"),
)
# The command line's help is written as docstrings of attributes, which only the source holds.
OWN_SOURCES = (
    "explorer.options",
    "trainers.cli.train",
    "trainers.cli.sweep",
    "trainers.cli.evaluate",
    "trainers.cli.export",
    "trainers.cli.complete",
    "trainers.cli.write",
    "trainers.cli.holes",
    "trainers.cli.maps",
    "trainers.cli.judge",
    "trainers.cli.data",
    "trainers.cli.presets",
    "trainers.cli.report",
    "trainers.cli.lessons",
    "trainers.cli.serve",
)

QT_PLUGINS = {
    "platforms": ("xcb", "wayland", "offscreen", "minimal", "windows", "cocoa"),
    "imageformats": ("svg", "jpeg", "gif", "ico"),
    "iconengines": ("svgicon",),
    "platforminputcontexts": ("composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"),
    "platformthemes": ("xdgdesktopportal",),  # the theme of GTK would bring GTK and all it needs
    "styles": ("modernwindowsstyle", "macstyle", "windowsvistastyle"),
    "wayland-decoration-client": ("bradient", "adwaita"),
    "wayland-graphics-integration-client": ("qt-plugin-wayland-egl",),
    "wayland-shell-integration": ("xdg-shell",),
    "xcbglintegrations": ("xcb-glx-integration", "xcb-egl-integration"),
}
LEFT_OUT_FILES = tuple(
    re.compile(pattern)
    for pattern in (
        r"torch/(include|test|share|csrc)/",
        r"torch/bin/(?!torch_shm_manager)",  # torch refuses to start without this one
        r"torch/lib/lib(torchbind_test|jitbackend_test|backend_with_compiler|aoti_custom_ops)\b",
        r".*\.(a|lib|h|hpp|pxd|pyx|tp|pyi|c|cpp|f90|cmake|debug|map)$",
        r"(?!resources/).*/(tests|testing/data|test_data|benchmarks|examples)/",
        r".*/__pycache__/",
        r"(sklearn|scipy)/datasets/(?!data/digits\.csv\.gz)",
        r"pyqtgraph/(examples|canvas|console|flowchart|jupyter|opengl)/",
        r"[^/]+\.dist-info/(?!METADATA$)",  # versions are asked for; licences are gathered in one file
        r".*/Qt/(qml|resources|libexec|metatypes)/|PySide6/(qml|resources|metatypes|typesystems|include|scripts|glue)/",
        r"resources/screenshots/",
        r"(.*/)?\.[^/]+$",
    )
)
QT_PLUGIN = re.compile(r"PySide6/(?:Qt/)?plugins/([^/]+)/(?:lib)?q?([^/]+?)\.(?:so|dll|dylib)$")
QT_TRANSLATION = re.compile(r"PySide6/(?:Qt/)?translations/(.+)\.(?:qm|pak)$")
QT_LIBRARY = re.compile(r"(?:PySide6/(?:Qt/lib/)?)?(?:lib)?Qt6?(EglFs\w*|EglFS\w*|WlShell\w*|Qml\w*|Quick\w*|Pdf\w*)\b")

# Of the system's libraries only these go in: pieces that desktops lack, and what Python's own modules need. All others
# belong to the system (OpenGL, X11, fontconfig, the C and C++ libraries): another version of them beside the
# system's drivers and settings breaks more than it mends.
BUNDLED_SYSTEM_LIBRARIES = frozenset(
    {
        *("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-image.so.0", "libxcb-keysyms.so.1", "libxcb-util.so.1"),
        *("libxcb-render-util.so.0", "libxcb-render.so.0", "libxcb-shape.so.0", "libxcb-xkb.so.1"),
        "libxcb-randr.so.0",  # Mesa on Ubuntu 22.04 does without it; GNOME brings it
        *("libxkbcommon.so.0", "libxkbcommon-x11.so.0"),
        *("libffi.so.8", "libffi.so.7", "libbz2.so.1.0", "libbz2.so.1", "liblzma.so.5"),
        *("libssl.so.3", "libcrypto.so.3"),
    }
)


def is_left_out(name: str, languages: Iterable[str] = ("en",)) -> bool:
    """Tell whether the file *name* of the bundle stays out. *languages* are those of Qt's texts that are kept."""
    name = PurePosixPath(name.replace("\\", "/")).as_posix()
    if any(pattern.match(name) for pattern in LEFT_OUT_FILES) or QT_LIBRARY.match(name):
        return True
    if plugin := QT_PLUGIN.match(name):
        return plugin[2] not in QT_PLUGINS.get(plugin[1], ())
    if translation := QT_TRANSLATION.match(name):
        return translation[1] not in {f"qtbase_{language}" for language in languages}
    return False


def own_folders(prefix: Path, base: Path, stdlib: Path) -> tuple[Path, ...]:
    """The folders of the environment and of the Python that the build runs with; a system's Python lies in /usr, where
    the system's libraries lie, too."""
    return (prefix, stdlib) if base in (Path("/usr"), Path("/")) else (prefix, stdlib, base)


def belongs_to_the_system(name: str, source: str, own: Iterable[Path]) -> bool:
    """Tell whether the library *name*, found at *source*, is the system's and is to be left to it (Linux).

    *own* are the `own_folders`.
    """
    path = Path(source)
    if any(path.is_relative_to(folder) for folder in own):
        return False
    library = PurePosixPath(name).name
    return library not in BUNDLED_SYSTEM_LIBRARIES and not library.startswith("libpython3")


def languages_of(translations: Path) -> tuple[str, ...]:
    """The languages of the product: English, and one for each file latent-explorer_<language>.qm in *translations*."""
    found = (path.stem.removeprefix("latent-explorer_") for path in translations.glob("latent-explorer_*.qm"))
    return ("en", *sorted(found))
