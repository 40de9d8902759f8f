"""The parameters of a cycle: changed within the law, with reason, history and log; a province's stricter values."""

from collections.abc import Mapping

from elections.enums import CycleState
from elections.models import ElectionCycle, ParameterChange
from elections.rules.rule_sets import (
    Overlay,
    check_overlay,
    check_value,
    parameter_of,
    parameters_for,
)
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Refused, Stale, Verdict, no, require


def set_parameter(
    *, cycle: ElectionCycle, key: str, value, by, reason: str = "", document_number: str = "",
    expected_version: int | None = None,
) -> ElectionCycle:  # fmt: skip
    """Change one parameter; see `set_parameters`."""
    return set_parameters(
        cycle=cycle, values={key: value}, by=by, reason=reason, document_number=document_number,
        expected_version=expected_version,
    )  # fmt: skip


def set_parameters(
    *, cycle: ElectionCycle, values: Mapping[str, object], by, reason: str = "", document_number: str = "",
    expected_version: int | None = None,
) -> ElectionCycle:  # fmt: skip
    """Change parameters of a cycle that has not ended, all of them or none. Refused with the article beyond the legal
    bound; once the cycle is open a reason is needed, and beyond what a rule calls usual the number of the document.

    Nothing planned or decided earlier is computed anew: steps keep their days, declared results their words.
    """
    with act() as log:
        row = _locked(cycle, expected_version)
        require(_check(row, values, reason.strip(), document_number.strip()))
        now = parameters_for(row.rule_set)
        changed = {key: value for key, value in values.items() if now[key] != value}
        if not changed:
            return row
        _write(row, dict(now) | changed)
        _keep_history(row, now, changed, by, reason.strip(), document_number.strip())
        log.record(
            by=by, verb="cycle.parameters_set", subject=row,
            detail={
                "changed": {key: [now[key], value] for key, value in sorted(changed.items())},
                "comment": reason.strip(), "document_number": document_number.strip(),
            },
        )  # fmt: skip
    return row


def set_overlay(*, cycle: ElectionCycle, overlay: Overlay, by, expected_version: int | None = None) -> ElectionCycle:
    """Lay a province's stricter values over the cycle, in place of the overlay it had. Its values count at once, and
    from now on nothing milder can be set; a parameter that is already stricter stays as it is."""
    with act() as log:
        row = _locked(cycle, expected_version)
        require(check_overlay(overlay, row.rule_set))
        now = parameters_for(row.rule_set)
        kept = {"name": overlay.name, "source": overlay.source, "document_number": overlay.document_number}
        row.rule_set = row.rule_set | {"overlay": kept | {"values": dict(overlay.values)}}
        changed = {key: value for key, value in overlay.values.items() if _gives_way(row, key, now[key], value)}
        _write(row, dict(now) | changed)
        _keep_history(row, now, changed, by, f"按{overlay.name}"[:200], overlay.document_number)
        log.record(
            by=by, verb="cycle.province_rules_set", subject=row,
            detail=kept | {"values": dict(overlay.values), "changed": sorted(changed)},
        )  # fmt: skip
    return row


def _gives_way(cycle: ElectionCycle, key: str, now, wanted) -> bool:
    """Whether the cycle's value gives way to the province's: not where the province only draws a limit and the cycle
    keeps well within it."""
    if now == wanted:
        return False
    bound = parameter_of(cycle.rule_set, key).bound
    is_limit = (bound.minimum is None) != (bound.maximum is None)
    return not (is_limit and check_value(parameter_of(cycle.rule_set, key), now).ok)


def _locked(cycle: ElectionCycle, expected_version: int | None) -> ElectionCycle:
    row = ElectionCycle.objects.select_for_update().get(pk=cycle.pk)
    if expected_version is not None and row.version != expected_version:
        raise Stale(f"“{row}”")
    if row.state == CycleState.CLOSED:
        raise Refused(no(f"“{row}”已经结束，规则参数不能再修改。", "如确需修改，请先重新开启。"))
    return row


def _check(row: ElectionCycle, values: Mapping[str, object], reason: str, document_number: str) -> Verdict:
    if row.state == CycleState.OPEN and not reason:
        return no("本届已经开启，修改规则参数要写明原因。", "请填写原因。")
    for key, value in values.items():
        try:
            parameter = parameter_of(row.rule_set, key)
        except KeyError:
            return no(f"没有名为“{key}”的规则参数。", "请核对参数名称。")
        verdict = check_value(parameter, value)
        if not verdict.ok:
            return verdict
        if verdict.reason and not document_number:
            return no(verdict.reason, "请填写批准文件的文号。", verdict.article)
    return YES


def _write(row: ElectionCycle, values: Mapping[str, object]) -> None:
    row.rule_set = row.rule_set | {"parameters": dict(values)}
    row.version += 1
    row.save(update_fields=["rule_set", "version"])


def _keep_history(row: ElectionCycle, before: Mapping, changed: Mapping, by, reason: str, number: str) -> None:
    at = clock.now()
    ParameterChange.objects.bulk_create(
        ParameterChange(
            cycle=row, key=key, before=before[key], after=value, reason=reason, document_number=number, at=at,
            by_id=by.user_id, by_name=by.name, role=by.role,
        )
        for key, value in sorted(changed.items())
    )  # fmt: skip
