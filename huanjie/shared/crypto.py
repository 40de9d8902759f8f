"""Personal data at rest: SM4-GCM for the value, HMAC-SM3 for finding it again.

Sources: GB/T 32907-2016 (SM4), GB/T 32905-2016 (SM3); domain brief §11.1 and §11.2.
"""

import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings

NONCE_BYTES = 12
TAG_BYTES = 16


class DecryptionError(Exception):
    """A stored value does not open with this installation's key."""


@cache
def _cipher_key() -> algorithms.SM4:
    return algorithms.SM4(settings.HUANJIE_SECRETS.data_key)


@cache
def _keyed_hash() -> hmac.HMAC:
    return hmac.HMAC(settings.HUANJIE_SECRETS.lookup_key, hashes.SM3())


def encrypt(data: bytes) -> bytes:
    """nonce + ciphertext + tag of `data` under the installation's data key."""
    nonce = os.urandom(NONCE_BYTES)
    encryptor = Cipher(_cipher_key(), modes.GCM(nonce)).encryptor()
    return nonce + encryptor.update(data) + encryptor.finalize() + encryptor.tag


def decrypt(stored: bytes) -> bytes:
    """The data `encrypt` was given. Raises DecryptionError when the key is another or the bytes were changed."""
    nonce, body, tag = stored[:NONCE_BYTES], stored[NONCE_BYTES:-TAG_BYTES], stored[-TAG_BYTES:]
    decryptor = Cipher(_cipher_key(), modes.GCM(nonce, tag)).decryptor()
    try:
        return decryptor.update(body) + decryptor.finalize()
    except InvalidTag:
        raise DecryptionError("加密数据无法用本机密钥解开：密钥文件可能被更换。") from None


def lookup_hash(value: str) -> str:
    """Keyed hash (64 hex characters) that finds and compares a value without opening it; '' stays ''."""
    if not value:
        return ""
    keyed = _keyed_hash().copy()
    keyed.update(value.encode())
    return keyed.finalize().hex()


def sm3_hex(data: bytes) -> str:
    """SM3 digest, 64 hex characters."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()
