"""Granting and ending roles. Every path goes through the same rules under the account's lock."""

from datetime import date, timedelta

from django.utils import timezone

from huanjie.accounts import areas, permissions
from huanjie.accounts.models import Assignment, User
from huanjie.accounts.queries import installation
from huanjie.accounts.rules import Holding, area_fits, may_hold_together
from huanjie.accounts.services.accounts import keep_one_administrator
from huanjie.activity.services import act
from huanjie.shared.verdict import Refused, require


def grant_assignment(
    *, user: User, role: str, area: str = "", by, starts_on: date | None = None, ends_on: date | None = None,
    area_name: str | None = None,
) -> Assignment:  # fmt: skip
    """Give an account a role for an area (prefix) and dates (from today, without end, unless given).

    `area_name` is looked up when not given, and an unknown area is refused. Raises Refused when the area's level does
    not fit the role, when an administrator would hold a second role, or when the person grants to himself."""
    starts_on = starts_on or timezone.localdate()
    require(permissions.can_grant(by, user))
    if ends_on is not None and ends_on < starts_on:
        raise Refused("结束日期早于开始日期。")
    home = installation.current()
    require(area_fits(role, area, home.area_code if home else ""))
    if area_name is None:
        area_name = areas.full_name_of(area) if area else ""
        if area and not area_name:
            raise Refused(f"区划表中没有代码为“{area}”的区域。请核对代码，或先导入区划。")
    with act() as log:
        User.objects.select_for_update().get(pk=user.pk)
        new = Holding(role, area, starts_on, ends_on)
        require(may_hold_together(new, holdings_of(user)))
        row = Assignment.objects.create(
            user=user, role=role, area_code=area, area_name=area_name[:60], starts_on=starts_on, ends_on=ends_on
        )
        log.record(
            by=by, verb="assignment.granted", subject=user, label=user.username, area=area,
            detail={"role": str(role), "area": area, "starts_on": str(starts_on), "ends_on": str(ends_on or "")},
        )  # fmt: skip
    return row


def holdings_of(user: User) -> list[Holding]:
    """What an account holds now, held, or will hold."""
    rows = Assignment.objects.standing().filter(user=user)
    return [Holding(a.role, a.area_code, a.starts_on, a.ends_on) for a in rows]


def end_assignment(*, assignment: Assignment, by, on: date | None = None) -> Assignment:
    """Take a role back: at once, or with `on` as its last day. The row stays as history."""
    today = timezone.localdate()
    with act() as log:
        User.objects.select_for_update().get(pk=assignment.user_id)
        row = Assignment.objects.select_related("user").get(pk=assignment.pk)
        require(permissions.can_end(by, row))
        if on is None:
            keep_one_administrator(without=Assignment.objects.filter(pk=row.pk))
            row.revoked_at = timezone.now()
        else:
            if on < max(today, row.starts_on):
                raise Refused("最后有效日期不能早于今天，也不能早于开始日期。要立即收回，请将日期留空。")
            if row.ends_on is not None and on > row.ends_on:
                raise Refused(f"该授权本来就在 {row.ends_on} 结束。要延长，请另行授权。")
            keep_one_administrator_after(row, on)
            row.ends_on = on
        row.save(update_fields=["revoked_at", "ends_on"])
        log.record(
            by=by, verb="assignment.ended", subject=row.user, label=row.user.username, area=row.area_code,
            detail={"role": row.role, "area": row.area_code, "last_day": str(on or "")},
        )  # fmt: skip
    return row


def keep_one_administrator_after(row: Assignment, on: date) -> None:
    """A last day set for the only administrator of a kind is refused too, unless another one stands the day after."""
    others = Assignment.objects.in_force(on + timedelta(days=1)).filter(user__is_active=True)
    if not others.filter(role=row.role).exclude(pk=row.pk).exists():
        keep_one_administrator(without=Assignment.objects.filter(role=row.role))
