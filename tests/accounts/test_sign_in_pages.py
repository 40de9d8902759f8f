"""The door: in, out, locked, timed out, password, whose eyes."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from huanjie.accounts.enums import Role
from huanjie.accounts.models import Assignment, Installation, User
from huanjie.accounts.services import unlock
from huanjie.activity.models import ActivityEntry
from huanjie.activity.queries.chain import verify_chain

PASSWORD = "Right-Horse-7"
SIGN_IN = "/accounts/sign-in/"


@pytest.fixture
def staff(person):
    user = person(Role.STREET_STAFF)
    user.set_password(PASSWORD)
    user.save()
    return user


def attempt(client, username, password, **extra):
    return client.post(SIGN_IN, {"username": username, "password": password, **extra})


def verbs():
    return list(ActivityEntry.objects.order_by("number").values_list("verb", flat=True))


def test_in_and_out_are_logged_without_the_password(client, staff):
    assert attempt(client, staff.username, PASSWORD).headers["Location"] == "/start"
    assert client.post("/accounts/sign-out/").headers["Location"] == SIGN_IN
    assert verbs() == ["account.signed_in", "account.signed_out"]
    assert PASSWORD not in str(list(ActivityEntry.objects.values()))
    assert verify_chain().broken_at is None


def test_back_to_the_page_asked_for(client, staff):
    asked = reverse("accounts:change_password")
    assert client.get(asked).headers["Location"] == f"{SIGN_IN}?next={asked}"
    assert attempt(client, staff.username, PASSWORD, next=asked).headers["Location"] == asked
    client.post("/accounts/sign-out/")
    assert attempt(client, staff.username, PASSWORD, next="https://evil.example/").headers["Location"] == "/start"


def test_a_strangers_typing_is_not_written_down(client, staff):
    attempt(client, "My-Secret-Password-9", "x")
    entry = ActivityEntry.objects.get()
    assert (entry.verb, entry.subject_label, entry.subject_id) == ("account.sign_in_failed", "未知账号", "")
    assert "My-Secret-Password-9" not in str(list(ActivityEntry.objects.values()))


def test_five_failures_lock_with_words_and_the_right_password_does_not_help(client, staff, viewer):
    for _ in range(4):
        assert attempt(client, staff.username, "wrong").status_code == 200
    page = attempt(client, staff.username, "wrong")
    assert page.status_code == 429
    text = page.content.decode()
    assert "10 分钟" in text and "安全管理员" in text
    assert attempt(client, staff.username, PASSWORD).status_code == 429
    assert verbs() == ["account.sign_in_failed"] * 5 + ["account.locked_out"]
    unlock(user=staff, by=viewer(Role.SECURITY_ADMINISTRATOR))
    assert attempt(client, staff.username, PASSWORD).status_code == 302


def test_the_lock_ends_by_itself(client, staff):
    for _ in range(5):
        attempt(client, staff.username, "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME, seconds=1))
    assert attempt(client, staff.username, PASSWORD).status_code == 302


def test_full_width_typing_does_not_pass_the_lock(client, staff):
    for _ in range(5):
        attempt(client, staff.username, "wrong")
    wide = staff.username.replace("u", "ｕ", 1)
    assert attempt(client, wide, PASSWORD).status_code == 429


def test_a_session_that_ran_out_says_so(client, staff):
    attempt(client, staff.username, PASSWORD)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    away = client.get("/accounts/password/").headers["Location"]
    assert away == f"{SIGN_IN}?next=/accounts/password/&why=idle"
    assert "因长时间未操作已自动退出" in client.get(away).content.decode()


def test_a_fragment_takes_the_whole_page_to_the_door(client, staff):
    attempt(client, staff.username, PASSWORD)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    answer = client.get(
        "/accounts/password/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/a/b/"}
    )
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, f"{SIGN_IN}?next=%2Fa%2Fb%2F&why=idle")


def test_a_changed_password_ends_other_sessions(client, staff):
    attempt(client, staff.username, PASSWORD)
    staff.set_password("Other-Horse-8")
    staff.save()
    assert client.get("/accounts/password/").headers["Location"].endswith("&why=ended")


def test_a_disabled_account_is_out_at_the_next_click(client, staff):
    attempt(client, staff.username, PASSWORD)
    User.objects.filter(pk=staff.pk).update(is_active=False)
    assert client.get("/accounts/password/").headers["Location"].endswith("&why=ended")
    assert attempt(client, staff.username, PASSWORD).status_code == 200


def test_the_session_is_not_written_on_each_request(client, staff, django_assert_num_queries):
    attempt(client, staff.username, PASSWORD)
    client.get("/accounts/password/")
    before = Session.objects.get().session_data
    client.get("/accounts/password/")
    assert Session.objects.get().session_data == before


@pytest.mark.parametrize("why", ["temporary", "old"])
def test_a_password_that_must_change_comes_first(client, staff, why):
    if why == "temporary":
        staff.must_change_password = True
    else:
        staff.password_changed_at = timezone.now() - timedelta(days=settings.PASSWORD_MAX_AGE_DAYS, seconds=1)
    staff.save()
    attempt(client, staff.username, PASSWORD)
    assert client.get("/").headers["Location"] == "/accounts/password/"
    form = {"old_password": PASSWORD, "new_password1": "Other-Horse-8", "new_password2": "Other-Horse-8"}
    assert client.post("/accounts/password/", form).headers["Location"] == "/"
    assert client.get("/accounts/password/").status_code == 200
    staff.refresh_from_db()
    assert (staff.check_password("Other-Horse-8"), staff.must_change_password) == (True, False)
    assert verbs() == ["account.signed_in", "account.password_changed"]


def test_the_rules_speak_on_the_page(client, staff):
    attempt(client, staff.username, PASSWORD)
    form = {"old_password": PASSWORD, "new_password1": "short", "new_password2": "short"}
    text = client.post("/accounts/password/", form).content.decode()
    assert "密码至少 8 位。" in text and "每 90 天至少更换一次。" in text
    form = {"old_password": PASSWORD, "new_password1": PASSWORD, "new_password2": PASSWORD}
    assert "不能使用最近 5 次用过的密码。" in client.post("/accounts/password/", form).content.decode()


def test_without_a_role_one_page_says_whom_to_ask(client, staff):
    staff.assignments.all().delete()
    attempt(client, staff.username, PASSWORD)
    assert client.get("/").headers["Location"] == "/accounts/no-assignment/"
    page = client.get("/accounts/no-assignment/")
    assert (page.status_code, "请联系安全管理员" in page.content.decode()) == (403, True)


def test_whose_eyes(client, staff):
    other = Assignment.objects.create(user=staff, role=Role.LEADER, area_code="990101", area_name="试点区",
                                      starts_on=timezone.localdate())  # fmt: skip
    attempt(client, staff.username, PASSWORD)
    assert client.get("/accounts/password/").context["viewer"].role == Role.LEADER
    mine = staff.assignments.get(role=Role.STREET_STAFF)
    client.post("/accounts/eyes/", {"assignment": mine.pk})
    assert client.get("/accounts/password/").context["viewer"].area == "990101001"
    foreign = Assignment.objects.exclude(user=staff).first()
    client.post("/accounts/eyes/", {"assignment": foreign.pk if foreign else 0})
    assert client.get("/accounts/password/").context["viewer"].area == "990101001"
    client.post("/accounts/eyes/", {"assignment": other.pk})
    assert client.get("/accounts/password/").context["viewer"].role == Role.LEADER


def test_demo_accounts_are_shown_only_on_a_demo(client, home):
    demo = {"password": "Demo-2026", "accounts": [
        {"username": "d1", "name": "演示甲", "role_label": "街道工作人员", "area_name": "前街街道"}]}  # fmt: skip
    Installation.objects.update(demo_accounts=demo)
    assert "演示甲" not in client.get(SIGN_IN).content.decode()
    Installation.objects.update(is_demo=True)
    text = client.get(SIGN_IN).content.decode()
    assert re.findall(r"演示甲|Demo-2026", text) == ["Demo-2026", "演示甲"]
