"""Drafting, issuing, numbering, correcting: what was issued stands still."""

import threading

import pytest
from django.db import connection

from elections.enums_paper import PaperState
from elections.models import CommunityCycle, Paper, PartyMember
from elections.published import published_of
from elections.queries.paper import published
from elections.rules.papers import kind_of
from elections.services import paper as services
from huanjie.shared.verdict import Refused, Stale
from tests.elections.papers.conftest import FIRST, THIRD


def seen_of(paper):
    return services.preview(
        community_cycle=paper.community_cycle, kind=kind_of(paper.code), given=paper.given, corrects=paper.corrects,
        reason=paper.reason,
    ).digest  # fmt: skip


def test_an_issued_announcement_has_its_number_its_words_and_its_digest(issue, community_cycle):
    paper = issue("RC-A1", **FIRST)
    assert (paper.state, paper.number, paper.mark, paper.is_public) == ("issued", "1", "第1号公告", True)
    assert ["text", f"一、选举日为{spoken(community_cycle.day)}。"] in paper.words["blocks"]
    assert ["text", "三、新一届居民委员会由5人组成，其中应当有妇女成员。"] in paper.words["blocks"]
    assert services.is_intact(paper)
    paper.words["title"] = "别的标题"
    assert not services.is_intact(paper)


def spoken(day):
    return f"{day.year}年{day.month}月{day.day}日"


def test_the_same_facts_give_the_same_digest(community_cycle, street):
    kind = kind_of("RC-A1")
    digests = {services.preview(community_cycle=community_cycle, kind=kind, given=FIRST).digest for _ in range(3)}
    assert len(digests) == 1
    other = services.preview(community_cycle=community_cycle, kind=kind, given={**FIRST, "member_seats": 4}).digest
    assert other not in digests


def test_a_paper_with_a_gap_says_which_record_is_missing_and_where(community_cycle, street):
    draft = services.draft_paper(
        community_cycle=community_cycle, code="RC-A4", by=street, given={"appeal_place": "社区"}
    )
    with pytest.raises(Refused) as refusal:
        services.issue_paper(paper=draft, by=street, seen="")
    assert str(refusal.value) == "还缺少：登记选民人数（在本社区“选民登记”页面填写）。补齐后再发布。"


def test_what_was_typed_once_is_offered_again(community_cycle, street, issue):
    issue("RC-A1", **FIRST)
    draft = services.draft_paper(community_cycle=community_cycle, code="RC-A9", by=street)
    assert draft.given == {"chair_seats": 1, "deputy_chair_seats": 1, "member_seats": 3}


def test_only_what_was_seen_is_issued(community_cycle, street):
    draft = services.draft_paper(community_cycle=community_cycle, code="RC-A1", by=street, given=FIRST)
    seen = seen_of(draft)
    CommunityCycle.objects.filter(pk=community_cycle.pk).update(election_mode="households")
    with pytest.raises(Stale):
        services.issue_paper(paper=draft, by=street, seen=seen)
    draft.refresh_from_db()
    assert draft.state == PaperState.DRAFT


def test_a_correction_is_a_new_paper_that_names_the_old_one(issue, street):
    old = issue("RC-A3", **THIRD)
    frozen = (old.words, old.digest)
    draft = services.begin_correction(paper=old, reason="登记时间延长", by=street)
    draft = services.redraft(paper=draft, given={**THIRD, "registration_to": "2026-11-23"}, by=street)
    new = services.issue_paper(paper=draft, by=street, seen=seen_of(draft))
    old.refresh_from_db()
    assert (old.state, (old.words, old.digest)) == (PaperState.CORRECTED, frozen)
    assert (new.number, new.mark, new.corrects_id) == ("3更1", "第3号更正公告", old.pk)
    assert new.words["correction"] == (
        f"{spoken(old.issued_on)}发布的第3号公告《东湖甲社区选民登记公告》，因登记时间延长，现更正如下，"
        "原公告自本公告发布之日起停止使用。"
    )
    again = services.begin_correction(paper=new, reason="再改", by=street)
    third = services.issue_paper(paper=again, by=street, seen=seen_of(again))
    assert (third.number, third.mark) == ("3更2", "第3号更正公告（第2次）")


def test_a_second_one_of_a_kind_is_refused_unless_it_repeats(issue, community_cycle, street):
    issue("RC-A1", **FIRST)
    with pytest.raises(Refused, match="请在已发布的文书上办理更正"):
        services.draft_paper(community_cycle=community_cycle, code="RC-A1", by=street, given=FIRST)
    left = {"committee_chosen_by": "居民代表会议", "left_member": "丁一", "left_reason": "近亲属被提名为候选人"}
    assert [issue("RC-A2-1", **left).number for _ in range(2)] == ["2-1", "2-2"]


