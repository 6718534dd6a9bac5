"""A form read back from its bytes: what it says of itself and which fields it has."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from desktop.documents.hex_strings import read_hex_strings_at_once
from desktop.documents.quiet import silence_engines
from desktop.documents.rare_names import allow_rare_names
from desktop.kernel.errors import InputError

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

_MOST_BYTES = 256 * 1024 * 1024


class FormFile:
    """One PDF, parsed.

    Attributes:
        data: the bytes.
        reader: pyHanko's view of them.
        damaged: names of attached files that cannot be unpacked.
    """

    def __init__(self, data: bytes) -> None:
        """Parse ``data``.

        Raises:
            InputError: ``form-file-broken``, it is no PDF, is damaged, encrypted or too large.
        """
        from pyhanko.pdf_utils.reader import PdfFileReader

        allow_rare_names()
        silence_engines()
        read_hex_strings_at_once()
        if len(data) > _MOST_BYTES or not data.startswith(b"%PDF-"):
            raise InputError("form-file-broken")
        self.data = data
        self.damaged: list[str] = []
        try:
            self.reader: PdfFileReader = PdfFileReader(io.BytesIO(data), strict=True)
            encrypted = self.reader.encrypted
            self.signatures: list[EmbeddedPdfSignature] = list(
                self.reader.embedded_regular_signatures
            )
            self._fields = self._read_fields()
            self._attached = self._read_attachments()
            self.description = self._read_description()
        except Exception as error:
            raise InputError("form-file-broken") from error
        if encrypted or (self.damaged and not self.signatures):
            raise InputError("form-file-broken")

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the names of all signature fields in the file."""
        return tuple(self._fields)

    @property
    def signed(self) -> tuple[str, ...]:
        """Return the names of the signed fields in the order of signing."""
        return tuple(str(signature.field_name) for signature in self.signatures)

    @property
    def ours(self) -> bool:
        """Return whether the file says that this program drew it."""
        return self.description.get("format") == "hubiao-form"

    @property
    def document_no(self) -> str:
        """Return the form's number, empty where the file does not say."""
        return str(self.description.get("document_no", ""))

    @property
    def expected(self) -> tuple[str, ...]:
        """Return who must sign, in order, as the form says of itself."""
        given = self.description.get("fields", [])
        if not isinstance(given, list):
            return ()
        return tuple(map(str, given))

    def named_signer(self, field: str) -> str:
        """Return the person whom the form names for ``field``, empty where it names none."""
        parties = self.description.get("parties", [])
        for party in parties if isinstance(parties, list) else ():
            if isinstance(party, dict) and party.get("field") == field:
                return str(party.get("signer", ""))
        return ""

    def attachment(self, name: str) -> bytes | None:
        """Return an attached file, None if there is none of that name."""
        return self._attached.get(name)

    def field(self, name: str) -> Any:
        """Return the reference of the field called ``name``."""
        return self._fields[name]

    def _read_fields(self) -> dict[str, Any]:
        form = _entry(self.reader.root, "/AcroForm", {})
        fields = _entry(form, "/Fields", [])
        references = [fields.raw_get(place) for place in range(len(fields))]
        return {
            str(reference.get_object()["/T"]): reference
            for reference in references
            if _entry(reference.get_object(), "/FT", "") == "/Sig"
        }

    def _read_description(self) -> dict[str, Any]:
        raw = self._attached.get("document.json")
        if raw is None:
            return {}
        document = json.loads(raw)
        return document if isinstance(document, dict) else {}

    def _read_attachments(self) -> dict[str, bytes]:
        names = _entry(self.reader.root, "/Names", {})
        tree = _entry(names, "/EmbeddedFiles", {})
        found = {}
        for name, stream in _leaves(tree, 0):
            try:
                found[name] = stream.data
            except Exception:  # noqa: BLE001 - one broken attachment hides no signature
                self.damaged.append(name)
        return found


def _leaves(node: Any, depth: int) -> list[tuple[str, Any]]:
    deepest = 8
    if not node or depth > deepest:
        return []
    pairs = _entry(node, "/Names", [])
    found = [
        (str(pairs[place]), pairs[place + 1]["/EF"]["/F"]) for place in range(0, len(pairs) - 1, 2)
    ]
    for kid in _entry(node, "/Kids", []):
        found += _leaves(kid, depth + 1)
    return found


def _entry(dictionary: Any, key: str, default: Any) -> Any:
    # pyHanko's own get() does not follow references.
    return dictionary[key] if key in dictionary else default  # noqa: SIM401
