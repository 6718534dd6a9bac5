"""Which parts of a form cannot be read any more: where a byte was changed in place.

A changed byte breaks the checksum of the packed part that it lies in, so the part can be named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.documents.touched import parts
from desktop.domain.handover import Finding

if TYPE_CHECKING:
    from desktop.documents.form_file import FormFile

_MOST_TOLD = 12


def damaged(form: FormFile) -> list[Finding]:
    """Return the pages, attachments and appearances that cannot be unpacked, at most a dozen.

    Finding codes: those of :func:`desktop.documents.touched.touched`.
    """
    xrefs = form.reader.xrefs
    view = form.reader.get_historical_resolver(xrefs.total_revisions - 1)
    findings: list[Finding] = []
    for reference, finding in parts(view).items():
        try:
            thing = view(reference)
            if hasattr(thing, "encoded_data"):
                _ = thing.data
        except Exception:  # noqa: BLE001 - however it is broken, it is this part
            revision = xrefs.get_introducing_revision(reference) + 1
            found = Finding(finding.code, revision, finding.details)
            if found not in findings:
                findings.append(found)
    return findings[:_MOST_TOLD]
