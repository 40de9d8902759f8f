"""Who may change the parameters of a cycle's rules."""

from elections.permissions_cycle import can_edit_cycle
from elections.rules.parameters import Parameter
from huanjie.shared.verdict import Verdict, no


def can_set_parameters(viewer, cycle) -> Verdict:
    """The district's organization department, while the cycle has not ended."""
    allowed = can_edit_cycle(viewer, cycle)
    if allowed or "结束" in allowed.reason:
        return allowed
    return no("只有区委组织部可以修改本届规则参数。", "如与省里的办法不一致，请报区委组织部。")


def can_set_parameter(viewer, cycle, parameter: Parameter) -> Verdict:
    """The same, for one of them: what the law or the Party rules fix is nobody's to change."""
    if parameter.is_fixed:
        return no(
            f"“{parameter.label}”由规定固定，不能修改。",
            "规定确有变化的，请联系系统管理员更新规则版本。",
            parameter.basis,
        )
    return can_set_parameters(viewer, cycle)
