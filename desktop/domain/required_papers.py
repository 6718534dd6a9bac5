"""Which papers the stages ask for, read from a template that an office may replace.

Plan, part four (4), names the six stages and not their papers: what a district's offices file is
theirs to say, so the list is data. Names, not places in the list, tie a paper to its records.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.codes import Stage
from desktop.domain.stage_facts import Lack
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME_LENGTH = 40
"""Characters a paper's name may have: what its record holds."""


@dataclass(frozen=True, slots=True)
class RequiredPaper:
    """One paper that a stage asks for.

    Attributes:
        stage: whose.
        name: as offices file it; ``name_en`` in English.
        issued_by: who issues it.
        expected: what a record of it should have.
        complete: whether it counts only with all that is expected.
        basis: keys of the documents it rests on.
    """

    stage: Stage
    name: str
    name_en: str
    issued_by: str
    expected: tuple[Lack, ...]
    complete: bool
    basis: str

    def lacks(self, present: frozenset[Lack]) -> tuple[Lack, ...]:
        """Return what a record with ``present`` still lacks."""
        return tuple(lack for lack in self.expected if lack not in present)


@dataclass(frozen=True, slots=True)
class RequiredPapers:
    """The papers of all stages, in the order of the template."""

    version: str
    papers: tuple[RequiredPaper, ...]

    @property
    def names(self) -> Mapping[Stage, tuple[str, ...]]:
        """Stage → names of its papers; what the gates go by."""
        return {stage: tuple(paper.name for paper in self.of(stage)) for stage in Stage}

    def of(self, stage: Stage) -> tuple[RequiredPaper, ...]:
        """Return the papers of one stage."""
        return tuple(paper for paper in self.papers if paper.stage is stage)

    def find(self, name: str) -> RequiredPaper | None:
        """Return the paper called ``name``."""
        return next((paper for paper in self.papers if paper.name == name), None)


NOTHING_ASKED = RequiredPapers("", ())
"""For what judges no papers."""


def read_papers(text: str) -> RequiredPapers:
    """Read the papers out of a template.

    A stage without papers is a mistake: a gate that half a list leaves open would not be seen.

    Raises:
        InputError: ``stage-papers-unreadable``, ``stage-papers-empty``, ``stage-paper-wrong``,
            ``stage-paper-twice``, ``stage-papers-none``.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError("stage-papers-unreadable", why=str(error)) from None
    tables = content.get("paper")
    entries = tables if isinstance(tables, list) else []
    if not entries:
        raise InputError("stage-papers-empty")
    papers = tuple(_paper(entry) for entry in entries)
    names = [paper.name for paper in papers]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError("stage-paper-twice", paper=twice)
    bare = next((s for s in Stage if not any(paper.stage is s for paper in papers)), None)
    if bare is not None:
        raise InputError("stage-papers-none", why=f"stage = {int(bare)}")
    head = content.get("papers")
    version = str(head.get("version", "")) if isinstance(head, dict) else ""
    return RequiredPapers(version, papers)


def _paper(entry: object) -> RequiredPaper:
    given: Mapping[str, Any] = entry if isinstance(entry, dict) else {}
    name = str(given.get("paper", "")).strip()
    if not 0 < len(name) <= NAME_LENGTH:
        raise InputError("stage-paper-wrong", paper=name or "?", why="paper")
    number = given.get("stage")
    if type(number) is not int or number not in list(Stage):
        raise InputError("stage-paper-wrong", paper=name, why=f"stage = {number}")
    marks = {key: given.get(key, False) for key in ("complete", *_EXPECTED)}
    wrong = next((key for key, mark in marks.items() if not isinstance(mark, bool)), None)
    if wrong is not None:
        raise InputError("stage-paper-wrong", paper=name, why=f"{wrong} = {marks[wrong]}")
    return RequiredPaper(
        stage=Stage(number),
        name=name,
        name_en=str(given.get("name_en", "") or name),
        issued_by=str(given.get("issued_by", "")),
        expected=tuple(lack for key, lack in _EXPECTED.items() if marks[key]),
        complete=marks["complete"],
        basis=str(given.get("basis", "")),
    )


_EXPECTED = {"number": Lack.NUMBER, "date": Lack.DATE, "scan": Lack.SCAN}
