"""One ledger: an encrypted file, opened by an operator, changed through one door."""

from __future__ import annotations

import contextlib
import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop.domain.codes import OperatorRole
from desktop.domain.profile import Profile
from desktop.kernel.errors import LedgerError, MachineError, RefusedError
from desktop.kernel.paths import LedgerPaths
from desktop.storage import operation
from desktop.storage.cipher import CACHE, connect, require_ledger
from desktop.storage.engine import engine_over, reading_engine
from desktop.storage.failures import of_database, translated
from desktop.storage.files import sync_file, sync_folder
from desktop.storage.guard import Guard
from desktop.storage.journal import Journal
from desktop.storage.keyring import STRONG, Anchor, Cost, Keyring, derived
from desktop.storage.lock import WriterLock
from desktop.storage.machine import Machine
from desktop.storage.migrations.upgrade import require_current, upgrade
from desktop.storage.open_ledger import OperatorInfo
from desktop.storage.seen import note_beginning
from desktop.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from sqlalchemy import Connection
    from sqlcipher3.dbapi2 import Connection as Driver

    from desktop.domain.changes import Changes
    from desktop.domain.values import Record
    from desktop.kernel.clock import Clock
    from desktop.kernel.identity import IdFactory
    from desktop.storage.quick_key import QuickKey


_KNOWN_DEVICE = "SELECT 1 FROM device WHERE id = ?"


