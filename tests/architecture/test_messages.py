"""Every code that people meet has its sentence in both languages, and none stands unused."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = ROOT / "resources" / "messages"
LANGUAGES = ("en", "zh_CN")
ROOT_ERROR = "HubiaoError"

Entries = dict[str, dict[str, str]]


@cache
def _trees() -> tuple[ast.Module, ...]:
    return tuple(
        ast.parse(path.read_text(encoding="utf-8"), str(path))
        for path in sorted((ROOT / "desktop").rglob("*.py"))
    )


def _classes() -> dict[str, ast.ClassDef]:
    return {
        node.name: node
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }


def _bases(node: ast.ClassDef) -> set[str]:
    return {
        base.id if isinstance(base, ast.Name) else base.attr
        for base in node.bases
        if isinstance(base, ast.Name | ast.Attribute)
    }


@cache
def _error_classes() -> frozenset[str]:
    found = {ROOT_ERROR}
    classes = _classes()
    while True:
        more = {name for name, node in classes.items() if _bases(node) & found} - found
        if not more:
            return frozenset(found)
        found |= more


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _literals(node: ast.expr) -> set[str]:
    """Return the text of a literal, or of both arms of ``a if x else b``."""
    if isinstance(node, ast.IfExp):
        return _literals(node.body) | _literals(node.orelse)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {node.value}
    return set()


def _codes_in_calls() -> set[str]:
    """Return first arguments of errors and ``message_for``, and every ``code="..."``."""
    codes: set[str] = set()
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name in _error_classes() - {ROOT_ERROR}:
                codes |= {
                    code
                    for call in ast.walk(node)
                    if isinstance(call, ast.Call) and _called(call) == "__init__" and call.args
                    for code in _literals(call.args[0])
                }
            if not isinstance(node, ast.Call):
                continue
            if _called(node) in _error_classes() | {"message_for"} and node.args:
                codes |= _literals(node.args[0])
            for keyword in node.keywords:
                if keyword.arg == "code":
                    codes |= _literals(keyword.value)
    return codes


def _places_of_code() -> dict[str, set[int]]:
    """Return function or class → where among its positional arguments a ``code`` is handed on."""
    places: dict[str, set[int]] = {}
    for tree in _trees():
        for node in ast.walk(tree):
            names: list[str] = []
            if isinstance(node, ast.FunctionDef):
                names = [one.arg for one in node.args.args if one.arg not in {"self", "cls"}]
            elif isinstance(node, ast.ClassDef):
                names = [
                    one.target.id
                    for one in node.body
                    if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
                ]
            else:
                continue
            if "code" in names:
                places.setdefault(node.name, set()).add(names.index("code"))
    return places


def _codes_handed_on() -> set[str]:
    """Return what looks like a code and is given to a parameter or a variable ``code``."""
    places, codes = _places_of_code(), set[str]()
    for tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                for place in places.get(_called(node), ()):
                    codes |= {c for arg in node.args[place : place + 1] for c in _literals(arg)}
            elif isinstance(node, ast.Assign):
                named = {one.id for one in node.targets if isinstance(one, ast.Name)}
                codes |= _literals(node.value) if "code" in named else set()
    return {code for code in codes if re.fullmatch(r"[a-z]+(-[a-z]+)+", code)}


def _codes_in_enums() -> set[str]:
    """Return the values of every ``StrEnum`` that is called ``...Code`` or ``...Reason``."""
    return {
        value
        for name, node in _classes().items()
        if "StrEnum" in _bases(node) and name.endswith(("Code", "Reason"))
        for statement in node.body
        if isinstance(statement, ast.Assign)
        for value in _literals(statement.value)
    }


@cache
def _all_literals() -> frozenset[str]:
    return frozenset(
        node.value
        for tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@cache
def _catalogue(language: str) -> Entries:
    entries: Entries = {}
    for path in sorted((CATALOGUES / language).glob("*.toml")):
        for code, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            assert code not in entries, f"{code} stands twice in {language}, again in {path.name}"
            entries[code] = entry
    return entries


def _placeholders(entry: dict[str, str]) -> set[str]:
    return {
        name
        for text in entry.values()
        for _, name, _, _ in string.Formatter().parse(text)
        if name is not None
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence(language: str) -> None:
    codes = _codes_in_calls() | _codes_in_enums() | _codes_handed_on()
    missing = codes - _catalogue(language).keys()
    assert not missing, f"no entry in resources/messages/{language}: {sorted(missing)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_unused(language: str) -> None:
    unused = _catalogue(language).keys() - _all_literals()
    assert not unused, f"nobody says in {language}: {sorted(unused)}"


def test_both_languages_have_the_same_rooms_and_codes() -> None:
    rooms = [{path.name for path in (CATALOGUES / lang).glob("*.toml")} for lang in LANGUAGES]
    assert rooms[0] == rooms[1]
    assert _catalogue("en").keys() == _catalogue("zh_CN").keys()


def test_both_languages_use_the_same_placeholders() -> None:
    chinese = _catalogue("zh_CN")
    differing = {
        code: (_placeholders(entry), _placeholders(chinese[code]))
        for code, entry in _catalogue("en").items()
        if code in chinese and _placeholders(entry) != _placeholders(chinese[code])
    }
    assert not differing


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_one_message_with_an_optional_hint(language: str) -> None:
    wrong = [
        code
        for code, entry in _catalogue(language).items()
        if not entry.get("message", "").strip()
        or not set(entry) <= {"message", "hint"}
        or "\n" in entry["message"]
    ]
    assert not wrong


def test_the_walk_sees_codes_where_people_write_them() -> None:
    """The net itself has no hole: it finds the code of a cancelled job in the kernel."""
    assert "cancelled" in _codes_in_calls()
    assert {"RefusedError", "UsageError", "InputError", "LedgerError", "MachineError"} <= set(
        _error_classes()
    )
