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
from elections.models.election_committee import (
    CommitteeMeeting,
    CommitteeRelative,
    CommitteeVote,
    ElectionCommittee,
)
from elections.models.electorate import (
    AttendanceExclusion,
    JointBranchCoverage,
    PartyAssembly,
    RightsRestriction,
    SubMeeting,
    Venue,
)
from elections.models.exception import StepException
from elections.models.handover import Handover
from elections.models.paper import Paper
from elections.models.people import PartyMember, PartyOrganization
from elections.models.procedure import Step, StepRecord
from elections.models.proxy import VotingProxy
from elections.models.public import PublicAttempt, PublicReport
from elections.models.registration import (
    DuplicateVoter,
    RegistrationSum,
    Representative,
    VoterObjection,
    VoterRoll,
)
from elections.models.rule_set import ParameterChange
from elections.models.supervision import SupervisionChoice, SupervisionMember
from elections.models.territory import Community, District, Region, Subdistrict, TerritoryChange

__all__ = [
    "AttendanceExclusion",
    "Ballot",
    "BallotEntry",
    "BallotOutcome",
    "BallotPerson",
    "BallotSeat",
    "BallotVenue",
    "CommitteeMeeting",
    "CommitteeRelative",
    "CommitteeVote",
    "Community",
    "CommunityCycle",
    "District",
    "DuplicateVoter",
    "ElectedPerson",
    "ElectionCommittee",
    "ElectionCycle",
    "Handover",
    "Holiday",
    "JointBranchCoverage",
    "Paper",
    "ParameterChange",
    "PartyAssembly",
    "PartyMember",
    "PartyOrganization",
    "PublicAttempt",
    "PublicReport",
    "Region",
    "RegistrationSum",
    "Representative",
    "RightsRestriction",
    "Step",
    "StepException",
    "StepRecord",
    "SubMeeting",
    "Subdistrict",
    "SupervisionChoice",
    "SupervisionMember",
    "TerritoryChange",
    "Venue",
    "VoterObjection",
    "VoterRoll",
    "VotingProxy",
]