class Ledger:
    """An open ledger.

    Attributes:
        path: the file; ``paths`` what lies beside it.
        operator: who opened it.
        office: name of the street office; ``street_code`` its code.
        profile: a street office's ledger, or the district's.
        ledger_id: id of the ledger, the same in every copy.
        device_id: this machine's incarnation; empty when read-only.
        read_only: nothing can be changed here and now.
        warnings: message codes a person should see, such as ``clock-set-back``.
        changed: something was committed since it was opened or a backup was made.
        backup_at_close: make a verified backup when it is closed and was changed.
        listeners: called with the :class:`~desktop.domain.changes.Changes` of every commit, in
            the thread that committed.
        keyring: the key file.
    """

    def __init__(
        self,
        path: Path,
        keyring: Keyring,
        key: bytes,
        operator_id: str,
        *,
        clock: Clock,
        ids: IdFactory,
        read_only: bool,
        machine: Machine,
        lock: WriterLock | None,
    ) -> None:
        """Use :meth:`create` or :meth:`open`."""
        self.path = path
        self.paths = LedgerPaths(path)
        self.keyring = keyring
        self.clock = clock
        self.ids = ids
        self.read_only = read_only
        self.machine = machine
        self.listeners: list[Callable[[Changes], None]] = []
        self.warnings: tuple[str, ...] = ()
        self.device_id = ""
        self._fresh = False
        self.changed = False
        self.backup_at_close = True
        self._key = key
        self._lock = lock
        self._door = threading.Lock()
        self._inside: int | None = None
        self._stopped: LedgerError | None = None
        self._closed = False
        self._beside: list[threading.Thread] = []
        self._immutable = read_only and not _writable(path)
        mode = ("immutable" if self._immutable else "query") if read_only else "rw"
        self._driver = connect(path, key, mode)
        self._engine = engine_over(self._driver)
        try:
            self._begin(operator_id)
        except BaseException:
            self._driver.close()
            raise
        # By the attribute: nothing but the open ledger holds the key, or a lock would not drop it.
        self._readers = reading_engine(
            lambda: connect(path, self._key, "immutable" if self._immutable else "query")
        )

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        office: str,
        street_code: str,
        operator: str,
        passphrase: str,
        clock: Clock,
        ids: IdFactory,
        cost: Cost = STRONG,
        machine: Path | None = None,
        profile: Profile = Profile.STREET,
    ) -> tuple[Ledger, str]:
        """Make a new ledger with its first leader and return it with the recovery key.

        The key file is written first, the ledger under a temporary name and renamed last, so that
        a crash never leaves a ledger without its key.

        Args:
            path: file to make, ending in ``.hubiao``.
            office: name of the street office.
            street_code: its administrative code.
            operator: name of the first operator, who becomes leader.
            passphrase: that operator's password.
            clock: the time.
            ids: makes row ids.
            cost: of the password derivation; tests take a cheap one.
            machine: folder of this machine's identity; by default the per-user folder.
            profile: a street office's ledger, or the district's.

        Raises:
            RefusedError: ``ledger-exists``: the file or its key file is there already.
            MachineError: the place is full or not writable.
        """
        paths = LedgerPaths(path)
        if path.exists() or paths.key_file.exists():
            raise RefusedError("ledger-exists", name=path.name)
        key, operator_id, ledger_id = os.urandom(32), ids(), ids()
        ring = Keyring.create(paths.key_file, ledger_id, cost)
        ring.add(operator_id, operator, passphrase, key)
        recovery = ring.add_recovery(key)
        facts = {
            "ledger": ledger_id,
            "office": office,
            "street_code": street_code,
            "profile": profile.value,
        }
        draft = path.with_name(path.name + ".new")
        with translated():
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                ring.save()
                _build(draft, key, facts)
                os.replace(draft, path)
                sync_folder(path.parent)
            except BaseException:
                _forget(draft, paths)
                raise
        ledger = cls._open(path, ring, key, operator_id, operator, clock, ids, machine)
        with ledger.unit_of_work("ledger.create") as work:
            work.insert(
                "operator",
                [
                    {
                        "id": operator_id,
                        "name": operator,
                        "role": int(OperatorRole.LEADER),
                        "disabled": False,
                    }
                ],
            )
        ledger.operator = OperatorInfo(operator_id, operator, int(OperatorRole.LEADER))
        return ledger, recovery

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        operator: str,
        passphrase: str,
        clock: Clock,
        ids: IdFactory,
        read_only: bool = False,
        machine: Path | None = None,
    ) -> Ledger:
        """Open an existing ledger.

        A place that cannot be written is opened read-only by itself, with the warning
        ``ledger-read-only``. An auditor always reads only.

        Raises:
            LedgerError: ``ledger-missing``, ``ledger-empty``, ``ledger-not-encrypted``,
                ``key-file-missing``, ``key-file-damaged``, ``ledger-wrong-passphrase``,
                ``ledger-damaged``, ``ledger-newer``, ``ledger-held``, ``ledger-fewer-records``,
                ``operator-disabled``.
            MachineError: the disk refuses.
        """
        require_ledger(path)
        ring = Keyring.load(LedgerPaths(path).key_file)
        operator_id, key = ring.unlock(operator, passphrase)
        who = OperatorInfo(operator_id, operator, 0)
        return cls._enter(path, ring, key, who, clock, ids, machine, read_only=read_only)

    @classmethod
    def reopen(
        cls,
        path: Path,
        quick: QuickKey,
        pin: str,
        *,
        clock: Clock,
        ids: IdFactory,
        read_only: bool = False,
        machine: Path | None = None,
    ) -> Ledger:
        """Open a ledger that was locked a while ago, with the PIN of :meth:`quick_key`.

        Raises:
            RefusedError: ``pin-wrong`` (with ``left``), ``pin-gone``: also when the operator may
                no longer sign in, or the file is another ledger now.
            LedgerError: as :meth:`open`.
            MachineError: the disk refuses.
        """
        require_ledger(path)
        ring = Keyring.load(LedgerPaths(path).key_file)
        if ring.ledger != quick.ledger or not ring.holds(quick.operator.id):
            quick.destroy()
        key = quick.unlock(pin)
        return cls._enter(path, ring, key, quick.operator, clock, ids, machine, read_only=read_only)

    @classmethod
    def _enter(
        cls,
        path: Path,
        ring: Keyring,
        key: bytes,
        who: OperatorInfo,
        clock: Clock,
        ids: IdFactory,
        machine: Path | None,
        *,
        read_only: bool,
    ) -> Ledger:
        wal = LedgerPaths(path).wal
        if not read_only and _writable(path):
            return cls._open(path, ring, key, who.id, who.name, clock, ids, machine)
        if not _writable(path) and wal.exists() and wal.stat().st_size:
            raise LedgerError("ledger-read-only-unclosed", name=path.name)
        return cls(
            path,
            ring,
            key,
            who.id,
            clock=clock,
            ids=ids,
            read_only=True,
            machine=Machine(machine),
            lock=None,
        )

    @classmethod
    def _open(
        cls,
        path: Path,
        ring: Keyring,
        key: bytes,
        operator_id: str,
        operator: str,
        clock: Clock,
        ids: IdFactory,
        machine: Path | None,
    ) -> Ledger:
        with translated():
            since = clock.now().astimezone().strftime("%Y-%m-%d %H:%M")
            lock = WriterLock(LedgerPaths(path).lock_file, operator, since)
        try:
            with translated():
                return cls(
                    path,
                    ring,
                    key,
                    operator_id,
                    clock=clock,
                    ids=ids,
                    read_only=False,
                    machine=Machine(machine),
                    lock=lock,
                )
        except BaseException:
            lock.release()
            raise

    @contextmanager
    def unit_of_work(self, action: str, *, undoes: str | None = None) -> Iterator[UnitOfWork]:
        """Open the only door through which the ledger changes; it commits when the block ends.

        Args:
            action: name of the use case, such as ``survey.set``; stands in the journal.
            undoes: ``device:sequence`` of the operation that this one takes back.

        Raises:
            RefusedError: ``ledger-read-only`` or ``operator-reads-only``.
            LedgerError: ``ledger-replaced`` and what :mod:`desktop.storage.failures` knows;
                nothing of the block is kept.
            MachineError: ``disk-full`` and the like; nothing of the block is kept.
                ``commit-unknown``: read the record back before saying anything.
        """
        self._require_writable()
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
    def _transaction(self, action: str, undoes: str | None) -> Iterator[UnitOfWork]:
        driver = self._driver
        driver.execute("BEGIN IMMEDIATE")
        try:
            if self._fresh:
                self._introduce()
            begun = operation.begin(driver)
            with self._engine.connect() as connection:
                work = UnitOfWork(driver, connection, action, self.ids)
                yield work
                work.finish(str(begun.number))
            sealed = operation.seal_operation(
                driver,
                begun,
                self._journal_key,
                operation.Author(
                    self.device_id, self.operator.id, action, self.clock.now(), undoes
                ),
            )
            if sealed:
                self._guard_check()
        except BaseException:
            _rollback(driver)
            raise
        if not sealed:
            _rollback(driver)
            work.changes = operation.nothing(action)
            return
        self._commit()
        self._fresh = False

    @contextmanager
    def reader(self) -> Iterator[Connection]:
        """Lend a connection that sees one moment of the ledger; safe in any thread.

        Raises:
            LedgerError: the file is damaged or gone.
        """
        with translated(), self._readers.connect() as connection:
            yield connection

    def close(self) -> None:
        """Back up what changed, empty the write-ahead log, write the anchor, release the lock.

        Raises:
            LedgerError: the file was replaced or damaged; everything is released all the same.
            MachineError: the disk refuses, likewise.
        """
        if self._closed:
            return
        for thread in self._beside:
            thread.join()
        self._closed = True
        try:
            if self.changed and self.backup_at_close and self._stopped is None:
                self._back_up("close")
        finally:
            self._release()

    def work_beside(self, work: Callable[[], None]) -> None:
        """Do ``work`` in a thread of its own; the ledger is not closed before it has ended."""
        self._beside = [thread for thread in self._beside if thread.is_alive()]
        thread = threading.Thread(target=work, name="beside-the-ledger")
        self._beside.append(thread)
        thread.start()

    def _back_up(self, reason: str) -> None:
        from desktop.storage import backups

        backups.make(self, reason=reason)
        backups.thin_out(self.paths.backups, self.path.stem, self.clock.now())

    def _release(self) -> None:
        try:
            with translated():
                self._readers.dispose()
                if not self.read_only and self._stopped is None:
                    self._finish_writing()
        finally:
            self._driver.close()
            if self._lock is not None:
                self._lock.release()
            self._key = self._journal_key = b""

    def checkpoint(self) -> None:
        """Empty the write-ahead log into the file; does nothing when read-only."""
        if not self.read_only:
            with self._door, translated():
                self._driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                self._guard.remember()

    def save_copy(self, target: Path) -> None:
        """Copy everything this program still sees to ``target``, with its key file.

        For when the ledger's own file was deleted or replaced under the program.

        Raises:
            RefusedError: ``ledger-exists``: the target is there already.
            MachineError: the disk refuses.
        """
        if target.exists():
            raise RefusedError("ledger-exists", name=target.name)
        with translated(), self._door:
            copy = connect(target, self._key, "rwc")
            try:
                self._driver.backup(copy)
            finally:
                copy.close()
            sync_file(target)
            self.keyring.save(LedgerPaths(target).key_file)

    def abandon(self) -> None:
        """Let go of the file as a crash would: no anchor, no backup; a second call does nothing."""
        self.stop(LedgerError("ledger-closed"))
        self.close()

    def stop(self, reason: LedgerError) -> None:
        """Refuse every further change: the file can no longer be trusted."""
        self._stopped = reason

    def quick_key(self, pin: str) -> QuickKey:
        """Wrap the ledger's key for ``pin`` in memory; see :mod:`desktop.storage.quick_key`.

        Raises:
            InputError: ``pin-form``, ``pin-plain``.
            LedgerError: ``ledger-closed``: there is no key any more.
        """
        from desktop.storage.quick_key import QuickKey

        if self._closed:
            raise LedgerError("ledger-closed")
        return QuickKey(
            self.ledger_id,
            self.operator,
            self._key,
            pin,
            clock=self.clock,
            cost=self.keyring.cost,
        )

    @property
    def place(self) -> str:
        """Where the ledger is, for people."""
        return str(self.path)

    @property
    def on_server(self) -> bool:
        """Whether a server keeps it; this class is the encrypted file."""
        return False

    def others(self) -> Changes | None:
        """Return None: a file has no other writer."""
        return None

    @property
    def journal(self) -> Journal:
        """The change journal."""
        return Journal(self)

    @property
    def key(self) -> bytes:
        """The ledger's key; for backups and attachments inside ``storage`` only."""
        return self._key

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _begin(self, operator_id: str) -> None:
        if not require_current(self._driver, self.path.name):
            if self.read_only:
                raise LedgerError("ledger-older-read-only", name=self.path.name)
            self._back_up("migration")
            upgrade(self._driver)
        facts = dict(self._driver.execute("SELECT key, value FROM meta").fetchall())
        self.ledger_id: str = facts["ledger"]
        self.office: str = facts["office"]
        self.street_code: str = facts["street_code"]
        # Ledgers made before there was a district's profile have no such line.
        self.profile = Profile(facts.get("profile", Profile.STREET))
        self.operator = self._find_operator(operator_id)
        self._journal_key = derived(self._key, "journal")
        self._check_anchor()
        if self.operator.role == OperatorRole.AUDITOR and not self.read_only:
            self._only_read()
        if self._driver.execute(
            operation.CLOCK_BEHIND, (operation.iso(self.clock.now()),)
        ).fetchone():
            self.warnings += ("clock-set-back",)
        if self._immutable:
            self.warnings += ("ledger-read-only",)
        if not self.read_only:
            sequences = dict(self._driver.execute(operation.SEQUENCES).fetchall())
            found = self.machine.begin(self.ledger_id, self.path, sequences, self.ids)
            self.device_id = found.device
            self._guard = Guard(self.path)
            known = self._driver.execute(_KNOWN_DEVICE, (self.device_id,)).fetchone()
            self._fresh = known is None

    def _only_read(self) -> None:
        """An auditor leaves the right to write to others."""
        self.read_only = True
        self._driver.execute("PRAGMA query_only=ON")
        if self._lock is not None:
            self._lock.release()

    def _introduce(self) -> None:
        """Write this machine's new incarnation as an operation of its own before its first one.

        In the same transaction: a ledger that was only looked at, or whose first change was
        refused, stays as it was.
        """
        action = "device.begin"
        begun = operation.begin(self._driver)
        device: Record = {
            "id": self.device_id,
            "name": self.machine.name,
            "public_key": self.machine.public_key(),
            "revoked": False,
        }
        with self._engine.connect() as connection:
            work = UnitOfWork(self._driver, connection, action, self.ids)
            work.insert("device", [device])
            note_beginning(work, self.device_id, self.clock.now())
            work.finish(str(begun.number))
        author = operation.Author(self.device_id, self.operator.id, action, self.clock.now(), None)
        operation.seal_operation(self._driver, begun, self._journal_key, author)

    def _find_operator(self, operator_id: str) -> OperatorInfo:
        row = self._driver.execute(
            "SELECT id, name, role, disabled FROM operator WHERE id = ?", (operator_id,)
        ).fetchone()
        if row is None:
            # The very first operation of a new ledger, or a ring that a recovery just wrote.
            return OperatorInfo(operator_id, "", int(OperatorRole.SURVEYOR))
        if row[3]:
            raise LedgerError("operator-disabled", name=row[1])
        return OperatorInfo(row[0], row[1], int(row[2]))

    def _check_anchor(self) -> None:
        anchor = self.keyring.anchor(self._key)
        if anchor is None or anchor.length == 0:
            return
        length = operation.length(self._driver)
        if length < anchor.length:
            raise LedgerError("ledger-fewer-records", now=length, before=anchor.length)
        if operation.seal_at(self._driver, anchor.length) != anchor.head:
            raise LedgerError("journal-differs", number=anchor.length)

    def _require_writable(self) -> None:
        if self._stopped is not None:
            raise self._stopped
        if self._closed:
            raise LedgerError("ledger-closed")
        if self.operator.role == OperatorRole.AUDITOR:
            raise RefusedError("operator-reads-only")
        if self.read_only:
            raise RefusedError("ledger-read-only")

    def _guard_check(self) -> None:
        try:
            self._guard.check()
        except LedgerError as error:
            self._stopped = error
            raise

    def _commit(self) -> None:
        try:
            self._driver.execute("COMMIT")
        except BaseException as error:
            _rollback(self._driver)
            meaning = of_database(error)
            if meaning is not None and meaning.code == "disk-failed":
                raise MachineError("commit-unknown") from error
            raise
        self._driver.execute(CACHE)
        self._guard.remember()

    def _finish_writing(self) -> None:
        self._guard_check()
        self._driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        length = operation.length(self._driver)
        head = operation.seal_at(self._driver, length) if length else ""
        self.keyring.set_anchor(Anchor(length, head), self._key)
        self.keyring.save()
        sequences = dict(self._driver.execute(operation.SEQUENCES).fetchall())
        self._driver.close()
        own = sequences.get(self.device_id, 0)
        self.machine.end(self.ledger_id, self.path, self.device_id, own)


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _rollback(driver: Driver) -> None:
    if driver.in_transaction:
        with contextlib.suppress(Exception):
            driver.execute("ROLLBACK")


def _build(draft: Path, key: bytes, facts: dict[str, str]) -> None:
    draft.unlink(missing_ok=True)
    driver = connect(draft, key, "rwc")
    try:
        upgrade(driver)
        driver.executemany("INSERT INTO meta (key, value) VALUES (?, ?)", list(facts.items()))
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        driver.close()
    sync_file(draft)


def _forget(draft: Path, paths: LedgerPaths) -> None:
    for leftover in (draft, draft.with_name(draft.name + "-wal"), paths.key_file):
        with contextlib.suppress(OSError):
            leftover.unlink()
    with contextlib.suppress(OSError):
        draft.with_name(draft.name + "-shm").unlink()
