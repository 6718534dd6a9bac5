"""The floor plan holds, and a wrong import would be seen."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINTER = "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())"


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINTER, "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copy_of_the_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package and its contracts where a test may plant something."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(
        ROOT / "desktop", folder / "desktop", ignore=shutil.ignore_patterns("__pycache__")
    )
    return folder


def test_every_import_goes_down() -> None:
    outcome = _lint(ROOT)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        pytest.param(
            "domain/planted.py", "import desktop.services", "An import only goes down", id="upward"
        ),
        pytest.param(
            "cli/planted.py", "import desktop.ui", "An import only goes down", id="beside"
        ),
        pytest.param("services/planted.py", "import PySide6.QtCore", "Qt stays in ui", id="qt"),
        pytest.param(
            "ui/pages/planted.py", "from sqlalchemy import select", "The window and", id="sql-in-ui"
        ),
        pytest.param(
            "cli/planted.py", "import desktop.storage", "The window and", id="storage-in-cli"
        ),
        pytest.param("domain/planted.py", "import pypinyin", "Rules and kernel", id="third-party"),
        pytest.param(
            "documents/planted.py", "import desktop.models", "Workbooks and forms", id="database"
        ),
        pytest.param(
            "ui/shell/planted.py", "import desktop.ui.pages", "Inside the window", id="ui-upward"
        ),
        pytest.param("attic/__init__.py", "", "An import only goes down", id="no-floor"),
    ],
)
def test_a_planted_wrong_import_is_seen(
    copy_of_the_house: Path, module: str, line: str, contract: str
) -> None:
    planted = copy_of_the_house / "desktop" / module
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(f'"""Planted."""\n\n{line}\n', encoding="utf-8")
    try:
        outcome = _lint(copy_of_the_house)
    finally:
        planted.unlink()
    assert outcome.returncode != 0
    broken = [text for text in outcome.stdout.splitlines() if text.startswith(contract)]
    assert broken, outcome.stdout + outcome.stderr
    assert f"{contract}" in outcome.stdout
    assert "1 broken" in outcome.stdout or "2 broken" in outcome.stdout


def test_a_planted_ring_between_siblings_is_seen(copy_of_the_house: Path) -> None:
    left = copy_of_the_house / "desktop" / "domain" / "planted_left.py"
    right = copy_of_the_house / "desktop" / "domain" / "planted_right.py"
    left.write_text("import desktop.domain.planted_right\n", encoding="utf-8")
    right.write_text("import desktop.domain.planted_left\n", encoding="utf-8")
    try:
        outcome = _lint(copy_of_the_house)
    finally:
        left.unlink()
        right.unlink()
    assert outcome.returncode != 0
    assert "in a ring BROKEN" in " ".join(outcome.stdout.split())


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize("room", ["kernel", "domain"])
def test_rules_and_kernel_import_nothing_but_the_standard_library(room: str) -> None:
    allowed = sys.stdlib_module_names | {"desktop"}
    foreign = {
        f"{path.name}: {name}"
        for path in (ROOT / "desktop" / room).rglob("*.py")
        for name in _imports(path)
        if name.partition(".")[0] not in allowed
    }
    assert not foreign


@pytest.mark.parametrize("room", ["viewmodels", "itemmodels"])
def test_view_models_and_item_models_hold_no_widget(room: str) -> None:
    holders = {
        f"{path.name}: {name}"
        for path in (ROOT / "desktop" / "ui" / room).rglob("*.py")
        for name in _imports(path)
        if name.startswith("PySide6.QtWidgets")
    }
    assert not holders


HEAVY = {
    "openpyxl", "reportlab", "docx", "pyhanko", "pikepdf", "alembic", "pypinyin", "pypdfium2",
}  # fmt: skip


def test_importing_the_program_loads_no_heavy_package() -> None:
    """Start-up pays for what it imports; the heavy ones wait for their first use."""
    code = (
        "import sys, importlib.util as u\n"
        "import desktop.__main__\n"
        "u.find_spec('desktop.app') and __import__('desktop.app')\n"
        "print(*{n.partition('.')[0] for n in sys.modules})"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stderr
    assert not HEAVY & set(outcome.stdout.split())
