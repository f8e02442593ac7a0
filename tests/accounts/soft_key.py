"""A passkey made of plain code: what a browser and its device would send."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256

USER_PRESENT, USER_VERIFIED, HAS_KEY = 0x01, 0x04, 0x40


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


class SoftKey:
    """A device that holds one passkey."""

    def __init__(self, origin: str = "http://localhost:8000") -> None:
        self.origin = origin
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.user = ""

    def make(self, options: dict[str, Any]) -> str:
        """Return what navigator.credentials.create would have the form send."""
        asked = options["publicKey"]
        self.user = asked["user"]["id"]
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        length = len(self.id).to_bytes(2, "big")
        flags = USER_PRESENT | USER_VERIFIED | HAS_KEY
        data = self._data(asked["rp"]["id"], flags)
        data += bytes(16) + length + self.id + public
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked["challenge"])
        return self._credential(
            {"clientDataJSON": _text(client), "attestationObject": _text(attested)},
            {"credProps": {"rk": True}},
        )

    def show(self, options: dict[str, Any], *, is_verified: bool = True) -> str:
        """Return what navigator.credentials.get would have the form send."""
        asked = options["publicKey"]
        flags = USER_PRESENT | (USER_VERIFIED if is_verified else 0)
        data = self._data(asked["rpId"], flags)
        client = self._client("webauthn.get", asked["challenge"])
        signed = data + hashlib.sha256(client).digest()
        signature = self.key.sign(signed, ec.ECDSA(SHA256()))
        return self._credential(
            {
                "clientDataJSON": _text(client),
                "authenticatorData": _text(data),
                "signature": _text(signature),
                "userHandle": self.user,
            },
            {},
        )

    def _data(self, host: str, flags: int) -> bytes:
        return hashlib.sha256(host.encode()).digest() + bytes([flags]) + bytes(4)

    def _client(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin}
        return json.dumps({**told, "crossOrigin": False}).encode()

    def _credential(self, response: dict[str, str], results: dict[str, Any]) -> str:
        return json.dumps(
            {
                "type": "public-key",
                "id": _text(self.id),
                "rawId": _text(self.id),
                "authenticatorAttachment": "platform",
                "clientExtensionResults": results,
                "response": response,
            }
        )
