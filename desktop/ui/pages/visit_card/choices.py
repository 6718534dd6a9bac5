"""The words on the buttons: short, as a surveyor says them; the number is also the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.shell.language import tr

if TYPE_CHECKING:
    from desktop.ui.viewmodels.door_questions import Slot

    Choices = tuple[tuple[str, str], ...]


def metering_states() -> Choices:
    """Return the codes of 计量现状."""
    return (
        ("1", tr("outside")),
        ("2", tr("inside")),
        ("3", tr("shared")),
        ("4", tr("several")),
        ("5", tr("no meter")),
        ("6", tr("sub-meter")),
        ("9", tr("not clear")),
    )


def positions() -> Choices:
    """Return the codes of 表位."""
    return (
        ("1", tr("in the dwelling")),
        ("2", tr("stairwell box")),
        ("3", tr("pipe shaft")),
        ("4", tr("pit")),
        ("5", tr("outer wall")),
        ("6", tr("roof")),
    )


def meter_kinds(kind: str) -> Choices:
    """Return the codes of the kinds of a water or an electricity meter."""
    if kind == "water_meter":
        return (
            ("1", tr("mechanical")),
            ("2", tr("remote, wired")),
            ("3", tr("remote, radio")),
            ("4", tr("IC card")),
        )
    return (("1", tr("smart")), ("2", tr("electronic")), ("3", tr("mechanical")))


def opinions() -> Choices:
    """Return the codes of one consent."""
    return (("1", tr("agrees")), ("2", tr("disagrees")), ("3", tr("abstains")), ("4", tr("silent")))


def both_opinions() -> Choices:
    """Return the keys that answer for water and electricity in one go."""
    return (
        ("1", tr("both agreed")),
        ("2", tr("water only")),
        ("3", tr("electricity only")),
        ("4", tr("neither")),
        ("5", tr("abstains from both")),
        ("6", tr("says nothing")),
    )


def bases() -> Choices:
    """Return the codes of 意愿依据."""
    return (
        ("1", tr("on paper")),
        ("2", tr("on screen")),
        ("3", tr("copy, original to come")),
        ("4", tr("spoken")),
    )


def choices_of(slot: Slot) -> Choices:
    """Return the buttons of one question."""
    kind, name = slot
    if name in {"w_state", "e_state"}:
        return metering_states()
    if name == "position":
        return positions()
    return meter_kinds(kind) if name == "kind" else opinions()
