"""An office scanner as it stands in the corner: skewed, noisy, sometimes upside down."""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

PAPER = 235


def sheets_as_pictures(data: bytes, dpi: int = 200) -> list[Image.Image]:
    """Return the pages of a PDF as a good scanner would see them."""
    with pypdfium2.PdfDocument(data) as pdf:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in pdf]


def badly_scanned(page: Image.Image, place: int, *, seed: int = 3) -> Image.Image:
    """Return the page turned by 1–3 degrees, keystoned, noisy, blurred; some upside down."""
    chance = random.Random(seed * 1_000 + place)
    angle = chance.uniform(1, 3) * chance.choice((-1, 1))
    made = page.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=PAPER)
    wide, high = made.size
    slip = wide * 0.02
    corners = (
        chance.uniform(0, slip), chance.uniform(0, slip),
        chance.uniform(0, slip), high - chance.uniform(0, slip),
        wide - chance.uniform(0, slip), high - chance.uniform(0, slip),
        wide - chance.uniform(0, slip), chance.uniform(0, slip),
    )  # fmt: skip
    quad, bicubic = Image.Transform.QUAD, Image.Resampling.BICUBIC
    made = made.transform(made.size, quad, corners, bicubic, fillcolor=PAPER)
    if place % 3 == 1:
        made = made.rotate(180)
    if place % 7 == 3:
        made = made.rotate(90, expand=True)
    made = Image.blend(made, Image.effect_noise(made.size, 60), 0.2)
    return made.filter(ImageFilter.GaussianBlur(chance.uniform(0, 1)))


def as_pdf(pages: Sequence[Image.Image]) -> bytes:
    """Return the pages as the PDF that a scanner sends by mail."""
    target = io.BytesIO()
    pages[0].save(target, "PDF", save_all=True, append_images=list(pages[1:]), resolution=200)
    return target.getvalue()


def as_picture(page: Image.Image, kind: str) -> bytes:
    """Return one page as ``JPEG``, ``PNG`` or ``TIFF``."""
    target = io.BytesIO()
    page.save(target, kind)
    return target.getvalue()
