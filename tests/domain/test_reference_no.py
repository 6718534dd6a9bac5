"""发文字号 as registers write it."""

from __future__ import annotations

import pytest

from desktop.domain.reference_no import ReferenceReason, reference_fault


@pytest.mark.parametrize("text", ["", "  ", "黄水改〔2026〕12号", "赤壁街办发〔2026〕1号 "])
def test_a_number_of_the_register_is_taken_and_none_as_well(text: str) -> None:
    assert reference_fault(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("黄水改[2026]12号", ReferenceReason.BRACKETS),
        ("黄水改（2026）12号", ReferenceReason.BRACKETS),
        ("黄水改【2026】12号", ReferenceReason.BRACKETS),
        ("黄水改〔2026〕第12号", ReferenceReason.ORDINAL),
        ("黄水改〔2026〕012号", ReferenceReason.LEADING_ZERO),
        ("黄水改〔26〕12号", ReferenceReason.SHAPE),
        ("黄水改〔2026〕12", ReferenceReason.SHAPE),
        ("〔2026〕12号", ReferenceReason.SHAPE),
        ("黄水改〔2026〕0号", ReferenceReason.LEADING_ZERO),
        ("12", ReferenceReason.SHAPE),
    ],
)
def test_what_is_wrong_with_a_number_is_said(text: str, reason: ReferenceReason) -> None:
    assert reference_fault(text) is reason
