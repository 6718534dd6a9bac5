"""The way back in by PIN: in memory only, a few tries, an hour, and no sleep in between."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.pin import ATTEMPTS, pin_problem
from desktop.kernel.errors import HubiaoError, InputError
from desktop.kernel.paths import LedgerPaths
from desktop.storage.keyring import CHEAP
from desktop.storage.open_ledger import OperatorInfo
from desktop.storage.quick_key import QuickKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.storage.ledger import Ledger

Office = Any
KEY = bytes(range(32))
PIN = "2580"


class Watch:
    """A clock and the running time of the machine, moved by hand."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 9, tzinfo=UTC)
        self.running = 1000.0

    def now(self) -> datetime:
        return self.moment

    def today(self) -> Any:
        return self.moment.date()

    def elapsed(self) -> float:
        return self.running

    def work(self, minutes: float, quick: QuickKey | None = None) -> None:
        """Let the machine run, with a beat each minute."""
        for _ in range(round(minutes)):
            self.moment += timedelta(minutes=1)
            self.running += 60
            if quick is not None:
                quick.beat()

    def sleep(self, minutes: float) -> None:
        self.moment += timedelta(minutes=minutes)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def quick(watch: Watch) -> QuickKey:
    who = OperatorInfo("a" * 32, "李敏", 1)
    made = QuickKey("1" * 32, who, KEY, PIN, clock=watch, elapsed=watch.elapsed, cost=CHEAP)
    made.lock()
    return made


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(HubiaoError) as caught:
        call()
    return caught.value.code


def test_the_right_pin_gives_the_key_back(quick: QuickKey) -> None:
    assert quick.unlock(PIN) == KEY


def test_the_key_itself_is_not_kept(quick: QuickKey) -> None:
    kept = b"".join(value for value in vars(quick).values() if isinstance(value, bytes))
    assert KEY not in kept
    assert PIN.encode() not in kept
    assert PIN not in [value for value in vars(quick).values() if isinstance(value, str)]


def test_each_wrong_pin_is_counted_and_the_fifth_is_the_last(quick: QuickKey) -> None:
    for number in range(1, ATTEMPTS):
        with pytest.raises(HubiaoError) as caught:
            quick.unlock("9999")
        assert (caught.value.code, caught.value.details) == (
            "pin-wrong",
            {"left": ATTEMPTS - number},
        )
    assert code_of(lambda: quick.unlock("9999")) == "pin-gone"
    assert code_of(lambda: quick.unlock(PIN)) == "pin-gone"
    assert not quick.alive


def test_a_right_pin_forgives_the_wrong_ones(quick: QuickKey) -> None:
    for _ in range(3):
        for _ in range(ATTEMPTS - 1):
            code_of(lambda: quick.unlock("9999"))
        assert quick.unlock(PIN) == KEY


def test_within_the_hour_it_opens_and_after_it_no_more(quick: QuickKey, watch: Watch) -> None:
    watch.work(60, quick)
    assert quick.unlock(PIN) == KEY
    quick.lock()
    watch.work(61, quick)
    assert code_of(lambda: quick.unlock(PIN)) == "pin-gone"


def test_the_hour_begins_with_the_lock(watch: Watch) -> None:
    who = OperatorInfo("a" * 32, "李敏", 1)
    made = QuickKey("1" * 32, who, KEY, PIN, clock=watch, elapsed=watch.elapsed, cost=CHEAP)
    watch.work(300, made)
    made.lock()
    watch.work(10, made)
    assert made.unlock(PIN) == KEY


def test_sleep_destroys_it_where_the_running_time_stands_still(
    quick: QuickKey, watch: Watch
) -> None:
    watch.sleep(5)
    assert code_of(lambda: quick.unlock(PIN)) == "pin-gone"


