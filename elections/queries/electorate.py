"""Who may vote on the Party side, on which day, and where there is room for them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from elections.models import (
    AttendanceExclusion,
    CommunityCycle,
    ElectionCycle,
    JointBranchCoverage,
    PartyAssembly,
    PartyMember,
    PartyOrganization,
    RightsRestriction,
    StepRecord,
    SubMeeting,
    Venue,
)
from elections.queries.rule_sets import cycle_parameters
from elections.rules.electorate import Attendance, Exclusion, Person, Restriction, attendance
from elections.rules.party_form import FormProposal, propose_form
from elections.rules.rule_sets import Parameters, parameters_for
from elections.rules.venues import Group

MEETING_STEP = "PA21"


def expected_attendance(
    organization: PartyOrganization, on: date, parameters: Parameters | None = None
) -> Attendance:  # fmt: skip
    """Who of an organization and of those under it is due at a meeting on a day."""
    return attendance_of([organization], on, parameters)


def attendance_of(
    organizations: Iterable[PartyOrganization], on: date, parameters: Parameters | None = None
) -> Attendance:  # fmt: skip
    """The same for several organizations that meet together; nobody is counted twice."""
    parameters = parameters or parameters_for({})
    return attendance(
        _people(with_those_under(organizations), on), on, grounds=parameters["party_exclusions"],
        away_months=parameters["party_away_months"], quorum=parameters.ratio("party_quorum"),
        win=parameters.ratio("party_win"),
    )  # fmt: skip


def with_those_under(organizations: Iterable[PartyOrganization]) -> set[int]:
    """Keys of these organizations and of everything below them in their street."""
    organizations = list(organizations)
    found = {each.pk for each in organizations}
    under = defaultdict(set)
    streets = Q(pk__in=[])
    for street in {each.area_code[:9] for each in organizations}:
        streets |= Q(area_code__startswith=street)
    for pk, parent in PartyOrganization.objects.filter(streets, parent__isnull=False).values_list("pk", "parent_id"):
        under[parent].add(pk)
    new = set(found)
    while new:
        new = {child for pk in new for child in under[pk]} - found
        found |= new
    return found


def _people(organization_keys: set[int], on: date) -> list[Person]:
    here = Q(member__organization_id__in=organization_keys)
    restrictions, exclusions = defaultdict(list), defaultdict(list)
    for row in RightsRestriction.objects.filter(here):
        restrictions[row.member_id].append(Restriction(row.kind, row.since, row.until, row.document_number))
    for row in AttendanceExclusion.objects.filter(here):
        exclusions[row.member_id].append(_exclusion(row))
    rows = on_the_roster(on).filter(organization_id__in=organization_keys).order_by("pk")
    return [
        Person(pk, is_probationary, full_date, tuple(restrictions[pk]), tuple(exclusions[pk]))
        for pk, is_probationary, full_date in rows.values_list("pk", "is_probationary", "full_date")
    ]


def _exclusion(row: AttendanceExclusion) -> Exclusion:
    return Exclusion(
        row.ground, row.since, row.ended_on, row.superior_document, row.superior_on, row.assembly_document,
        row.assembly_on,
    )  # fmt: skip


def on_the_roster(on: date):
    """Lines of the roster that had not left by a day."""
    return PartyMember.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=on))


def organizations_of(community_cycle: CommunityCycle):
    """The Party organizations seated in a community."""
    return PartyOrganization.objects.filter(community_id=community_cycle.community_id).order_by("name")


def current_assembly(community_cycle: CommunityCycle) -> PartyAssembly | None:
    """The latest meeting planned or opened."""
    return PartyAssembly.objects.filter(community_cycle=community_cycle).order_by("-number").first()


def meeting_day(community_cycle: CommunityCycle, assembly: PartyAssembly | None = None) -> date:
    """The day the roster is judged on: the meeting's own, the community's, or the planned day of the step."""
    if assembly is not None:
        return assembly.planned_on
    if community_cycle.assembly_day:
        return community_cycle.assembly_day
    planned = StepRecord.objects.filter(community_cycle=community_cycle, code=MEETING_STEP).values_list("planned_on")
    row = planned.first()
    return row[0] if row else community_cycle.day


def meeting_organizations(community_cycle: CommunityCycle, assembly: PartyAssembly | None = None) -> list:
    """Who meets: those the meeting names, or all of the community."""
    return list(assembly.organizations.order_by("name") if assembly else organizations_of(community_cycle))


def attendance_in(community_cycle: CommunityCycle, on: date | None = None) -> Attendance:
    """The computation for a community's meeting as the records stand now."""
    assembly = current_assembly(community_cycle)
    return attendance_of(
        meeting_organizations(community_cycle, assembly), on or meeting_day(community_cycle, assembly),
        cycle_parameters(community_cycle.cycle),
    )  # fmt: skip


