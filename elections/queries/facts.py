"""The rows behind the figures of this app, as of the end of a day. Every row has a 12-digit `area_code`."""

from datetime import date

from elections.enums import Inclusion
from elections.models import CommunityCycle, PartyMember, StepRecord
from huanjie.shared.scope import within


def communities_due(cycle):
    """Communities that count as due (应换届): postponed and not-due ones are out (domain brief §6.4)."""
    return CommunityCycle.objects.filter(cycle=cycle, inclusion=Inclusion.DUE)


def difficult_communities(cycle):
    """Communities marked difficult (难点社区)."""
    return communities_due(cycle).filter(is_difficult=True)


def party_members(cycle):
    """Members on the roster of the cycle's district."""
    return PartyMember.objects.filter(left_on__isnull=True, **within(cycle.area_code))


def steps_done(cycle, on: date):
    """Step records of due communities that were done by the end of the day."""
    return StepRecord.objects.filter(
        community_cycle__cycle=cycle, community_cycle__inclusion=Inclusion.DUE, done_on__lte=on
    )


def step_done(cycle, code: str, on: date):
    """Records of one step, done by the end of the day."""
    return steps_done(cycle, on).filter(code=code)


def late_steps(cycle, on: date, area: str = ""):
    """Steps of due communities planned before `on` and not done by its end, the longest overdue first."""
    return (
        StepRecord.objects.filter(
            community_cycle__cycle=cycle,
            community_cycle__inclusion=Inclusion.DUE,
            is_needed=True,
            planned_on__lt=on,
            **within(area),
        )
        .exclude(done_on__lte=on)
        .select_related("step", "community_cycle__community__subdistrict")
        .order_by("planned_on", "area_code", "step__position")
    )
