"""Who may change days and steps."""

from elections.enums import StepState
from elections.permissions_cycle import can_describe_community, can_edit_cycle, can_record_steps
from elections.rules.step_editing import check_drop
from huanjie.shared.verdict import YES, Verdict, no


def can_edit_template(viewer, cycle) -> Verdict:
    """Edit the cycle's list of steps: the district's organizer, while the cycle has not ended."""
    return can_edit_cycle(viewer, cycle)


def can_drop_step(viewer, step) -> Verdict:
    """Take a step out of the cycle: never one of law or Party rules."""
    allowed = can_edit_cycle(viewer, step.cycle)
    return check_drop(step) if allowed else allowed


def can_change_schedule(viewer, community_cycle) -> Verdict:
    """Give a community days, a term or a way of electing of its own: the street and the district."""
    return can_describe_community(viewer, community_cycle)


def can_add_step(viewer, community_cycle) -> Verdict:
    """Add a step of the community's own: whoever records its steps, in a running cycle."""
    allowed = can_record_steps(viewer, community_cycle.area_code)
    if allowed and community_cycle.cycle.state != "open":
        return no(
            f"本届换届{community_cycle.cycle.get_state_display()}，不能再增设步骤。", "如有需要，请联系区委组织部。"
        )
    return allowed


def can_remove_step(viewer, record) -> Verdict:
    """Take back a step the community added itself, while nothing was recorded for it."""
    if record.step.community_cycle_id is None:
        return no(f"“{record.step.name}”是本届统一的步骤，社区可以增设步骤，不能减少。", article=record.step.article)
    if record.state != StepState.NOT_STARTED:
        return no("步骤已经开始，不能撤销。")
    allowed = can_add_step(viewer, record.community_cycle)
    return YES if allowed else allowed
