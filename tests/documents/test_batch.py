"""A batch: one PIN, whole files only, one bad file does not stop the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.documents.batch import sign_batch
from desktop.documents.verification import verify_form
from desktop.domain.handover import FormState
from desktop.kernel.errors import CancelledError
from desktop.kernel.progress import CancellableProgress
from tests.documents.conftest import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.documents.signers import Signer


@pytest.fixture
def paths(tmp_path: Path, unsigned: bytes) -> list[Path]:
    files = [tmp_path / f"{number}.pdf" for number in range(4)]
    for path in files:
        path.write_bytes(unsigned)
    return files


def test_one_bad_file_does_not_stop_the_rest(paths: list[Path], signers: dict[str, Signer]) -> None:
    paths[1].write_bytes(b"no form")
    progress = CancellableProgress()
    items = list(
        sign_batch(paths, "street_office", signers["street_office"], progress=progress, now=NOW)
    )
    assert [item.record is not None for item in items] == [True, False, True, True]
    assert items[1].error is not None
    assert items[1].error.code == "form-file-broken"
    assert (progress.done, progress.total) == (4, 4)


def test_a_cancelled_batch_leaves_whole_files_only(
    paths: list[Path], signers: dict[str, Signer], unsigned: bytes
) -> None:
    progress = CancellableProgress()
    batch = sign_batch(paths, "street_office", signers["street_office"], progress=progress, now=NOW)
    next(batch)
    next(batch)
    progress.cancel()
    with pytest.raises(CancelledError):
        next(batch)
    assert [verify_form(path).state for path in paths[:2]] == [FormState.UNTRUSTED] * 2
    assert [path.read_bytes() == unsigned for path in paths[2:]] == [True, True]
    assert sorted(entry.name for entry in paths[0].parent.iterdir()) == [
        f"{number}.pdf" for number in range(4)
    ]
