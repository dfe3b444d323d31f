"""Gathers torch without its sources, headers, compilers and tests; takes the place of PyInstaller's own hook."""

from __future__ import annotations

import sys
from pathlib import Path

from PyInstaller.utils.hooks import PY_DYLIB_PATTERNS, collect_dynamic_libs, get_package_paths

# Of these only what other modules name in an import; of all else every module, as torch imports some by names that it
# puts together (torch._dynamo.polyfills.loader).
ON_DEMAND = ("torch._inductor", "torch._vendor", "torch.ao", "torch.distributed", "torch.testing")
ON_DEMAND += ("torch.utils.tensorboard", "torch.utils.benchmark", "torch.test", "torch.include")

_folder = Path(get_package_paths("torch")[1])
_names = (path.relative_to(_folder.parent).with_suffix("").parts for path in sorted(_folder.rglob("*.py")))
hiddenimports = [
    name
    for name in (".".join(parts).removesuffix(".__init__") for parts in _names)
    if not any(name == left_out or name.startswith(left_out + ".") for left_out in ON_DEMAND)
]
module_collection_mode = "pyz"
warn_on_missing_hiddenimports = False
binaries = collect_dynamic_libs("torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"])
if sys.platform != "win32":
    binaries.append((str(_folder / "bin" / "torch_shm_manager"), "torch/bin"))
# torch finds its libraries beside the file that it was loaded from: links elsewhere would mislead it.
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
