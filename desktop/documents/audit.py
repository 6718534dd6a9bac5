"""Our own look at the structure of a signed file.

The cryptographic check proves the bytes that a signature covers. It does not say what was added
afterwards, and pyHanko's difference check let through junk in the /Contents padding, bytes behind
the last ``%%EOF`` and a catalog touch. The rule here is narrow: after the first revision, every
revision consists of exactly one signature, its field, its appearance and nothing else
(``signing.md``, verification).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.documents.section_bytes import end_of_first, nothing_hidden
from desktop.documents.touched import touched
from desktop.domain.handover import Finding

if TYPE_CHECKING:
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    from desktop.documents.form_file import FormFile

_HEX = frozenset(b"0123456789abcdefABCDEF")
_CHANGED_BY_SIGNING = {"/V", "/AP"}


def audit(form: FormFile) -> list[Finding]:
    """Return what is wrong with the structure; empty when every byte has its reason.

    What a file from elsewhere did before its first signature is covered by that signature and not
    judged; a form of ours has exactly one revision before it.

    Finding codes: ``bytes-after-signature``, ``revision-without-signature``, ``padding-not-clean``,
    ``byte-range-wrong``, ``object-changed``, ``object-added``, ``object-removed``,
    ``catalog-changed``, ``field-changed``, ``signed-after-final-lock``, ``hybrid-file``,
    ``bytes-hidden``, ``certified-twice``, ``saved-anew``, and those of :func:`touched`.
    """
    if not form.signatures:
        return []
    if _saved_anew(form):
        return [Finding("saved-anew")]
    findings = _gaps(form)
    if form.reader.xrefs.hybrid_xrefs_present:
        return [*findings, Finding("hybrid-file")]
    by_revision = {signature.signed_revision: signature for signature in form.signatures}
    if len(by_revision) != len(form.signatures):
        findings.append(Finding("revision-without-signature", 1))
    begin = 1
    if not form.ours:
        begin = min(by_revision) + 1
    elif 0 in by_revision:
        findings.append(Finding("revision-without-signature", 1))
    for revision in range(begin, form.reader.xrefs.total_revisions):
        if revision not in by_revision:
            findings.append(Finding("revision-without-signature", revision + 1))
            findings += _named(form, revision)
        else:
            findings += _revision(form, revision, by_revision)
    return findings + _locks(form)


def _named(form: FormFile, revision: int) -> list[Finding]:
    refs = form.reader.xrefs
    given = refs.explicit_refs_in_revision(revision) | refs.refs_freed_in_revision(revision)
    old = {r for r in given if refs.get_introducing_revision(r) < revision}
    return touched(form, revision, old) or [Finding("object-added", revision + 1)]


def _gaps(form: FormFile) -> list[Finding]:
    findings = []
    end = 0
    for signature in form.signatures:
        revision = signature.signed_revision + 1
        numbers = [int(number) for number in signature.byte_range]
        if not _covers(form.data, numbers) or not _whole_revision(signature):
            findings.append(Finding("byte-range-wrong", revision))
            continue
        end = max(end, numbers[2] + numbers[3])
        if not _clean(form.data[numbers[1] : numbers[2]], signature):
            findings.append(Finding("padding-not-clean", revision))
    if end != len(form.data):
        findings.append(Finding("bytes-after-signature"))
    return findings


def _saved_anew(form: FormFile) -> bool:
    # Another program wrote every byte at another place: no signature is where it says.
    gaps = [[int(number) for number in each.byte_range] for each in form.signatures]
    return not any(form.data[gap : gap + 1] == b"<" for _, gap, *_ in gaps)


def _covers(data: bytes, numbers: list[int]) -> bool:
    if len(numbers) != 4 or numbers[0] != 0:  # noqa: PLR2004 - two pairs of offset and length
        return False
    _, gap, after, length = numbers
    ends_in_file = gap < after <= after + length <= len(data)
    closed = data[: after + length].rstrip(b"\r\n").endswith(b"%%EOF")
    return (
        ends_in_file and closed and data[gap : gap + 1] == b"<" and data[after - 1 : after] == b">"
    )


def _whole_revision(signature: EmbeddedPdfSignature) -> bool:
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    return bool(signature.evaluate_signature_coverage() >= SignatureCoverageLevel.ENTIRE_REVISION)


def _clean(gap: bytes, signature: EmbeddedPdfSignature) -> bool:
    inner = gap[1:-1]
    if not set(inner) <= _HEX or len(inner) % 2:
        return False
    contents = bytes.fromhex(inner.decode("ascii"))
    if contents != bytes(signature.pkcs7_content):
        return False
    return not contents[_der_length(contents) :].strip(b"\0")


def _der_length(contents: bytes) -> int:
    short_form = 0x80
    if len(contents) < 2 or contents[1] < short_form:  # noqa: PLR2004 - tag and length
        return 2 + (contents[1] if len(contents) > 1 else 0)
    size = contents[1] - short_form
    return 2 + size + int.from_bytes(contents[2 : 2 + size])


def _revision(form: FormFile, revision: int, signatures: dict[int, Any]) -> list[Finding]:
    reader = form.reader
    new_view = reader.get_historical_resolver(revision)
    old_view = reader.get_historical_resolver(revision - 1)
    shown = revision + 1
    freed = reader.xrefs.refs_freed_in_revision(revision)
    if freed:
        return [Finding("object-removed", shown), *touched(form, revision, freed)]
    findings = []
    if _trailer(old_view) != _trailer(new_view):
        findings.append(Finding("catalog-changed", shown))
    if not nothing_hidden(form, revision, *_bounds(form, revision, signatures)):
        findings.append(Finding("bytes-hidden", shown))
    field = _field_reference(form, signatures[revision])
    root = old_view.trailer_view.raw_get("/Root").reference
    explicit = reader.xrefs.explicit_refs_in_revision(revision)
    added = {r for r in explicit if reader.xrefs.get_introducing_revision(r) == revision}
    judged = {r: _touched(old_view, new_view, r, field, root) for r in explicit - added}
    wrong = {reference: code for reference, code in judged.items() if code}
    findings += [Finding(code, shown) for code in sorted(set(wrong.values()))]
    expected = _reachable(new_view, field, added)
    stray = {r for r in added - expected if not _is_xref_stream(new_view, r)}
    if stray:
        findings.append(Finding("object-added", shown))
    if wrong or stray:
        findings += touched(form, revision, {*wrong, *stray})
    return findings


def _field_reference(form: FormFile, signature: EmbeddedPdfSignature) -> Any:
    return form.field(str(signature.field_name)).reference


def _bounds(form: FormFile, revision: int, signatures: dict[int, Any]) -> tuple[int, int]:
    # A revision begins where the one before it ends: behind its signature, or behind the form.
    before = signatures.get(revision - 1)
    start = end_of_first(form) if revision == 1 else 0
    if before is not None and revision > 1:
        start = _end(before)
    if not start:
        about = form.reader.xrefs.get_xref_container_info(revision - 1)
        start = form.data.find(b"%%EOF", about.start_location) + len(b"%%EOF")
    return start, _end(signatures[revision])


def _end(signature: EmbeddedPdfSignature) -> int:
    numbers = [int(number) for number in signature.byte_range]
    return numbers[-2] + numbers[-1]


def _trailer(view: Any) -> tuple[Any, ...]:
    trailer = view.trailer_view
    return tuple(
        trailer.raw_get(key) if key in trailer else None for key in ("/Root", "/Info", "/Encrypt")
    )


def _touched(old_view: Any, new_view: Any, reference: Any, field: Any, root: Any) -> str:
    """Return the code of what is wrong with an object that was there before, empty if nothing."""
    before, after = old_view(reference), new_view(reference)
    if reference == field:
        # The lock beforehand and everything else about the field stay as they were.
        unsigned = "/V" not in before
        same = _without(before, _CHANGED_BY_SIGNING) == _without(after, _CHANGED_BY_SIGNING)
        plain = "/AP" not in after or set(after["/AP"]) == {"/N"}
        return "" if unsigned and same and plain else "field-changed"
    if reference == root:
        return "" if _only_certified(before, after) else "catalog-changed"
    return "" if _identical(before, after) else "object-changed"


def _only_certified(before: Any, after: Any) -> bool:
    if _without(before, set()) == _without(after, set()):
        return True
    added_only = "/Perms" not in before and _without(before, set()) == _without(after, {"/Perms"})
    return added_only and set(after["/Perms"]) == {"/DocMDP"}


def _without(dictionary: Any, keys: set[str]) -> dict[str, Any]:
    return {str(key): dictionary.raw_get(key) for key in dictionary if str(key) not in keys}


def _identical(before: Any, after: Any) -> bool:
    if hasattr(before, "encoded_data") or hasattr(after, "encoded_data"):
        return False
    return type(before) is type(after) and bool(before == after)


def _reachable(view: Any, field: Any, added: set[Any]) -> set[Any]:
    from pyhanko.pdf_utils.generic import IndirectObject

    dictionary = view(field)
    waiting = [dictionary.raw_get(key) for key in _CHANGED_BY_SIGNING if key in dictionary]
    found: set[Any] = set()
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, IndirectObject):
            reference = thing.reference
            if reference in added and reference not in found:
                found.add(reference)
                waiting.append(view(reference))
        elif isinstance(thing, dict):
            waiting += [thing.raw_get(key) for key in thing]  # type: ignore[attr-defined]
        elif isinstance(thing, list):
            waiting += [thing.raw_get(place) for place in range(len(thing))]  # type: ignore[attr-defined]
    return found


def _is_xref_stream(view: Any, reference: Any) -> bool:
    thing = view(reference)
    return isinstance(thing, dict) and "/Type" in thing and thing["/Type"] == "/XRef"


def _locks(form: FormFile) -> list[Finding]:
    from pyhanko.sign.fields import FieldMDPAction, MDPPerm

    findings, closed = [], False
    for place, signature in enumerate(form.signatures):
        shown = signature.signed_revision + 1
        if closed:
            findings.append(Finding("signed-after-final-lock", shown))
        if place and _certifies(signature):
            findings.append(Finding("certified-twice", shown))
        lock = signature.fieldmdp
        closed = closed or (lock is not None and lock.action is FieldMDPAction.ALL)
        closed = closed or signature.docmdp_level is MDPPerm.NO_CHANGES
        closed = closed or _locks_all(form, signature)
    return findings


def _certifies(signature: EmbeddedPdfSignature) -> bool:
    if "/Reference" not in signature.sig_object:
        return False
    references = signature.sig_object["/Reference"]
    return any(str(each["/TransformMethod"]) == "/DocMDP" for each in references)


def _locks_all(form: FormFile, signature: EmbeddedPdfSignature) -> bool:
    # A signer's program may ignore the lock that its field carries; the field was drawn with it.
    field = form.field(str(signature.field_name)).get_object()
    return "/Lock" in field and str(field["/Lock"]["/Action"]) == "/All"
