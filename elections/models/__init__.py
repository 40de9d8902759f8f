from elections.models.calendar import Holiday
from elections.models.cycle import CommunityCycle, ElectionCycle
from elections.models.people import PartyMember, PartyOrganization
from elections.models.procedure import Step, StepRecord
from elections.models.territory import Community, District, Region, Subdistrict, TerritoryChange

__all__ = [
    "Community",
    "CommunityCycle",
    "District",
    "ElectionCycle",
    "Holiday",
    "PartyMember",
    "PartyOrganization",
    "Region",
    "Step",
    "StepRecord",
    "Subdistrict",
    "TerritoryChange",
]
