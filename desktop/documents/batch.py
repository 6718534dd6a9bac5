"""Signing many forms with one PIN: each file is whole before the next one is touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.documents.signing import sign_form
from desktop.kernel.errors import HubiaoError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from desktop.documents.ink import Ink
    from desktop.documents.signers import Signer
    from desktop.documents.signing import Admit, SignatureRecord
    from desktop.kernel.progress import Progress


@dataclass(frozen=True, slots=True)
class BatchItem:
    """What became of one file: a record, or the error that left it as it was."""

    path: Path
    record: SignatureRecord | None = None
    error: HubiaoError | None = None


def sign_batch(
    paths: Sequence[Path],
    field: str,
    signer: Signer,
    *,
    progress: Progress,
    ink: Ink | None = None,
    seal: bytes | None = None,
    signer_name: str = "",
    now: datetime | None = None,
    admit: Admit | None = None,
) -> Iterator[BatchItem]:
    """Sign ``field`` of each file in turn and yield each result at once, to be journalled.

    A file that cannot be signed is yielded with its error and the rest go on; a token that was
    pulled out fails for all that follow.

    Raises:
        CancelledError: through ``progress``, between two files.
    """
    for done, path in enumerate(paths):
        progress.step(done, len(paths), "form-signing")
        try:
            record = sign_form(
                path,
                field,
                signer,
                ink=ink,
                seal=seal,
                signer_name=signer_name,
                now=now,
                admit=admit,
            )
        except HubiaoError as error:
            yield BatchItem(path, error=error)
        else:
            yield BatchItem(path, record)
    progress.step(len(paths), len(paths), "form-signing")
