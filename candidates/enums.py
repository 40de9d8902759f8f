"""Choices for candidates."""

from django.db import models

from huanjie.shared.transitions import Transitions


class CandidateState(models.TextChoices):
    NOMINATED = "nominated", "已提名"
    PRELIMINARY_REVIEW = "preliminary_review", "街道预审"
    JOINT_REVIEW = "joint_review", "资格联审"
    PASSED = "passed", "联审通过"
    NOT_PASSED = "not_passed", "联审不通过"
    FORMAL = "formal", "正式候选人"
    WITHDRAWN = "withdrawn", "已退出"


SENT_STATES = (CandidateState.JOINT_REVIEW, CandidateState.PASSED, CandidateState.NOT_PASSED, CandidateState.FORMAL)

OPEN_TO_CORRECTION = (CandidateState.NOMINATED, CandidateState.PRELIMINARY_REVIEW, CandidateState.JOINT_REVIEW)
"""No conclusion yet: the registration may still be corrected."""

CANDIDATE_TRANSITIONS = Transitions(
    {
        CandidateState.NOMINATED: {CandidateState.PRELIMINARY_REVIEW, CandidateState.WITHDRAWN},
        CandidateState.PRELIMINARY_REVIEW: {
            CandidateState.JOINT_REVIEW,
            CandidateState.NOMINATED,
            CandidateState.WITHDRAWN,
        },
        CandidateState.JOINT_REVIEW: {
            CandidateState.PASSED,
            CandidateState.NOT_PASSED,
            CandidateState.WITHDRAWN,
        },
        CandidateState.PASSED: {CandidateState.FORMAL, CandidateState.JOINT_REVIEW, CandidateState.WITHDRAWN},
        CandidateState.NOT_PASSED: {CandidateState.JOINT_REVIEW},
        CandidateState.FORMAL: {CandidateState.WITHDRAWN},
    }
)


class Post(models.TextChoices):
    PARTY_SECRETARY = "party_secretary", "党组织书记"
    PARTY_DEPUTY_SECRETARY = "party_deputy_secretary", "党组织副书记"
    PARTY_MEMBER = "party_committee_member", "党组织委员"
    COMMITTEE_CHAIR = "committee_chair", "居委会主任"
    COMMITTEE_DEPUTY_CHAIR = "committee_deputy_chair", "居委会副主任"
    COMMITTEE_MEMBER = "committee_member", "居委会委员"
    PART_TIME_MEMBER = "part_time_member", "兼职委员"


class Nomination(models.TextChoices):
    """Channels; csjwh-2026 art. 18 knows the Party organization and ten or more voters."""

    ORGANIZATION = "organization", "组织推荐"
    JOINT = "joint", "联名推荐"
    SELF = "self", "个人自荐"
    TWO_RECOMMENDATIONS = "two_recommendations", "两推"


class PoliticalStatus(models.TextChoices):
    PARTY_MEMBER = "party_member", "中共党员"
    PROBATIONARY = "probationary", "中共预备党员"
    LEAGUE_MEMBER = "league_member", "共青团员"
    DEMOCRATIC = "democratic", "民主党派"
    NONE = "none", "群众"