def expected_in(community_cycle: CommunityCycle, on: date | None = None) -> int | None:
    """应到会有选举权人数: frozen when the meeting was opened; before that as computed for its day (or `on`). None while
    the roster is empty."""
    assembly = current_assembly(community_cycle)
    if assembly is not None and assembly.snapshot:
        return assembly.snapshot["numbers"]["expected"]
    return attendance_in(community_cycle, None if assembly else on).expected or None


def seats_by_branch(organization_keys: set[int], standing_of: dict[int, bool], on: date) -> dict[int, list[int]]:
    """Organization → [people who need a seat, of them with a vote]. `standing_of`: line of the roster → has a vote."""
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    rows = on_the_roster(on).filter(organization_id__in=organization_keys).values_list("pk", "organization_id")
    for pk, organization in rows.order_by("pk"):
        if pk in standing_of:
            found[organization][0] += 1
            found[organization][1] += standing_of[pk]
    return dict(found)


def groups_of(seats: dict[int, list[int]]) -> list[Group]:
    """Branches as the plan of venues reads them."""
    return [Group(key, heads) for key, (heads, _) in sorted(seats.items())]


def venues_of(community_cycle: CommunityCycle):
    """Halls the community can use."""
    return Venue.objects.filter(community_id=community_cycle.community_id, is_in_use=True)


def meetings_of(assembly: PartyAssembly):
    """The main meeting and its sub-meetings, the main one first."""
    return SubMeeting.objects.filter(assembly=assembly).select_related("venue")


def restrictions(viewer):
    """Restrictions inside the viewer's area with the person."""
    return (
        RightsRestriction.objects.visible_to(viewer)
        .select_related("member__community", "member__organization")
        .defer("member__id_number", "member__phone")
    )


def exclusions(viewer):
    """Exclusions inside the viewer's area with the person."""
    return (
        AttendanceExclusion.objects.visible_to(viewer)
        .select_related("member__community", "member__organization")
        .defer("member__id_number", "member__phone")
    )


def joint_branches(community_cycle: CommunityCycle):
    """Joint branches seated here and those from elsewhere that cover this community."""
    return JointBranchCoverage.objects.filter(
        Q(organization__community_id=community_cycle.community_id) | Q(community_id=community_cycle.community_id)
    ).select_related("organization__community", "community")


def form_proposal(community_cycle: CommunityCycle, on: date) -> FormProposal | None:
    """Which kind of organization the community's roster suggests. A joint branch counts where it is seated."""
    here = on_the_roster(on).filter(community_id=community_cycle.community_id)
    counts = here.aggregate(members=Count("pk"), full=Count("pk", filter=Q(is_probationary=False)))
    return propose_form(counts["members"], counts["full"], cycle_parameters(community_cycle.cycle))


def member_counts(prefix: str, on: date) -> dict[str, int]:
    """Members by community code. A joint branch counts where it is seated and nowhere else, so that the sum over
    communities is the number of people (domain brief §12.12)."""
    rows = on_the_roster(on).in_area(prefix) if prefix else on_the_roster(on)
    return dict(rows.order_by().values_list("area_code").annotate(Count("pk")))


def communities_with_halls(cycle: ElectionCycle, viewer):
    """The cycle's communities with members now on the roster, seats in their halls, and how many seats are missing."""
    members = PartyMember.objects.filter(community=OuterRef("community"), left_on__isnull=True)
    halls = Venue.objects.filter(community=OuterRef("community"), is_in_use=True)
    return (
        CommunityCycle.objects.visible_to(viewer)
        .filter(cycle=cycle)
        .select_related("community__subdistrict", "cycle")
        .annotate(
            party_members=_number(members, Count("pk")),
            hall_count=_number(halls, Count("pk")),
            hall_seats=_number(halls, Sum("capacity")),
        )
        .annotate(
            missing_seats=Case(
                When(party_members__gt=F("hall_seats"), then=F("party_members") - F("hall_seats")),
                default=Value(0), output_field=IntegerField(),
            )
        )
    )  # fmt: skip


def _number(rows, aggregate):
    grouped = rows.order_by().values("community").annotate(n=aggregate).values("n")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)
