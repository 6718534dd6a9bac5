"""What the page of acceptance says: items, results and reasons in the window's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.acceptance import ItemStatus
from desktop.domain.acceptance_records import FAILED
from desktop.domain.checklist import ItemStage
from desktop.domain.measurement import MeasureReason
from desktop.domain.project_codes import ACCEPTANCE_OUTCOME, CHECK_RESULT, CHECK_SCOPE, CheckResult
from desktop.kernel.messages import Message
from desktop.ui.shell.language import language, tr
from desktop.ui.shell.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.domain.acceptance import ItemLine, PlaceLine
    from desktop.domain.acceptance_outcome import Block
    from desktop.domain.checklist import Item, Measure
    from desktop.domain.measurement import Reason
    from desktop.domain.project_codes import AcceptanceOutcome
    from desktop.services.acceptances import AcceptanceRow


def item_name(item: Item) -> str:
    """Return what people call an item."""
    return item.name if language() == "zh_CN" else item.name_en


def criterion(item: Item) -> str:
    """Return what an item asks for."""
    return item.criterion if language() == "zh_CN" else item.criterion_en


def level_name(item: Item) -> str:
    """Return the word for what an item is checked at."""
    return CHECK_SCOPE.label(int(item.level), language())


def stage_names(item: Item) -> str:
    """Return when an item is checked."""
    words = {
        ItemStage.BEFORE: tr("before the works"),
        ItemStage.DURING: tr("during the works"),
        ItemStage.ACCEPTANCE: tr("at acceptance"),
        ItemStage.HANDOVER: tr("at handover"),
    }
    return tr(", ").join(words[stage] for stage in item.stages)


def measure_label(measure: Measure) -> str:
    """Return what people call a measured value, with its unit."""
    name = measure.label if language() == "zh_CN" else measure.label_en
    return f"{name} ({measure.unit})" if measure.unit else name


def status_words(line: ItemLine) -> str:
    """Return the status of an item with its sign: colour never stands alone."""
    sign = {
        ItemStatus.PASSED: "✓",
        ItemStatus.FAILED: "✕",
        ItemStatus.OPEN: "…",
        ItemStatus.UNCONFIRMED: "?",
        ItemStatus.CHANGED: "!",
        ItemStatus.NOT_APPLICABLE: "－",
    }[line.status]
    return f"{sign} {sentence(str(line.status)).text}"


def status_colour(line: ItemLine) -> str:
    """Return the token of a status's colour."""
    return {
        ItemStatus.PASSED: "good_text",
        ItemStatus.FAILED: "not_met_text",
        ItemStatus.UNCONFIRMED: "electricity_text",
        ItemStatus.CHANGED: "electricity_text",
    }.get(line.status, "muted")


def places_words(line: ItemLine) -> str:
    """Return how many of the wanted places have passed, and how many fail."""
    counts = line.counts
    wanted = len(line.places) - counts["spared"]
    done = counts["passed"] + counts["not_applicable"]
    words = f"{done}/{wanted}"
    return (
        tr("{done}, {failed} fail", done=words, failed=counts["failed"])
        if counts["failed"]
        else words
    )


def result_words(line: PlaceLine) -> str:
    """Return what one place came to, with its sign."""
    if not line.wanted:
        return tr("not drawn")
    if line.result is None:
        return tr("… open")
    if line.mended:
        return tr("✓ mended")
    sign = "✕" if line.result in FAILED else "✓"
    sign = "－" if line.result is CheckResult.NOT_APPLICABLE else sign
    return f"{sign} {CHECK_RESULT.label(int(line.result), language())}"


def result_colour(line: PlaceLine) -> str:
    """Return the token of a result's colour."""
    if line.result in FAILED:
        return "not_met_text"
    return "good_text" if line.result is CheckResult.PASS and line.wanted else "muted"


def why_words(line: PlaceLine, item: Item) -> str:
    """Return why a place is not passed, else what was measured or what it rests on."""
    if line.reasons:
        return tr("; ").join(reason_message(reason).text for reason in line.reasons)
    check = line.check
    if check is None:
        return tr("from the ledger") if line.computed is not None and line.result else ""
    shown = (_value(measure, check.measured) for measure in item.measures)
    values = " · ".join(text for text in shown if text)
    return tr("; ").join(part for part in (values, check.evidence, check.note) if part)


def who_words(line: PlaceLine) -> str:
    """Return who looked and when."""
    check = line.check
    if check is None or check.result is None:
        return ""
    return f"{check.inspector} {check.checked_on or ''}".strip()


def reason_message(reason: Reason) -> Message:
    """Return the sentence of a reason in the window's language."""
    return sentence(reason.code, spoken(reason.details))


def reasons_words(reasons: Iterable[Reason]) -> str:
    """Return all reasons in one line; values still to be typed are named together."""
    reasons = tuple(reasons)
    missing = [r for r in reasons if r.code == MeasureReason.MISSING]
    said = [reason_message(reason).text for reason in reasons if reason not in missing]
    if missing:
        names = tr(", ").join(str(spoken(reason.details)["field"]) for reason in missing)
        said.append(tr("still to fill in: {fields}", fields=names))
    return tr("; ").join(said)


def block_message(block: Block) -> Message:
    """Return the sentence of what blocks an outcome; what the ledger lacks is said itself."""
    if not block.reasons:
        return sentence(str(block.code), spoken(block.details))
    first = reason_message(block.reasons[0])
    said = tr("{item}: {why}", item=spoken(block.details)["item"], why=reasons_words(block.reasons))
    return Message(first.code, said, first.hint)


def spoken(details: Mapping[str, str]) -> dict[str, object]:
    """Return the details in the window's language: English ones replace the Chinese."""
    found: dict[str, object] = {k: v for k, v in details.items() if not k.endswith("_en")}
    if language() != "zh_CN":
        found |= {k.removesuffix("_en"): v for k, v in details.items() if k.endswith("_en")}
    return found


def outcome_word(outcome: AcceptanceOutcome) -> str:
    """Return the word for an outcome."""
    return ACCEPTANCE_OUTCOME.label(int(outcome), language())


def acceptance_title(row: AcceptanceRow) -> str:
    """Return one acceptance in a list: when it was begun and what came of it."""
    state = tr("under way") if row.outcome is None else outcome_word(row.outcome)
    again = tr(" (re-inspection)") if row.follows else ""
    return tr("begun {day}: {state}", day=row.opened_on, state=state) + again


def _value(measure: Measure, values: Mapping[str, str]) -> str:
    text = values.get(measure.name, "")
    if measure.choices and text in measure.choices:
        return measure.choices[text][0 if language() == "zh_CN" else 1]
    return f"{text} {measure.unit}".strip() if text else ""
