"""What every ledger needs from the outside: the time, new ids, and this machine's own folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - dataclass fields are read at run time

from desktop.kernel.clock import Clock  # noqa: TC001 - likewise
from desktop.kernel.identity import IdFactory  # noqa: TC001 - likewise


@dataclass(frozen=True, slots=True)
class Environment:
    """Handed down by the composition root.

    Attributes:
        clock: where the time comes from.
        make_id: where row ids come from.
        device_folder: where this machine keeps its device id and key, outside every ledger.
    """

    clock: Clock
    make_id: IdFactory
    device_folder: Path
