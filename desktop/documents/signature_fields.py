"""Empty signature fields with fixed names, in signing order, with their locks made beforehand.

The first signature certifies (DocMDP) and the middle ones lock their own field; the last one locks
all (``signing.md``, order and locks).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from desktop.documents.appearance import empty_appearance

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    import pikepdf

    from desktop.documents.field_place import FieldPlace

    _Looks: TypeAlias = dict[tuple[float, float, bool], pikepdf.Object]

_PRINT_AND_LOCKED = 4 | 128
_SIGNATURES_EXIST_APPEND_ONLY = 3


def add_signature_fields(pdf: pikepdf.Pdf, places: Sequence[FieldPlace]) -> None:
    """Add one field per place to ``pdf``; none leaves the file without a form."""
    import pikepdf

    if not places:
        return
    looks: _Looks = {}
    fields = pikepdf.Array()
    for position, place in enumerate(places):
        last = position == len(places) - 1
        widget = pdf.make_indirect(_widget(pdf, place, last=last))
        widget["/AP"] = pikepdf.Dictionary(N=_look(pdf, place, looks))
        page = pdf.pages[place.page].obj
        widget["/P"] = page
        if "/Annots" not in page:
            page["/Annots"] = pikepdf.Array()
        page["/Annots"].append(widget)
        fields.append(widget)
    # pyHanko announces PAdES here when it signs; announced beforehand, the catalog stays as it is.
    pades = pikepdf.Dictionary(
        Type=pikepdf.Name.DeveloperExtensions, BaseVersion=pikepdf.Name("/1.7"), ExtensionLevel=1
    )
    pdf.Root["/Extensions"] = pikepdf.Dictionary(ESIC=pades)
    pdf.Root["/AcroForm"] = pdf.make_indirect(
        pikepdf.Dictionary(Fields=fields, SigFlags=_SIGNATURES_EXIST_APPEND_ONLY)
    )


def _widget(pdf: pikepdf.Pdf, place: FieldPlace, *, last: bool) -> pikepdf.Dictionary:
    import pikepdf

    lock = pikepdf.Dictionary(Type=pikepdf.Name.SigFieldLock)
    if last:
        lock["/Action"] = pikepdf.Name.All
    else:
        lock["/Action"] = pikepdf.Name.Include
        lock["/Fields"] = pikepdf.Array([pikepdf.String(place.field)])
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        FT=pikepdf.Name.Sig,
        T=pikepdf.String(place.field),
        F=_PRINT_AND_LOCKED,
        Rect=pikepdf.Array([round(value, 2) for value in place.rectangle]),
        Lock=pdf.make_indirect(lock),
    )


def _look(pdf: pikepdf.Pdf, place: FieldPlace, looks: _Looks) -> pikepdf.Object:
    import pikepdf

    left, bottom, right, top = place.rectangle
    width, height = round(right - left, 2), round(top - bottom, 2)
    key = (width, height, place.dated)
    if key not in looks:
        empty = empty_appearance(width, height, dated=place.dated)
        with pikepdf.open(io.BytesIO(empty)) as drawn:
            looks[key] = pdf.copy_foreign(drawn.pages[0].as_form_xobject())
    return looks[key]
