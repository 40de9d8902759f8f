"""Photograph the product: `python scripts/screenshots.py ADDRESS FOLDER`. Signs in with the demo accounts of the
installation named by the environment and takes each page at desktop and phone width."""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huanjie.settings")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs an event loop in this thread
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
django.setup()

from django.urls import reverse  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from candidates.models import Candidate  # noqa: E402
from elections.models import CommunityCycle, PartyMember  # noqa: E402
from huanjie.accounts.queries import installation  # noqa: E402
from reports.models import Briefing  # noqa: E402

SIZES = {"desktop": {"width": 1366, "height": 850}, "phone": {"width": 390, "height": 844}}


def pages() -> list[tuple[str, str, str]]:
    """(file name, account, address)."""
    first = {
        "briefing": Briefing.objects.order_by("-pk").first(),
        "candidate": Candidate.objects.order_by("pk").first(),
        "community_cycle": CommunityCycle.objects.order_by("area_code").first(),
        "member": PartyMember.objects.order_by("area_code").first(),
    }
    return [
        ("home-street", "jiedao01", reverse("home")),
        ("sheet", "jiedao01", reverse("reports:sheet")),
        ("sheet-open", "jiedao09", reverse("reports:sheet")),
        ("weekly", "jiedao01", reverse("reports:weekly_list")),
        ("home-district", "qwzzb", reverse("home")),
        ("district", "qwzzb", reverse("reports:district_day")),
        ("figure", "qwzzb", reverse("reports:figure", args=["registered_voters"])),
        ("trend", "qwzzb", reverse("reports:trend")),
        ("board", "qwzzb", reverse("elections:board")),
        ("community", "qwzzb", first["community_cycle"].get_absolute_url()),
        ("candidates", "qwzzb", reverse("candidates:candidates")),
        ("candidate", "qwzzb", first["candidate"].get_absolute_url()),
        ("audits", "qwzzb", reverse("audits:audits")),
        ("members", "jiedao01", reverse("elections:members")),
        ("member", "jiedao01", first["member"].get_absolute_url()),
        ("import", "jiedao01", reverse("files:import_new", args=["roster"])),
        ("briefings", "qwzzb", reverse("reports:briefings")),
        ("briefing", "qwzzb", first["briefing"].get_absolute_url()),
        ("leader", "lingdao", reverse("reports:leader")),
        ("accounts", "xitong", reverse("accounts:accounts")),
        ("activity", "rizhi", reverse("activity:entries")),
    ]


def main(address: str, folder: Path, wanted: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    password = installation.current().demo_accounts["password"]
    shots = [shot for shot in pages() if not wanted or shot[0] in wanted]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
        )
        for size, viewport in SIZES.items():
            signed_in: dict = {}
            for name, account, path in shots:
                if account not in signed_in:
                    context = browser.new_context(viewport=viewport, locale="zh-CN", timezone_id="Asia/Shanghai")
                    page = context.new_page()
                    page.goto(address + reverse("accounts:sign_in"))
                    if not signed_in and (not wanted or "sign-in" in wanted):
                        page.screenshot(path=folder / f"sign-in-{size}.png", full_page=False)
                    page.fill("[name=username]", account)
                    page.fill("[name=password]", password)
                    page.press("[name=password]", "Enter")
                    page.wait_for_load_state()
                    signed_in[account] = page
                page = signed_in[account]
                page.goto(address + path)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=folder / f"{name}-{size}.png", full_page=False)
                print(f"{name}-{size}")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
