"""Make the fonts under resources/fonts from their published originals.

Together they draw every Chinese character of GB 18030-2022 (levels 1 to 3), which a street office
needs for names. What is taken away is what the program never uses: hinting, layout features,
vertical metrics, glyph names, and in the two derived fonts the characters another one draws.

- NotoSansSC-Regular: everything the original has.
- NotoSansSC-Bold: without extension A, B and later; Regular draws those.
- HanaMinB: extensions B to F only, without what Noto has. Scaled to 1000 units per em, because
  reportlab writes wrong widths for subsets of anything else, and its polygons (193 points a
  character) thinned within 0.3 % of the em, which no printer of an office resolves. Line metrics
  are Noto's, so that a rare name does not make its line taller.

Usage: packaging/make_fonts.py [FOLDER WITH THE ORIGINALS]   (otherwise fetched with npm and apt)
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "resources" / "fonts"

NPM = "@expo-google-fonts/noto-sans-sc@0.4.3"
DEBIAN = "fonts-hanazono"
ORIGINALS = {
    "NotoSansSC_400Regular.ttf": "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
    "NotoSansSC_700Bold.ttf": "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
    "HanaMinB.ttf": "829543436cdf7b4c6730e2af5806fa406f8ddf0d4b656e0cd49c58d4db1c8d3c",
}
UNITS = 1000
TOLERANCE = 3.0  # of 1000 units per em

# The Chinese characters of GB 18030-2022 by implementation level; the third has all of these.
BLOCKS = {
    "basic": range(0x4E00, 0x9FF0),
    "extension-a": range(0x3400, 0x4DB6),
    "extension-b": range(0x20000, 0x2A6D7),
    "extension-c": range(0x2A700, 0x2B735),
    "extension-d": range(0x2B740, 0x2B81E),
    "extension-e": range(0x2B820, 0x2CEA2),
    "extension-f": range(0x2CEB0, 0x2EBE1),
}
BEYOND_BMP = 0x10000

Point = tuple[int, int]


def thinned(points: list[Point], tolerance: float) -> list[Point]:
    """Return the closed polygon with fewer points, nowhere farther than ``tolerance`` off."""
    count = len(points)
    x0, y0 = points[0]
    far = max(range(count), key=lambda i: (points[i][0] - x0) ** 2 + (points[i][1] - y0) ** 2)
    keep = {0, far}
    spans = [(0, far), (far, count)]
    while spans:
        first, last = spans.pop()
        distance, middle = _farthest(points, first, last)
        if distance > tolerance * tolerance:
            keep.add(middle)
            spans += [(first, middle), (middle, last)]
    return [points[i] for i in sorted(keep)]


def _farthest(points: list[Point], first: int, last: int) -> tuple[float, int]:
    """Return the squared distance and index of the point farthest from the chord."""
    x0, y0 = points[first]
    x1, y1 = points[last % len(points)]
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy
    found = (-1.0, first)
    for index in range(first + 1, last):
        x, y = points[index][0] - x0, points[index][1] - y0
        along = min(1.0, max(0.0, (x * dx + y * dy) / length)) if length else 0.0
        off = (x - along * dx) ** 2 + (y - along * dy) ** 2
        if off > found[0]:
            found = (off, index)
    return found


def thin_glyphs(font: TTFont) -> None:
    """Thin every glyph of a font whose outlines are polygons (Hanazono's are)."""
    table = font["glyf"]
    for name in font.getGlyphOrder():
        glyph = table[name]
        if glyph.numberOfContours <= 0:
            continue
        coordinates, ends, on_curve = glyph.getCoordinates(table)
        if not all(on_curve):
            continue
        pen = TTGlyphPen(None)
        for start, end in pairwise([-1, *ends]):
            polygon = thinned(list(coordinates[start + 1 : end + 1]), TOLERANCE)
            if len(polygon) > 2:  # noqa: PLR2004 - two points enclose nothing
                pen.moveTo(polygon[0])
                for point in polygon[1:]:
                    pen.lineTo(point)
                pen.closePath()
        table[name] = pen.glyph()


def subset_of(path: Path, wanted: set[int]) -> TTFont:
    """Return the font with the ``wanted`` characters only, slimmed."""
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.recalc_bounds = True
    options.drop_tables += ["vhea", "vmtx", "BASE", "STAT", "GDEF", "GPOS", "GSUB", "FFTM", "gasp"]
    font = subset.load_font(str(path), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    return font


def same_lines(font: TTFont, model: TTFont) -> None:
    """Give ``font`` the line metrics of ``model``."""
    for name in ("ascent", "descent", "lineGap"):
        setattr(font["hhea"], name, getattr(model["hhea"], name))
    for name in (
        "sTypoAscender",
        "sTypoDescender",
        "sTypoLineGap",
        "usWinAscent",
        "usWinDescent",
    ):
        setattr(font["OS/2"], name, getattr(model["OS/2"], name))


def fetch(folder: Path) -> None:
    """Fetch both packages with their own tools and lay the three fonts into ``folder``."""
    subprocess.run(["npm", "pack", "--silent", NPM], cwd=folder, check=True)
    archive = next(folder.glob("*.tgz"))
    subprocess.run(["tar", "xzf", archive.name], cwd=folder, check=True)
    subprocess.run(["apt-get", "download", DEBIAN], cwd=folder, check=True)
    package = next(folder.glob("*.deb"))
    subprocess.run(["dpkg-deb", "-x", package.name, "debian"], cwd=folder, check=True)
    for name in ORIGINALS:
        shutil.copy(next(folder.rglob(name)), folder / name)


def verify(folder: Path) -> None:
    """Stop unless every original is the one this was written for."""
    for name, expected in ORIGINALS.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != expected:
            sys.exit(f"make_fonts: {name} is not the expected file: {found}")


def save(font: TTFont, name: str) -> None:
    """Write one font; the same originals give the same bytes."""
    font.recalcTimestamp = False
    font.save(FONTS / name, reorderTables=False)
    print(
        f"{name}: {(FONTS / name).stat().st_size:,} bytes, {len(font.getBestCmap()):,} characters"
    )


def describe(names: list[str]) -> str:
    """Return the text of fonts.toml: what each file is and what it draws."""
    lines = [
        "# Written by packaging/make_fonts.py. A character is drawn by the first file that has it;",
        "# bold text falls back from Bold to Regular to HanaMinB.",
        "",
    ]
    for name in names:
        font = TTFont(FONTS / name, lazy=True)
        table: Any = font["name"]
        characters = set(font.getBestCmap())
        coverage = ", ".join(
            f"{block} = {sum(code in characters for code in codes)}"
            for block, codes in BLOCKS.items()
        )
        lines += [
            "[[font]]",
            f'file = "{name}"',
            f'family = "{table.getBestFamilyName()}"',
            f'style = "{table.getBestSubFamilyName()}"',
            f'sha256 = "{hashlib.sha256((FONTS / name).read_bytes()).hexdigest()}"',
            f"characters = {len(characters)}",
            f"coverage = {{ {coverage} }}",
            "",
        ]
    return "\n".join(lines)


def main() -> None:
    """Make all three fonts and their list."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(scratch)
        if len(sys.argv) == 1:
            fetch(folder)
        verify(folder)
        make(folder)


def make(folder: Path) -> None:
    """Make the fonts from the originals in ``folder``."""
    FONTS.mkdir(parents=True, exist_ok=True)
    original = TTFont(folder / "NotoSansSC_400Regular.ttf")
    everything = set(original.getBestCmap())
    regular = subset_of(folder / "NotoSansSC_400Regular.ttf", everything)
    save(regular, "NotoSansSC-Regular.ttf")
    common = {
        code for code in everything if code < BEYOND_BMP and code not in BLOCKS["extension-a"]
    }
    save(subset_of(folder / "NotoSansSC_700Bold.ttf", common), "NotoSansSC-Bold.ttf")
    rare = {code for codes in BLOCKS.values() for code in codes if code >= BEYOND_BMP}
    hana = subset_of(folder / "HanaMinB.ttf", rare - everything)
    scale_upem(hana, UNITS)
    thin_glyphs(hana)
    same_lines(hana, original)
    save(hana, "HanaMinB.ttf")
    names = ["NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf", "HanaMinB.ttf"]
    (FONTS / "fonts.toml").write_text(describe(names), encoding="utf-8")


if __name__ == "__main__":
    main()