def test_sleep_destroys_it_where_the_running_time_goes_on(quick: QuickKey, watch: Watch) -> None:
    watch.moment += timedelta(minutes=5)
    watch.running += 300  # no beat in five minutes: the program stood still
    assert quick.beat()
    assert code_of(lambda: quick.unlock(PIN)) == "pin-gone"


def test_a_clock_set_back_does_not_lengthen_the_hour(quick: QuickKey, watch: Watch) -> None:
    watch.work(50, quick)
    watch.moment -= timedelta(minutes=45)
    assert code_of(lambda: quick.unlock(PIN)) == "pin-gone"


@given(st.text(max_size=9))
def test_only_four_to_eight_digits_are_a_pin(text: str) -> None:
    wrong = not (4 <= len(text) <= 8 and all(c in "0123456789" for c in text))
    assert (pin_problem(text) == "pin-form") == wrong


@pytest.mark.parametrize("pin", ["0000", "1234", "4321", "7777777", "67890", "98765432"])
def test_what_anybody_would_try_first_is_refused(pin: str) -> None:
    assert pin_problem(pin) == "pin-plain"


@pytest.mark.parametrize("pin", ["2580", "1357", "11223344", "0912"])
def test_an_ordinary_pin_is_taken(pin: str) -> None:
    assert pin_problem(pin) == ""


def test_a_locked_ledger_opens_again_with_the_pin(office: Office, ledger: Ledger) -> None:
    office.fill(ledger)
    quick = ledger.quick_key(PIN)
    ledger.close()
    quick.lock()
    again = office.reopen(quick, PIN)
    assert again.operator == ledger.operator
    with again.unit_of_work("still writes") as work:
        assert work.insert("quarter", [{"name": "红旗村"}])


def test_closing_drops_every_reference_to_the_key(ledger: Ledger) -> None:
    with ledger.reader() as connection:
        connection.exec_driver_sql("SELECT 1")
    key = ledger.key
    assert sys.getrefcount(key) > 2
    ledger.close()
    assert sys.getrefcount(key) == 2, "something still holds the ledger's key"
    assert ledger._journal_key == b""
    assert code_of(lambda: ledger.quick_key(PIN)) == "ledger-closed"


def test_nothing_of_the_pin_is_written(office: Office, ledger: Ledger) -> None:
    before = LedgerPaths(office.path).key_file.read_bytes()
    quick = ledger.quick_key("13572468")
    assert LedgerPaths(office.path).key_file.read_bytes() == before
    ledger.close()
    wrapped = quick._wrapped
    for path in office.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"13572468" not in content
            assert wrapped not in content
            assert wrapped.hex().encode() not in content


def test_an_operator_who_may_no_longer_sign_in_has_no_pin_either(
    office: Office, ledger: Ledger
) -> None:
    from desktop.storage.keyring import Keyring

    quick = ledger.quick_key(PIN)
    ledger.close()
    ring = Keyring.load(LedgerPaths(office.path).key_file)
    ring.remove(ledger.operator.id)
    ring.save()
    assert code_of(lambda: office.reopen(quick, PIN)) == "pin-gone"
    assert not quick.alive


def test_a_pin_opens_no_other_ledger(office: Office, ledger: Ledger) -> None:
    quick = ledger.quick_key(PIN)
    ledger.close()
    other = QuickKey("2" * 32, quick.operator, KEY, PIN, clock=office.clock, cost=CHEAP)
    assert code_of(lambda: office.reopen(other, PIN)) == "pin-gone"


def test_a_bad_pin_is_told_before_anything_is_wrapped(ledger: Ledger) -> None:
    with pytest.raises(InputError):
        ledger.quick_key("12")
    with pytest.raises(InputError):
        ledger.quick_key("1111")


def test_a_wrong_pin_leaves_the_ledger_free(office: Office, ledger: Ledger) -> None:
    quick = ledger.quick_key(PIN)
    ledger.close()
    assert code_of(lambda: office.reopen(quick, "9182")) == "pin-wrong"
    assert office.open().operator == ledger.operator
