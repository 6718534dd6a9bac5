"""The key file: the ledger's key, wrapped for each operator's password and for recovery.

The ledger's own key is random and never changes; changing a password rewrites this small file
atomically (``PRAGMA rekey`` failed silently on a full disk). It also holds the anchor: how long
the journal was at the last close, which is the only thing that sees a shortened journal.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from desktop.kernel.errors import LedgerError, RefusedError
from desktop.kernel.paths import LedgerPaths
from desktop.storage.failures import translated
from desktop.storage.files import replace_file

if TYPE_CHECKING:
    from pathlib import Path

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("OIL", "011")
_RECOVERY = "recovery"
_RECOVERY_LENGTH = 24
_GROUP = 5
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Cost:
    """Cost of one Argon2id derivation (RFC 9106).

    Attributes:
        memory: KiB.
        time: passes.
        lanes: threads.
    """

    memory: int
    time: int
    lanes: int


STRONG = Cost(memory=65536, time=3, lanes=4)
CHEAP = Cost(memory=64, time=1, lanes=1)
"""For tests only."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the journal ended when the ledger was last closed.

    Attributes:
        length: number of operations.
        head: seal of the last one; empty for none.
    """

    length: int
    head: str


class Keyring:
    """The key file of one ledger; every change is written at once, or not at all.

    Attributes:
        ledger: id of the ledger it belongs to.
    """

    def __init__(self, path: Path, content: dict[str, Any]) -> None:
        self._path = path
        self._content = content
        self.ledger: str = content["ledger"]

    @classmethod
    def create(cls, path: Path, ledger: str, cost: Cost = STRONG) -> Keyring:
        """Return a new ring without any wrapped key; nothing is written yet."""
        return cls(
            path,
            {"format": _FORMAT, "ledger": ledger, "argon2": asdict(cost), "keys": {}, "anchor": {}},
        )

    @classmethod
    def load(cls, path: Path) -> Keyring:
        """Return the ring in ``path``.

        Raises:
            LedgerError: missing, damaged, or made by a newer program.
        """
        try:
            content = json.loads(path.read_bytes())
            known = int(content["format"])
            if known > _FORMAT:
                raise LedgerError("ledger-newer", name=path.name)
            Cost(**content["argon2"])
            str(content["ledger"]), dict(content["keys"]), dict(content["anchor"])
        except FileNotFoundError:
            raise LedgerError("key-file-missing", name=path.name) from None
        except (ValueError, KeyError, TypeError):
            raise LedgerError("key-file-damaged", name=path.name) from None
        return cls(path, content)

    def reloaded(self) -> Keyring:
        """Return the key file as it stands on disk now.

        Raises:
            LedgerError: as :meth:`load`.
        """
        return Keyring.load(self._path)

    @property
    def cost(self) -> Cost:
        """What one derivation costs in this ring."""
        return Cost(**self._content["argon2"])

    def holds(self, operator_id: str) -> bool:
        """Return whether an operator may still sign in."""
        return operator_id in self._content["keys"]

    def names(self) -> tuple[str, ...]:
        """Return the names that may sign in, as the sign-in page offers them."""
        return tuple(
            entry["name"] for key, entry in self._content["keys"].items() if key != _RECOVERY
        )

    def operator_id(self, name: str) -> str:
        """Return the id of the operator called ``name``.

        Raises:
            RefusedError: ``operator-unknown``, also for one that was disabled.
        """
        for operator_id, entry in self._content["keys"].items():
            if operator_id != _RECOVERY and entry["name"] == name:
                return str(operator_id)
        raise RefusedError("operator-unknown", name=name)

    def add(self, operator_id: str, name: str, passphrase: str, key: bytes) -> None:
        """Wrap ``key`` for one operator, replacing what was wrapped before."""
        entry = self._wrap(operator_id, passphrase, key)
        self._content["keys"][operator_id] = {"name": name, **entry}

    def add_recovery(self, key: bytes) -> str:
        """Wrap ``key`` for a new recovery key and return that, to be printed once."""
        secret = "".join(secrets.choice(_ALPHABET) for _ in range(_RECOVERY_LENGTH))
        self._content["keys"][_RECOVERY] = {"name": "", **self._wrap(_RECOVERY, secret, key)}
        return _grouped(secret + _check(secret))

    def remove(self, operator_id: str) -> None:
        """Take away one operator's wrapped key."""
        self._content["keys"].pop(operator_id, None)

    def unlock(self, name: str, passphrase: str) -> tuple[str, bytes]:
        """Return (operator id, ledger key).

        Raises:
            LedgerError: ``ledger-wrong-passphrase``, also for an unknown name.
        """
        for operator_id, entry in self._content["keys"].items():
            if operator_id != _RECOVERY and entry["name"] == name:
                return operator_id, self._unwrap(operator_id, passphrase)
        raise LedgerError("ledger-wrong-passphrase")

    def recover(self, recovery_key: str) -> bytes:
        """Return the ledger key for the printed recovery key.

        Raises:
            RefusedError: ``recovery-key-mistyped``: its check character does not fit.
            LedgerError: ``ledger-wrong-passphrase``: it belongs to another ledger.
        """
        solid = "".join(c for c in recovery_key.upper() if c.isalnum()).translate(_LOOKALIKES)
        secret, check = solid[:_RECOVERY_LENGTH], solid[_RECOVERY_LENGTH:]
        if check != _check(secret):
            raise RefusedError("recovery-key-mistyped")
        return self._unwrap(_RECOVERY, secret)

    def anchor(self, key: bytes) -> Anchor | None:
        """Return the anchor; None when the ledger was never closed.

        Raises:
            LedgerError: ``key-file-damaged``: somebody changed the anchor without the ledger.
        """
        stored = self._content["anchor"]
        if not stored:
            return None
        anchor = Anchor(int(stored["length"]), str(stored["head"]))
        if not hmac.compare_digest(self._mac(anchor, key), str(stored["mac"])):
            raise LedgerError("key-file-damaged", name=self._path.name)
        return anchor

    def set_anchor(self, anchor: Anchor, key: bytes) -> None:
        """Remember where the journal ends; :meth:`save` writes it."""
        self._content["anchor"] = {**asdict(anchor), "mac": self._mac(anchor, key)}

    def save(self, path: Path | None = None) -> None:
        """Write the ring atomically, to its own file or to a copy beside a backup."""
        text = json.dumps(self._content, ensure_ascii=False, indent=1)
        replace_file(path or self._path, text.encode())

    def _mac(self, anchor: Anchor, key: bytes) -> str:
        text = f"anchor|{self.ledger}|{anchor.length}|{anchor.head}"
        return hmac.new(derived(key, "anchor"), text.encode(), hashlib.sha256).hexdigest()

    def _wrap(self, purpose: str, secret: str, key: bytes) -> dict[str, str]:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        salt, nonce = os.urandom(16), os.urandom(12)
        wrapped = AESGCM(self._stretch(secret, salt)).encrypt(nonce, key, self._bound(purpose))
        return {"salt": salt.hex(), "nonce": nonce.hex(), "wrapped": wrapped.hex()}

    def _unwrap(self, purpose: str, secret: str) -> bytes:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            entry = self._content["keys"][purpose]
            salt, nonce, wrapped = (bytes.fromhex(entry[n]) for n in ("salt", "nonce", "wrapped"))
        except (KeyError, ValueError, TypeError):
            raise LedgerError("key-file-damaged", name=self._path.name) from None
        try:
            cipher = AESGCM(self._stretch(secret, salt))
            return cipher.decrypt(nonce, wrapped, self._bound(purpose))
        except InvalidTag:
            raise LedgerError("ledger-wrong-passphrase") from None

    def _bound(self, purpose: str) -> bytes:
        """Bind a wrapped key to its ledger and holder, so that entries cannot be swapped."""
        return f"hubiao|{self.ledger}|{purpose}".encode()

    def _stretch(self, secret: str, salt: bytes) -> bytes:
        return stretched(secret, salt, self.cost)


