"""Invented forms, and a trial authority made once for the whole room."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from desktop.documents.demo_authority import DemoAuthority, DemoPerson, make_demo_authority
from desktop.documents.ink import Ink, InkPoint
from desktop.documents.renderer import render_form
from desktop.documents.signers import load_pkcs12
from desktop.documents.signing import sign_form
from desktop.domain.handover import (
    FormContent,
    MeterLine,
    OpenDefect,
    Party,
    RemainingHousehold,
    Utility,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.documents.signers import Signer

NOW = datetime(2026, 3, 5, 2, 30, tzinfo=UTC)
ORGANISATIONS = {
    "street_office": "清江街道办事处",
    "contractor": "江城市兴城建筑安装工程有限公司",
    "supervision": "江城市诚信建设监理有限公司",
    "water_company": "江城市自来水有限公司",
    "power_company": "江城市城区供电公司",
}
PARTIES = {
    "acceptance-certificate": tuple(ORGANISATIONS),
    "handover-water": ("street_office", "contractor", "water_company"),
    "handover-power": ("street_office", "contractor", "power_company"),
}
NAMES = ("王建国", "𠮷田秀英", "陈𬭎", "䶮俊", "欧阳修远", "Anna Müller")


def lines(count: int, utility: Utility = Utility.WATER) -> tuple[MeterLine, ...]:
    return tuple(
        MeterLine(
            door_label=f"{1 + n // 24}幢{1 + n // 12 % 2}单元{1 + n // 2 % 6}0{1 + n % 2}",
            owner_name=NAMES[n % len(NAMES)],
            old_number=f"2019{n:08d}",
            old_final_reading=Decimal(f"{300 + n}.5"),
            new_number=f"2026{n:010d}",
            first_reading=Decimal(0),
            seal=f"FS{n:06d}",
            position_label="楼道墙箱",
            account_no=f"3042{n:06d}",
            remark="" if n % 7 else "原表损坏，止度由双方估定",
            utility=utility,
        )
        for n in range(count)
    )


def content(form: str = "handover-water", count: int = 8) -> FormContent:
    water = lines(count) if form != "handover-power" else ()
    power = lines(count, Utility.ELECTRICITY) if form != "handover-water" else ()
    return FormContent(
        form_type=form,
        document_no="QJ-2026-000123",
        project_name="清江街道2026年老旧小区一户一表改造工程",
        quarter_code="429900001-017",
        quarter_name="纺织厂生活区",
        quarter_address="清江街道胜利街18号",
        generated_on=date(2026, 3, 5),
        parties=tuple(Party(field, "", ORGANISATIONS[field]) for field in PARTIES[form]),
        lines=water + power,
        facts=(("产权分界", "以水表为界"),),
        remaining=(RemainingHousehold("1幢1单元101", "赵四", "本人未申请", "业主委员会"),),
        open_defects=(OpenDefect("2幢楼道", "表箱门锁松动", "施工单位", "2026-04-01"),),
        ledger_anchor="ab" * 32,
    )


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> DemoAuthority:
    people = {field: DemoPerson("陈𬭎", name) for field, name in ORGANISATIONS.items()}
    return make_demo_authority(tmp_path_factory.mktemp("keys"), people, now=NOW)


@pytest.fixture(scope="session")
def signers(authority: DemoAuthority) -> dict[str, Signer]:
    return {field: load_pkcs12(path, "demo") for field, path in authority.keys.items()}


@pytest.fixture(scope="session")
def ink() -> Ink:
    stroke = tuple(InkPoint(n, 20 + (n * 7) % 13, 0.3 + (n % 5) / 10, n) for n in range(60))
    return Ink(strokes=(stroke, (InkPoint(5, 5),)))


@pytest.fixture(scope="session")
def unsigned() -> bytes:
    return render_form(content()).data


@pytest.fixture(scope="session")
def signed_revisions(
    unsigned: bytes,
    signers: dict[str, Signer],
    ink: Ink,
    tmp_path_factory: pytest.TempPathFactory,
) -> list[bytes]:
    """Give the file unsigned and after each of its three signatures."""
    path = tmp_path_factory.mktemp("forms") / "form.pdf"
    path.write_bytes(unsigned)
    revisions = [unsigned]
    for field in PARTIES["handover-water"]:
        sign_form(path, field, signers[field], ink=ink, now=NOW)
        revisions.append(path.read_bytes())
    return revisions


@pytest.fixture
def form_file(tmp_path: Path) -> Callable[[bytes], Path]:
    """Write bytes to a file as it would lie on a stick."""

    def write(data: bytes) -> Path:
        path = tmp_path / "移交清单.pdf"
        path.write_bytes(data)
        return path

    return write
