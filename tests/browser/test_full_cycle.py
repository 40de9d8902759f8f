"""One community from the survey to the package of papers: candidates of both sides, voted on paper, typed in by two people."""

import re
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.acting import act, import_candidates, number_of

pytestmark = pytest.mark.browser

PREPARE = """
member = CommunityCycle.objects.get(area_code="420199001001")
from elections.models import CommitteeRelative, CommitteeVote
for model in (CommitteeRelative, CommitteeVote, CommitteeMeeting):
    model.objects.all().delete()
for model in (ElectionCommittee, VoterObjection, RegistrationSum, VoterRoll, ElectedPerson):
    model.objects.filter(community_cycle=member).delete()
Ballot.objects.filter(community_cycle=member).delete()
from candidates.models import Candidate, CandidateNotice, PostPlan
Candidate.objects.filter(community_cycle=member).update(state="withdrawn")
today = timezone.localdate()
from datetime import timedelta
from audits.models import Audit
Audit.objects.filter(community_cycle=member).update(state="published", published_on=today - timedelta(days=45))
before = {"PA10": 22, "PA17": 12, "PA18": 4, "PA19": 3, "RC02": 45, "RC08": 22, "RC09": 14, "RC15": 5, "RC16": 2, "RC17": 2}
for code, days in before.items():
    member.step_records.filter(code=code).update(state="done", done_on=today - timedelta(days=days))
for code in ("PA02", "PA21", "PA23", "RC19"):
    member.step_records.filter(code=code).update(state="not_started", done_on=None, evidence="")
PostPlan.objects.filter(community_cycle=member).delete()
for post, seats in (("party_secretary", 1), ("party_committee_member", 2), ("committee_chair", 1), ("committee_member", 4)):
    PostPlan.objects.create(community_cycle=member, area_code=member.area_code, post=post, seats=seats)
member.election_day = today + timedelta(days=30)
member.save()
say({"password": Installation.objects.get().demo_accounts["password"], "member": member.pk, "today": str(today),
     "survey": member.step_records.get(code="PA02").pk})
"""
REVIEW = """
from candidates.enums_review import Decision
from candidates.models import Candidate
from candidates.services import send_many_to_joint_review, start_preliminary_review
from candidates.services.background import set_proof
from candidates.services.conclusion import conclude
from tests.candidates.review_fixtures import SMALL, sent_batch, sign_all
today = timezone.localdate()
people = Candidate.objects.filter(community_cycle__area_code="420199001001").exclude(state="withdrawn")
for person in people:
    set_proof(candidate=person, document_number="东湖党工委〔2026〕3号", by=street)
    start_preliminary_review(candidate=person, on=today, by=street)
send_many_to_joint_review(candidates=people.all(), on=today, by=street)
sent_batch(list(people.select_related("community_cycle__cycle")), organizer, departments=SMALL)
for person in people.all():
    sign_all(person)
    conclude(candidate=person, decision=Decision.PASSED, on=today, by=organizer)
"""
DAYS_PASS = """
from datetime import timedelta
from candidates.models import CandidateNotice
for row in CandidateNotice.objects.filter(state="published"):
    gone = timedelta(days=(row.ends_on - timezone.localdate()).days + 1)
    CandidateNotice.objects.filter(pk=row.pk).update(starts_on=row.starts_on - gone, ends_on=row.ends_on - gone)
CommunityCycle.objects.filter(area_code="420199001001").update(election_day=None)
"""
ISSUE = """
from elections.rules.papers import kind_of
from elections.services import paper as services
member = CommunityCycle.objects.select_related("cycle", "community").get(area_code="420199001001")
for code in ("PA-21R", "RC-19R"):
    draft = services.draft_paper(community_cycle=member, code=code, by=street)
    seen = services.preview(community_cycle=member, kind=kind_of(code), given=draft.given).digest
    services.issue_paper(paper=draft, by=street, seen=seen)
"""
SLATE = (
    ("书记", "赵一", True), ("主任", "赵一", True), ("党组织委员", "钱二", False), ("党组织委员", "孙三", False),
    ("党组织委员", "李四", False), ("委员", "周五", True), ("委员", "吴六", True), ("委员", "郑七", True),
    ("委员", "王八", True), ("委员", "冯九", True), ("委员", "陈十", True), ("主任", "褚十一", False),
)  # fmt: skip
IN_PARTY = {"赵一", "钱二", "孙三", "李四"}
WRITTEN = """
member = CommunityCycle.objects.get(area_code="420199001001")
say({
    "rounds": [[b.side, b.round_number, b.kind, b.state] for b in Ballot.objects.filter(community_cycle=member).order_by("pk")],
    "elected": sorted([p.name, p.post] for p in ElectedPerson.objects.filter(community_cycle=member, state="elected")),
    "handed_over": str(Handover.objects.get(community_cycle=member).done_on),
    "supervision": sorted(m.name for m in SupervisionMember.objects.filter(is_elected=True)),
    "steps": [[r.code, r.state, r.evidence] for r in member.step_records.filter(code__in=("PA21", "PA23", "RC19")).order_by("code")],
    "today": str(timezone.localdate()),
})
"""


