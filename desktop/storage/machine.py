"""This laptop's identity, kept outside every ledger: its signing key and its incarnations.

A device id must never use a sequence number twice. So a ledger that is not exactly where this
machine left it (copied, restored, another machine, killed before it was closed) gets a new
incarnation: a new device id with a chain of its own.
"""

from __future__ import annotations

import json
import os
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.storage.files import replace_file

if TYPE_CHECKING:
    from desktop.kernel.identity import IdFactory

HOME = "HUBIAO_HOME"
"""Environment variable that moves the per-user folder, for tests and portable installations."""


def home_folder() -> Path:
    """Return the per-user folder of the program."""
    if os.environ.get(HOME):
        return Path(os.environ[HOME])
    from platformdirs import user_data_path

    return user_data_path("hubiao", appauthor=False)


@dataclass(frozen=True, slots=True)
class Incarnation:
    """One device id for one ledger file on this machine.

    Attributes:
        device: 32 hexadecimal digits.
        fresh: just begun; the ledger does not know it yet.
    """

    device: str
    fresh: bool


class Machine:
    """What this machine remembers of itself and of the ledgers it wrote."""

    def __init__(self, folder: Path | None = None) -> None:
        self._path = (folder or home_folder()) / "device.json"
        self._state = self._load()

    @property
    def name(self) -> str:
        """The computer's name, for people."""
        return socket.gethostname()[:60]

    def public_key(self) -> str:
        """Return the Ed25519 public key in hexadecimal, making the pair at the first call."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        if "private" not in self._state:
            self._state["private"] = Ed25519PrivateKey.generate().private_bytes_raw().hex()
            self._save()
        return str(self._private().public_key().public_bytes_raw().hex())

    def sign(self, content: bytes) -> bytes:
        """Return this machine's signature over ``content``."""
        self.public_key()
        return bytes(self._private().sign(content))

    def begin(
        self, ledger: str, path: Path, sequence_of: dict[str, int], ids: IdFactory
    ) -> Incarnation:
        """Return the device id to write ``path`` with, and note that it is open.

        Args:
            ledger: the ledger's id.
            path: its file.
            sequence_of: device → last sequence found in the ledger.
            ids: makes a new device id.
        """
        place = f"{ledger} {path.resolve()}"
        known = self._state["ledgers"].get(place, {})
        same = (
            known.get("closed") is True
            and known.get("inode") == path.stat().st_ino
            and known.get("sequence") == sequence_of.get(known.get("device"), 0)
        )
        device = known["device"] if same else ids()
        self._state["ledgers"][place] = {"device": device, "closed": False}
        self._save()
        return Incarnation(device, not same)

    def end(self, ledger: str, path: Path, device: str, sequence: int) -> None:
        """Note that ``path`` was closed properly after ``sequence``."""
        self._state["ledgers"][f"{ledger} {path.resolve()}"] = {
            "device": device,
            "closed": True,
            "sequence": sequence,
            "inode": path.stat().st_ino,
        }
        self._save()

    def _private(self) -> Any:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self._state["private"]))

    def _load(self) -> dict[str, Any]:
        try:
            state = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            state = {}
        if not isinstance(state, dict) or not isinstance(state.get("ledgers"), dict):
            state = {"ledgers": {}}
        return state

    def _save(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(self._path, json.dumps(self._state, indent=1).encode())
