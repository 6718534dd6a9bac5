"""What every floor stands on."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from desktop.kernel.clock import FixedClock, SystemClock
from desktop.kernel.errors import (
    CancelledError,
    HubiaoError,
    InputError,
    LedgerError,
    MachineError,
    RefusedError,
    UsageError,
)
from desktop.kernel.identity import seeded_ids, time_ordered_ids
from desktop.kernel.logbook import open_logbook, redact
from desktop.kernel.messages import message_for
from desktop.kernel.paths import LedgerPaths
from desktop.kernel.progress import CancellableProgress
from desktop.kernel.resources import resource
from desktop.kernel.settings import Settings, load_settings, save_settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("kind", "code"),
    [(RefusedError, 1), (UsageError, 2), (InputError, 3), (LedgerError, 4), (MachineError, 5)],
)
def test_each_kind_of_failure_has_the_contracts_exit_code(
    kind: type[HubiaoError], code: int
) -> None:
    assert kind("x").exit_code == code
    assert CancelledError().exit_code == 130


def test_a_sentence_carries_its_details_in_both_languages() -> None:
    for language in ("zh_CN", "en"):
        message = message_for("quarter-unknown", {"code": "Q9"}, language)
        assert "Q9" in message.text
        assert message.hint


def test_a_missing_detail_shows_its_name_instead_of_failing() -> None:
    assert "{code}" in message_for("quarter-unknown", {}, "en").text


def test_ids_sort_in_the_order_of_their_making_and_never_repeat() -> None:
    make = time_ordered_ids()
    made = [make() for _ in range(5_000)]
    assert len(set(made)) == len(made)
    assert {len(one) for one in made} == {32}
    assert {one[12] for one in made} == {"7"}
    assert made[0][:12] <= made[-1][:12]


def test_seeded_ids_depend_on_the_seed_alone() -> None:
    first, second, other = seeded_ids(3), seeded_ids(3), seeded_ids(4)
    assert [first() for _ in range(5)] == [second() for _ in range(5)]
    assert first() != other()


def test_a_cancelled_job_hears_it_at_its_next_step() -> None:
    progress = CancellableProgress()
    progress.step(1, 2, "work")
    assert (progress.done, progress.total, progress.what) == (1, 2, "work")
    progress.cancel()
    with pytest.raises(CancelledError):
        progress.step(2, 2)
    assert progress.done == 1


def test_a_log_line_holds_no_name_and_no_number_of_a_person(tmp_path: Path) -> None:
    assert redact("王秀兰 13907250000 11010119991231123X") == "＊ # #"
    open_logbook(tmp_path)
    logger = logging.getLogger("desktop")
    handler = logger.handlers[-1]
    record = logging.LogRecord(
        "desktop.x", logging.ERROR, "f", 1, "棉纺厂 %s", ("13907250000",), None
    )
    handler.emit(record)
    logger.removeHandler(handler)
    handler.close()
    line = (tmp_path / "hubiao.log").read_text(encoding="utf-8")
    assert "13907250000" not in line
    assert "棉纺厂" not in line
    assert "desktop.x" in line


def test_settings_come_back_and_rubbish_falls_back_to_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    save_settings(path, Settings(language="en", font_scale=150, recent=["a.hubiao"]))
    assert load_settings(path) == Settings(language="en", font_scale=150, recent=["a.hubiao"])
    path.write_text(json.dumps({"language": 7, "font_scale": 120, "unknown": 1}))
    assert load_settings(path) == Settings(font_scale=120)
    for rubbish in ("", "[1]", "{"):
        path.write_text(rubbish)
        assert load_settings(path) == Settings()


def test_a_ledgers_files_lie_beside_it(tmp_path: Path) -> None:
    paths = LedgerPaths(tmp_path / "office.hubiao")
    assert paths.key_file.name == "office.hubiao.key"
    assert paths.attachments.name == "office.hubiao.files"
    assert paths.backups == tmp_path / "backups"


def test_clocks_are_aware_and_a_fixed_one_stands_still() -> None:
    moment = datetime(2026, 3, 5, tzinfo=UTC)
    assert FixedClock(moment).now() == moment
    assert FixedClock(moment).today() == moment.date()
    assert SystemClock().now().tzinfo is not None


def test_shipped_files_are_found() -> None:
    assert resource("fonts", "fonts.toml").is_file()
