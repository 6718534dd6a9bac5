from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.codes import OperatorRole
from desktop.kernel.errors import HubiaoError, LedgerError, RefusedError
from desktop.storage import operators
from desktop.storage.keyring import STRONG, Keyring, recover

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.storage.ledger import Ledger

Office = Any


def test_the_default_cost_is_the_one_of_the_design() -> None:
    assert (STRONG.memory, STRONG.time, STRONG.lanes) == (65536, 3, 4)


def test_a_strong_ring_opens_with_its_password(tmp_path: Path) -> None:
    ring = Keyring.create(tmp_path / "k", "l" * 32)
    ring.add("a" * 32, "甲", "口令", b"k" * 32)
    ring.save()
    assert Keyring.load(tmp_path / "k").unlock("甲", "口令") == ("a" * 32, b"k" * 32)


@pytest.mark.parametrize(("name", "passphrase"), [("负责人", "wrong"), ("nobody", "open sesame")])
def test_a_wrong_name_or_password_is_the_same_answer(
    office: Office, ledger: Ledger, name: str, passphrase: str
) -> None:
    ledger.close()
    with pytest.raises(LedgerError, match="ledger-wrong-passphrase"):
        office.open(name, passphrase)


def test_the_recovery_key_sets_a_new_password(office: Office, ledger: Ledger) -> None:
    ledger.close()
    typed = office.recovery_key.lower().replace("-", " ")
    recover(office.path, recovery_key=typed, operator="负责人", passphrase="new")
    assert office.open("负责人", "new").operator.role == OperatorRole.LEADER
    with pytest.raises(LedgerError, match="wrong-passphrase"):
        office.open("负责人", "open sesame")


def test_a_mistyped_recovery_key_is_told_apart_from_a_foreign_one(
    office: Office, ledger: Ledger
) -> None:
    ledger.close()
    before = office.path.with_name("test.hubiao.key").read_bytes()
    swapped = office.recovery_key[1:] + office.recovery_key[0]
    with pytest.raises(HubiaoError) as caught:
        recover(office.path, recovery_key=swapped, operator="负责人", passphrase="new")
    assert caught.value.code in {"recovery-key-mistyped", "ledger-wrong-passphrase"}
    with pytest.raises(RefusedError, match="recovery-key-mistyped"):
        recover(office.path, recovery_key="", operator="负责人", passphrase="new")
    assert office.path.with_name("test.hubiao.key").read_bytes() == before


def test_a_key_of_one_ledger_does_not_open_in_another_ring(
    office: Office, ledger: Ledger, tmp_path: Path
) -> None:
    ledger.close()
    key_file = office.path.with_name("test.hubiao.key")
    content = json.loads(key_file.read_bytes())
    content["ledger"] = "0" * 32
    key_file.write_text(json.dumps(content))
    with pytest.raises(LedgerError, match="ledger-wrong-passphrase"):
        office.open()


def test_the_anchor_cannot_be_written_without_the_key(office: Office, ledger: Ledger) -> None:
    ledger.close()
    key_file = office.path.with_name("test.hubiao.key")
    content = json.loads(key_file.read_bytes())
    content["anchor"]["length"] -= 1
    key_file.write_text(json.dumps(content))
    with pytest.raises(LedgerError, match="key-file-damaged"):
        office.open()


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"format": 1}', b"\xff\xfe"])
def test_a_damaged_key_file_is_named(office: Office, ledger: Ledger, content: bytes) -> None:
    ledger.close()
    office.path.with_name("test.hubiao.key").write_bytes(content)
    with pytest.raises(LedgerError, match="key-file-damaged"):
        office.open()


def test_a_missing_key_file_is_named(office: Office, ledger: Ledger) -> None:
    ledger.close()
    office.path.with_name("test.hubiao.key").unlink()
    with pytest.raises(LedgerError, match="key-file-missing"):
        office.open()


def test_a_leader_adds_resets_and_disables_operators(office: Office, ledger: Ledger) -> None:
    operators.add(ledger, "小王", OperatorRole.SURVEYOR, "one")
    operators.add(ledger, "审计", OperatorRole.AUDITOR, "look")
    operators.reset(ledger, "小王", "two")
    ledger.close()
    assert operators.sign_in_names(office.path) == ("负责人", "小王", "审计")
    with office.open("小王", "two") as surveyor:
        assert surveyor.operator.role == OperatorRole.SURVEYOR
        with pytest.raises(RefusedError, match="leader-only"):
            operators.disable(surveyor, "审计")
        operators.reset(surveyor, "小王", "three")
    again = office.open()
    operators.disable(again, "小王")
    assert [o.name for o in operators.listing(again) if o.disabled] == ["小王"]
    again.close()
    with pytest.raises(LedgerError, match="wrong-passphrase"):
        office.open("小王", "three")


def test_an_old_key_file_does_not_let_a_disabled_operator_in(
    office: Office, ledger: Ledger
) -> None:
    operators.add(ledger, "小王", OperatorRole.SURVEYOR, "one")
    old = office.path.with_name("test.hubiao.key").read_bytes()
    operators.disable(ledger, "小王")
    ledger.close()
    office.path.with_name("test.hubiao.key").write_bytes(old)
    with pytest.raises(LedgerError, match="operator-disabled"):
        office.open("小王", "one")


def test_an_auditor_reads_and_leaves_the_writing_to_others(office: Office, ledger: Ledger) -> None:
    operators.add(ledger, "审计", OperatorRole.AUDITOR, "look")
    ledger.close()
    auditor = office.open("审计", "look")
    with pytest.raises(RefusedError, match="operator-reads-only"), auditor.unit_of_work("x"):
        pass
    office.fill(office.open())


def test_the_last_leader_stays(ledger: Ledger) -> None:
    with pytest.raises(RefusedError, match="operator-last-leader"):
        operators.disable(ledger, "负责人")
    with pytest.raises(RefusedError, match="operator-exists"):
        operators.add(ledger, "负责人", OperatorRole.LEADER, "x")
    with pytest.raises(RefusedError, match="operator-unknown"):
        operators.reset(ledger, "没有", "x")
