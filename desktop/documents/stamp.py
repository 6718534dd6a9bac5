"""Hands a drawn appearance to pyHanko as it is, without its own text, border or font."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import AppearanceContent
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp.base import BaseStampStyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyhanko.pdf_utils.layout import BoxConstraints
    from pyhanko.pdf_utils.writer import BasePdfFileWriter


@dataclass(frozen=True)
class DrawnStyle(BaseStampStyle):
    """A style whose whole look is one drawn page.

    Attributes:
        draw: gives a one-page PDF for a width and height in points.
    """

    draw: Callable[[float, float], bytes] | None = None

    def create_stamp(
        self,
        writer: BasePdfFileWriter,
        box: BoxConstraints,
        text_params: dict[str, Any],  # noqa: ARG002 - pyHanko's interface
    ) -> Any:
        """Draw for the field's size."""
        if self.draw is None:
            raise ValueError("draw")
        return _DrawnStamp(writer, box, self.draw(float(box.width), float(box.height)))


class _DrawnStamp(AppearanceContent):
    def __init__(self, writer: BasePdfFileWriter, box: BoxConstraints, drawn: bytes) -> None:
        super().__init__(writer=writer, box=box)
        self._drawn = drawn

    def as_form_xobject(self) -> Any:
        page = PdfFileReader(io.BytesIO(self._drawn)).root["/Pages"]["/Kids"][0]
        resources = self.writer.import_object(page["/Resources"])  # type: ignore[union-attr]
        width, height = float(self.box.width), float(self.box.height)
        stream: Any = generic.StreamObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/XObject"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/Form"),
                generic.pdf_name("/BBox"): _numbers(0, 0, width, height),
                generic.pdf_name("/Resources"): resources,
            },
            stream_data=page["/Contents"].data,
        )
        stream.compress()
        return stream


def _numbers(*values: float) -> Any:
    make: Any = generic.FloatObject
    return generic.ArrayObject([make(value) for value in values])
