"""Which papers the stages ask for is the office's to say, and what a paper lacks is said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.domain.codes import Stage
from desktop.domain.required_papers import read_papers
from desktop.domain.stages import PAPERS, GateReason, Paper
from desktop.kernel.errors import InputError
from desktop.kernel.resources import resource
from desktop.services.gates import Gates
from desktop.services.pictures import Pictures
from desktop.services.verdicts import Verdicts
from tests.support.photos import photo
from tests.support.small_office import Office

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.values import Record
    from desktop.storage.ledger import Ledger

CODE = "Q1"
WHOLE: Record = {"document_no": "建〔2026〕1号", "dated_on": date(2026, 1, 10)}
OWN = """
[papers]
version = "own"
[[paper]]
stage = 1
paper = "请示"
[[paper]]
stage = 2
paper = "概算书"
number = true
date = true
scan = true
complete = true
"""
OWN += "".join(f"[[paper]]\nstage = {n}\npaper = '资料{n}'\n" for n in range(3, 7))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def ledger(office: Office) -> Ledger:
    ledger = office.create()
    with ledger.unit_of_work("fill") as work:
        work.insert("quarter", [{"quarter_code": CODE, "name": "一村"}])
    return ledger


@pytest.fixture
def gates(office: Office, ledger: Ledger) -> Gates:
    gates = Gates(ledger, office.clock, Verdicts(ledger))
    gates.enter(CODE, Stage.COSTING)
    return gates


def _write(ledger: Ledger, text: str, name: str = "papers-2.toml") -> None:
    folder = ledger.path.parent / "stages"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def _asked(gates: Gates) -> list[str]:
    return [str(missing.details.get("paper")) for missing in gates.of(CODE).missing]


def test_what_ships_asks_for_the_papers_of_the_plan() -> None:
    shipped = read_papers(resource("stages", "papers-1.toml").read_text(encoding="utf-8"))
    assert shipped.names == {stage: tuple(map(str, names)) for stage, names in PAPERS.items()}
    assert not any(paper.complete for paper in shipped.papers)
    assert all(paper.basis and paper.issued_by for paper in shipped.papers)


def test_an_offices_own_list_beside_its_ledger_holds(gates: Gates, ledger: Ledger) -> None:
    assert _asked(gates) == [Paper.ESTIMATE_WATER, Paper.ESTIMATE_POWER]
    _write(ledger, OWN)
    assert gates.papers_mistake() is None
    assert _asked(gates) == ["概算书"]
    assert [gate.first_missing for gate in gates.all()] == list(gates.of(CODE).missing)


def test_of_several_own_lists_the_one_named_last_holds(gates: Gates, ledger: Ledger) -> None:
    _write(ledger, OWN.replace("概算书", "旧概算书"), "papers-9.toml")
    _write(ledger, OWN, "papers-10.toml")
    assert _asked(gates) == ["概算书"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[paper]\n", "line 1"),
        ("", "stage-papers-empty"),
        ("[[paper]]\nstage = 7\npaper = '请示'\n", "请示：stage = 7"),
        ("[[paper]]\nstage = true\npaper = '请示'\n", "请示：stage = True"),
        ("[[paper]]\nstage = 1\npaper = '请示'\n", "stage = 2"),
        ("[[paper]]\nstage = 1\n", "?：paper"),
        ("[[paper]]\nstage = 1\npaper = '请示'\nscan = '要'\n", "请示：scan = 要"),
        ("[[paper]]\nstage = 1\npaper = '请示'\n" * 2, "请示"),
    ],
)
def test_a_mistake_in_it_is_named_and_what_ships_holds(
    gates: Gates, ledger: Ledger, text: str, why: str
) -> None:
    _write(ledger, text)
    mistake = gates.papers_mistake()
    assert isinstance(mistake, InputError)
    assert (mistake.code, mistake.details["file"]) == ("stage-papers-wrong", "papers-2.toml")
    assert why in str(mistake.details["why"])
    assert _asked(gates) == [Paper.ESTIMATE_WATER, Paper.ESTIMATE_POWER]


def test_a_list_put_right_holds_from_then_on(gates: Gates, ledger: Ledger) -> None:
    _write(ledger, "[[paper]\n")
    assert gates.papers_mistake() is not None
    _write(ledger, OWN)
    assert gates.papers_mistake() is None
    assert _asked(gates) == ["概算书"]


def test_a_paper_on_file_without_number_date_or_scan_is_told_and_holds_nothing_up(
    gates: Gates,
) -> None:
    gates.file_paper(CODE, Stage.COSTING, Paper.ESTIMATE_WATER, {})
    gates.file_paper(CODE, Stage.COSTING, Paper.ESTIMATE_POWER, WHOLE)
    assert gates.of(CODE).stage is Stage.REVIEW
    told = {m.details["paper"]: m.details["lacks"] for _, m in gates.incomplete(CODE)}
    assert told == {Paper.ESTIMATE_WATER: "文号、日期、扫描件", Paper.ESTIMATE_POWER: "扫描件"}
    assert {stage for stage, _ in gates.incomplete(CODE)} == {Stage.COSTING}


def test_a_paper_of_which_no_number_is_expected_does_not_lack_one(gates: Gates) -> None:
    gates.file_paper(CODE, Stage.SCHEME, Paper.SCHEME, {"dated_on": date(2026, 1, 1)})
    assert [m.details["lacks"] for _, m in gates.incomplete(CODE)] == ["扫描件"]


def test_where_the_office_says_so_a_paper_counts_only_with_number_date_and_scan(
    gates: Gates, ledger: Ledger, office: Office
) -> None:
    _write(ledger, OWN)
    paper, _ = gates.file_paper(CODE, Stage.COSTING, "概算书", WHOLE)
    report = gates.of(CODE)
    assert (report.stage, report.missing[0].code) == (Stage.COSTING, GateReason.PAPER_INCOMPLETE)
    assert report.missing[0].details == {"paper": "概算书", "lacks": "扫描件"}
    Pictures(ledger, office.clock).attach("stage_paper", paper, [photo()], "paper")
    assert gates.of(CODE).stage is Stage.REVIEW
    assert not gates.incomplete(CODE)
