"""Choices of the field."""

from django.db import models

from huanjie.shared.transitions import Transitions


class ChangeKind(models.TextChoices):
    """What can happen to a division code between two editions."""

    CREATED = "created", "新设"
    RETIRED = "retired", "撤销"
    RENAMED = "renamed", "更名"
    REUSED = "reused", "代码改用"
    MOVED = "moved", "划转"
    MERGED = "merged", "合并"
    SPLIT = "split", "分设"


class OrganizationKind(models.TextChoices):
    """Party organizations of a community (domain brief §1.1, P7)."""

    PARTY_COMMITTEE = "party_committee", "党委"
    GENERAL_PARTY_BRANCH = "general_party_branch", "党总支"
    PARTY_BRANCH = "party_branch", "党支部"


class Gender(models.TextChoices):
    MALE = "male", "男"
    FEMALE = "female", "女"


class Education(models.TextChoices):
    """The ministry's five classes (form_fields §1)."""

    POSTGRADUATE = "postgraduate", "研究生及以上"
    UNIVERSITY = "university", "大学本科"
    COLLEGE = "college", "大学专科"
    HIGH_SCHOOL = "high_school", "高中及中专"
    BELOW = "below", "初中及以下"


class CycleState(models.TextChoices):
    PREPARING = "preparing", "筹备"
    OPEN = "open", "进行中"
    CLOSED = "closed", "已结束"


CYCLE_TRANSITIONS = Transitions(
    {
        CycleState.PREPARING: {CycleState.OPEN},
        CycleState.OPEN: {CycleState.CLOSED},
        CycleState.CLOSED: {CycleState.OPEN},
    }
)


class Inclusion(models.TextChoices):
    """Whether a community counts as due in this cycle (domain brief §6.4, adjustments need a document)."""

    DUE = "due", "应换届"
    POSTPONED = "postponed", "批准延期"
    NOT_DUE = "not_due", "本届不换届"


class Side(models.TextChoices):
    PARTY = "party", "党组织"
    RESIDENTS_COMMITTEE = "residents_committee", "居民委员会"


class StepState(models.TextChoices):
    NOT_STARTED = "not_started", "未开始"
    UNDER_WAY = "under_way", "进行中"
    DONE = "done", "已完成"


STEP_TRANSITIONS = Transitions(
    {
        StepState.NOT_STARTED: {StepState.UNDER_WAY, StepState.DONE},
        StepState.UNDER_WAY: {StepState.DONE, StepState.NOT_STARTED},
        StepState.DONE: {StepState.UNDER_WAY},
    }
)


class ElectionMode(models.TextChoices):
    """The three ways of 城市居民委员会组织法 (2025) art. 14."""

    ALL_VOTERS = "all_voters", "全体选民"
    HOUSEHOLDS = "households", "户代表"
    REPRESENTATIVES = "representatives", "居民代表"


class RoundKind(models.TextChoices):
    """Rounds of voting: 再次投票 for a tie, 另行选举 for empty seats, 重新选举 when the first one was void."""

    FIRST_BALLOT = "first_ballot", "首次投票"
    TIE_BALLOT = "tie_ballot", "再次投票"
    SUPPLEMENTARY_BALLOT = "supplementary_ballot", "另行选举"
    RERUN_ELECTION = "rerun_election", "重新选举"


class VenueKind(models.TextChoices):
    """Where ballots are cast; the Party side knows halls only."""

    HALL = "hall", "会场"
    STATION = "station", "投票站"
    MOBILE_BOX = "mobile_box", "流动票箱"
    POSTAL = "postal", "函投"
    PROXY = "proxy", "委托投票"


class BallotPost(models.TextChoices):
    PARTY_MEMBER = "party_committee_member", "党组织委员"
    PARTY_SECRETARY = "party_secretary", "党组织书记"
    PARTY_DEPUTY_SECRETARY = "party_deputy_secretary", "党组织副书记"
    COMMITTEE_CHAIR = "committee_chair", "居委会主任"
    COMMITTEE_DEPUTY_CHAIR = "committee_deputy_chair", "居委会副主任"
    COMMITTEE_MEMBER = "committee_member", "居委会委员"


POSTS_OF = {
    Side.PARTY: (BallotPost.PARTY_MEMBER, BallotPost.PARTY_SECRETARY, BallotPost.PARTY_DEPUTY_SECRETARY),
    Side.RESIDENTS_COMMITTEE: (
        BallotPost.COMMITTEE_CHAIR, BallotPost.COMMITTEE_DEPUTY_CHAIR, BallotPost.COMMITTEE_MEMBER,
    ),
}  # fmt: skip


class BallotState(models.TextChoices):
    """From the printed ballots to the declared result; two entries of the paper must agree in between."""

    PREPARED = "prepared", "待录入"
    ENTERED = "entered", "待核对"
    DIFFERING = "differing", "两遍不一致"
    VERIFIED = "verified", "已核对"
    DECLARED = "declared", "结果已确认"


BALLOT_TRANSITIONS = Transitions(
    {
        BallotState.PREPARED: {BallotState.ENTERED},
        BallotState.ENTERED: {
            BallotState.ENTERED, BallotState.DIFFERING, BallotState.VERIFIED, BallotState.PREPARED,
        },
        BallotState.DIFFERING: {BallotState.DIFFERING, BallotState.VERIFIED, BallotState.PREPARED},
        BallotState.VERIFIED: {
            BallotState.VERIFIED, BallotState.DECLARED, BallotState.DIFFERING, BallotState.PREPARED,
        },
        BallotState.DECLARED: {BallotState.PREPARED},
    }
)  # fmt: skip


class ElectState(models.TextChoices):
    """Elected is not yet in office: a write-in is reviewed first, of near relatives one stays (csjwh-2026 art. 8, 18)."""

    ELECTED = "elected", "当选"
    AWAITING_REVIEW = "awaiting_review", "另选人当选，待审查"
    RELATIVES = "relatives", "近亲属同时当选，待确定"
    WITHDRAWN = "withdrawn", "不再任职"
    VOID = "void", "当选无效"


ELECT_TRANSITIONS = Transitions(
    {
        ElectState.AWAITING_REVIEW: {ElectState.ELECTED, ElectState.VOID},
        ElectState.RELATIVES: {ElectState.ELECTED, ElectState.WITHDRAWN, ElectState.VOID},
        ElectState.ELECTED: {ElectState.WITHDRAWN, ElectState.VOID},
        ElectState.WITHDRAWN: {ElectState.VOID},
    }
)


class HandoverStanding(models.TextChoices):
    """How far a handover is, against its last day (csjwh-2026 art. 25)."""

    UNDER_WAY = "under_way", "进行中"
    OVERDUE = "overdue", "已逾期"
    DONE = "done", "已完成"


class MeetingKind(models.TextChoices):
    """Meetings that decide for the residents (csjwh-2026 art. 26 to 29)."""

    RESIDENTS = "residents", "居民会议"
    REPRESENTATIVES = "representatives", "居民代表会议"
