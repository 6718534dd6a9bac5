"""Which parts of a form a revision touched, in words that a person knows.

Objects of a PDF have numbers; a person knows pages, attachments, signature fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.handover import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from desktop.documents.form_file import FormFile

    Named = dict[Any, Finding]

_MOST_TOLD = 12
_MOST_PAGES = 20_000
_DEEPEST = 40
_LONGEST_NAME = 60


def touched(form: FormFile, revision: int, references: Iterable[Any]) -> list[Finding]:
    """Return what ``references`` are, each thing once, at most a dozen.

    Args:
        form: the file.
        revision: that touched them, counted from 0; must not be the first.
        references: objects that it should not have touched.

    Finding codes: ``touched-page``, ``touched-pages``, ``touched-page-count``, ``touched-note``,
    ``touched-attachment``, ``touched-attachments``,
    ``touched-field``, ``touched-ink``, ``touched-signature``, ``touched-form``,
    ``touched-catalog``, ``touched-metadata``, ``touched-object``, ``touched-more``.
    """
    old, new = (form.reader.get_historical_resolver(each) for each in (revision - 1, revision))
    named = {**parts(new), **parts(old)}
    findings = _page_count(old, new)
    pages = {*_leaves(old)} & {*_leaves(new)}
    for reference in sorted(references, key=lambda each: int(each.idnum)):
        found = named.get(reference)
        if found is not None and found.code == "touched-catalog":
            found = Finding("touched-catalog", details={"keys": _keys(old, new)})
        elif found is not None and reference in pages and _only_notes(old, new, reference):
            found = Finding("touched-note", details=found.details)
        found = found or Finding("touched-object", details={"object": str(reference.idnum)})
        if found not in findings:
            findings.append(found)
    shown = [Finding(each.code, revision + 1, each.details) for each in findings[:_MOST_TOLD]]
    if len(findings) > _MOST_TOLD:
        left = {"count": str(len(findings) - _MOST_TOLD)}
        shown.append(Finding("touched-more", revision + 1, left))
    return shown


def parts(view: Any) -> Named:
    """Return object → the part of the form that it belongs to, in a revision."""
    named: Named = {}
    for part in (_pages, _fields, _attachments, _whole):
        try:
            for reference, finding in part(view):
                named.setdefault(reference, finding)
        except Exception:  # noqa: BLE001, S112 - a broken part is told by the object's number
            continue
    return named


def _only_notes(old: Any, new: Any, page: Any) -> bool:
    """Return whether nothing of a page changed but what lies above its print."""
    before, after = old(page), new(page)
    if not isinstance(before, dict) or not isinstance(after, dict) or "/Type" not in before:
        return False
    keys = {str(key) for key in (*before, *after)} - {"/Annots"}
    same = all(
        key in before and key in after and before.raw_get(key) == after.raw_get(key)  # type: ignore[attr-defined]
        for key in keys
    )
    return same and "/Annots" in after


def _whole(view: Any) -> Iterator[tuple[Any, Finding]]:
    root = view.trailer_view.raw_get("/Root")
    yield root.reference, Finding("touched-catalog")
    for key in ("/AcroForm", "/Metadata", "/Names", "/Pages"):
        code = {"/AcroForm": "touched-form", "/Metadata": "touched-metadata"}.get(key)
        if key in view.root and _is_reference(view.root.raw_get(key)):
            code = code or ("touched-attachments" if key == "/Names" else "touched-pages")
            yield view.root.raw_get(key).reference, Finding(code)
    if "/Info" in view.trailer_view:
        yield view.trailer_view.raw_get("/Info").reference, Finding("touched-metadata")


def _keys(old: Any, new: Any) -> str:
    before, after = old.root, new.root
    names = sorted({*map(str, before), *map(str, after)})

    def differs(key: str) -> bool:
        return (key in before) != (key in after) or (
            key in before and before.raw_get(key) != after.raw_get(key)
        )

    return "、".join(name.lstrip("/")[:_LONGEST_NAME] for name in names if differs(name))


def _page_count(old: Any, new: Any) -> list[Finding]:
    before, after = (sum(1 for _ in _leaves(view)) for view in (old, new))
    if before == after:
        return []
    return [Finding("touched-page-count", details={"before": str(before), "after": str(after)})]


def _pages(view: Any) -> Iterator[tuple[Any, Finding]]:
    for number, reference in enumerate(_leaves(view), start=1):
        page = view(reference)
        mine = Finding("touched-page", details={"page": str(number)})
        note = Finding("touched-note", details={"page": str(number)})
        yield reference, mine
        for key in ("/Contents", "/Resources"):
            yield from ((each, mine) for each in _direct(page, key))
        if "/Annots" not in page:
            continue
        if _is_reference(page.raw_get("/Annots")):
            yield page.raw_get("/Annots").reference, note
        for each in _direct(page, "/Annots"):
            if each != _reference(page, "/Annots") and not _is_widget(view(each)):
                yield each, note


def _leaves(view: Any) -> Iterator[Any]:
    root = view.root.raw_get("/Pages")
    waiting, seen, given = [(root.reference, 0)], set(), 0
    while waiting and given < _MOST_PAGES:
        reference, depth = waiting.pop()
        if reference in seen or depth > _DEEPEST:
            continue
        seen.add(reference)
        node = view(reference)
        if "/Kids" not in node:
            given += 1
            yield reference
            continue
        kids = node["/Kids"]
        waiting += [
            (kids.raw_get(place).reference, depth + 1) for place in reversed(range(len(kids)))
        ]


def _fields(view: Any) -> Iterator[tuple[Any, Finding]]:
    fields = view.root["/AcroForm"]["/Fields"]
    for place in range(len(fields)):
        reference = fields.raw_get(place).reference
        field = view(reference)
        name = {"field": str(field["/T"])[:_LONGEST_NAME] if "/T" in field else "?"}
        yield reference, Finding("touched-field", details=name)
        if "/V" in field and _is_reference(field.raw_get("/V")):
            yield field.raw_get("/V").reference, Finding("touched-signature", details=name)
        if "/AP" in field:
            ink = Finding("touched-ink", details=name)
            yield from ((each, ink) for each in _below(view, field.raw_get("/AP")))


def _attachments(view: Any) -> Iterator[tuple[Any, Finding]]:
    tree = view.root["/Names"]["/EmbeddedFiles"]
    if _is_reference(view.root["/Names"].raw_get("/EmbeddedFiles")):
        yield (
            view.root["/Names"].raw_get("/EmbeddedFiles").reference,
            Finding("touched-attachments"),
        )
    pairs = tree["/Names"]
    for place in range(0, len(pairs) - 1, 2):
        name = {"name": str(pairs[place])[:_LONGEST_NAME]}
        found = Finding("touched-attachment", details=name)
        yield from ((each, found) for each in _below(view, pairs.raw_get(place + 1)))


def _below(view: Any, start: Any) -> list[Any]:
    waiting: list[Any] = [start]
    found: list[Any] = []
    while waiting and len(found) < _MOST_TOLD * _MOST_TOLD:
        thing = waiting.pop()
        if _is_reference(thing):
            if thing.reference in found:
                continue
            found.append(thing.reference)
            thing = view(thing.reference)
        if isinstance(thing, dict) and "/Parent" not in thing:
            waiting += [thing.raw_get(key) for key in thing]  # type: ignore[attr-defined]
        elif isinstance(thing, list):
            waiting += [thing.raw_get(place) for place in range(len(thing))]  # type: ignore[attr-defined]
    return found


def _direct(dictionary: Any, key: str) -> list[Any]:
    if key not in dictionary:
        return []
    raw = dictionary.raw_get(key)
    found = [raw.reference] if _is_reference(raw) else []
    value = dictionary[key]
    if isinstance(value, list):
        each: Callable[[int], Any] = value.raw_get  # type: ignore[attr-defined]
        found += [
            each(place).reference for place in range(len(value)) if _is_reference(each(place))
        ]
    return found


def _reference(dictionary: Any, key: str) -> Any:
    raw = dictionary.raw_get(key)
    return raw.reference if _is_reference(raw) else None


def _is_reference(thing: Any) -> bool:
    from pyhanko.pdf_utils.generic import IndirectObject

    return isinstance(thing, IndirectObject)


def _is_widget(annotation: Any) -> bool:
    return "/Subtype" in annotation and str(annotation["/Subtype"]) == "/Widget"
