"""Choices of the schedule."""

from django.db import models

from elections.enums import OrganizationKind


class PartyForm(models.TextChoices):
    """What elects on the Party side: the three kinds of organization, and the branch with fewer than seven full members,
    which has no committee and elects its secretary in the assembly (domain brief §1.1, P7 and P8)."""

    PARTY_COMMITTEE = OrganizationKind.PARTY_COMMITTEE.value, "党委"
    GENERAL_PARTY_BRANCH = OrganizationKind.GENERAL_PARTY_BRANCH.value, "党总支"
    PARTY_BRANCH = OrganizationKind.PARTY_BRANCH.value, "党支部（设支委会）"
    BRANCH_WITHOUT_COMMITTEE = "branch_without_committee", "党支部（不设支委会）"
