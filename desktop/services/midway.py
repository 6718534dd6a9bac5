"""补录: a quarter entered in the stage it stands in, then the scans of its papers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.kernel.errors import HubiaoError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.domain.changes import Changes
    from desktop.domain.codes import Stage
    from desktop.domain.values import Record
    from desktop.services.gates import Gates
    from desktop.services.pictures import Pictures


def enter_midway(
    gates: Gates,
    pictures: Pictures,
    place: tuple[str, Stage],
    papers: Sequence[Record],
    scans: Sequence[Sequence[Path]],
) -> tuple[Changes, list[HubiaoError]]:
    """Enter a quarter with its papers as one operation, then add the scans of each.

    A scan that cannot be read takes nothing back: its paper stays on file and lacks it.

    Args:
        gates: the office's gates.
        pictures: its photos and scans.
        place: code of the quarter, and the stage it stands in.
        papers: fields of ``stage_paper`` for each earlier paper.
        scans: files of each of ``papers``.

    Returns:
        What changed, and what was wrong with scans.

    Raises:
        InputError: there is no quarter with this code; nothing was stored.
        RefusedError: the operator may only read.
    """
    ids, changes = gates.enter_papers(*place, papers)
    wrong: list[HubiaoError] = []
    for entity_id, paths in zip(ids, scans, strict=True):
        if not paths:
            continue
        try:
            pictures.attach("stage_paper", entity_id, paths, "paper")
        except HubiaoError as error:
            wrong.append(error)
        else:
            changes = replace(changes, kinds=changes.kinds | {"attachment"})
    return changes, wrong
