"""Names in public: the surname stays, nothing else tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.masking import masked_name, masked_phone


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王伟", "王**"),
        ("王 建国", "王**"),
        ("欧阳修远", "欧阳**"),
        ("黄冈棉纺织厂", "黄冈**"),
        ("", ""),
        (None, ""),
    ],
)
def test_the_surname_stays(name: str | None, masked: str) -> None:
    assert masked_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812341234", "138****1234"),
        ("0713-8350001", "071****0001"),
        ("8350001", "****0001"),
        ("12", "****"),
        (None, ""),
    ],
)
def test_the_middle_of_a_number_goes(phone: str | None, masked: str) -> None:
    assert masked_phone(phone) == masked


@given(st.text("王李赵欧阳建国秀兰", min_size=2, max_size=4))
def test_no_given_name_is_ever_published(name: str) -> None:
    assert name not in masked_name(name)
    assert masked_name(name).endswith("**")
