"""Every page a role can go to from its start page, at a desk and on a phone: axe finds nothing, nothing is cut off, the
HTML is valid, the keyboard sees where it is."""

import re
from collections import Counter

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SIZES = {"desk": {"width": 1366, "height": 850}, "phone": {"width": 390, "height": 844}}
PASSWORD = 'say({"password": Installation.objects.get().demo_accounts["password"]})'


@pytest.mark.parametrize(
    ("person", "size"), [("jiedao01", "phone"), ("qwzzb", "desk"), ("lingdao", "phone"), ("rizhi", "desk")]
)
def test_what_a_role_sees_is_accessible(site, new_page, person, size):
    address, facts = site.web(), site.run(PASSWORD)
    page = new_page(viewport=SIZES[size], base_url=address, bypass_csp=True)  # axe is laid into the page
    page.goto("/")
    found = _check(page)
    page.fill("[name=username]", person)
    page.fill("[name=password]", facts["password"])
    page.get_by_role("button", name="登录", exact=True).click()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    places = page.locator(".places a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert places
    for place in ["/", *places]:
        source = page.goto(place).text()
        found += _check(page) + [f"{place}: {fault}" for fault in _invalid(source)]
    assert found == []


@pytest.fixture
def page(browser):
    """A page of our own: a form sent back is an error in its console, and meant."""
    context = browser.new_context(viewport=SIZES["desk"], locale="zh-CN")
    yield context.new_page()
    context.close()


def test_the_keyboard_sees_where_it_is(site, page):
    address, facts = site.web(), site.run(PASSWORD)
    page.goto(address)
    page.fill("[name=username]", "jiedao01")
    page.fill("[name=password]", facts["password"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="退出").first).to_be_visible()
    page.goto(f"{address}/candidates/")
    reached, unseen = [], []
    for _ in range(30):
        page.keyboard.press("Tab")
        name, is_seen = page.evaluate(FOCUS)
        reached.append(name)
        unseen += [] if is_seen else [name]
    assert reached[0] == "跳到正文" and {"查找", "登记提名", "筛选"} <= set(reached)
    assert unseen == []
    page.goto(f"{address}/candidates/nominate/")
    page.get_by_role("button", name="登记提名").click()
    expect(page.locator("form .refusal")).to_be_focused()  # what is wrong is read first
    page.get_by_role("link", name="姓名", exact=True).click()
    expect(page.locator("#id_name")).to_be_focused()


FOCUS = """() => {
    const here = document.activeElement, style = getComputedStyle(here);
    const name = (here.innerText || here.ariaLabel || here.name || here.tagName).trim();
    return [name, style.outlineStyle !== "none" || style.boxShadow !== "none"];
}"""


def _invalid(source: str) -> list[str]:
    """Faults of a page's HTML as it was sent: of its grammar, and ids given twice."""
    parser = html5lib.HTMLParser()
    parser.parse(source)
    twice = [name for name, count in Counter(re.findall(r'\sid="([^"]+)"', source)).items() if count > 1]
    faults = [fault for fault in parser.errors if fault[1] != "expected-named-entity"]  # "&on=" is valid in an address
    return [f"line {place[0]}: {code} {data}" for place, code, data in faults] + [f"id {name}" for name in twice]


def _check(page) -> list[str]:
    """What is wrong with the page that is open, as `address: rule: element`."""
    wrong = [
        f"{page.url}: {violation['id']}: {violation['nodes'][0]['html'][:160]}"
        for violation in Axe().run(page).response["violations"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wrong + ([f"{page.url}: {wide} px wider than the window"] if wide > 0 else [])
