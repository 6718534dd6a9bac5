"""Laptops are trusted by their key: enrolled once, refused once, whatever they call themselves."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.codes import OperatorRole
from desktop.kernel.clock import SystemClock
from desktop.kernel.errors import InputError, RefusedError
from desktop.kernel.identity import time_ordered_ids
from desktop.kernel.progress import NoProgress
from desktop.services.devices import check_number
from desktop.services.environment import Environment
from desktop.services.parcel_making import ParcelMaking
from desktop.services.program import Program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.bundle import Office

WHO: dict[str, Any] = {"operator": "负责人", "passphrase": "p"}
KEY = "ab" * 32
CODE = f"{'c' * 32}:{KEY}:%E4%BA%8C%E7%BB%84"


def _program(folder: Path) -> Program:
    environment = Environment(SystemClock(), time_ordered_ids(), folder / "machine")
    return Program(environment, language="zh_CN")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    program = _program(folder)
    program.create(folder / "office.hubiao", office_name="x", street_code="1", **WHO)
    return folder


@pytest.fixture
def office(home: Path) -> Iterator[Office]:
    with _program(home).open(home / "office.hubiao", **WHO) as opened:
        yield opened


def test_a_code_is_enrolled_with_name_and_check_number(office: Office) -> None:
    assert office.devices.enrol(CODE) == check_number(KEY)
    own, other = office.devices.laptops()
    assert (own.own, own.state) == (True, "this")
    assert (other.name, other.state, other.key) == ("二组", "enrolled", KEY)
    assert (other.code, other.behind, other.parcel_at) == (CODE, None, None)
    assert office.devices.standing(KEY) == "enrolled"


def test_enrolling_twice_keeps_one_laptop(office: Office) -> None:
    office.devices.enrol(CODE)
    # The same machine after a crash: another device id, the same key.
    office.devices.enrol(f"{'d' * 32}:{KEY}")
    assert [one.key for one in office.devices.laptops()][1:] == [KEY]


def test_a_revoked_key_is_refused_under_every_device_id(office: Office) -> None:
    office.devices.enrol(CODE)
    with office._ledger.unit_of_work("device.begin") as work:
        work.insert("device", [{"id": "d" * 32, "public_key": KEY, "revoked": False}])
    office.devices.revoke("c" * 32)
    with office._ledger.unit_of_work("device.begin") as work:
        work.insert("device", [{"id": "e" * 32, "public_key": KEY, "revoked": False}])
    assert office.devices.standing(KEY) == "revoked"
    assert [row["state"] for row in office.devices.list()] == ["this", *["revoked"] * 3]
    office.devices.enrol("d" * 32)
    assert office.devices.standing(KEY) == "enrolled"


def test_the_laptop_in_use_cannot_revoke_itself(office: Office) -> None:
    own = office.devices.laptops()[0]
    with pytest.raises(RefusedError, match="device-own"):
        office.devices.revoke(own.code)
    office.devices.enrol(own.code)
    assert len(office.devices.laptops()) == 1


@pytest.mark.parametrize("code", ["", "abc", "c" * 32, f"{'c' * 32}:{'x' * 64}", CODE[:90]])
def test_what_is_no_code_is_refused(office: Office, code: str) -> None:
    with pytest.raises(InputError, match="device-id-wrong"):
        office.devices.enrol(code)
    assert len(office.devices.laptops()) == 1


def test_only_a_leader_enrols_and_revokes(home: Path) -> None:
    with _program(home).open(home / "office.hubiao", **WHO) as office:
        office.devices.enrol(CODE)
        office.operators.add("走访员", OperatorRole.SURVEYOR, "passphrase")
    with _program(home).open(
        home / "office.hubiao", operator="走访员", passphrase="passphrase"
    ) as office:
        for action in (office.devices.enrol, office.devices.revoke):
            with pytest.raises(RefusedError, match="leader-only"):
                action(CODE)
        assert office.devices.standing(KEY) == "enrolled"


def test_a_code_is_found_in_a_text_and_in_a_parcel(office: Office, tmp_path: Path) -> None:
    text = tmp_path / "code.txt"
    text.write_text(f"\ufeff登记码：\r\n{CODE}\r\n", encoding="utf-8")
    assert office.devices.code_in(text) == CODE
    maker = ParcelMaking(office._ledger, SystemClock(), time_ordered_ids())
    maker.make(tmp_path / "a.hbp", None, NoProgress())
    own = office.devices.laptops()[0]
    assert office.devices.code_in(tmp_path / "a.hbp") == f"{own.device}:{own.key}"
    text.write_text("no code here", encoding="utf-8")
    with pytest.raises(InputError, match="device-code-none"):
        office.devices.code_in(text)


def test_an_incarnation_that_has_written_nothing_shows_its_code(home: Path, tmp_path: Path) -> None:
    shutil.copytree(home, tmp_path / "1", ignore=shutil.ignore_patterns("machine"))
    other = tmp_path / "1"
    with _program(other).open(other / "office.hubiao", **WHO) as office:
        own = office.devices.laptops()[0]
        assert own.own
        assert own.code.startswith(f"{own.device}:{own.key}")
        assert own.device not in office._ledger.journal.vector()
    with _program(home).open(home / "office.hubiao", **WHO) as office:
        assert office.devices.enrol(own.code) == own.check


def test_what_its_parcels_have_shown_says_how_far_a_laptop_is_behind(office: Office) -> None:
    office.devices.enrol(CODE)
    vector = office._ledger.journal.vector()
    own = office.devices.laptops()[0].device
    with office._ledger.unit_of_work("parcel") as work:
        seen = f'{{"{own}": {vector[own] - 1}}}'
        facts = {"direction": "parcel", "export_code": "c" * 32, "scope": seen}
        work.insert("exchange", [{**facts, "made_at": SystemClock().now()}])
    other = office.devices.laptops()[1]
    assert other.behind == 2
    assert other.parcel_at is not None
