"""Signing: one signature against stock pyHanko, and a pile of forms made and signed.

``python -m tests.benchmarks.bench_signing``; medians of five. One signature: RSA-2048 with an ink
appearance, processor time, everything included (checks before and after, file written and synced);
the peer signs the same file with pyHanko alone and its text stamp in a font that has Chinese.
The pile: 200 forms issued from a ledger and signed with one PIN, by the clock.
"""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from desktop.documents.demo_authority import DEMO_PIN, DemoPerson, make_demo_authority
from desktop.documents.ink import Ink, InkPoint
from desktop.documents.renderer import render_form
from desktop.documents.signers import load_pkcs12
from desktop.documents.signing import sign_form
from desktop.domain.project_codes import FindingCategory, FindingOrigin, Severity
from desktop.kernel.progress import NoProgress
from desktop.services.form_drawing import FormOrder
from tests.documents.conftest import content
from tests.support.project_office import CODE, ProjectOffice

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 5
PILE = 200
TARGETS = {"signature_ratio": 0.1, "forms_a_second": 12}
_FIELD = "street_office"
_FONT = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "NotoSansSC-Regular.ttf"


def run() -> dict[str, Any]:
    """Measure both; targets stand beside."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        people = {_FIELD: DemoPerson("王建国", "赤壁街道办事处")}
        key = make_demo_authority(folder / "keys", people).keys[_FIELD]
        form = folder / "form.pdf"
        form.write_bytes(render_form(content(count=30)).data)
        ours = _median(lambda: _ours(form, key))
        theirs = _median(lambda: _stock(form, key))
        made, signed = _pile(folder / "office", key)
    return {
        "signature_ms": round(ours * 1_000, 1),
        "stock_pyhanko_ms": round(theirs * 1_000, 1),
        "signature_ratio": round(ours / theirs, 3),
        "pile": PILE,
        "made_seconds": round(made, 2),
        "signed_seconds": round(signed, 2),
        "forms_a_second": round(PILE / (made + signed), 1),
        "targets": TARGETS,
    }


def _median(action: Callable[[], float]) -> float:
    action()  # the first one imports
    return median(action() for _ in range(RUNS))


def _ours(form: Path, key: Path) -> float:
    copy = Path(shutil.copyfile(form, form.with_name("ours.pdf")))
    signer = load_pkcs12(key, DEMO_PIN)
    begun = time.process_time()
    sign_form(copy, _FIELD, signer, ink=_ink(), now=datetime.now(UTC))
    return time.process_time() - begun


def _stock(form: Path, key: Path) -> float:
    from pyhanko.pdf_utils.font.opentype import GlyphAccumulatorFactory
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.text import TextBoxStyle
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
    from pyhanko.stamp import TextStampStyle

    loaded: Any = SimpleSigner  # publishes no types
    signer = loaded.load_pkcs12(str(key), passphrase=DEMO_PIN.encode())
    begun = time.process_time()
    style = TextStampStyle(
        stamp_text="签署人：%(signer)s\n时间：%(ts)s",
        text_box_style=TextBoxStyle(font=GlyphAccumulatorFactory(str(_FONT))),
    )
    worker = PdfSigner(
        PdfSignatureMetadata(field_name=_FIELD, name="王建国", md_algorithm="sha256"),
        signer=signer,
        stamp_style=style,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(form.read_bytes()))
    worker.sign_pdf(writer, existing_fields_only=True, output=io.BytesIO())
    return time.process_time() - begun


def _ink() -> Ink:
    """Return three strokes of forty points each."""
    return Ink(
        tuple(
            tuple(InkPoint(60 * s + 2.0 * n, 30 + (n * s) % 17, 0.5, 10 * n) for n in range(40))
            for s in range(1, 4)
        )
    )


def _pile(folder: Path, key: Path) -> tuple[float, float]:
    """Return the seconds for making and for signing."""
    place = ProjectOffice(folder, datetime.now(UTC).date())
    try:
        orders = [FormOrder(CODE, "rectification-order", one) for one in _findings(place)]
        forms, out = place.office.forms, folder / "out"
        begun = time.perf_counter()
        paths = [Path(forms.issue(order, out)["path"]) for order in orders]
        made = time.perf_counter() - begun
        begun = time.perf_counter()
        batch = forms.signing.sign_many(paths, _FIELD, {"p12": str(key)}, DEMO_PIN, NoProgress())
        done = [one["error"] for one in batch]
        signed = time.perf_counter() - begun
    finally:
        place.close()
    if done != [None] * PILE:
        raise RuntimeError("a form was not signed")
    return made, signed


def _findings(place: ProjectOffice) -> list[str]:
    return [
        place.office.findings.open(
            place.quarter_id,
            what="箱门松",
            origin=FindingOrigin.INSPECTION,
            category=FindingCategory.QUALITY,
            severity=Severity(1),
            responsible=f"第{number}安装队",
        )[0]
        for number in range(PILE)
    ]


if __name__ == "__main__":
    print(json.dumps(run(), ensure_ascii=False, indent=2))
