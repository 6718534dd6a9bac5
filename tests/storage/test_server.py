"""A ledger on a real PostgreSQL server: the same door, the same journal, several clerks."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.codes import OperatorRole
from desktop.domain.profile import Profile
from desktop.kernel.clock import FixedClock
from desktop.kernel.errors import HubiaoError, LedgerError, RefusedError, UsageError
from desktop.kernel.identity import time_ordered_ids
from desktop.storage import operators
from desktop.storage.postgres.address import ServerAddress
from desktop.storage.postgres.doctor import check
from desktop.storage.postgres.ledger import ServerLedger
from desktop.storage.postgres.translation import to_postgres
from desktop.storage.undo import undo
from tests.support.server import LEADER, Server, server
from tests.support.small_office import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["server"]


class Clerks:
    """Opens one ledger for several people, each on a machine of their own."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.address = server.address()
        self.folder = folder
        self.opened: list[ServerLedger] = []

    def create(self) -> ServerLedger:
        made = ServerLedger.create(
            self.address,
            office="试验区住房和城乡建设局",
            street_code="420106",
            operator=LEADER,
            passphrase="",
            profile=Profile.DISTRICT,
            **self._more(LEADER),
        )
        self.opened.append(made)
        return made

    def open(self, name: str = LEADER) -> ServerLedger:
        ledger = ServerLedger(self.address, name, "geheim", **self._more(name))
        self.opened.append(ledger)
        return ledger

    def _more(self, name: str) -> dict[str, Any]:
        ids = time_ordered_ids()
        return {"clock": FixedClock(NOW), "ids": ids, "machine": self.folder / name}


@pytest.fixture
def clerks(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clerks]:
    monkeypatch.setenv("HUBIAO_HOME", str(tmp_path / "home"))
    people = Clerks(server, tmp_path)
    yield people
    for ledger in people.opened:
        ledger.close()


@pytest.fixture
def ledger(clerks: Clerks) -> ServerLedger:
    return clerks.create()


def _quarter(ledger: ServerLedger, **values: Any) -> str:
    with ledger.unit_of_work("fill") as work:
        return work.insert("quarter", [{"name": "翠湖小区", "quarter_code": "Q1", **values}])[0]


def _value(ledger: ServerLedger, field: str, quarter: str) -> Any:
    with ledger.reader() as connection:
        return connection.exec_driver_sql(
            f"SELECT {field} FROM quarter WHERE id = ?", (quarter,)
        ).scalar_one()


def test_every_change_stands_in_the_journal_and_its_chain_verifies(ledger: ServerLedger) -> None:
    quarter = _quarter(ledger)
    with ledger.unit_of_work("edit") as work:
        work.update("quarter", quarter, {"name": "翠湖新村", "pilot": True})
    history = [
        (entry.action, entry.field, entry.old, entry.new)
        for _, entry in ledger.journal.history(quarter)
    ]
    assert history[0][:2] == ("I", "")
    assert sorted(history[1:], key=str) == [
        ("U", "name", "翠湖小区", "翠湖新村"),
        ("U", "pilot", None, True),
    ]
    assert [finding.name for finding in check(ledger) if not finding.ok] == []


def test_nothing_changes_outside_of_an_operation(server: Server, ledger: ServerLedger) -> None:
    quarter = _quarter(ledger)
    schema = ledger.address.ledger
    for statement in (
        f"SET search_path = {schema}; UPDATE quarter SET name = 'x' WHERE id = '{quarter}'",
        f"SET search_path = {schema}; DELETE FROM journal_entry",
        f"SET search_path = {schema}; UPDATE journal_operation SET action = 'x'",
        f"SET search_path = {schema}; TRUNCATE journal_entry",
    ):
        with pytest.raises(Exception, match="non-zero exit status"):
            server.run(statement)
    assert _value(ledger, "name", quarter) == "翠湖小区"


