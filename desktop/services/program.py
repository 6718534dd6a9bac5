"""What can be done before, beside or without an open ledger.

Nothing heavy is imported before it is needed: the window paints first.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from desktop.domain.profile import Profile
from desktop.kernel.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.kernel.progress import Progress
    from desktop.services.bundle import Office
    from desktop.services.environment import Environment
    from desktop.storage.quick_key import QuickKey

DEFAULT_OPERATOR = "负责人"

DemoBuilder: TypeAlias = "Callable[..., dict[str, Any]]"


class Program:
    """The use cases that open, make and restore ledgers, or need none at all.

    Attributes:
        language: ``zh_CN`` or ``en``.
        environment: the time, new ids, and this machine's own folder.
    """

    def __init__(
        self, environment: Environment, *, language: str, demo_builder: DemoBuilder | None = None
    ) -> None:
        self.environment = environment
        self.language = language
        self._demo_builder = demo_builder

    def operator_name(self, given: str | None) -> str:
        """Return the operator that was named, else ``HUBIAO_OPERATOR``, else 负责人."""
        return given or os.environ.get("HUBIAO_OPERATOR") or DEFAULT_OPERATOR

    def demo_ledger(self, folder: Path | str) -> Path:
        """Return where the demo in ``folder`` keeps its ledger."""
        return Path(folder) / "demo.hubiao"

    def create(
        self,
        path: Path,
        *,
        office_name: str,
        street_code: str,
        operator: str,
        passphrase: str,
        profile: Profile = Profile.STREET,
    ) -> str:
        """Make a new ledger with ``operator`` as leader; return the recovery key, shown once.

        A ledger of the district's profile takes the district's code as ``street_code``: the six
        digits with which the codes of its streets begin.

        Raises:
            LedgerError: a file of that name is there already.
            MachineError: the place cannot be written.
        """
        from desktop.services.opening import create_ledger

        ledger, recovery_key = create_ledger(
            self.environment,
            path,
            office_name=office_name,
            street_code=street_code,
            operator=operator,
            passphrase=passphrase,
            profile=profile,
        )
        ledger.close()
        return recovery_key

    def warm(self) -> None:
        """Import what opening a ledger needs, while the person is still typing."""
        from desktop.services.opening import warm

        warm()

    def open(
        self, path: Path, *, operator: str, passphrase: str, read_only: bool = False
    ) -> Office:
        """Open a ledger for ``operator``.

        Raises:
            LedgerError: wrong passphrase, damaged, newer, held by another program.
        """
        from desktop.services.opening import open_office

        return open_office(
            self.environment, path, operator=operator, passphrase=passphrase, read_only=read_only
        )

    def reopen(self, path: Path, quick: QuickKey, pin: str, *, read_only: bool = False) -> Office:
        """Open a ledger that was locked within the hour, with a PIN.

        Raises:
            RefusedError: ``pin-wrong`` (with ``left``), ``pin-gone``.
            LedgerError: as :meth:`open`.
        """
        from desktop.services.opening import reopen_office

        return reopen_office(self.environment, path, quick, pin, read_only=read_only)

    def recover(self, path: Path, *, recovery_key: str, operator: str, passphrase: str) -> None:
        """Set a new passphrase for ``operator`` with the printed recovery key.

        Raises:
            LedgerError: the key does not fit this ledger.
        """
        from desktop.storage.keyring import recover

        recover(path, recovery_key=recovery_key, operator=operator, passphrase=passphrase)

    def restore(
        self, backup: Path, path: Path, *, operator: str, passphrase: str
    ) -> dict[str, Any]:
        """Put a verified copy of ``backup`` in the place of ``path``; what was there is kept.

        Raises:
            LedgerError: the backup does not open or is not whole.
        """
        from desktop.storage.restore import restore

        return restore(
            backup,
            path,
            operator=operator,
            passphrase=passphrase,
            clock=self.environment.clock,
            device_folder=self.environment.device_folder,
        )

    def salvage(self, path: Path, *, operator: str, passphrase: str) -> dict[str, Any]:
        """Bring back a damaged ledger: the newest whole backup and what the journal still holds.

        Raises:
            RefusedError: there is no whole backup.
            LedgerError: wrong passphrase, held by another program.
        """
        from desktop.storage.salvage import salvage

        return salvage(
            path,
            operator=operator,
            passphrase=passphrase,
            clock=self.environment.clock,
            device_folder=self.environment.device_folder,
        )

    def build_demo(
        self,
        folder: Path,
        *,
        households: int,
        seed: int,
        operator: str,
        passphrase: str,
        progress: Progress,
    ) -> dict[str, Any]:
        """Build the invented street office in ``folder`` and return the contract's answer.

        Raises:
            InputError: the folder is not empty.
            UsageError: this program was put together without the demo.
        """
        if self._demo_builder is None:
            raise UsageError("demo-not-here")
        return self._demo_builder(
            self,
            folder,
            households=households,
            seed=seed,
            operator=operator,
            passphrase=passphrase,
            progress=progress,
        )

    def form_types(self) -> list[dict[str, Any]]:
        """Return every form type with its title and signature fields."""
        from desktop.services.paper import form_types

        return form_types()

    def sign(
        self,
        path: Path,
        field: str,
        key: dict[str, str | None],
        pin: str,
        *,
        signer: str | None = None,
        ink: Path | None = None,
        seal: Path | None = None,
    ) -> dict[str, Any]:
        """Sign one field of a form that belongs to no open ledger."""
        from desktop.services.paper import sign_paper, signature_document

        record = sign_paper(
            path,
            field,
            key,
            pin,
            signer=signer,
            ink=ink,
            seal=seal,
            now=self.environment.clock.now(),
        )
        return signature_document(path, record)

    def verify(self, paths: Sequence[Path], trust: Sequence[Path]) -> list[dict[str, Any]]:
        """Verify forms without any ledger."""
        from desktop.services.paper import verify_papers

        return verify_papers(paths, trust)

    def check_archive(
        self, path: Path, trust: Sequence[Path], progress: Progress | None = None
    ) -> dict[str, Any]:
        """Prove an archive package without any ledger.

        Raises:
            InputError: ``archive-not-a-package``.
        """
        from desktop.services.archive_checking import check_archive

        return check_archive(path, trust, progress)

    def bench(self, name: str | None) -> dict[str, Any]:
        """Run the benchmarks of a checkout and return their ratios.

        Raises:
            UsageError: the program does not run from a checkout, or the name is unknown.
        """
        from desktop.services.benchmarks import run_benchmarks

        return run_benchmarks(name)
