"""Colours and font of the workbook: colours say whose a column is, the guide explains them."""

from __future__ import annotations

from desktop.domain.fields import Side

HEADS = {Side.STREET: "FFD6E4F0", Side.DISTRICT: "FFFCE4D6", Side.BOTH: "FFE2EFDA"}
"""Headings by whose column it is."""
CONTEXT_HEAD = "FFD9D9D9"
"""Headings of columns that are only to look at."""
FOREIGN = "FFF2F2F2"
"""Cells that are not the editor's."""
TITLE = "FF1F4E79"
LATE = "FFC00000"
FONT = "宋体"
"""On every machine that writes Chinese papers."""
