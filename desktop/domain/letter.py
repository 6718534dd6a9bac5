"""Parts that letters have in common (GB/T 9704)."""

from __future__ import annotations

from desktop.domain.paper import Paragraph

_WORD = "附件："


def attached_list(names: tuple[str, ...]) -> tuple[Paragraph, ...]:
    """Return 附件说明, one line below the text; nothing without annexes."""
    if not names:
        return ()
    above = Paragraph("", indent=False)
    if len(names) == 1:
        return (above, Paragraph(names[0], lead=_WORD))
    below = "　" * len(_WORD)
    return (
        above,
        *(
            Paragraph(name, lead=f"{below if number > 1 else _WORD}{number}. ")
            for number, name in enumerate(names, 1)
        ),
    )
