"""Proves an archive package file by file, without any ledger."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from desktop.domain.archive_index import INDEX_CSV, INDEX_JSON, read_index
from desktop.kernel.errors import InputError
from desktop.kernel.progress import NoProgress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Self

    from desktop.kernel.progress import Progress

LARGEST = 500_000_000
"""Bytes of one file; a package has no larger one."""
_SOUND = frozenset({"valid", "incomplete", "unsigned"})
_PDF = ".pdf"


def check_archive(
    path: Path, trust: Sequence[Path] = (), progress: Progress | None = None
) -> dict[str, Any]:
    """Compare every file of a package with its index, and verify every form in it.

    Args:
        path: a folder or a zip that :class:`ArchivePackage` made.
        trust: certificates that are believed.
        progress: told for every file.

    Returns:
        ``path``, ``office``, ``quarter``, ``made_on``, ``files``, ``index_sha256``, ``missing``,
        ``changed``, ``extra`` (paths), ``forms`` (as ``verify`` answers), ``ok``.

    Raises:
        InputError: ``archive-not-a-package``.
        CancelledError: through ``progress``.
    """
    from desktop.services.paper import verify_data

    progress = progress or NoProgress()
    with _opened(path) as place:
        index = place.read(INDEX_JSON)
        if index is None:
            raise InputError("archive-not-a-package")
        head, files = read_index(index)
        missing, changed, forms = [], [], []
        for done, file in enumerate(files):
            progress.step(done, len(files), "archive-proving")
            data = place.read(file.path)
            if data is None:
                missing.append(file.path)
            elif hashlib.sha256(data).hexdigest() != file.sha256:
                changed.append(file.path)
            if data is not None and file.state and file.path.endswith(_PDF):
                forms.append(verify_data(file.path, data, trust))
        known = {file.path for file in files} | {INDEX_JSON, INDEX_CSV}
        extra = sorted(place.names() - known)
    progress.step(len(files), len(files), "archive-proving")
    whole = not (missing or changed or extra)
    return {
        "path": str(path),
        "office": head.office,
        "quarter": head.quarter_code,
        "made_on": head.made_on,
        "files": len(files),
        "index_sha256": hashlib.sha256(index).hexdigest(),
        "missing": missing,
        "changed": changed,
        "extra": extra,
        "forms": forms,
        "ok": whole and all(form["state"] in _SOUND for form in forms),
    }


class _Folder:
    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is open."""

    def names(self) -> set[str]:
        found = (one for one in self._path.rglob("*") if not one.is_dir())
        return {one.relative_to(self._path).as_posix() for one in found}

    def read(self, name: str) -> bytes | None:
        path = self._path / name
        # the index comes from outside: it may name what lies elsewhere
        inside = path.resolve().is_relative_to(self._path.resolve())
        if not inside or not path.is_file() or path.stat().st_size > LARGEST:
            return None
        try:
            return path.read_bytes()
        except OSError:
            return None


class _Zip:
    def __init__(self, path: Path) -> None:
        self._package = zipfile.ZipFile(path)
        self._entries = {one.filename: one for one in self._package.infolist() if not one.is_dir()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._package.close()

    def names(self) -> set[str]:
        return set(self._entries)

    def read(self, name: str) -> bytes | None:
        entry = self._entries.get(name)
        if entry is None or entry.file_size > LARGEST:
            return None
        try:
            with self._package.open(entry) as stream:
                return stream.read(LARGEST + 1)[:LARGEST]
        except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError):
            return None


def _opened(path: Path) -> _Folder | _Zip:
    make: Callable[[Path], _Folder | _Zip] = _Folder if path.is_dir() else _Zip
    try:
        return make(path)
    except (OSError, zipfile.BadZipFile, ValueError) as error:
        raise InputError("archive-not-a-package") from error
