#!/usr/bin/env python3
"""Build the one-folder program and prove it: without Python on the path, in a folder elsewhere.

Proves that the demo office is built, its forms verify and its ledger checks out, and measures the
size of the folder and how long its window takes to come, against this checkout's own run.

Usage: packaging/build_and_prove.py
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
DIST = ROOT / "dist"
TOOLS = BUILD / "packaging-venv"
RUNS = 5
SLOWEST_START = 1.5  # times the source run's
SMALL = 200  # pixels; smaller windows are the toolkit's own
PATIENCE = 30.0  # seconds

Command: TypeAlias = "tuple[list[Path | str], dict[str, str]]"
Timing: TypeAlias = "Callable[[list[Path | str], dict[str, str]], float]"


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


def one_answer(program: list[Path | str], env: dict[str, str]) -> float:
    """Return the seconds until the program has said its version and ended."""
    begin = time.perf_counter()
    subprocess.run([*program, "--version"], env=env, capture_output=True, check=True)
    return time.perf_counter() - begin


def shows_a_window(env: dict[str, str]) -> bool:
    """Say whether a window of ours is on the screen."""
    tree = subprocess.run(
        ["xwininfo", "-root", "-tree"],
        env=env | {"PATH": os.defpath},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    sizes = re.findall(r"(\d+)x(\d+)\+", tree.stdout.partition("child")[2])
    return any(int(width) > SMALL and int(height) > SMALL for width, height in sizes)


def one_window(program: list[Path | str], env: dict[str, str]) -> float:
    """Return the seconds until the program's window is on the screen of ``env``.

    Raises:
        TimeoutError: no window came.
    """
    begin = time.perf_counter()
    with subprocess.Popen(program, env=env, stderr=subprocess.DEVNULL) as running:
        try:
            while time.perf_counter() - begin < PATIENCE:
                if shows_a_window(env):
                    return time.perf_counter() - begin
                time.sleep(0.01)
        finally:
            running.kill()
    raise TimeoutError


def compare(what: str, one: Timing, commands: list[Command]) -> float:
    """Return how many times as long the first command takes as the second, by medians."""
    runs = [[one(*command) for command in commands] for _ in range(RUNS + 1)]
    own, other = (statistics.median(times) for times in zip(*runs[1:], strict=True))
    ratio: float = own / other
    say(f"{what}: {own:.3f} s, from source {other:.3f} s: {ratio:.2f}")
    return ratio


@contextmanager
def a_screen() -> Iterator[str | None]:
    """Give the name of a screen of our own, or nothing where there is none to be had."""
    if not (shutil.which("Xvfb") and shutil.which("xwininfo")):
        yield None
        return
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as answer:
            yield f":{answer.readline().strip()}"
        server.terminate()


def measure(program: Path, python: Path, home: Path) -> None:
    """Print size and start, and stop when the window comes too late."""
    files = [path for path in program.parent.rglob("*") if not path.is_symlink()]
    say(f"size {sum(path.stat().st_size for path in files if path.is_file()) / 1e6:.0f} MB")
    env = bare_environment(home)
    from_source: list[Path | str] = [python, "-P", "-m", "desktop"]
    here = {"PYTHONPATH": str(ROOT), "PATH": os.defpath}
    compare("--version", one_answer, [([program], env), (from_source, env | here)])
    with a_screen() as screen:
        if screen is None:
            say("time to window not measured: needs Xvfb and xwininfo (xvfb, x11-utils)")
            return
        env |= {"QT_QPA_PLATFORM": "xcb", "DISPLAY": screen}
        ledger = home / "office" / "demo.hubiao"
        opened: list[Command] = [
            ([program, ledger], env),
            ([*from_source, ledger], env | here),
        ]
        if compare("window", one_window, opened) > SLOWEST_START:
            sys.exit(f"the window takes more than {SLOWEST_START} times as long as from source")


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
        prove(program, home)
        measure(program, python, home)
    say(f"proven: {folder}")


if __name__ == "__main__":
    main()