@pytest.fixture
def people(site, new_page):
    """people(work number) → a page signed in as that person."""
    address, facts = site.web(), site.run(PREPARE)

    def sign_in(username: str):
        page = new_page(viewport={"width": 1366, "height": 850}, base_url=address)
        page.goto("/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", facts["password"])
        page.get_by_role("button", name="登录", exact=True).click()
        expect(page.get_by_role("button", name="退出").first).to_be_visible()
        return page

    sign_in.facts = facts
    return sign_in


def _survey(street, facts) -> None:
    """The survey is done, with its report."""
    street.goto(f"/elections/steps/{facts['survey']}/")
    act(street, "登记完成", 材料或文号="摸底报告1号")
    expect(street.get_by_text("已登记完成。").first).to_be_visible()


def _nominate(street) -> None:
    """Eleven people come in on one sheet; one of them stands on both sides."""
    names = list(dict.fromkeys(name for _, name, _ in SLATE))
    rows = [
        (post, name, "女" if woman else "男", number_of(names.index(name) + 1, 15, woman), name in IN_PARTY)
        for post, name, woman in SLATE
    ]
    import_candidates(street, rows)


def _formal_lists(site, street, district, facts) -> None:
    """Notices of both sides hang and end, then each side has its formal list."""
    notices = []
    for side in ("party", "residents_committee"):
        street.goto(f"/candidates/notices/publish/{facts['member']}/{side}/")
        street.get_by_role("button", name="发布公示").click()
        expect(street.get_by_text("已发布公示。").first).to_be_visible()
        notices.append(street.url)
    site.run(DAYS_PASS)
    for notice in notices:
        street.goto(notice)
        act(street, "登记公示期满")
        expect(street.get_by_text("公示期满").first).to_be_visible()
    for count in (4, 8):
        district.goto(f"/candidates/formal/{facts['member']}/")
        district.get_by_role("button", name="确定正式候选人名单").first.click()
        expect(district.get_by_text(f"已确定 {count} 名正式候选人。")).to_be_visible()


def _choose_election_committee(page, facts) -> None:
    """26 of 39 representatives choose five people."""
    page.goto(f"/elections/community-cycles/{facts['member']}/election-committee/choose/")
    page.locator("[name='kind']").select_option("representatives")
    for name, value in (("held_on", facts["today"]), ("due_count", 39), ("attended_count", 26), ("seats", 5)):
        page.locator(f"[name='{name}']").fill(str(value))
    page.locator("[name='document_number']").fill("记录0号")
    for place, name in enumerate(("卫主持", "蒋委员", "韩委员", "杨委员", "朱委员", "秦候补")):
        page.locator(f"[name='person-{place}-name']").fill(name)
        page.locator(f"[name='person-{place}-votes']").fill(str(20 - place))
    page.get_by_role("button", name="保存推选结果").click()
    expect(page.get_by_role("heading", name="选举委员会").first).to_be_visible()


