"""An empty installation, set up by somebody who has the server in hand."""

import io
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from elections.models import Community, Holiday
from elections.queries.calendar import forget
from huanjie.accounts import setup_code
from huanjie.accounts.models import Assignment, Installation, User
from huanjie.activity.models import ActivityEntry

pytestmark = pytest.mark.django_db(transaction=True)
DATA = Path(__file__).parents[2] / "data" / "divisions_before.csv"
ROLES = ("system_administrator", "security_administrator", "activity_administrator")


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield
    forget()


def people(**changed):
    form = {}
    for n, role in enumerate(ROLES):
        form |= {f"{role}_username": f"gly{n}", f"{role}_name": f"管理{'甲乙丙'[n]}", f"{role}_password": f"Good-Horse-{n}",
                 f"{role}_again": f"Good-Horse-{n}"}  # fmt: skip
    return form | changed


def with_code(client):
    answer = client.post("/elections/setup/", {"code": setup_code.read_or_create().lower().replace("-", " ")})
    assert answer.headers["Location"] == "/elections/setup/administrators/"


def test_everything_leads_to_the_wizard_but_health_and_static(client):
    for path in ("/", "/accounts/sign-in/", "/elections/territory/", "/setup/", "/nowhere/"):
        assert client.get(path).headers["Location"] == "/elections/setup/"
    assert client.get("/healthz").status_code == 200
    assert client.get("/static/nothing.css").status_code == 404
    assert client.get("/elections/setup/").status_code == 200
    assert stat.S_IMODE(setup_code.path().stat().st_mode) == 0o600


def test_a_stranger_without_the_code_stays_outside(client):
    for path in ("administrators", "district"):
        assert client.post(f"/elections/setup/{path}/", people()).headers["Location"] == "/elections/setup/"
    assert "设置码不正确" in client.post("/elections/setup/", {"code": "AAAAA-AAAAA"}).content.decode()
    assert (User.objects.count(), Installation.objects.count()) == (0, 0)


def test_from_nothing_to_ready(client):
    with_code(client)
    assert client.post("/elections/setup/administrators/", people()).headers["Location"] == "/elections/setup/district/"
    held = Assignment.objects.order_by("user__username")
    assert [(a.user.username, a.role, a.area_code, a.user.must_change_password) for a in held] == [
        (f"gly{n}", role, "", True) for n, role in enumerate(ROLES)]  # fmt: skip
    assert client.get("/").headers["Location"] == "/elections/setup/"
    with DATA.open("rb") as file:
        answer = client.post("/elections/setup/district/", {"code": "990101", "file": file})
    assert answer.headers["Location"] == "/elections/setup/done/"
    row = Installation.objects.get()
    assert (row.area_code, row.area_name, row.is_ready, row.is_demo) == ("990101", "试验市试点区", True, False)
    assert Community.objects.count() == 5
    assert Holiday.objects.filter(on__year=2026).exists()
    assert "安全管理员" in client.get("/elections/setup/done/").content.decode()
    assert not setup_code.path().exists()
    assert client.get("/elections/setup/").headers["Location"] == "/"
    assert client.get("/accounts/sign-in/").status_code == 200
    assert "Good-Horse" not in str(list(ActivityEntry.objects.values()))


def test_three_different_people_and_the_password_rules(client):
    with_code(client)
    for changed, words in (
        ({"security_administrator_username": "gly0"}, "工号不能相同"),
        ({"security_administrator_name": "管理甲"}, "姓名不能相同"),
        ({"activity_administrator_again": "Other"}, "两次填写的密码不一致"),
        ({"system_administrator_password": "short", "system_administrator_again": "short"}, "密码至少 8 位"),
    ):
        assert words in client.post("/elections/setup/administrators/", people(**changed)).content.decode()
    assert User.objects.count() == 0


def test_a_district_that_is_not_there(client):
    with_code(client)
    client.post("/elections/setup/administrators/", people())
    assert "请先导入代码文件" in client.post("/elections/setup/district/", {"code": "990101"}).content.decode()
    with DATA.open("rb") as file:
        assert "没有“980101”范围内" in client.post(
            "/elections/setup/district/", {"code": "980101", "file": file}).content.decode()  # fmt: skip
    assert (Community.objects.count(), Installation.objects.get().is_ready) == (0, False)
    call_command("load_divisions", str(DATA), stdout=io.StringIO())
    assert client.post("/elections/setup/district/", {"code": "990101"}).status_code == 302


def test_a_second_browser_takes_up_where_the_first_left(client):
    with_code(client)
    client.post("/elections/setup/administrators/", people())
    other = type(client)()
    with_code(other)
    assert other.get("/elections/setup/administrators/").headers["Location"] == "/elections/setup/district/"


def test_a_demonstration_has_no_wizard(client):
    Installation.objects.create(pk=1, is_demo=True)
    setup_code.read_or_create()
    assert client.get("/elections/setup/").headers["Location"] == "/"
    assert client.post("/elections/setup/administrators/", people()).headers["Location"] == "/"
    with pytest.raises(CommandError):
        call_command("setup_code")
    assert User.objects.count() == 0


def test_the_command_prints_the_code():
    out = io.StringIO()
    call_command("setup_code", stdout=out)
    assert out.getvalue().strip() == setup_code.path().read_text().strip()
