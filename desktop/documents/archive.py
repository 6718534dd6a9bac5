"""Turns drawn pages into PDF/A-3b (ISO 19005-3) with attachments and signature fields.

Fields, locks, metadata and attachments go in with one write: exactly one ``%%EOF`` before the
first signature, and the same bytes for the same content and day.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Any

from desktop.documents.pdf_bytes import pdf_bytes
from desktop.documents.signature_fields import add_signature_fields
from desktop.documents.unicode_map import repair_unicode_maps

if TYPE_CHECKING:
    import pikepdf

    from desktop.documents.field_place import FieldPlace

PRODUCER = "Hubiao"
_UNDATED = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the form."""

    name: str
    mime_type: str
    data: bytes
    description: str
    relationship: str = "Data"


def archive(
    drawn: bytes,
    *,
    title: str,
    issued: date | None,
    places: tuple[FieldPlace, ...],
    attachments: tuple[Attachment, ...],
    one_sided: bool = False,
) -> bytes:
    """Return ``drawn`` as PDF/A-3b.

    ``one_sided`` asks whoever prints it for one page a sheet of paper, in its own size. A paper
    without a day is dated to the year 2000, so that its bytes stay the same.
    """
    import pikepdf

    moment = datetime.combine(issued or _UNDATED, time(), UTC)
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        repair_unicode_maps(pdf)
        _clean_catalog(pdf)
        if one_sided:
            pdf.Root["/ViewerPreferences"] = pikepdf.Dictionary(
                Duplex=pikepdf.Name.Simplex, PrintScaling=pikepdf.Name("/None")
            )
        for page in pdf.pages:
            _own_resources(page)
        _add_output_intent(pdf)
        for attachment in attachments:
            _attach(pdf, attachment, moment)
        add_signature_fields(pdf, places)
        _write_metadata(pdf, title, moment)
        return pdf_bytes(pdf)


def _clean_catalog(pdf: pikepdf.Pdf) -> None:
    for key in ("/Outlines", "/PageMode", "/Lang"):
        if key in pdf.Root:
            del pdf.Root[key]
    pdf.Root["/Lang"] = "zh-CN"
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def _own_resources(page: pikepdf.Page) -> None:
    # reportlab names procedure sets and an empty transition, both obsolete.
    for key in ("/Trans", "/Rotate"):
        if key in page.obj and not page.obj[key]:
            del page.obj[key]
    resources: Any = page.obj.get("/Resources")
    if resources is not None and "/ProcSet" in resources:
        del resources["/ProcSet"]


@cache
def _srgb() -> bytes:
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # The header carries the time of making (ICC.1, 7.2.8); a fixed one keeps the bytes the same.
    profile[24:36] = bytes((0x07, 0xEA, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    return bytes(profile)


def _add_output_intent(pdf: pikepdf.Pdf) -> None:
    import pikepdf

    icc = pdf.make_stream(_srgb())
    icc["/N"] = 3
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB IEC61966-2.1",
        RegistryName="http://www.color.org",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=icc,
    )
    pdf.Root["/OutputIntents"] = pikepdf.Array([pdf.make_indirect(intent)])


def _attach(pdf: pikepdf.Pdf, attachment: Attachment, moment: datetime) -> None:
    import pikepdf

    stamp = moment.strftime("D:%Y%m%d%H%M%SZ")
    specification = pikepdf.AttachedFileSpec(
        pdf,
        attachment.data,
        filename=attachment.name,
        description=attachment.description,
        mime_type=attachment.mime_type,
        relationship=pikepdf.Name("/" + attachment.relationship),  # type: ignore[call-arg]
        creation_date=stamp,
        mod_date=stamp,
    )
    # pikepdf enters the file into the catalog's /AF as well, as PDF/A-3 wants it.
    pdf.attachments[attachment.name] = specification


def _write_metadata(pdf: pikepdf.Pdf, title: str, moment: datetime) -> None:
    stamp = moment.isoformat()
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        metadata["pdf:Producer"] = PRODUCER
        metadata["xmp:CreatorTool"] = PRODUCER
        metadata["xmp:CreateDate"] = stamp
        metadata["xmp:ModifyDate"] = stamp
        metadata["xmp:MetadataDate"] = stamp
        metadata["pdfaid:part"] = "3"
        metadata["pdfaid:conformance"] = "B"
