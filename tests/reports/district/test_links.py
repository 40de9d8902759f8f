"""Every link on these pages opens, whoever looks."""

import html
import re

import pytest

from huanjie.accounts.enums import Role

EAST = "420199001"
PAGES = ("/reports/district/", "/reports/district/?tab=communities", "/reports/figures/", "/reports/leader/",
         "/reports/figures/turnout/", "/reports/trend/", "/reports/district/discrepancies/")  # fmt: skip


@pytest.mark.parametrize(
    ("role", "area"),
    [
        (Role.DISTRICT_ORGANIZER, "420199"),
        (Role.LEADER, "420199"),
        (Role.LEADER, "4201"),
        (Role.LEADER, ""),
        (Role.STREET_STAFF, EAST),
        (Role.COMMUNITY_CLERK, EAST + "001"),
    ],
)
def test_no_dead_links(discrepancy, client_as, role, area):
    client, dead, seen = client_as(role, area), [], set()
    for url in PAGES:
        page = client.get(url)
        if page.status_code != 200:
            continue
        for link in re.findall(r'(?:href|src|srcset)="([^"#]+)"', page.content.decode()):
            link = html.unescape(link)
            target = url.split("?")[0] + link if link.startswith("?") else link
            # one area of each length and one sort or export is enough of each kind
            kind = re.sub(r"(sort|export)=[^&]*", r"\1", re.sub(r"area=(\d*)", lambda m: f"area{len(m[1])}", target))
            if not target.startswith("/reports/") or kind in seen:
                continue
            seen.add(kind)
            answer = client.get(target)
            if answer.status_code != 200:
                dead.append((url, target, answer.status_code))
    assert dead == []