def _register_voters(page, facts) -> None:
    """1000 of three categories."""
    page.goto(f"/elections/community-cycles/{facts['member']}/registration/")
    first = page.locator("[name='sums-local']")
    if not first.is_visible():
        page.get_by_text("填写登记数", exact=True).click()
    page.locator("[name='sums-on']").fill(facts["today"])
    for name, count in (
        ("local", 800),
        ("resident", 190),
        ("worker_applied", 12),
        ("worker", 10),
        ("women", 500),
        ("minority", 9),
    ):
        page.locator(f"[name='sums-{name}']").fill(str(count))
    page.locator("form").filter(has=first).get_by_role("button", name="保存").click()
    expect(page.get_by_text("1,000").first).to_be_visible()


def _set_up(page, button: str, due: int | None, seats: dict[str, int]) -> None:
    """From the community's page of results to a ballot: the candidates are filled in from the slate."""
    page.get_by_role("link", name=re.compile(f"^登记{button}投票$")).click()
    field = page.get_by_label("有权参加投票人数")
    if due is None:
        expect(field).to_have_value("1000")  # from the registration
    else:
        field.fill(str(due))
    for post, count in seats.items():
        page.locator(f"[name='seats-{post}']").fill(str(count))
    for line in page.locator("tr:has([name$='-post'])").all():  # who stands for a post voted on another day
        if line.locator("[name$='-post']").input_value() not in seats:
            line.locator("[name$='-name']").fill("")
    page.get_by_role("button", name="建立投票登记").click()
    expect(page.get_by_text("已建立。请由两个人分别录入签字报告单。")).to_be_visible()


def _type(page, ballot: str, attended: int, votes: dict[str, tuple]) -> None:
    """One reading of a paper with one place of counting; every post's ballots are all valid."""
    page.goto(ballot)
    page.get_by_role("link", name="录入报告单").click()
    page.get_by_label("参加投票人数").fill(str(attended))
    for label, number in (("发出选票", attended), ("收回选票", attended), ("有效票", attended), ("无效票", 0)):
        for cell in page.get_by_label(label, exact=True).all():
            cell.fill(str(number))
    for name, numbers in votes.items():
        row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name, exact=True))
        for cell, number in zip(row.get_by_role("textbox").all(), numbers, strict=True):
            cell.fill(str(number))
    page.get_by_role("button", name="保存我录的这一遍").click()


def _vote(first, second, attended: int, votes: dict[str, tuple], number: str) -> None:
    """Typed by two people, then declared by the first."""
    ballot = first.url
    _type(first, ballot, attended, votes)
    expect(first.get_by_text("已保存。请换一个人再录一遍。")).to_be_visible()
    _type(second, ballot, attended, votes)
    expect(second.get_by_text("两遍录入一致，已核对。")).to_be_visible()
    first.goto(ballot)
    expect(first.get_by_role("heading", name="按报告单得出的结论")).to_be_visible()
    first.get_by_label("报告单编号").fill(number)
    first.get_by_role("button", name="确认结果").click()
    expect(first.get_by_text("结果已确认。").first).to_be_visible()


