"""Files on their way to a record: photos as they are, scans page by page."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from desktop.exchange.pictures import Picture, PictureReader, picture_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.exchange.scans import ScanReader
    from desktop.kernel.progress import Progress

_SCANS = (b"%PDF-", b"II*\x00", b"MM\x00*")
_MOST_PAGES = 60
"""A paper of a stage; a bundle of household sheets has a way of its own."""


def read_sources(sources: Sequence[Path | bytes], progress: Progress | None) -> list[Picture]:
    """Return what is in the files, in their order; each is decoded in a child process.

    Raises:
        InputError: ``picture-...``, ``scan-...``: one of them cannot be used.
        CancelledError: through ``progress``.
    """
    read: list[Picture] = []
    with ExitStack() as readers:
        photos = readers.enter_context(PictureReader())
        scans: ScanReader | None = None
        for number, source in enumerate(sources):
            if progress is not None:
                progress.step(number, len(sources), "reading")
            data = source if isinstance(source, bytes) else picture_bytes(source)
            if not data.startswith(_SCANS):
                read.append(photos.read(data))
                continue
            if scans is None:
                from desktop.exchange.scans import ScanReader

                scans = readers.enter_context(ScanReader())
            name = "" if isinstance(source, bytes) else source.name
            read.extend(_pages(scans, data, name))
    return read


def _pages(scans: ScanReader, data: bytes, name: str) -> Iterator[Picture]:
    for page in scans.pages(data, name, most=_MOST_PAGES):
        if not page.blank:
            yield Picture(
                jpeg=page.jpeg,
                width=0,
                height=0,
                taken=None,
                codes=tuple((code, 0.0) for code in page.codes),
                source_sha256=page.source_sha256,
                scanned=True,
            )
