"""Columns of the lists of results. Of a person only name, sex, post and votes leave the house."""

from django.urls import reverse

from elections.enums import BallotState, ElectState, HandoverStanding
from huanjie.shared import clock
from huanjie.tables import Column, Empty, ListPage


def _community(row) -> str:
    return reverse("elections:ballots", args=[row.community_cycle_id])


PLACE = (
    Column("street", "街道", "community_cycle.community.subdistrict.name", sort="area_code"),
    Column("community", "社区", "community_cycle.community.name", url=_community, sort="area_code"),
)

BALLOTS = ListPage(
    title="选举结果",
    columns=[
        PLACE[1],
        Column(
            "round", "投票", lambda row: f"{row.get_side_display()}第{row.round_number}轮",
            url=lambda row: row.get_absolute_url(), sort=("side", "round_number"),
        ),
        PLACE[0],
        Column("kind", "投票类型", "get_kind_display", sort="kind"),
        Column("held_on", "投票日期", sort="held_on"),
        Column("state", "状态", badge=BallotState, sort="state"),
        Column("due", "有权参加", "due_count", numeric=True, unit="人", sort="due_count"),
        Column("attended", "参加投票", lambda row: row.counts and row.counts["attended"], numeric=True, unit="人"),
        Column("seats", "应选", "seat_count", numeric=True, unit="名", sort="seat_count"),
        Column("elected", "当选", "elected_count", numeric=True, unit="名", sort="elected_count"),
        Column("valid", "结果", lambda row: {True: "有效", False: "无效"}.get(row.is_valid, ""), sort="is_valid"),
        Column("report_number", "报告单编号", sort="report_number", default=False),
    ],
    default_sort="community",
    empty=Empty("还没有投票登记", "投票结束后，在社区页面的“选举结果”里登记签字的报告单。"),
)  # fmt: skip

ELECTED = ListPage(
    title="当选人",
    columns=[
        Column("name", "姓名", url=lambda row: row.get_absolute_url(), sort="name"),
        Column("gender", "性别", "get_gender_display", sort="gender"),
        Column("post", "职务", "get_post_display", sort="post"),
        Column("votes", "得票", numeric=True, unit="票", sort="votes"),
        *PLACE,
        Column("state", "情况", badge=ElectState, sort="state"),
        Column("elected_on", "当选日期", sort="elected_on"),
        Column("document_number", "依据文号", sort="document_number", default=False),
    ],
    default_sort="community",
    empty=Empty("还没有当选人", "结果确认以后，当选人会出现在这里。"),
)


def _days(row) -> int | None:
    return None if row.done_on else (row.due_on - clock.today()).days


HANDOVERS = ListPage(
    title="工作移交",
    columns=[
        Column(
            "community", "社区", "community_cycle.community.name", url=lambda row: row.get_absolute_url(),
            sort="area_code",
        ),
        Column("street", "街道", "community_cycle.community.subdistrict.name", sort="area_code"),
        Column("elected_on", "新一届产生", sort="elected_on"),
        Column("due_on", "最迟完成", sort="due_on"),
        Column("days_left", "还剩", _days, numeric=True, unit="天", sort="due_on"),
        Column(
            "items", "已移交", lambda row: f"{sum(item['is_done'] for item in row.items)}/{len(row.items)} 项"
        ),
        Column("done_on", "完成日期", sort="done_on"),
        Column("standing", "情况", lambda row: _standing(row), badge=HandoverStanding),
    ],
    default_sort="due_on",
    empty=Empty("还没有要办的移交", "居委会选举结果全部确认以后，移交清单自动建立，十日内完成。"),
)  # fmt: skip


def _standing(row) -> HandoverStanding:
    if row.done_on:
        return HandoverStanding.DONE
    return HandoverStanding.OVERDUE if row.due_on < clock.today() else HandoverStanding.UNDER_WAY
