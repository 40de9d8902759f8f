"""The day, end to end: a street files, the district returns and approves and compiles, a leader downloads."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PREPARE = """
from reports.services.days import open_day
cycle.reports_on_rest_days = True; cycle.save()
DailyReport.objects.filter(on=timezone.localdate()).delete()
open_day(cycle=cycle, on=timezone.localdate())
reports = DailyReport.objects.of_day(cycle, timezone.localdate()).order_by("area_code")
say({"password": Installation.objects.get().demo_accounts["password"], "first": reports[0].pk,
     "name": reports[0].community_cycle.community.name})
"""
TOTAL = """
row = AreaSummary.objects.get(area_code=cycle.area_code, on=timezone.localdate())
say({"voters": row.values["registered_voters"], "approved": row.approved_count, "filed": row.filed_count})
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


def _type_voters(page, report: int, number: str) -> None:
    cell = page.locator(f"#c-{report}-registered_voters")
    cell.click()
    cell.fill(number)
    cell.press("Enter")
    expect(page.locator("[data-save-status]")).to_contain_text("已保存")


def test_the_day(site, people, rows_of):
    site.worker()
    facts = people.facts
    street, district, leader = people("jiedao01"), people("qwzzb"), people("lingdao")

    street.goto("/reports/sheet/")
    _type_voters(street, facts["first"], "4321")
    street.get_by_role("button", name="提交本街道日报").click()
    expect(street.locator(f"#row-{facts['first']} [data-state]")).to_contain_text("已提交")

    district.goto("/reports/district/?tab=communities")
    row = district.get_by_role("row").filter(has_text=facts["name"])
    row.get_by_role("checkbox").check()
    district.get_by_role("button", name=re.compile("退回")).first.click()
    district.locator("textarea").fill("请核对登记选民数")
    district.get_by_role("button", name="退回 1 份").click()
    expect(district.get_by_role("status").or_(district.get_by_role("alert")).first).to_be_visible()

    street.goto("/reports/sheet/")
    expect(street.locator(f"#row-{facts['first']}")).to_contain_text("请核对登记选民数")
    _type_voters(street, facts["first"], "4322")
    street.get_by_role("button", name="提交本街道日报").click()
    expect(street.locator(f"#row-{facts['first']} [data-state]")).to_contain_text("已提交")

    district.goto("/reports/district/?tab=communities")
    district.get_by_role("row").filter(has_text=facts["name"]).get_by_role("checkbox").check()
    district.get_by_role("button", name=re.compile("通过")).first.click()
    district.get_by_role("button", name="通过 1 份").click()
    totals = site.run(TOTAL)
    assert (totals["approved"], totals["filed"]) == (1, 3)
    assert rows_of(f"SELECT state FROM reports_dailyreport WHERE id = {facts['first']}") == [("approved",)]

    district.goto("/reports/briefings/compile/")
    district.get_by_role("button", name="编制简报").click()
    download = district.get_by_role("link", name=re.compile("下载")).first
    expect(download).to_be_visible(timeout=150_000)

    leader.goto("/reports/leader/")
    leader.locator("a.latest-briefing").click()
    address = leader.get_by_role("link", name=re.compile("下载")).first.get_attribute("href")
    answer = leader.request.get(leader.url.split("/reports/")[0] + address)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    text = "".join(part.extract_text() for part in pypdf.PdfReader(io.BytesIO(answer.body())).pages)
    text = re.sub(r"\s", "", text)
    assert f"登记选民{totals['voters']}人" in text
    assert "4322" in text
