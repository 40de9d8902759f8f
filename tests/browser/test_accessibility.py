"""Every page a role can go to from its start page, at a desk and on a phone: axe finds nothing, nothing is cut off."""

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
        page.goto(place)
        found += _check(page)
    assert found == []


def _check(page) -> list[str]:
    """What is wrong with the page that is open, as `address: rule: element`."""
    wrong = [
        f"{page.url}: {violation['id']}: {violation['nodes'][0]['html'][:160]}"
        for violation in Axe().run(page).response["violations"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wrong + ([f"{page.url}: {wide} px wider than the window"] if wide > 0 else [])