def _package(street, facts) -> list[str]:
    """The names of what is in the package, once it is made."""
    street.goto(f"/elections/community-cycles/{facts['member']}/papers/")
    street.get_by_role("button", name="生成文书包").click()
    link = street.get_by_role("link", name=re.compile("^下载")).first
    link.wait_for(timeout=180_000)
    with street.expect_download() as download:
        link.click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def test_from_the_survey_to_the_package_of_papers(site, people):
    site.worker()
    street, district = people("jiedao01"), people("qwzzb")
    results = f"/elections/community-cycles/{people.facts['member']}/ballots/"

    _survey(street, people.facts)
    _choose_election_committee(street, people.facts)
    _register_voters(street, people.facts)
    _nominate(street)
    site.run(REVIEW)
    _formal_lists(site, street, district, people.facts)

    street.goto(results)
    _set_up(street, "党组织", 50, {"party_committee_member": 3})
    party = {"赵一": (44, 1, 0), "钱二": (40, 5, 0), "孙三": (30, 15, 0), "李四": (20, 25, 0)}
    _vote(street, district, 45, party, "党组织报告单1号")

    street.goto(results)
    _set_up(street, "党组织书记、党组织副书记", 3, {"party_secretary": 1})
    _vote(street, district, 3, {"赵一": (3, 0, 0)}, "党组织报告单2号")
    street.goto(results)
    expect(street.get_by_text("党组织书记赵一，居委会主任还没有选举结果，一肩挑待定。")).to_be_visible()

    _set_up(street, "居民委员会", None, {"committee_chair": 1, "committee_member": 4})
    committee = {
        "赵一": (600,), "褚十一": (150,), "周五": (700,), "吴六": (650,), "郑七": (620,), "王八": (450,), "冯九": (450,),
        "陈十": (20,),
    }  # fmt: skip
    _vote(street, district, 800, committee, "居委会报告单1号")
    street.get_by_role("link", name="登记下一轮投票").click()
    expect(street.locator("[name='person-0-name']")).to_have_value("王八")
    street.get_by_role("button", name="建立投票登记").click()
    _vote(street, district, 700, {"王八": (360,), "冯九": (340,)}, "居委会报告单2号")
    street.goto(results)
    expect(street.get_by_text("赵一当选党组织书记和居委会主任，一肩挑完成。")).to_be_visible()

    street.get_by_role("link", name="工作移交").click()
    expect(street.get_by_text("还剩 10 天")).to_be_visible()
    for box in street.get_by_role("checkbox").all():
        box.check()
    street.get_by_label("主持人").fill("卫主持")
    street.get_by_label("街道监督人").fill("蒋监督")
    street.get_by_role("button", name="保存移交情况").click()
    street.get_by_role("button", name="登记移交完成").click()
    expect(street.get_by_text("移交已登记完成。")).to_be_visible()

    street.goto(results)
    street.get_by_role("link", name="居务监督委员会").click()
    street.get_by_role("link", name="登记推选结果").click()
    street.locator("[name='meeting']").select_option("representatives")
    for label, value in (("应到人数", "39"), ("实到人数", "26"), ("应选名额", "1"), ("会议记录编号", "记录1号")):
        street.get_by_label(label).fill(value)
    street.locator("[name='member-0-name']").fill("沈监事")
    street.locator("[name='member-0-votes']").fill("20")
    street.get_by_role("button", name="登记推选结果").click()
    expect(street.get_by_text("已登记居务监督委员会推选结果。")).to_be_visible()

    written = site.run(WRITTEN)
    assert written["steps"] == [
        ["PA21", "done", "选举结果报告单 党组织报告单1号"], ["PA23", "done", "选举结果报告单 党组织报告单2号"],
        ["RC19", "done", "选举结果报告单 居委会报告单1号"],
    ]  # fmt: skip
    assert written["rounds"] == [
        ["party", 1, "first_ballot", "declared"], ["party", 2, "first_ballot", "declared"],
        ["residents_committee", 1, "first_ballot", "declared"], ["residents_committee", 2, "tie_ballot", "declared"],
    ]  # fmt: skip
    assert written["elected"] == sorted(
        [["赵一", "party_committee_member"], ["钱二", "party_committee_member"], ["孙三", "party_committee_member"],
         ["赵一", "party_secretary"], ["赵一", "committee_chair"], ["周五", "committee_member"],
         ["吴六", "committee_member"], ["郑七", "committee_member"], ["王八", "committee_member"]]
    )  # fmt: skip
    assert (written["handed_over"], written["supervision"]) == (written["today"], ["沈监事"])

    site.run(ISSUE)
    names = _package(street, people.facts)
    assert sorted(name.rsplit(".", 1)[-1] for name in names) == ["docx", "docx", "pdf", "pdf", "txt"]
