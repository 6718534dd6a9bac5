#!/usr/bin/env python3
"""Build the one-folder program and prove it: without Python on the path, in a folder elsewhere.

Proves that the demo office is built, its forms verify and its ledger checks out, and measures the
size of the folder and how long it takes to start, against this checkout's own run.

Usage: packaging/build_and_prove.py
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
DIST = ROOT / "dist"
TOOLS = BUILD / "packaging-venv"
RUNS = 5
SLOWEST_START = 1.5  # times the source run's


def say(text: str) -> None:
    """Tell the person who runs this."""
    print(f"== {text}", flush=True)


def tools_python() -> Path:
    """Return the interpreter of a virtual environment that holds what the lock names."""
    python = TOOLS / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    lock = ROOT / "requirements-packaging.lock"
    stamp = TOOLS / lock.name
    if not stamp.is_file() or stamp.read_bytes() != lock.read_bytes():
        say("preparing the build environment")
        venv.create(TOOLS, clear=True, with_pip=True)
        options = ["--require-hashes", "--only-binary", ":all:", "--no-deps", "-qq"]
        subprocess.run([python, "-m", "pip", "install", *options, "-r", lock], check=True)
        shutil.copy(lock, stamp)
    return python


def build(python: Path) -> Path:
    """Run PyInstaller and return the folder it made."""
    say("building")
    command: list[str | Path] = [python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places: list[str | Path] = ["--distpath", DIST, "--workpath", BUILD / "pyinstaller"]
    subprocess.run(
        [*command, *places, ROOT / "build_installer.spec"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
    )
    return DIST / "hubiao"


def bare_environment(home: Path) -> dict[str, str]:
    """Return an environment with nothing on the path and an empty home."""
    keep = {key: os.environ[key] for key in ("SYSTEMROOT", "TEMP", "TMP") if key in os.environ}
    return keep | {
        "PATH": "",
        "HOME": str(home),
        "USERPROFILE": str(home),
        "APPDATA": str(home),
        "LOCALAPPDATA": str(home),
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
        "HUBIAO_PASSPHRASE": "demo",
        "HUBIAO_OPERATOR": "负责人",
    }


def ask(program: list[Path | str], *arguments: Path | str, env: dict[str, str]) -> Any:
    """Run the program with ``--json`` and return its answer; stop when it fails."""
    done = subprocess.run(
        [*program, *arguments, "--json"],
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        sys.exit(f"{arguments[0]} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return json.loads(done.stdout)


def prove(program: Path, home: Path) -> None:
    """Build the demo office with the program alone and check what came of it."""
    say("proving: demo, check, verify with no Python on the path")
    env = bare_environment(home)
    office = home / "office"
    size: list[str | Path] = ["--households", "60", "--no-window", "--dir", office]
    answer = ask([program], "demo", *size, env=env)
    forms = [Path(path) for path in answer["forms"]]
    made = [office / name for name in ("demo.hubiao", "roster.xlsx", "district.xlsx")]
    missing = [str(path) for path in [*made, *forms] if not path.is_file()]
    if missing or not forms or answer["households"] < 1:
        sys.exit(f"the demo is not whole: missing {missing}, {len(forms)} forms")
    if not ask([program], "check", office / "demo.hubiao", env=env)["ok"]:
        sys.exit("the demo ledger does not check out")
    verdicts = ask([program], "verify", *forms, "--trust", answer["trust"], env=env)
    if any(verdict["state"] != "valid" for verdict in verdicts):
        sys.exit(f"a form does not verify: {verdicts}")
    say(f"demo of {answer['households']} households in {answer['seconds']:.1f} s, forms valid")


def one_start(program: list[Path | str], env: dict[str, str]) -> float:
    """Return the seconds of one start that does nothing else."""
    begin = time.perf_counter()
    subprocess.run([*program, "--version"], env=env, capture_output=True, check=True)
    return time.perf_counter() - begin


def measure(program: Path, python: Path, home: Path) -> None:
    """Print size and start, and stop when the start is too slow."""
    env = bare_environment(home)
    source = env | {"PYTHONPATH": str(ROOT), "PATH": os.defpath}
    runs: list[tuple[float, float]] = []
    for _ in range(RUNS + 1):
        own = one_start([program], env)
        runs.append((own, one_start([python, "-P", "-m", "desktop"], source)))
    own, other = (statistics.median(times) for times in zip(*runs[1:], strict=True))
    size = sum(path.stat().st_size for path in program.parent.rglob("*") if path.is_file())
    say(
        f"size {size / 1e6:.0f} MB; start {own:.3f} s, from source {other:.3f} s: {own / other:.2f}"
    )
    if own > SLOWEST_START * other:
        sys.exit(f"starts more than {SLOWEST_START} times as slowly as from source")


def main() -> None:
    """Build, move elsewhere, prove, measure."""
    BUILD.mkdir(exist_ok=True)
    python = tools_python()
    folder = build(python)
    with tempfile.TemporaryDirectory(prefix="hubiao proof ") as scratch:
        elsewhere = Path(scratch) / "program folder"
        shutil.copytree(folder, elsewhere, symlinks=True)
        program = elsewhere / ("hubiao.exe" if os.name == "nt" else "hubiao")
        home = Path(scratch) / "home"
        home.mkdir()
        measure(program, python, home)
        prove(program, home)
    say(f"proven: {folder}")


if __name__ == "__main__":
    main()
