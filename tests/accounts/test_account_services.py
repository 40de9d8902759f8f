"""Accounts and roles through their services."""

from datetime import timedelta

import pytest
from django.utils import timezone

from huanjie.accounts import services
from huanjie.accounts.enums import Role
from huanjie.accounts.models import Assignment, PasswordHistory, User
from huanjie.accounts.viewers import Viewer
from huanjie.activity.models import ActivityEntry
from huanjie.shared.verdict import Refused


def verbs():
    return list(ActivityEntry.objects.order_by("number").values_list("verb", flat=True))


def new_user(username="w1"):
    return services.create_account(username=username, name="王五", by=Viewer.system())[0]


def test_a_new_account_must_change_its_first_password(viewer):
    user, password = services.create_account(
        username=" w1 ", name="王五", unit="前街", by=viewer(Role.SYSTEM_ADMINISTRATOR)
    )
    assert (user.username, user.unit, user.must_change_password) == ("w1", "前街", True)
    assert user.check_password(password)
    assert verbs() == ["account.created"]
    assert password not in str(list(ActivityEntry.objects.values()))
    assert "王五" not in str(list(ActivityEntry.objects.values("subject_label", "detail")))


def test_a_work_number_is_taken_once(viewer):
    new_user()
    with pytest.raises(Refused) as refusal:
        services.create_account(username="w1", name="别人", by=viewer(Role.SYSTEM_ADMINISTRATOR))
    assert str(refusal.value) == "工号“w1”已有账号。"


def test_a_given_password_follows_the_rules(db):
    with pytest.raises(Refused):
        services.create_account(username="w1", name="王五", password="short", by=Viewer.system())
    assert not User.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_who_may_open_accounts_and_who_may_grant(viewer, role):
    by = viewer(role)
    user = new_user()

    def allowed(act):
        try:
            act()
        except Refused:
            return False
        return True

    assert allowed(lambda: services.create_account(username="w2", name="赵六", by=by)) == (
        role == Role.SYSTEM_ADMINISTRATOR
    )
    assert allowed(lambda: services.reset_password(user=user, by=by)) == (role == Role.SYSTEM_ADMINISTRATOR)
    assert allowed(lambda: services.disable_account(user=user, by=by)) == (role == Role.SYSTEM_ADMINISTRATOR)
    assert allowed(lambda: services.unlock(user=user, by=by)) == (role == Role.SECURITY_ADMINISTRATOR)
    assert allowed(lambda: services.grant_assignment(user=user, role=Role.AUDITOR, area="990101", by=by)) == (
        role == Role.SECURITY_ADMINISTRATOR
    )


def test_granting_writes_the_area_name_and_the_log(viewer):
    row = services.grant_assignment(
        user=new_user(), role=Role.STREET_STAFF, area="990101001", by=viewer(Role.SECURITY_ADMINISTRATOR)
    )
    assert (row.area_name, row.starts_on, row.ends_on) == ("试验市试点区前街街道", timezone.localdate(), None)
    assert verbs()[-1] == "assignment.granted"


def test_nobody_grants_to_himself(viewer, person):
    by = viewer(Role.SECURITY_ADMINISTRATOR)
    with pytest.raises(Refused, match="不能给自己授权"):
        services.grant_assignment(user=person(Role.SECURITY_ADMINISTRATOR), role=Role.LEADER, area="990101", by=by)


def test_three_administrators_exclude_everything_else(viewer, person):
    by = viewer(Role.SECURITY_ADMINISTRATOR)
    for holder, role, area in (
        (Role.SYSTEM_ADMINISTRATOR, Role.ACTIVITY_ADMINISTRATOR, ""),
        (Role.SYSTEM_ADMINISTRATOR, Role.STREET_STAFF, "990101001"),
        (Role.STREET_STAFF, Role.SYSTEM_ADMINISTRATOR, ""),
    ):
        with pytest.raises(Refused, match="不能由同一人同时担任"):
            services.grant_assignment(user=person(holder), role=role, area=area, by=by)
        assert Assignment.objects.filter(user=person(holder)).count() == 1


