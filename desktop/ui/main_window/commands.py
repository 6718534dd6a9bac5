"""What Ctrl+K can do besides finding: pages and actions, by word, pinyin or initials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.ui.main_window.navigation import NAMES, title
from desktop.ui.shell.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PAGES = {
    "streets": "jie dao",
    "annual_plan": "nian du ji hua",
    "today": "jin ri",
    "quarters": "xiao qu",
    "survey": "zou fang",
    "ledger": "tai zhang",
    "stages": "huan jie",
    "acceptance": "yan shou",
    "forms": "biao dan",
    "exchange": "bao song",
    "settings": "she zhi",
}
_SHORTEST = 2
_NEEDS = {
    "exchange": ("export", "roster"),
    "survey": ("day-end", "sheets", "scans", "photos"),
}
"""Page → actions that have a use only where it is."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done.

    Attributes:
        name: page or action, for whoever carries it out.
        label: what people call it.
        pinyin: reading of the Chinese label, syllable by syllable; a test compares the two.
        run: does it.
    """

    name: str
    label: str
    pinyin: str
    run: Callable[[], object]

    def rank(self, text: str) -> int:
        """Return how well ``text`` fits: 0 from the beginning, 1 from a later syllable, -1 not."""
        wanted = "".join(text.split()).lower()
        if len(wanted) < _SHORTEST and wanted.isascii():
            return -1  # one letter is the beginning of somebody's name
        syllables = self.pinyin.split()
        for start in range(len(syllables)):
            rest = syllables[start:]
            initials = "".join(one[0] for one in rest)
            if initials.startswith(wanted) or "".join(rest).startswith(wanted):
                return 0 if start in {0, self._own()} else 1
        place = self.label.lower().find(wanted)
        if place < 0:
            return -1
        return 0 if place == 0 or not self.label[place - 1].isalnum() else 1

    def _own(self) -> int:
        """Return the syllable where a page's own name begins."""
        return 2 if self.pinyin.startswith("ye mian ") else 0


def fitting(commands: Sequence[Command], text: str, limit: int) -> list[Command]:
    """Return the commands that ``text`` fits, best first."""
    ranked = [(command.rank(text), number) for number, command in enumerate(commands)]
    return [commands[number] for rank, number in sorted(ranked) if rank >= 0][:limit]


def commands(
    run: Callable[[str], Callable[[], object]], names: Sequence[str] = NAMES
) -> list[Command]:
    """Return every command that the pages ``names`` have a use for.

    ``run`` returns what carries out the command of a name.
    """
    pages = [
        Command(name, tr("Page: {page}", page=title(name)), f"ye mian {_PAGES[name]}", run(name))
        for name in names
    ]
    actions = (
        ("backup", tr("Back up now"), "li ji bei fen"),
        ("lock", tr("Lock now"), "li ji suo ding"),
        ("export", tr("Export the workbook"), "dao chu bao biao"),
        ("roster", tr("Bring in a household list"), "dao ru zhu hu ming ce"),
        ("light", tr("Light colours"), "qian se"),
        ("dark", tr("Dark colours"), "shen se"),
        ("larger", tr("Larger type"), "zi hao jia da"),
        ("smaller", tr("Smaller type"), "zi hao jian xiao"),
        ("pin", tr("Set a PIN…"), "she zhi PIN"),
        ("history", tr("History of the household"), "zhu hu li shi"),
        ("day-end", tr("End of the day"), "shou gong"),
        ("sheets", tr("Print household sheets"), "da yin ru hu diao cha biao"),
        ("scans", tr("File and type back scans"), "sao miao jian gui dang yu hui lu"),
        ("photos", tr("Phone photos"), "shou ji zhao pian"),
        ("undo", tr("Undo"), "che xiao"),
        ("redo", tr("Redo"), "chong zuo"),
        ("help", tr("Help"), "bang zhu"),
        ("keyboard", tr("Keyboard map"), "kuai jie jian"),
    )
    missing = {name for page, some in _NEEDS.items() if page not in names for name in some}
    return pages + [
        Command(name, label, pinyin, run(name))
        for name, label, pinyin in actions
        if name not in missing
    ]
