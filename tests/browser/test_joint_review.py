"""Four people from the street's sheet to the formal list: three departments, a finding, a reconsideration, a notice."""

import pytest
from playwright.sync_api import expect

from tests.browser.acting import act, import_candidates, number_of

pytestmark = pytest.mark.browser

PREPARE = """
from datetime import timedelta
from audits.models import Audit
from candidates.models import Candidate, PostPlan
from huanjie.accounts.services.accounts import create_account
from huanjie.accounts.services.assignments import grant_assignment
member = CommunityCycle.objects.select_related("cycle").get(area_code="420199001001")
today = timezone.localdate()
Candidate.objects.filter(community_cycle=member).update(state="withdrawn")
Audit.objects.filter(community_cycle=member).update(state="published", published_on=today)
member.election_day = today + timedelta(days=20)
member.save()
PostPlan.objects.filter(community_cycle=member).delete()
for post, seats in (("committee_chair", 1), ("committee_member", 1)):
    PostPlan.objects.create(community_cycle=member, area_code=member.area_code, post=post, seats=seats)
password = Installation.objects.get().demo_accounts["password"]
units = [("court", "区法院"), ("discipline", "区纪委监委机关"), ("police", "公安分局")]
wanted = [(f"o-{code}", unit, "reviewing_department") for code, unit in units]
wanted += [("o-second", "区委组织部", "district_organizer"), ("o-third", "区委组织部", "district_organizer")]
for username, unit, role in wanted:
    user, _ = create_account(username=username, name="联审" + username[2:], unit=unit, password=password, must_change=False,
                             by=Viewer.system())
    grant_assignment(user=user, role=role, area="420199", area_name="滨江区", starts_on=today, by=Viewer.system())
say({"password": password, "member": member.pk, "today": str(today)})
"""
DAYS_PASS = """
from datetime import timedelta
from candidates.models import CandidateNotice
row = CandidateNotice.objects.get()
gone = timedelta(days=(row.ends_on - timezone.localdate()).days + 1)
CandidateNotice.objects.update(starts_on=row.starts_on - gone, ends_on=row.ends_on - gone)
"""
WRITTEN = """
from candidates.models import Candidate, DepartmentOpinion, ReviewConclusion
people = Candidate.objects.filter(community_cycle__area_code="420199001001").exclude(state="withdrawn")
say({
    "people": sorted([p.name, p.state] for p in people),
    "conclusions": sorted([c.candidate.name, c.decision, c.state, bool(c.second_by_name)] for c in
                          ReviewConclusion.objects.filter(candidate__in=people)),
    "unsigned": DepartmentOpinion.objects.filter(candidate__in=people, voided_at=None, answer="").count(),
    "found": [[o.circumstance.code, o.document_number] for o in DepartmentOpinion.objects.filter(answer="found")],
    "log": sorted(set(ActivityEntry.objects.filter(verb__startswith="conclusion.").values_list("verb", flat=True))),
})
"""
DUTIES = {"court:Q01", "discipline:Q02", "police:Q03", "police:Q04", "police:Q07"}
PEOPLE = (("阮一", "主任", 1), ("阮二", "主任", 2), ("阮三", "委员", 3), ("阮四", "委员", 4))
FOUND = "阮四"


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


def _open_person(page, name: str) -> None:
    page.goto("/candidates/?size=100")
    page.get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", name=name).first).to_be_visible()


def _prepare(street, name: str) -> None:
    """The proof of the nomination, and the street's first review."""
    _open_person(street, name)
    street.get_by_role("link", name="提名依据").first.click()
    act(street, "填写提名依据", 推荐文件或会议文号="东湖党工委〔2026〕3号")
    expect(street.get_by_text("提名依据齐全，可以送资格联审。")).to_be_visible()
    _open_person(street, name)
    act(street, "开始街道预审")
    expect(street.get_by_text("已开始街道预审。")).to_be_visible()


def _tick(page, names, button: str, state: str) -> None:
    page.goto(f"/candidates/?state={state}&size=100")
    for name in names:
        row = page.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True))
        row.get_by_role("checkbox").check()
    page.get_by_role("button", name=button).click()


def _batch(district, names) -> None:
    """Three departments are asked about five circumstances."""
    _tick(district, names, "建立联审批次", "joint_review")
    expect(district.get_by_role("button", name="建立批次")).to_be_visible()
    for box in district.locator("[name=duty]").all():
        box.set_checked(box.get_attribute("value") in DUTIES)
    district.get_by_role("button", name="建立批次").click()
    expect(district.get_by_text("请核对后送出。")).to_be_visible()
    act(district, "送出")
    expect(district.get_by_text("已送出，各单位可在“我的联审”中办理。")).to_be_visible()


def _sign_clear(officer, names, cells: int) -> None:
    officer.goto("/candidates/queue/")
    for name in names:
        row = officer.get_by_role("row").filter(has=officer.get_by_text(name, exact=True))
        row.get_by_role("checkbox").check()
    officer.get_by_role("button", name="签署“未发现”").click()
    expect(officer.get_by_role("heading", name=f"将签署 {cells} 项“未发现”")).to_be_visible()
    officer.get_by_role("button", name=f"签署 {cells} 项“未发现”").click()
    expect(officer.locator(".messages, .notice-success").first).to_be_visible()


