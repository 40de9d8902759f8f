"""Password rules (domain brief §11.1: length, three classes of characters, not the last five)."""

import secrets

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError


class LengthValidator:
    MIN = 8

    def validate(self, password, user=None):
        if len(password) < self.MIN:
            raise ValidationError(f"密码至少 {self.MIN} 位。")

    def get_help_text(self):
        return f"至少 {self.MIN} 位。"


class ThreeClassesValidator:
    CLASSES = (str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum())

    def validate(self, password, user=None):
        if sum(any(is_class(c) for c in password) for is_class in self.CLASSES) < 3:
            raise ValidationError("密码须含大写字母、小写字母、数字、符号中的至少三类。")

    def get_help_text(self):
        return "大写字母、小写字母、数字、符号中至少三类。"


class NotLikeAccountValidator:
    def validate(self, password, user=None):
        if user is not None and user.username and user.username.lower() in password.lower():
            raise ValidationError("密码不能包含工号。")

    def get_help_text(self):
        return "不能包含工号。"


class NotReusedValidator:
    KEPT = 5

    def validate(self, password, user=None):
        if user is None or user.pk is None:
            return
        old = [user.password, *user.password_history.values_list("password", flat=True)[: self.KEPT]]
        if any(check_password(password, hashed) for hashed in old if hashed):
            raise ValidationError(f"不能使用最近 {self.KEPT} 次用过的密码。")

    def get_help_text(self):
        return f"不能与最近 {self.KEPT} 次用过的密码相同。"


_CLASSES = ("abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789")


def temporary_password() -> str:
    """Twelve characters in threes, easy to read out: no 0 O 1 l I, all three classes present."""
    every = "".join(_CLASSES)
    chars = [secrets.choice(kind) for kind in _CLASSES] + [secrets.choice(every) for _ in range(9)]
    secrets.SystemRandom().shuffle(chars)
    return "-".join("".join(chars[n : n + 4]) for n in (0, 4, 8))


def rules_in_words() -> list[str]:
    """The rules as the page lists them."""
    age = settings.PASSWORD_MAX_AGE_DAYS
    return password_validators_help_texts() + ([f"每 {age} 天至少更换一次。"] if age else [])
