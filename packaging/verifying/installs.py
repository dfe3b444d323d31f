"""How each kind of artefact is installed, found, and removed again."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from verifying.machine import HOME, STICK, Answer, Machine, quoted

INSTALL_SECONDS = 300
UNPACKED = f"{HOME}/桌面/潜在 空间"


class Install(NamedTuple):
    """One kind of artefact. `program` is the program's folder, `command` what a user starts, both inside the system."""

    kind: str
    pattern: str  # of the artefact's name
    program: str
    command: str
    data: str  # where menu entry, file type and icons go; empty when there are none

    def find(self, dist: Path) -> Path:
        """Return the one artefact in *dist*. Raises FileNotFoundError when there is none or more than one."""
        found = sorted(dist.glob(self.pattern))
        if len(found) != 1:
            names = ", ".join(path.name for path in found) or "none"
            raise FileNotFoundError(f"{dist}: expected one {self.pattern}, found {names}")
        return found[0]

    def install(self, machine: Machine, artefact: str) -> Answer:
        """Install the file named *artefact* from the stick."""
        file = f"{STICK}/{artefact}"
        if self.kind == "deb":
            return machine.run(["dpkg", "-i", file], root=True, seconds=INSTALL_SECONDS)
        if self.kind == "run":
            return machine.run(["sh", file], seconds=INSTALL_SECONDS)
        steps = f"mkdir -p {quoted(UNPACKED)} && tar -xJf {quoted(file)} -C {quoted(UNPACKED)} --strip-components=1"
        return machine.run(steps, seconds=INSTALL_SECONDS)

    def uninstall(self, machine: Machine) -> Answer:
        """Remove the program as its users are told to."""
        if self.kind == "deb":
            return machine.run(["dpkg", "--purge", "latent-explorer"], root=True, seconds=INSTALL_SECONDS)
        if self.kind == "run":
            return machine.run([f"{self.program}/uninstall"])
        return machine.run(f"rm -r {quoted(UNPACKED)} && rmdir {quoted(str(Path(UNPACKED).parent))}")


_RUN_TARGET = f"{HOME}/.local/share/latent-explorer-program"
INSTALLS = {
    install.kind: install
    for install in (
        Install(
            "run",
            "latent-explorer-*-linux-x86_64.run",
            _RUN_TARGET,
            f"{HOME}/.local/bin/latent-explorer",
            f"{HOME}/.local/share",
        ),
        Install("deb", "latent-explorer_*_amd64.deb", "/opt/latent-explorer", "/usr/bin/latent-explorer", "/usr/share"),
        Install("tar", "latent-explorer-*-linux-x86_64.tar.xz", UNPACKED, f"{UNPACKED}/latent-explorer", ""),
    )
}
