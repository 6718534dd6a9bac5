"""A real PostgreSQL server of this test run, on a socket of its own and with nothing in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.storage.postgres.address import ServerAddress

if TYPE_CHECKING:
    from collections.abc import Iterator

PORT = "54329"
LEADER = "区负责人"


@dataclass
class Server:
    """A running server; every ledger on it has a schema of its own."""

    folder: Path
    made: int = 0

    def address(self, ledger: str = "") -> ServerAddress:
        if not ledger:
            self.made += 1
            ledger = f"ledger{self.made}"
        return ServerAddress.parse(self.text(ledger))

    def text(self, ledger: str) -> str:
        return f"postgresql:///postgres?host={self.folder}&port={PORT}&ledger={ledger}"

    def run(self, statement: str) -> str:
        """Ask the server with its own program."""
        command = ["psql", "-h", str(self.folder), "-p", PORT, "-U", LEADER, "-At", "-c", statement]
        done = subprocess.run([*command, "postgres"], check=True, capture_output=True, text=True)
        return str(done.stdout).strip()


def _quietly(command: list[object]) -> None:
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def _as_another(folder: Path) -> list[str]:
    """The server refuses to be run by root."""
    if os.getuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    programs = _programs()
    if programs is None or shutil.which("psql") is None:
        pytest.skip("PostgreSQL is not installed")
    # A socket's path may have 107 bytes, which pytest's own folders exceed.
    folder = Path(tempfile.mkdtemp(prefix="hb-pg-"))
    user = _as_another(folder)
    data = folder / "data"
    _quietly(
        [*user, programs / "initdb", "-D", data, "-U", LEADER, "--auth=trust", "-E", "UTF8",
         "--locale=C.UTF-8", "--no-sync"],
    )  # fmt: skip
    control = [*user, programs / "pg_ctl", "-D", data, "-w", "-s"]
    options = f"-k {folder} -c listen_addresses= -p {PORT} -c fsync=off"
    _quietly([*control, "-o", options, "-l", folder / "log", "start"])
    try:
        yield Server(folder)
    finally:
        _quietly([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)