def test_an_operation_that_fails_leaves_nothing_and_no_gap(ledger: ServerLedger) -> None:
    quarter = _quarter(ledger)

    def fail() -> None:
        with ledger.unit_of_work("edit") as work:
            work.update("quarter", quarter, {"name": "x"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with ledger.unit_of_work("edit") as work:
        work.update("quarter", quarter, {"name": "y"})
    assert _value(ledger, "name", quarter) == "y"
    assert ledger.journal.verify() is None


def test_an_operation_is_undone_as_one(ledger: ServerLedger) -> None:
    quarter = _quarter(ledger)
    with ledger.unit_of_work("edit") as work:
        work.update("quarter", quarter, {"name": "x", "alias": "y"})
    undo(ledger, None)  # type: ignore[arg-type]
    assert _value(ledger, "name", quarter) == "翠湖小区"
    assert _value(ledger, "alias", quarter) is None


def test_clerks_who_write_at_once_wait_for_each_other(clerks: Clerks, ledger: ServerLedger) -> None:
    operators.add(ledger, "王办事员", OperatorRole.SURVEYOR, "geheim")  # type: ignore[arg-type]
    others = [clerks.open("王办事员"), clerks.open("王办事员"), ledger]

    def write(which: int) -> None:
        for number in range(8):
            _quarter(others[which], quarter_code=f"{which}-{number}")

    threads = [threading.Thread(target=write, args=(which,)) for which in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with ledger.reader() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM quarter").scalar_one()
    assert count == 24
    assert ledger.journal.verify() is None
    assert len(ledger.journal.vector()) == 2  # two machines


def test_a_clerk_hears_of_what_others_changed_and_not_of_the_own_work(
    clerks: Clerks, ledger: ServerLedger
) -> None:
    operators.add(ledger, "钱办事员", OperatorRole.SURVEYOR, "geheim")  # type: ignore[arg-type]
    other = clerks.open("钱办事员")
    heard: list[Any] = []
    other.listeners.append(heard.append)
    assert other.others() is None
    _quarter(ledger)
    changes = other.others()
    assert changes is not None
    assert changes.touches("quarter", "any")
    assert heard == [changes]
    assert other.others() is None
    _quarter(other)
    assert other.others() is None


def test_a_disabled_clerk_and_a_stranger_are_not_let_in(
    server: Server, clerks: Clerks, ledger: ServerLedger
) -> None:
    operators.add(ledger, "李办事员", OperatorRole.SURVEYOR, "geheim")  # type: ignore[arg-type]
    operators.disable(ledger, "李办事员")  # type: ignore[arg-type]
    server.run('CREATE ROLE "stranger" LOGIN')
    codes = []
    for name in ("李办事员", "stranger", "nobody"):
        with pytest.raises(HubiaoError) as refused:
            clerks.open(name)
        codes.append(refused.value.code)
    assert codes == ["server-refused", "server-refused", "server-refused"]


def test_a_clerk_may_not_touch_the_journal_even_with_the_servers_own_program(
    server: Server, clerks: Clerks, ledger: ServerLedger
) -> None:
    operators.add(ledger, "赵办事员", OperatorRole.SURVEYOR, "geheim")  # type: ignore[arg-type]
    schema = ledger.address.ledger
    asked = f"has_table_privilege('赵办事员', '{schema}.journal_entry', "
    assert server.run(f"SELECT {asked}'INSERT'), {asked}'UPDATE'), {asked}'DELETE')") == "t|f|f"
    assert _quarter(clerks.open("赵办事员"))


def test_an_auditor_only_reads(clerks: Clerks, ledger: ServerLedger) -> None:
    operators.add(ledger, "审计", OperatorRole.AUDITOR, "geheim")  # type: ignore[arg-type]
    auditor = clerks.open("审计")
    with pytest.raises(RefusedError) as refused:
        _quarter(auditor)
    assert refused.value.code == "operator-reads-only"


def test_a_ledger_of_that_name_is_not_made_twice(clerks: Clerks, ledger: ServerLedger) -> None:
    del ledger
    with pytest.raises(RefusedError) as refused:
        clerks.create()
    assert refused.value.code == "ledger-exists"


def test_a_newer_ledger_is_refused(server: Server, clerks: Clerks, ledger: ServerLedger) -> None:
    server.run(f"UPDATE {ledger.address.ledger}.meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(LedgerError) as refused:
        clerks.open()
    assert refused.value.code == "ledger-newer"


def test_an_older_ledger_is_brought_up_to_date(
    server: Server, clerks: Clerks, ledger: ServerLedger
) -> None:
    schema = ledger.address.ledger
    ledger.close()
    new = ("form_line", "form_signature", "revocation_list", "own_form")
    columns = ("title", "subject_kind", "subject_id", "buildings", "reference_no", "wording",
               "households", "meters", "pages", "csv_sha256", "supplements", "voided_at",
               "void_reason", "handed_over_on", "handover_note")  # fmt: skip
    server.run(f"SET search_path = {schema}; DROP TABLE {', '.join(new)}")
    drops = ", ".join(f"DROP COLUMN {name}" for name in columns)
    server.run(f"ALTER TABLE {schema}.handover_form {drops}")
    server.run(f"UPDATE {schema}.meta SET value = '4' WHERE key = 'schema'")
    opened = clerks.open()
    with opened.unit_of_work("edit") as work:
        work.insert("own_form", [{"kind": "form", "name": "表样"}])
        work.insert("handover_form", [{"title": "清单", "households": 3}])
    with opened.reader() as connection:
        rows = connection.exec_driver_sql("SELECT title, households FROM handover_form").all()
        kept = connection.exec_driver_sql(
            "SELECT count(*) FROM journal_entry WHERE kind IN ('own_form', 'handover_form')"
        ).scalar_one()
    assert [tuple(row) for row in rows] == [("清单", 3)]
    assert kept == 2


def test_a_server_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    address = ServerAddress.parse(f"postgresql:///x?host={tmp_path}&port=1")
    with pytest.raises(HubiaoError) as failed:
        ServerLedger(
            address, "x", "", clock=FixedClock(NOW), ids=time_ordered_ids(), machine=tmp_path
        )
    assert failed.value.code == "server-not-reached"


@pytest.mark.parametrize(
    ("text", "user", "host", "port", "database", "ledger"),
    [
        ("postgresql://h/db", "", "h", "", "db", "hubiao"),
        ("postgresql:/h/db", "", "h", "", "db", "hubiao"),
        ("postgresql://张三@h:5433/db?ledger=d2", "张三", "h", "5433", "db", "d2"),
        ("postgresql:///db?host=/run/pg&port=1", "", "/run/pg", "1", "db", "hubiao"),
        ("postgresql:/db?host=/run/pg&sslmode=require", "", "/run/pg", "", "db", "hubiao"),
    ],
)
def test_an_address_is_read_even_where_a_path_swallowed_a_slash(
    text: str, user: str, host: str, port: str, database: str, ledger: str
) -> None:
    found = ServerAddress.parse(text)
    assert (found.user, found.host, found.port) == (user, host, port)
    assert (found.database, found.ledger) == (database, ledger)


@pytest.mark.parametrize(
    "text", ["postgresql://", "postgresql://h/db?ledger=x;drop", "mysql://h/db"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        ServerAddress.parse(text)


def test_statements_are_said_in_the_servers_words() -> None:
    asked = "SELECT x FROM t INDEXED BY i WHERE a IS ? AND b LIKE '%?%' AND c % 2 = ?1"
    assert to_postgres(asked, given=True) == (
        "SELECT x FROM t WHERE a IS NOT DISTINCT FROM %s AND b LIKE '%%?%%' AND c %% 2 = %(v1)s"
    )
    assert to_postgres("SELECT 1 WHERE a IS NOT NULL AND b IS NULL", given=False) == (
        "SELECT 1 WHERE a IS NOT NULL AND b IS NULL"
    )
