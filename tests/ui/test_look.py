from __future__ import annotations

import ast
import string
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from desktop.kernel.resources import resource
from desktop.ui.main_window.navigation import NAMES
from desktop.ui.shell.theme import NAMES as THEMES
from desktop.ui.shell.theme import Theme, contrast, tokens
from tests.support import translations

ROOT = Path(__file__).resolve().parents[2]
PAIRS = [
    *[(ink, back) for ink in ("text", "muted", "accent", "water_text", "electricity_text",
      "not_met_text", "good_text", "error_text") for back in ("surface", "window")],
    ("text", "raised"), ("muted", "raised"), ("text", "selected"), ("on_accent", "accent"),
    ("accent", "surface"), ("on_water", "water"), ("on_electricity", "electricity"),
    ("on_not_met", "not_met"), ("text", "error_back"), ("error_text", "error_back"),
    ("text", "warning_back"),
]  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "back"), PAIRS)
def test_everything_written_can_be_read(theme: str, ink: str, back: str) -> None:
    look = Theme(theme)
    assert contrast(look.colour(ink), look.colour(back)) >= 4.5


def test_water_and_electricity_keep_their_colours_in_both_themes() -> None:
    for theme in THEMES:
        assert tokens()[theme]["water"] == "#0072B2"
        assert tokens()[theme]["electricity"] == "#E69F00"
        assert tokens()[theme]["not_met"] == "#D55E00"


def test_both_themes_name_the_same_tokens() -> None:
    assert tokens()["light"].keys() == tokens()["dark"].keys()


@pytest.mark.parametrize("scale", [100, 250])
@pytest.mark.parametrize("theme", THEMES)
def test_the_style_sheet_has_no_open_placeholder(theme: str, scale: int) -> None:
    assert "$" not in Theme(theme, scale).style_sheet()


def test_every_page_has_an_icon() -> None:
    assert not [name for name in NAMES if not resource("icons", f"{name}.svg").is_file()]


def test_every_text_of_the_window_is_translated() -> None:
    known = translations.translations()
    wanted = translations.texts()
    assert not [text for text in wanted if not known.get(text)]
    assert sorted(known) == sorted(wanted), "run tests/support/translations.py"


def test_placeholders_survive_translation() -> None:
    def names(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    wrong = [a for a, b in translations.translations().items() if names(a) != names(b)]
    assert not wrong


def test_the_compiled_catalogue_is_the_written_one() -> None:
    translator = QTranslator()
    folder = resource("translations")
    assert translator.load("hubiao_zh_CN.qm", str(folder))
    for message in ET.parse(folder / "hubiao_zh_CN.ts").getroot().iter("message"):  # noqa: S314 - our own file
        source = message.findtext("source", "")
        assert translator.translate("hubiao", source) == message.findtext("translation")


def test_nothing_but_literals_is_handed_to_the_translator() -> None:
    wrong = [
        f"{path.name}:{node.lineno}"
        for path in (ROOT / "desktop" / "ui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "tr"
        and not isinstance(node.args[0], ast.Constant)
    ]
    assert not wrong
