from elections.models.ballot import (
    Ballot,
    BallotEntry,
    BallotOutcome,
    BallotPerson,
    BallotSeat,
    BallotVenue,
    ElectedPerson,
)
from elections.models.calendar import Holiday
from elections.models.cycle import CommunityCycle, ElectionCycle
from elections.models.handover import Handover
from elections.models.people import PartyMember, PartyOrganization
from elections.models.procedure import Step, StepRecord
from elections.models.supervision import SupervisionChoice, SupervisionMember
from elections.models.territory import Community, District, Region, Subdistrict, TerritoryChange

__all__ = [
    "Ballot",
    "BallotEntry",
    "BallotOutcome",
    "BallotPerson",
    "BallotSeat",
    "BallotVenue",
    "Community",
    "CommunityCycle",
    "District",
    "ElectedPerson",
    "ElectionCycle",
    "Handover",
    "Holiday",
    "PartyMember",
    "PartyOrganization",
    "Region",
    "Step",
    "StepRecord",
    "Subdistrict",
    "SupervisionChoice",
    "SupervisionMember",
    "TerritoryChange",
]
