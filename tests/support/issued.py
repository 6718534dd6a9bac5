"""Issues a form and reads it back with other people's programs."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop.services.form_drawing import FormOrder
    from tests.support.project_office import ProjectOffice


@dataclass(frozen=True)
class IssuedForm:
    """A finished file.

    Attributes:
        answer: what the service said of it.
        text: as ``pdftotext`` reads it, cell by cell and without any space.
    """

    answer: dict[str, Any]
    text: str

    @property
    def fields(self) -> list[str]:
        """Names of its signature fields."""
        return list(self.answer["fields"])


def issue(place: ProjectOffice, order: FormOrder, folder: Path) -> IssuedForm:
    """Issue a form that nothing keeps from being issued; ``qpdf`` finds nothing wrong with it."""
    answer = place.office.forms.issue(order, folder)
    assert "missing" not in answer, answer
    subprocess.run(["qpdf", "--check", answer["path"]], check=True, capture_output=True)
    return IssuedForm(answer, read(Path(answer["path"]).read_bytes()))


def read(data: bytes) -> str:
    """Return the text of a PDF as ``pdftotext`` reads it, cell by cell and without any space."""
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=data, check=True, capture_output=True
    )
    return "".join(done.stdout.decode("utf-8").split())


def missing(place: ProjectOffice, order: FormOrder, folder: Path) -> list[str]:
    """Return the codes of what keeps a form from being issued; its draft is drawn all the same."""
    assert place.office.forms.draw(order).data.startswith(b"%PDF-")
    given = len(place.office.forms.numbers())
    answer = place.office.forms.issue(order, folder)
    assert len(place.office.forms.numbers()) == given
    return [entry["code"] for entry in answer["missing"]]
