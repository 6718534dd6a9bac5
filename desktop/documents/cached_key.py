"""A pyHanko signer that keeps its key loaded: pyHanko parses it anew for every signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.sign.signers.pdf_cms import SimpleSigner

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}


class CachedKeySigner(SimpleSigner):
    """RSA (PKCS#1 v1.5) and ECDSA with a key in memory; anything else as pyHanko does it."""

    _key: PrivateKeyTypes | None = None

    def remember(self, key: PrivateKeyTypes) -> None:
        """Keep the loaded key."""
        self._key = key

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: Any = False,  # noqa: ARG002 - pyHanko's signature
    ) -> bytes:
        """Sign ``data``."""
        algorithm = _HASHES.get(digest_algorithm)
        if algorithm is not None and isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), algorithm())
        if algorithm is not None and isinstance(self._key, ec.EllipticCurvePrivateKey):
            return self._key.sign(data, ec.ECDSA(algorithm()))
        return self.sign_raw(data, digest_algorithm)