def recover(path: Path, *, recovery_key: str, operator: str, passphrase: str) -> None:
    """Set a new password for an operator of the ledger ``path`` with the printed recovery key.

    Raises:
        RefusedError: ``recovery-key-mistyped``, ``operator-unknown``.
        LedgerError: ``ledger-wrong-passphrase``: the key belongs to another ledger; or the key
            file is missing or damaged.
        MachineError: the disk refuses; the key file is as it was.
    """
    ring = Keyring.load(LedgerPaths(path).key_file)
    key = ring.recover(recovery_key)
    ring.add(ring.operator_id(operator), operator, passphrase, key)
    with translated():
        ring.save()


def stretched(secret: str, salt: bytes, cost: Cost) -> bytes:
    """Return the key that Argon2id (RFC 9106) makes of what a person typed."""
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        secret.encode(),
        salt,
        time_cost=cost.time,
        memory_cost=cost.memory,
        parallelism=cost.lanes,
        hash_len=32,
        type=Type.ID,
    )


def derived(key: bytes, purpose: str) -> bytes:
    """Return a key for one purpose, derived from the ledger's key (HKDF, RFC 5869)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, None, f"hubiao {purpose}".encode()).derive(key)


def _check(secret: str) -> str:
    return _ALPHABET[hashlib.sha256(secret.encode()).digest()[0] % len(_ALPHABET)]


def _grouped(text: str) -> str:
    return "-".join(text[i : i + _GROUP] for i in range(0, len(text), _GROUP))
