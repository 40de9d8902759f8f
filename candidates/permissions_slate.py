"""Who sees the slates against posts and targets: those who nominate and decide."""

from huanjie.accounts.enums import OFFICES
from huanjie.shared.verdict import YES, Verdict, no

READERS = OFFICES


def can_see_slates(viewer) -> Verdict:
    """The check of slates names candidates before anything is public."""
    return YES if viewer.has(READERS) else no("您的角色不能查看班子方案。", "人数请看“进度”和“简报”。")
