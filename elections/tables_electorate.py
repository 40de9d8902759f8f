"""Columns of the electorate's lists."""

from django.urls import reverse

from elections.enums_electorate import ObjectionState
from elections.filters_cycle import without_street
from huanjie.shared import clock
from huanjie.tables import Column, Empty, ListPage


def people_page(label: str, attendance) -> ListPage:
    """The people behind one number, ID numbers masked, with the reason."""
    return ListPage(
        title=label,
        columns=[
            Column("name", "姓名", url=lambda row: row.get_absolute_url(), sort="name"),
            Column("gender", "性别", "get_gender_display", sort="gender"),
            Column("id_number", "身份证号", "id_number_masked"),
            Column("organization", "所在党组织", "organization.name", sort="organization__name"),
            Column("reason", "原因", lambda row: attendance.reasons[row.pk].words),
            Column("article", "依据", lambda row: attendance.reasons[row.pk].article),
        ],
        default_sort="name",
        empty=Empty("没有人", "这个数为 0。"),
    )


def _meeting(row) -> str:
    return reverse("elections:assembly", args=[row.pk])


def halls_page(viewer) -> ListPage:
    """Members against seats; those short of most seats first."""
    return ListPage(
        title="党员人数与会场",
        columns=without_street(
            [
                Column("community", "社区", "community.name", url=_meeting, sort="area_code"),
                Column("street", "街道", "community.subdistrict.name", sort="area_code"),
                Column("party_members", "在册党员", numeric=True, unit="人", sort="party_members"),
                Column("hall_count", "会场", numeric=True, unit="个", sort="hall_count"),
                Column("hall_seats", "座位", numeric=True, unit="个", sort="hall_seats"),
                Column("missing_seats", "缺座位", numeric=True, unit="个", sort="missing_seats"),
            ],
            viewer,
        ),
        default_sort="-missing_seats",
        empty=Empty("没有社区"),
    )


def _standing(row) -> str:
    if row.state == ObjectionState.DECIDED:
        return "resolved"
    return "overdue" if row.decide_by < clock.today() else "pending"


def _objections_of(row) -> str:
    return reverse("elections:objection", args=[row.pk])


def objections_page(viewer) -> ListPage:
    """Objections with their clocks, overdue first."""
    return ListPage(
        title="选民名单异议",
        columns=without_street(
            [
                Column("name", "涉及的选民", url=_objections_of, sort="name"),
                Column("group", "居民小组", sort="group"),
                Column("community", "社区", "community_cycle.community.name", sort="area_code"),
                Column("street", "街道", "community_cycle.community.subdistrict.name", sort="area_code"),
                Column("matter", "事项", "get_matter_display", sort="matter"),
                Column("received_on", "收到日期", sort="received_on"),
                Column("decide_by", "处理期限", sort="decide_by"),
                Column("standing", "状态", _standing, template="elections/_objection_standing.html", sort="urgency"),
                Column("is_late", "逾期提出", lambda row: "是" if row.is_late else "", sort="is_late"),
                Column("decided_on", "处理日期", sort="decided_on"),
                Column("outcome", "结果", "get_outcome_display", sort="outcome"),
            ],
            viewer,
        ),
        default_sort="standing",
        empty=Empty("没有异议", "选民名单公布之后五日内提出的异议登记在各社区的“选民登记”页。"),
    )
