"""One ledger on a server: the same door, the same journal, several clerks at once."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from desktop.domain.changes import Changes
from desktop.domain.codes import OperatorRole
from desktop.kernel.errors import LedgerError, RefusedError
from desktop.kernel.paths import LedgerPaths
from desktop.storage import operation
from desktop.storage.journal import Journal
from desktop.storage.keyring import derived
from desktop.storage.machine import Machine, home_folder
from desktop.storage.open_ledger import OpenLedger, OperatorInfo
from desktop.storage.postgres import schema
from desktop.storage.postgres.driver import ServerDriver
from desktop.storage.postgres.engine import reading_engine, writing_engine
from desktop.storage.postgres.failures import translated
from desktop.storage.postgres.roles import ServerKeyring
from desktop.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from desktop.domain.profile import Profile
    from desktop.kernel.clock import Clock
    from desktop.kernel.identity import IdFactory
    from desktop.storage.postgres.address import ServerAddress
    from desktop.storage.quick_key import QuickKey

_KNOWN_DEVICE = "SELECT 1 FROM device WHERE id = ?"
_LAST = "SELECT coalesce(max(number), 0) FROM journal_operation"
_KEY_BYTES = 32


class ServerLedger:
    """An open ledger on a server; attributes as of :class:`desktop.storage.ledger.Ledger`.

    What differs is written down in ``docs/decisions/0015-postgresql.md``: the server signs people
    in and keeps the backups, and an operation waits for the one before it.
    """

    def __init__(
        self,
        address: ServerAddress,
        operator: str,
        passphrase: str,
        *,
        clock: Clock,
        ids: IdFactory,
        machine: Path | None,
    ) -> None:
        """Use :meth:`create` or :meth:`open`."""
        self.address = address
        self.clock = clock
        self.ids = ids
        self.machine = Machine(machine)
        self.listeners: list[Callable[[Changes], None]] = []
        self.warnings: tuple[str, ...] = ()
        self.changed = False
        self.backup_at_close = False
        self.read_only = False
        self._door = threading.Lock()
        self._inside: int | None = None
        self._closed = False
        self._fresh = False
        self._seen = 0
        with translated():
            connection = address.connect(operator, passphrase, writes=True)
            self._driver = ServerDriver(connection)
            try:
                schema.bring_up_to_date(connection, address.ledger)
                self._begin(operator)
            except BaseException:
                self._driver.close()
                raise
        self._engine = writing_engine(connection)
        self._readers = reading_engine(lambda: address.connect(operator, passphrase, writes=False))
        self.keyring = ServerKeyring(self._driver, address)

    @classmethod
    def create(
        cls,
        address: ServerAddress,
        *,
        office: str,
        street_code: str,
        operator: str,
        passphrase: str,
        profile: Profile,
        clock: Clock,
        ids: IdFactory,
        machine: Path | None = None,
    ) -> ServerLedger:
        """Make the ledger's tables and its first leader, who is the role that makes them.

        Raises:
            RefusedError: ``ledger-exists``.
            LedgerError: ``server-refused``, ``server-no-right``.
            MachineError: ``server-not-reached``.
        """
        import psycopg

        facts = {
            "ledger": ids(),
            "office": office,
            "street_code": street_code,
            "profile": str(profile),
            "key": os.urandom(_KEY_BYTES).hex(),
            "creator": operator,
        }
        with translated():
            connection = address.connect(operator, passphrase, writes=True)
            try:
                schema.build(connection, address.ledger, facts)
            except psycopg.errors.DuplicateSchema:
                raise RefusedError("ledger-exists", name=address.ledger) from None
            finally:
                connection.close()
        ledger = cls(address, operator, passphrase, clock=clock, ids=ids, machine=machine)
        leader = int(OperatorRole.LEADER)
        with ledger.unit_of_work("ledger.create") as work:
            found = work.insert(
                "operator", [{"name": operator, "role": leader, "disabled": False}]
            )[0]
        ledger.operator = OperatorInfo(found, operator, leader)
        return ledger

    @property
    def key(self) -> bytes:
        """The ledger's key: it seals the journal."""
        return self._key

    @property
    def place(self) -> str:
        """Where the ledger is, for people."""
        return str(self.address)

    @property
    def on_server(self) -> bool:
        """Whether a server keeps it."""
        return True

    @property
    def journal(self) -> Journal:
        """The change journal."""
        return Journal(cast("OpenLedger", self))

    @contextmanager
    def unit_of_work(self, action: str, *, undoes: str | None = None) -> Iterator[UnitOfWork]:
        """Open the only door; waits until other clerks' operations are committed.

        Raises:
            RefusedError: ``operator-reads-only``.
            LedgerError: ``ledger-busy``: another operation takes longer than anybody waits.
            MachineError: ``server-not-reached``; nothing of the block is kept.
        """
        if self._closed:
            raise LedgerError("ledger-closed")
        if self.read_only:
            raise RefusedError("operator-reads-only")
        if self._inside == threading.get_ident():
            message = "a unit of work is already open in this thread"
            raise RuntimeError(message)
        with self._door, translated():
            self._inside = threading.get_ident()
            try:
                with self._transaction(action, undoes) as work:
                    yield work
            finally:
                self._inside = None
        if work.changes.operation:
            self.changed = True
            for listener in list(self.listeners):
                listener(work.changes)

    @contextmanager
    def reader(self) -> Iterator[Connection]:
        """Lend a connection that sees one moment of the ledger; safe in any thread."""
        with translated(), self._readers.connect() as connection:
            yield connection

    def quick_key(self, pin: str) -> QuickKey:
        """Refuse: the server asks for the password every time.

        Raises:
            RefusedError: ``server-no-pin``.
        """
        del pin
        raise RefusedError("server-no-pin")

    def save_copy(self, target: Path) -> None:
        """Refuse: a ledger on a server cannot be lost from under the program.

        Raises:
            RefusedError: ``server-backs-up``.
        """
        del target
        raise RefusedError("server-backs-up")

    def others(self) -> Changes | None:
        """Return what other clerks have changed since the last look, and tell the listeners.

        Raises:
            MachineError: ``server-not-reached``.
        """
        with self.reader() as connection:
            last = connection.exec_driver_sql(_LAST).scalar_one()
            kinds = connection.exec_driver_sql(
                "SELECT DISTINCT e.kind FROM journal_operation o JOIN journal_entry e "
                "ON e.number BETWEEN o.first_entry AND o.last_entry "
                "WHERE o.number > ? AND o.number <= ? AND o.device <> ?",
                (self._seen, last, self.device_id),
            ).all()
        self._seen = last
        if not kinds:
            return None
        changes = Changes(str(last), "others", frozenset(kind for (kind,) in kinds), None)
        for listener in list(self.listeners):
            listener(changes)
        return changes

    def checkpoint(self) -> None:
        """Do nothing: the server keeps its own log."""

    def close(self) -> None:
        """End every session with the server."""
        if not self._closed:
            self._closed = True
            self._readers.dispose()
            self._driver.close()
            self._key = self._journal_key = b""

    @contextmanager
    def _transaction(self, action: str, undoes: str | None) -> Iterator[UnitOfWork]:
        driver = self._driver
        driver.execute("BEGIN IMMEDIATE")
        try:
            if self._fresh and not self._knows_device():
                self._introduce()
            begun = operation.begin(driver)
            with self._engine.connect() as connection:
                work = UnitOfWork(driver, connection, action, self.ids)
                yield work
                work.finish(str(begun.number))
            sealed = self._seal(begun, action, undoes)
        except BaseException:
            with contextlib.suppress(Exception):
                driver.execute("ROLLBACK")
            raise
        if not sealed:
            driver.execute("ROLLBACK")
            work.changes = operation.nothing(action)
            return
        driver.execute("COMMIT")
        self._fresh = False

    def _seal(self, begun: operation.Begun, action: str, undoes: str | None) -> bool:
        who = operation.Author(self.device_id, self.operator.id, action, self.clock.now(), undoes)
        return operation.seal_operation(self._driver, begun, self._journal_key, who)

    def _introduce(self) -> None:
        """Write this laptop's own record before its first operation, in the same transaction."""
        begun = operation.begin(self._driver)
        with self._engine.connect() as connection:
            work = UnitOfWork(self._driver, connection, "device.begin", self.ids)
            work.insert(
                "device",
                [
                    {
                        "id": self.device_id,
                        "name": self.machine.name,
                        "public_key": self.machine.public_key(),
                        "revoked": False,
                    }
                ],
            )
            work.finish(str(begun.number))
        self._seal(begun, "device.begin", None)

    def _begin(self, operator: str) -> None:
        from desktop.domain.profile import Profile

        facts = dict(self._driver.execute("SELECT key, value FROM meta").fetchall())
        self.ledger_id: str = facts["ledger"]
        self.office: str = facts["office"]
        self.street_code: str = facts["street_code"]
        self.profile = Profile(facts["profile"])
        self._key = bytes.fromhex(facts["key"])
        self._journal_key = derived(self._key, "journal")
        self.operator = self._find(operator, creates=facts["creator"] == operator)
        self.read_only = self.operator.role == OperatorRole.AUDITOR
        self.device_id = self._device()
        self._fresh = not self._knows_device()
        self._seen = int(self._driver.execute(_LAST).fetchone()[0])
        folder = home_folder() / "servers" / self.ledger_id
        self.path = folder / "server.hubiao"
        self.paths = LedgerPaths(self.path)

    def _knows_device(self) -> bool:
        """Another program of this machine may have introduced it meanwhile."""
        row = self._driver.execute(_KNOWN_DEVICE, (self.device_id,)).fetchone()
        return row is not None

    def _find(self, name: str, *, creates: bool) -> OperatorInfo:
        row = self._driver.execute(
            "SELECT id, name, role, disabled FROM operator WHERE name = ? AND deleted = 0", (name,)
        ).fetchone()
        if row is None:
            empty = self._driver.execute("SELECT 1 FROM operator LIMIT 1").fetchone() is None
            if not (creates and empty):
                raise LedgerError("server-refused")
            return OperatorInfo(self.ids(), name, int(OperatorRole.LEADER))
        if row[3]:
            raise LedgerError("operator-disabled", name=row[1])
        return OperatorInfo(row[0], row[1], int(row[2]))

    def _device(self) -> str:
        """Return this laptop's id for this ledger.

        On a server a sequence number cannot be used twice: it is drawn under the ledger's lock.
        """
        name = f"{self.ledger_id}:{self.machine.public_key()}"
        return hashlib.sha256(name.encode()).hexdigest()[:32]
