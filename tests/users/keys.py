"""A security key in software, which does whatever its holder wants."""

import hashlib
import json
import os
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

#: Keys need a secure address; `localhost` counts as one.
HOST, ORIGIN = "localhost", "http://localhost"
FLAG = AuthenticatorData.FLAG
CAREFUL = FLAG.UP | FLAG.UV


class SoftKey:
    """Made at `made`, used at `signed`."""

    def __init__(self) -> None:
        self.private, self.id = ec.generate_private_key(ec.SECP256R1()), os.urandom(32)

    def made(self, challenge: str, extensions: dict[str, Any]) -> str:
        """What a browser sends when the key is set up."""
        public = ES256.from_cryptography_key(self.private.public_key())
        own = AttestedCredentialData.create(bytes(16), self.id, public)
        data = AuthenticatorData.create(_digest(HOST), CAREFUL | FLAG.AT, 0, own)
        proof = {"attestationObject": websafe_encode(AttestationObject.create("none", data, {}))}
        return self._sent("webauthn.create", challenge, proof, extensions)[0]

    def signed(self, challenge: str, person: str) -> str:
        """What a browser sends when somebody signs in; `person` is whom the key claims to belong to."""
        data = AuthenticatorData.create(_digest(HOST), CAREFUL, 1)
        _sent, client = self._sent("webauthn.get", challenge, {}, {})
        proof = {
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(
                self.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
            ),
            "userHandle": websafe_encode(person.encode()),
        }
        return self._sent("webauthn.get", challenge, proof, {})[0]

    def _sent(
        self, kind: str, challenge: str, proof: dict[str, str], extensions: dict[str, Any]
    ) -> tuple[str, bytes]:
        client = CollectedClientData.create(type=kind, challenge=challenge, origin=ORIGIN)
        key = websafe_encode(self.id)
        told = {
            "id": key,
            "rawId": key,
            "type": "public-key",
            "response": {"clientDataJSON": websafe_encode(client), **proof},
            "clientExtensionResults": extensions,
        }
        return json.dumps(told), client


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
