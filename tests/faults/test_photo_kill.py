"""Killed in the middle of a phone's photos: all are there, or none, and nothing is broken."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.door_code import door_code
from desktop.services.health import Health
from desktop.services.pictures import Pictures
from tests.support.photos import TAKEN, code_image, photo, saved
from tests.support.small_office import Office

ROOT = Path(__file__).resolve().parents[2]
PHOTOS = 8
IMPORT = """
import sys
from pathlib import Path
from desktop.services.pictures import Pictures
from tests.support.small_office import Office
office = Office(Path(sys.argv[1]))
ledger = office.open()
class Told:
    def step(self, done, total, what=""):
        print(done, flush=True)
Pictures(ledger, office.clock).import_folder(Path(sys.argv[2]), Told())
print("saved", flush=True)
sys.stdin.read()
"""


def _counts(pictures: Pictures, household: str) -> int:
    return len(pictures.of_household(household)) + len(pictures.tray())


@pytest.mark.parametrize("moment", ["3", str(PHOTOS + 2), str(2 * PHOTOS), "saved"])
def test_a_kill_leaves_all_photos_or_none(tmp_path: Path, moment: str) -> None:
    office = Office(tmp_path)
    ledger = office.create()
    household = office.fill(ledger)[0]
    ledger.close()
    sign = code_image(door_code(household), square=True, scale=4)
    for number in range(PHOTOS):
        taken = TAKEN + timedelta(minutes=number)
        codes = (sign,) if number == 0 else ()
        data = photo(codes, size=(1600, 1200), taken=taken, seed=number)
        saved(tmp_path / "card", f"{number}.jpg", data)
    child = subprocess.Popen(
        [sys.executable, "-c", IMPORT, str(tmp_path), str(tmp_path / "card")],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    with child:
        for line in child.stdout:
            if line.strip() == moment:
                break
        else:
            pytest.fail("the import never came so far")
        child.kill()
    again = office.open()
    found = _counts(Pictures(again, office.clock), household)
    if moment == "saved":
        assert found == PHOTOS
    else:
        assert found in {0, PHOTOS}
    assert all(check["ok"] for check in Health(again).check()["checks"])
    report = Pictures(again, office.clock).import_folder(tmp_path / "card")
    assert report.known == found
    assert _counts(Pictures(again, office.clock), household) == PHOTOS
    for one in office.opened:
        one.abandon()
