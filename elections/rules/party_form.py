"""Which kind of Party organization the numbers of a roster suggest (domain brief §1.1, P7 and P8). Proposed and explained
only: 总支 and 党委 need the superior's approval, which may also be given below the number."""

from collections.abc import Mapping
from dataclasses import dataclass

from elections.enums_schedule import PartyForm

ARTICLE = "中国共产党支部工作条例（试行）、中国共产党章程"


@dataclass(frozen=True)
class FormProposal:
    """`form` is '' where the numbers do not make an organization of their own."""

    form: str
    words: str
    article: str = ARTICLE

    @property
    def label(self) -> str:
        return PartyForm(self.form).label if self.form else ""


def propose_form(members: int, full_members: int, parameters: Mapping) -> FormProposal | None:
    """From 正式党员 and all members of the community's roster; None while the roster is empty. Branches have at least
    three full members and, from seven of them, a committee; from 50 members a general branch, from 100 a committee may
    be set up."""
    if not members:
        return None
    counted = f"名册党员 {members} 名，其中正式党员 {full_members} 名"
    least, seven = parameters["party_branch_min_members"], parameters["party_branch_committee_members"]
    general, whole = parameters["party_general_branch_members"], parameters["party_committee_members"]
    approval = "须经上级党组织批准；人数不足而工作需要的，也由上级批准。"
    if members >= whole:
        return FormProposal(PartyForm.PARTY_COMMITTEE, f"{counted}，{whole} 名以上可设党委，{approval}")
    if members >= general:
        return FormProposal(
            PartyForm.GENERAL_PARTY_BRANCH, f"{counted}，{general} 名以上不足 {whole} 名可设党总支，{approval}"
        )
    if full_members >= seven:
        words = f"{counted}，正式党员 {seven} 名以上的党支部应设支部委员会。"
        return FormProposal(PartyForm.PARTY_BRANCH, words)
    if full_members >= least:
        words = f"{counted}，正式党员不足 {seven} 名的党支部不设支部委员会，由党员大会直接选举书记。"
        return FormProposal(PartyForm.BRANCH_WITHOUT_COMMITTEE, words)
    return FormProposal("", f"{counted}，正式党员不足 {least} 名不单独成立党支部，可与邻近单位成立联合党支部。")
