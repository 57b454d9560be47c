"""A telephone with passkeys, in software: what a browser would post."""

import base64
import hashlib
import json
import os
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor

# User present, user verified, attested credential data follows.
_PRESENT, _VERIFIED, _ATTESTED = 0x01, 0x04, 0x40


def encode(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Device:
    def __init__(self, host):
        self.host = host
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(16)
        self.count = 0
        self.user = b""

    def create(self, options):
        public = options["publicKey"]
        self.user = decode(public["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        cose = {
            1: 2,
            3: -7,
            -1: 1,
            -2: numbers.x.to_bytes(32, "big"),
            -3: numbers.y.to_bytes(32, "big"),
        }
        attested = (
            bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor.encode(cose)
        )
        said = self._said(_ATTESTED) + attested
        statement = {"fmt": "none", "attStmt": {}, "authData": said}
        return self._posted(
            clientDataJSON=encode(self._client("create", public["challenge"])),
            attestationObject=encode(cbor.encode(statement)),
        )

    def get(self, options):
        client = self._client("get", options["publicKey"]["challenge"])
        said = self._said(0)
        signature = self.key.sign(
            said + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256())
        )
        return self._posted(
            clientDataJSON=encode(client),
            authenticatorData=encode(said),
            signature=encode(signature),
            userHandle=encode(self.user),
        )

    def _client(self, act, challenge):
        told = {
            "type": f"webauthn.{act}",
            "challenge": challenge,
            "origin": f"http://{self.host}",
        }
        return json.dumps(told).encode()

    def _said(self, flags):
        self.count += 1
        return (
            hashlib.sha256(self.host.encode()).digest()
            + bytes([_PRESENT | _VERIFIED | flags])
            + struct.pack(">I", self.count)
        )

    def _posted(self, **response):
        return json.dumps(
            {
                "id": encode(self.id),
                "rawId": encode(self.id),
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )
