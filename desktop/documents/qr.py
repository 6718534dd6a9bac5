"""The square code at the top right of a form."""

from __future__ import annotations

from typing import Any


def qr_cells(payload: str) -> tuple[int, list[tuple[int, int]]]:
    """Return the side in cells and the dark (column, row) cells; error correction level M."""
    import zxingcpp

    code = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture: Any = code.to_image(scale=1, add_quiet_zones=False)
    rows: Any = memoryview(picture).tolist()
    cells = [
        (column, row) for row, line in enumerate(rows) for column, v in enumerate(line) if not v
    ]
    return len(rows), cells
