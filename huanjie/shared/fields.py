"""Model fields."""

from django.db import models

from huanjie.shared.crypto import decrypt, encrypt


class EncryptedTextField(models.BinaryField):
    """Text kept encrypted at rest (SM4-GCM). Cannot be filtered on: keep a `lookup_hash` column beside it."""

    description = "encrypted text"

    def get_internal_type(self):
        return "BinaryField"

    def get_prep_value(self, value):
        if value is None or value == "":
            return b""
        if isinstance(value, (bytes, memoryview)):
            return bytes(value)
        return encrypt(value.encode())

    def from_db_value(self, value, expression, connection):
        if not value:
            return ""
        return decrypt(bytes(value)).decode()

    def value_to_string(self, obj):
        raise NotImplementedError("personal data is never serialised")
