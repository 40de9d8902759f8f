"""Columns of the lists of people and organizations."""

from urllib.parse import urlencode

from django.urls import reverse

from huanjie.tables import Column, Empty, ListPage


def membership(member) -> str:
    return "预备党员" if member.is_probationary else "正式党员"


def members_of(organization) -> str:
    """The list of members of one organization."""
    query = urlencode({"place": organization.area_code, "organization": organization.name})
    return f"{reverse('elections:members')}?{query}"


MEMBERS = ListPage(
    title="党员名册",
    columns=[
        Column("name", "姓名", url=lambda row: row.get_absolute_url(), sort="name"),
        Column("gender", "性别", "get_gender_display", sort="gender"),
        Column("id_number", "身份证号", "id_number_masked"),
        Column("birth_date", "出生日期", sort="birth_date"),
        Column("ethnicity", "民族", default=False),
        Column("education", "学历", "get_education_display", sort="education"),
        Column("membership", "党员类别", membership, sort="is_probationary"),
        Column("join_date", "入党时间", sort="join_date"),
        Column("full_date", "转正时间", sort="full_date", default=False),
        Column("organization", "所在党组织", "organization.name", sort="organization__name"),
        Column("community", "社区", "community.name", sort="area_code"),
        Column("street", "街道", "community.subdistrict.name", sort="area_code"),
        Column("phone", "联系电话", "phone_masked", default=False),
        Column("left_on", "转出日期", sort="left_on", default=False),
        Column("updated_at", "更新时间", sort="updated_at", default=False),
    ],
    default_sort="community",
    empty=Empty("名册里还没有人", "可以导入党员花名册，也可以逐个登记。"),
)

ORGANIZATION_COLUMNS = (
    Column("name", "名称", url=lambda row: reverse("elections:organization", args=[row.pk]), sort="name"),
    Column("kind", "类型", "get_kind_display", sort="kind"),
    Column("parent", "上级党组织", "parent.name"),
    Column("community", "社区", "community.name", sort="area_code"),
    Column("street", "街道", "community.subdistrict.name", sort="area_code"),
)


def organizations(may_see_members: bool) -> ListPage:
    """The list of organizations; the counts open their rows for those who may see them."""
    url = members_of if may_see_members else None
    counts = (
        Column("member_count", "党员", url=url, numeric=True, unit="人", sort="member_count"),
        Column("probationary_count", "其中预备", numeric=True, unit="人", sort="probationary_count"),
    )
    return ListPage(
        title="党组织",
        columns=[*ORGANIZATION_COLUMNS, *counts],
        default_sort="community",
        empty=Empty("还没有党组织", "导入党员花名册时会按“所在党支部”自动建立，也可以逐个登记。"),
    )
