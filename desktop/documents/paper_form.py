"""From a paper to the bytes of a numbered form: signature fields, square code, description."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from desktop.documents.archive import Attachment, archive
from desktop.documents.characters import one_line, printable
from desktop.documents.paper_pdf import draw_paper
from desktop.documents.renderer import DRAFT_MARK, RenderedForm
from desktop.domain.form_code import form_code
from desktop.domain.paper import Facts, Issuer, PaperTable, SignPlaces
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from datetime import date

    from desktop.documents.form_type import FormType
    from desktop.domain.paper import Block, Paper


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What a form says of itself beside its text.

    Attributes:
        document_no: the form's own number; empty on a draft.
        quarter_code: district code of the quarter.
        quarter_name: its name.
        subject_kind: what it is about, such as ``vote``; empty for the quarter itself.
        subject_id: that record.
        issued_on: day of issue.
        draft: marked 草稿, without number and without signature fields.
        ledger_anchor: state of the journal at issue.
    """

    document_no: str
    quarter_code: str
    quarter_name: str
    subject_kind: str
    subject_id: str
    issued_on: date
    draft: bool
    ledger_anchor: str = ""


def render_paper_form(
    paper: Paper, form: FormType, facts: FormFacts, attached: tuple[Attachment, ...] = ()
) -> RenderedForm:
    """Return ``paper`` as a form; the same paper and facts give the same bytes.

    Fields are signed in the order of the form type, wherever they stand on the page. What the law
    wants on paper only gets no signature fields.

    Raises:
        InputError: ``form-number-missing``; ``form-party-unknown``; a character that cannot be
            printed.
    """
    if not facts.draft and not facts.document_no:
        raise InputError("form-number-missing", type=form.type)
    signed = not (facts.draft or form.printed_only)
    fields = _fields(paper, form) if signed else ()
    said = _description(paper, form, facts, fields)
    fingerprint = hashlib.sha256(said).hexdigest()
    drawn = draw_paper(
        replace(paper, qr=_code(paper, facts, fingerprint), blocks=_blocks(paper, fields)),
        foot=_foot(facts, fingerprint),
        mark=DRAFT_MARK if facts.draft else "",
    )
    data = archive(
        drawn.data,
        title=f"{one_line(paper.title)} {facts.document_no}".strip(),
        issued=facts.issued_on,
        places=tuple(sorted(drawn.places, key=lambda place: fields.index(place.field))),
        attachments=(Attachment("document.json", "application/json", said, "文件要素"), *attached),
    )
    return RenderedForm(data, drawn.pages, fields, hashlib.sha256(data).hexdigest(), b"")


def _fields(paper: Paper, form: FormType) -> tuple[str, ...]:
    given = [
        field
        for block in paper.blocks
        if isinstance(block, SignPlaces | Issuer)
        for field in block.fields
    ]
    for field in given:
        if field not in form.fields or given.count(field) > 1:
            raise InputError("form-party-unknown", field=field, type=form.type)
    return tuple(field for field in form.fields if field in given)


def _blocks(paper: Paper, fields: tuple[str, ...]) -> tuple[Any, ...]:
    """Keep the look of places to sign where they are no fields: a draft, or paper only."""
    if fields:
        return paper.blocks
    return tuple(map(_by_hand, paper.blocks))


def _by_hand(block: Block) -> Block:
    if isinstance(block, SignPlaces):
        return replace(block, fields=())
    return replace(block, field="") if isinstance(block, Issuer) else block


def _code(paper: Paper, facts: FormFacts, fingerprint: str) -> str:
    if facts.draft:
        return ""
    return form_code(facts.document_no, _rows(paper), fingerprint)


def _rows(paper: Paper) -> int:
    return sum(len(block.rows) for block in paper.blocks if isinstance(block, PaperTable))


def _foot(facts: FormFacts, fingerprint: str) -> str:
    if facts.draft:
        return DRAFT_MARK
    short = fingerprint.upper()
    return f"编号：{printable(facts.document_no)}　校验 {short[:4]} {short[4:8]}"


def _description(paper: Paper, form: FormType, facts: FormFacts, fields: tuple[str, ...]) -> bytes:
    named = [
        pair
        for block in paper.blocks
        if isinstance(block, SignPlaces | Issuer) and block.fields
        for pair in zip(block.fields, block.parties, strict=True)
    ]
    document = {
        "format": "hubiao-form",
        "format_version": 1,
        "type": form.type,
        "wording_version": form.version,
        "title": one_line(paper.title),
        "document_no": facts.document_no,
        "reference_no": one_line(paper.number),
        "draft": facts.draft,
        "issued_on": facts.issued_on.isoformat(),
        "quarter": {"code": facts.quarter_code, "name": facts.quarter_name},
        "subject": {"kind": facts.subject_kind, "id": facts.subject_id},
        "fields": list(fields),
        "parties": [
            {"field": field, "organisation": name, "signer": ""} for field, (_, name) in named
        ],
        "facts": [
            list(pair)
            for block in paper.blocks
            if isinstance(block, Facts)
            for pair in block.entries
        ],
        "tables": [
            {"caption": block.caption, "headings": block.headings, "rows": block.rows}
            for block in paper.blocks
            if isinstance(block, PaperTable)
        ],
        "ledger_anchor": facts.ledger_anchor,
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8")
