"""What elections can import, and its long jobs."""

from django.urls import reverse

from elections.permissions import can_import_roster
from elections.resources import RosterResource
from elections.services.paper_files import JOB_KIND, package_job
from huanjie.files.imports.kinds import ImportKind, PreviewColumn, register
from huanjie.files.kinds import JobKind
from huanjie.files.kinds import register as register_job

ROSTER = ImportKind(
    name="roster",
    label="党员花名册",
    resource=RosterResource,
    columns=(
        PreviewColumn("name", "姓名"),
        PreviewColumn("gender", "性别"),
        PreviewColumn("ethnicity", "民族"),
        PreviewColumn("birth", "出生年月", value_key="birth_date"),
        PreviewColumn("id_number", "身份证号码", mask="id"),
        PreviewColumn("education", "学历"),
        PreviewColumn("join_date", "入党时间"),
        PreviewColumn("full_date", "转正时间"),
        PreviewColumn("member_type", "党员类别"),
        PreviewColumn("branch", "所在党支部"),
        PreviewColumn("community", "社区"),
        PreviewColumn("phone", "联系电话", mask="phone"),
        PreviewColumn("remark", "备注"),
    ),
    may_import=can_import_roster,
    list_url="elections:members",
    hint="需要有“姓名”“身份证号码”和“入党时间”（或“所在党支部”“转正时间”“党员类别”之一）这几列，列的先后和写法不限。",
)
register(ROSTER)
register_job(
    JobKind(
        name=JOB_KIND,
        label="生成文书包",
        work=package_job,
        result_url=lambda job: reverse("elections:papers", args=[job.params["community_cycle"]]),
    )
)
