from __future__ import annotations

import pytest

from desktop.domain.door_code import door_code, read_door_code

ID = "0123456789abcdef" * 2


@pytest.mark.parametrize("page", [0, 1, 12])
def test_a_door_code_is_read_back(page: int) -> None:
    assert read_door_code(f" {door_code(ID, page)}\n") == (ID, page)


@pytest.mark.parametrize("text", ["", "HBD1;H=12", f"HBD1;H={ID};P=x", "HB1;NO=1", ID])
def test_what_is_no_door_code_is_told_apart(text: str) -> None:
    assert read_door_code(text) is None
