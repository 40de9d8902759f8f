"""(b) The district's day of 141 communities against the Django admin's list of the same reports."""

from contextlib import nullcontext
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from huanjie.accounts.enums import Role
from huanjie.shared import clock
from reports.models import DailyReport
from tests.benchmarks import field
from tests.benchmarks.measuring import Options, Taken, line, median, rounded, say

OURS, STREETS, ADMIN = "communities", "streets", "admin"
STOCK_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def stock_django():
    """The settings under which the admin is measured: Django's own middleware and context processors, none of ours."""
    [engine] = settings.TEMPLATES
    processors = [name for name in engine["OPTIONS"]["context_processors"] if name.startswith("django.")]
    return override_settings(
        ROOT_URLCONF="tests.benchmarks.admin_urls", MIDDLEWARE=STOCK_MIDDLEWARE,
        TEMPLATES=[{**engine, "OPTIONS": {**engine["OPTIONS"], "context_processors": processors}}],
    )  # fmt: skip


def run(options: Options) -> list[dict]:
    days, streets, communities, times = (3, 2, 5, 2) if options.quick else (20, 17, 141, 30)
    times = options.times or times
    field.settle(streets, communities)
    today = clock.today()
    say(f"{days} 天 × {communities} 个社区的日报")
    cycle = field.open_district()
    field.play_days(cycle, [today - timedelta(days=back) for back in reversed(range(days))])
    assert DailyReport.objects.filter(state="approved").count() == days * communities
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    user = field.account("zuzhibu", Role.DISTRICT_ORGANIZER, field.DISTRICT)
    addresses = {
        OURS: f"/reports/district/?area={field.DISTRICT}&on={today}&tab=communities",
        STREETS: f"/reports/district/?area={field.DISTRICT}&on={today}",
        ADMIN: f"/admin/reports/dailyreport/?on__exact={today}",
    }
    clients = {name: _client(user) for name in addresses}

    def ask(name: str):
        if name != ADMIN:
            return clients[name].get(addresses[name])
        with stock_django():
            return clients[name].get(addresses[name])

    queries, bytes_ = {}, {}
    for name in addresses:
        for _ in range(3):
            page = ask(name)
        assert page.status_code == 200, (name, page.status_code, page.headers)
        shown = page.content.decode().count("<tr")
        assert shown >= (streets if name == STREETS else communities), (name, shown)
        with CaptureQueriesContext(connection) as captured:
            bytes_[name] = len(ask(name).content)
        queries[name] = len(captured)
    say(f"每页 {times} 次")
    taken = _measure(times, clients, addresses)
    admin = median(taken[ADMIN].clock)
    lines = []
    for name, words in (
        (OURS, f"district view, {communities} communities"),
        (STREETS, f"district view, {streets} streets"),
    ):
        ours = median(taken[name].clock)
        lines.append(
            line("b", f"{words}, admin list", ours * 1000, admin * 1000, "< 1 (faster)", ours < admin, "ms",
                 f"median of {times}; queries {queries[name]} and {queries[ADMIN]}; KB {bytes_[name] // 1024} and "
                 f"{bytes_[ADMIN] // 1024}", kept=days * communities, queries=queries[name], admin_queries=queries[ADMIN],
                 ours_s=taken[name].as_dict(), admin_s=taken[ADMIN].as_dict(),
                 cpu_ratio=rounded(median(taken[name].cpu) / median(taken[ADMIN].cpu)))
        )  # fmt: skip
    return lines


def _client(user) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _measure(times: int, clients: dict, addresses: dict) -> dict[str, Taken]:
    """In turns of five, so that settings change seldom and a busy moment falls on all alike."""
    taken = {name: Taken() for name in addresses}
    for _ in range(0, times, 5):
        for name, address in addresses.items():
            client = clients[name]
            with stock_django() if name == ADMIN else nullcontext():
                client.get(address)
                for _ in range(min(5, times)):
                    taken[name].measure(lambda client=client, address=address: client.get(address))
    return taken
