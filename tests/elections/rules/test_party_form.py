"""The kind of organization that a roster's numbers suggest (domain brief §1.1, P7, P8)."""

import pytest

from elections.enums_schedule import PartyForm
from elections.rules.party_form import propose_form
from elections.rules.rule_sets import parameters_for


@pytest.mark.parametrize(("members", "full", "form"), [
    (2, 2, ""), (3, 2, ""), (3, 3, PartyForm.BRANCH_WITHOUT_COMMITTEE), (9, 6, PartyForm.BRANCH_WITHOUT_COMMITTEE),
    (7, 7, PartyForm.PARTY_BRANCH), (49, 40, PartyForm.PARTY_BRANCH), (50, 49, PartyForm.GENERAL_PARTY_BRANCH),
    (99, 99, PartyForm.GENERAL_PARTY_BRANCH), (100, 90, PartyForm.PARTY_COMMITTEE), (1200, 1100, PartyForm.PARTY_COMMITTEE),
])  # fmt: skip
def test_the_bounds(members, full, form):
    assert propose_form(members, full, parameters_for({})).form == form


def test_the_words_name_the_numbers_and_the_approval():
    proposal = propose_form(64, 60, parameters_for({}))
    assert proposal.label == "党总支"
    assert proposal.words == (
        "名册党员 64 名，其中正式党员 60 名，50 名以上不足 100 名可设党总支，须经上级党组织批准；"
        "人数不足而工作需要的，也由上级批准。"
    )
    assert propose_form(2, 2, parameters_for({})).label == ""


def test_an_empty_roster_suggests_nothing():
    assert propose_form(0, 0, parameters_for({})) is None
