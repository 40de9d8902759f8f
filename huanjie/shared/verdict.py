"""The answer of a permission or a rule: yes, or no with the reason and the way out, in words for the person asking."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """`ok`, and when not: `reason` (Chinese, for the page), `remedy` (what to do instead), `article` (legal source)."""

    ok: bool
    reason: str = ""
    remedy: str = ""
    article: str = ""

    def __bool__(self) -> bool:
        return self.ok

    def __str__(self) -> str:
        return "".join(part for part in (self.reason, self.remedy) if part)


YES = Verdict(True)


def no(reason: str, remedy: str = "", article: str = "") -> Verdict:
    """A refusal with its reason."""
    return Verdict(False, reason, remedy, article)


class Refused(Exception):
    """A service was asked for something a verdict forbids; carries the verdict. Shown to the user, nothing written."""

    def __init__(self, verdict: Verdict | str):
        self.verdict = no(verdict) if isinstance(verdict, str) else verdict
        super().__init__(str(self.verdict))


class Stale(Refused):
    """The thing changed since the page was opened; nothing was written."""

    def __init__(self, what: str):
        super().__init__(no(f"{what}已被他人更新，本次操作没有保存。", "请刷新页面，核对最新内容后再操作。"))


def require(verdict: Verdict) -> None:
    """Raise `Refused` unless the verdict is yes."""
    if not verdict.ok:
        raise Refused(verdict)
