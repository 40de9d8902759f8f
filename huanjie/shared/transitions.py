"""Which state may follow which: a table, not code."""

from collections.abc import Mapping

from huanjie.shared.verdict import YES, Verdict, no


class Transitions:
    """A transition table over an enum of states (Django TextChoices)."""

    def __init__(self, table: Mapping):
        self.table = {state: frozenset(after) for state, after in table.items()}

    def check(self, before, after) -> Verdict:
        """Yes when `after` may follow `before`; otherwise the reason with both Chinese labels."""
        if after in self.table.get(before, ()):
            return YES
        return no(f"当前状态是“{before.label}”，不能直接变为“{after.label}”。", "请刷新页面查看最新状态。")

    def after(self, before) -> frozenset:
        """The states that may follow."""
        return self.table.get(before, frozenset())
