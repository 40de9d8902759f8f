"""Log words of proofs of nomination and of what candidates declared; their page hangs on the candidate's."""

from candidates.acts import CandidateAct, register_act
from candidates.permissions_background import can_see_background
from huanjie.activity import verbs

register_act(CandidateAct("background", "提名依据和申报情况", "candidates:background", can_see_background, order=10))
verbs.register(
    {
        "candidate.proof_set": "填写提名依据",
        "candidate.nominators_added": "登记联名选民",
        "candidate.nominator_removed": "删除联名选民",
        "candidate.relative_added": "登记近亲属",
        "candidate.relative_removed": "删除近亲属",
        "candidate.discipline_added": "登记处分",
        "candidate.discipline_removed": "删除处分记录",
    }
)