def _sign_finding(officer, name: str) -> None:
    """Q07 is found, with its document; the others are clear."""
    officer.goto("/candidates/queue/")
    officer.get_by_role("link", name=name, exact=True).click()
    for code, answer in (("Q03", "未发现"), ("Q04", "未发现"), ("Q07", "发现")):
        lines = officer.locator("fieldset.opinion").filter(has_text=code).first
        lines.get_by_label(answer, exact=True).check()
        if answer == "发现":
            lines.get_by_label("文书号").fill("江公（滨）行罚决字〔2025〕88号")
            lines.get_by_label("事实摘要").fill("曾受行政处罚，见决定书。")
    officer.get_by_role("button", name="签署，回到列表").click()
    expect(officer.get_by_text(f"已签署 {name} 的 3 项意见。")).to_be_visible()


def _conclude(page, name: str, decision: str, **fields) -> None:
    _open_person(page, name)
    page.get_by_role("link", name="作出联审结论").first.click()
    page.get_by_label(decision, exact=True).check()
    for label, value in fields.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="签署结论").click()


def _refuse_and_reconsider(district, second, third, today: str) -> None:
    """Two sign the refusal, the person is told and asks again, a third one grants it."""
    _conclude(district, FOUND, "不通过", 理由="治安违法在五年回溯期内，按换届政策不宜。", 结论文号="滨联审〔2026〕3号")
    expect(district.get_by_text("已签署，等待第二人会签。").first).to_be_visible()
    conclusion = district.url
    second.goto(conclusion)
    act(second, "会签", 同意=True)
    expect(second.get_by_text("已登记会签意见。").first).to_be_visible()
    district.goto(conclusion)
    act(district, "登记书面告知", 告知书编号="滨联审告〔2026〕3号", 送达方式="当面送达，本人签收")
    act(district, "登记复议申请", 申请理由="处罚决定已被撤销，附撤销决定书。")
    third.goto(conclusion)
    granted = {
        "成立，重新联审": True,
        "答复文号": "滨联审复〔2026〕1号",
        "答复内容": "经核实处罚决定已经撤销，同意重新联审。",
    }
    act(third, "作出复议决定", **granted)
    _open_person(third, FOUND)
    expect(third.get_by_text("资格联审").first).to_be_visible()


def test_from_the_sheet_to_the_formal_list(site, people):
    site.worker()
    street, district = people("jiedao01"), people("qwzzb")
    names, place = [name for name, _, _ in PEOPLE], people.facts["member"]
    clear = [name for name in names if name != FOUND]

    import_candidates(street, [(post, name, "女", number_of(n, 15, True), False) for name, post, n in PEOPLE])
    for name in names:
        _prepare(street, name)
    _tick(street, names, "送资格联审", "preliminary_review")
    street.get_by_role("button", name="送 4 名候选人联审").click()
    expect(street.get_by_text("已将 4 名候选人送资格联审。")).to_be_visible()

    _batch(district, names)
    court, discipline, police = people("o-court"), people("o-discipline"), people("o-police")
    _sign_clear(court, names, 4)
    _sign_clear(discipline, names, 4)
    _sign_clear(police, clear, 9)
    _open_person(district, FOUND)
    district.get_by_role("link", name="作出联审结论").first.click()
    expect(district.get_by_text("还有 3 项没有反馈，未反馈不等于未发现")).to_be_visible()
    _sign_finding(police, FOUND)

    for name in clear:
        _conclude(district, name, "通过")
        expect(district.get_by_text("联审结论已生效。").first).to_be_visible()
    second, third = people("o-second"), people("o-third")
    _refuse_and_reconsider(district, second, third, people.facts["today"])

    _batch(district, [FOUND])
    for officer, cells in ((court, 1), (discipline, 1), (police, 3)):
        _sign_clear(officer, [FOUND], cells)
    _conclude(third, FOUND, "通过")
    expect(third.get_by_text("联审结论已生效。").first).to_be_visible()

    street.goto(f"/candidates/notices/publish/{place}/residents_committee/")
    street.get_by_role("button", name="发布公示").click()
    expect(street.get_by_text("已发布公示。").first).to_be_visible()
    site.run(DAYS_PASS)
    street.reload()
    act(street, "登记公示期满")
    district.goto(f"/candidates/formal/{place}/")
    district.get_by_role("button", name="确定正式候选人名单").last.click()
    expect(district.get_by_text("已确定 4 名正式候选人。")).to_be_visible()

    written = site.run(WRITTEN)
    assert written["people"] == [[name, "formal"] for name in sorted(names)]
    assert written["conclusions"] == sorted(
        [[name, "passed", "in_force", False] for name in names] + [[FOUND, "not_passed", "superseded", True]]
    )
    assert (written["unsigned"], written["found"]) == (0, [["Q07", "江公（滨）行罚决字〔2025〕88号"]])
