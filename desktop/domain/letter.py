"""Parts that letters have in common (GB/T 9704)."""

from __future__ import annotations

from desktop.domain.paper import Paragraph


def attached_list(names: tuple[str, ...]) -> tuple[Paragraph, ...]:
    """Return 附件说明, one line below the text (GB/T 9704 7.3.4); nothing without annexes."""
    if not names:
        return ()
    if len(names) == 1:
        return (Paragraph("", indent=False), Paragraph(f"附件：{names[0]}"))
    lines = [f"{number}. {name}" for number, name in enumerate(names, 1)]
    return (
        Paragraph("", indent=False),
        Paragraph("\n".join([f"附件：{lines[0]}", *(f"　　　　　{line}" for line in lines[1:])])),
    )