def test_documents_of_the_community_are_numbered_in_their_own_series(issue, organization):
    given = {
        "signer": "丁一",
        "publicity_from": "2026-11-01",
        "publicity_to": "2026-11-07",
        "publicity_outcome": "没有收到不同意见",
    }
    year = services.clock.today().year
    assert issue("PA-18R", **given).mark == f"东湖甲社区党〔{year}〕1号"
    assert issue("PA-26H").mark == ""


def test_a_draft_cannot_be_issued_twice_and_an_issued_paper_not_redrafted(issue, street):
    paper = issue("RC-A1", **FIRST)
    with pytest.raises(Refused):
        services.issue_paper(paper=paper, by=street, seen="x")
    with pytest.raises(Refused):
        services.redraft(paper=paper, given={}, by=street)
    with pytest.raises(TypeError):
        Paper.objects.filter(pk=paper.pk).update(title="x")
    with pytest.raises(TypeError):
        Paper.objects.filter(pk=paper.pk).delete()


@pytest.mark.parametrize(
    "leak", ["电话16012345678", "身份证420199198001010011", "家庭住址：东湖路3号", "3栋2单元501室"]
)
def test_nothing_private_is_issued_for_the_public(community_cycle, street, leak):
    given = {**THIRD, "registration_place": leak}
    draft = services.draft_paper(community_cycle=community_cycle, code="RC-A3", by=street, given=given)
    with pytest.raises(Refused, match="对外公布的文书不得出现个人信息"):
        services.issue_paper(paper=draft, by=street, seen=seen_of(draft))


def test_the_schedule_learns_what_is_out(issue, community_cycle):
    paper = issue("RC-A1", **FIRST)
    assert published_of([community_cycle])[community_cycle.pk] == {"1": paper.issued_on}
    (out,) = published(community_cycle)
    assert (out.code, out.mark, out.step_code) == ("RC-A1", "第1号公告", "RC03")
    assert out.dates == {"election_day": community_cycle.day}


def test_a_withdrawn_paper_is_out_no_more(issue, community_cycle, street):
    paper = issue("RC-A1", **FIRST)
    services.withdraw_paper(paper=paper, reason="主体有误", by=street)
    assert published(community_cycle) == []
    assert issue("RC-A1", **FIRST).number == "1-1"


def test_the_attendance_sheet_is_in_the_order_of_strokes(issue, organization, community_cycle):
    paper = issue("PA-21A")
    (table,) = [body for kind, body in paper.words["blocks"] if kind == "table"]
    assert [row[1] for row in table["rows"]] == ["丁一", "马飚", "王小兰", "李四", "欧阳丹"]
    assert paper.data["expected"] == 5
    PartyMember.objects.filter(name="李四").update(is_probationary=True)
    assert paper.data["expected"] == 5


@pytest.mark.django_db(transaction=True)
def test_of_two_issues_at_once_one_is_refused(community_cycle, street):
    """Two drafts of repeating kinds cannot get one number; two clicks on one draft issue it once."""
    draft = services.draft_paper(community_cycle=community_cycle, code="RC-A1", by=street, given=FIRST)
    seen, results, gate = seen_of(draft), [], threading.Barrier(2)

    def click():
        gate.wait()
        try:
            services.issue_paper(paper=draft, by=street, seen=seen)
            results.append("issued")
        except Refused:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["issued", "refused"]
    assert list(Paper.objects.values_list("number", flat=True)) == ["1"]


def test_candidates_are_listed_by_strokes_and_residents_ballots_by_post(issue, community_cycle, candidates):
    paper = issue("RC-A9", chair_seats=1, deputy_chair_seats=1, member_seats=3)
    (table,) = [body for kind, body in paper.words["blocks"] if kind == "table"]
    assert [row[0] for row in table["rows"]] == ["丁一", "马飚", "王小兰", "欧阳丹"]
    ballot = issue("RC-19M")
    (body,) = [body for kind, body in ballot.words["blocks"] if kind == "ballot"]
    assert (body["names"], len(body["others"])) == (["马飚", "王小兰", "欧阳丹"], 3)


def test_leaders_stand_in_the_order_of_the_superior(issue, organization, community_cycle, candidates, street):
    names = {"leaders_order": "欧阳丹\n丁一"}
    paper = issue("PA-23B", **names)
    (body,) = [body for kind, body in paper.words["blocks"] if kind == "ballot"]
    assert body["names"] == ["欧阳丹", "丁一"]
    draft = services.draft_paper(
        community_cycle=community_cycle, code="PA-23H", by=street, given={"leaders_order": "欧阳丹"}
    )
    with pytest.raises(Refused, match="书记、副书记候选人名单"):
        services.issue_paper(paper=draft, by=street, seen="")