def test_an_unknown_area_is_refused(viewer):
    with pytest.raises(Refused, match="区划表中没有代码"):
        services.grant_assignment(
            user=new_user(), role=Role.STREET_STAFF, area="990101009", by=viewer(Role.SECURITY_ADMINISTRATOR)
        )


def test_ending_at_once_and_granting_again_the_same_day(viewer, person):
    by, today = viewer(Role.SECURITY_ADMINISTRATOR), timezone.localdate()
    user = person(Role.STREET_STAFF)
    services.end_assignment(assignment=user.assignments.get(), by=by)
    assert list(Assignment.objects.in_force(today).filter(user=user)) == []
    services.grant_assignment(user=user, role=Role.STREET_STAFF, area="990101001", by=by)
    assert Assignment.objects.in_force(today).filter(user=user).count() == 1
    assert user.assignments.count() == 2


def test_ending_with_a_last_day(viewer, person):
    by, today = viewer(Role.SECURITY_ADMINISTRATOR), timezone.localdate()
    row = person(Role.STREET_STAFF).assignments.get()
    services.end_assignment(assignment=row, by=by, on=today)
    assert Assignment.objects.in_force(today).filter(pk=row.pk).exists()
    assert not Assignment.objects.in_force(today + timedelta(days=1)).filter(pk=row.pk).exists()
    with pytest.raises(Refused, match="最后有效日期不能早于今天"):
        services.end_assignment(assignment=row, by=by, on=today - timedelta(days=1))


def test_the_last_of_an_administrator_kind_stays(viewer, person):
    system, by = person(Role.SYSTEM_ADMINISTRATOR), viewer(Role.SECURITY_ADMINISTRATOR)
    with pytest.raises(Refused, match="至少要保留一名“系统管理员”"):
        services.end_assignment(assignment=system.assignments.get(), by=by)
    with pytest.raises(Refused, match="至少要保留一名“安全管理员”"):
        services.disable_account(user=person(Role.SECURITY_ADMINISTRATOR), by=viewer(Role.SYSTEM_ADMINISTRATOR))
    second = new_user("w9")
    services.grant_assignment(user=second, role=Role.SYSTEM_ADMINISTRATOR, by=by)
    services.end_assignment(assignment=system.assignments.get(), by=by)
    assert not Assignment.objects.in_force(timezone.localdate()).filter(user=system).exists()


def test_administrators_do_not_reset_one_another(viewer, person):
    with pytest.raises(Refused, match="三员之间不能互相重置密码"):
        services.reset_password(user=person(Role.SECURITY_ADMINISTRATOR), by=viewer(Role.SYSTEM_ADMINISTRATOR))


def test_resetting_gives_a_temporary_password(viewer, person):
    user = person(Role.STREET_STAFF)
    password = services.reset_password(user=user, by=viewer(Role.SYSTEM_ADMINISTRATOR))
    user.refresh_from_db()
    assert (user.check_password(password), user.must_change_password) == (True, True)
    assert verbs() == ["account.password_reset"]


def test_the_last_five_passwords_are_kept_and_not_used_again(viewer, person):
    user, by = person(Role.STREET_STAFF), viewer(Role.STREET_STAFF)
    for n in range(8):
        services.change_password(user=User.objects.get(pk=user.pk), password=f"Right-Horse-{n}", by=by)
    assert PasswordHistory.objects.filter(user=user).count() == 5
    fresh = User.objects.get(pk=user.pk)
    for n in (7, 6, 2):
        with pytest.raises(Refused, match="最近 5 次"):
            services.change_password(user=fresh, password=f"Right-Horse-{n}", by=by)
    services.change_password(user=fresh, password="Right-Horse-1", by=by)
    assert User.objects.get(pk=user.pk).check_password("Right-Horse-1")
