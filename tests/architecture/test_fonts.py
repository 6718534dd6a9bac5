"""The shipped fonts are the recorded ones and draw every name."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
LIST: list[dict[str, Any]] = tomllib.loads((FONTS / "fonts.toml").read_text(encoding="utf-8"))[
    "font"
]
FILES = [entry["file"] for entry in LIST]

# The Chinese characters of GB 18030-2022, all three implementation levels.
GB18030_2022 = {
    code
    for first, last in [
        (0x4E00, 0x9FEF),
        (0x3400, 0x4DB5),
        (0x20000, 0x2A6D6),
        (0x2A700, 0x2B734),
        (0x2B740, 0x2B81D),
        (0x2B820, 0x2CEA1),
        (0x2CEB0, 0x2EBE0),
    ]
    for code in range(first, last + 1)
}


@cache
def _font(name: str) -> TTFont:
    return TTFont(FONTS / name, lazy=True)


@pytest.mark.parametrize("entry", LIST, ids=FILES)
def test_a_font_is_the_recorded_one(entry: dict[str, Any]) -> None:
    found = hashlib.sha256((FONTS / entry["file"]).read_bytes()).hexdigest()
    assert found == entry["sha256"]


def test_every_font_file_is_listed_and_has_its_licence() -> None:
    assert sorted(path.name for path in FONTS.glob("*.ttf")) == sorted(FILES)
    for family in ("NotoSansSC", "HanaMinB"):
        assert (FONTS / f"LICENSE-{family}.txt").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("name", FILES)
def test_reportlab_can_use_the_font(name: str) -> None:
    font = _font(name)
    assert "glyf" in font
    assert font["head"].unitsPerEm == 1000
    assert font["OS/2"].fsType == 0  # may be embedded without limits


def test_together_they_draw_every_chinese_character_of_the_standard() -> None:
    drawn = {code for name in FILES for code in _font(name).getBestCmap()}
    missing = sorted(GB18030_2022 - drawn)
    assert not missing, [f"U+{code:04X}" for code in missing[:20]]


def _empty_glyphs(font: TTFont) -> set[str]:
    """Return the glyphs without an outline: their data has no length."""
    places = font["loca"].locations
    return {
        glyph
        for index, glyph in enumerate(font.getGlyphOrder())
        if places[index] == places[index + 1]
    }


@pytest.mark.parametrize("name", FILES)
def test_no_character_of_a_name_is_drawn_as_nothing(name: str) -> None:
    font = _font(name)
    empty = _empty_glyphs(font)
    invisible = [
        f"U+{code:04X}"
        for code, glyph in font.getBestCmap().items()
        if glyph in empty and code in GB18030_2022
    ]
    assert not invisible


def test_a_rare_name_does_not_make_its_line_taller() -> None:
    heights = {
        (_font(name)["hhea"].ascent, _font(name)["hhea"].descent, _font(name)["hhea"].lineGap)
        for name in FILES
    }
    assert len(heights) == 1
