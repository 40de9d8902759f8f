"""What candidates can import."""

from candidates.permissions import can_import
from candidates.resources import CandidateResource
from candidates.services.review_papers import JOB_KIND, papers_job
from huanjie.files.imports.kinds import ImportKind, PreviewColumn, register
from huanjie.files.kinds import JobKind
from huanjie.files.kinds import register as register_job

CANDIDATES = ImportKind(
    name="candidates",
    label="候选人登记及联审表",
    resource=CandidateResource,
    columns=(
        PreviewColumn("name", "姓名"),
        PreviewColumn("community", "社区"),
        PreviewColumn("positions", "拟推荐职务"),
        PreviewColumn("gender", "性别"),
        PreviewColumn("ethnicity", "民族"),
        PreviewColumn("birth_date", "出生日期"),
        PreviewColumn("id_number", "身份证号", mask="id"),
        PreviewColumn("political_status", "政治面貌"),
        PreviewColumn("join_date", "入党时间"),
        PreviewColumn("education", "学历"),
        PreviewColumn("current_post", "现任职务"),
        PreviewColumn("nomination", "提名方式"),
        PreviewColumn("review_result", "联审结论"),
        PreviewColumn("phone", "联系电话", mask="phone"),
        PreviewColumn("remark", "备注"),
    ),
    may_import=can_import,
    list_url="candidates:candidates",
    hint="需要有“姓名”“身份证号”和“拟推荐职务”（或“政治面貌”“提名方式”“联审结论”之一）这几列。"
    "导入只登记提名；表中的联审结论写入备注，不会使任何人通过联审。",
)
register(CANDIDATES)
register_job(JobKind(name=JOB_KIND, label="打印候选人表格", work=papers_job))
