"""What audits can import."""

from audits.permissions import can_import
from audits.resources import AuditResource
from huanjie.files.imports.kinds import ImportKind, PreviewColumn, register

AUDITS = ImportKind(
    name="audits",
    label="审计台账",
    resource=AuditResource,
    columns=(
        PreviewColumn("community", "社区"),
        PreviewColumn("kind_label", "审计类型"),
        PreviewColumn("person", "审计对象"),
        PreviewColumn("person_post", "职务"),
        PreviewColumn("auditor_unit", "审计机构"),
        PreviewColumn("planned_on", "计划完成日期"),
        PreviewColumn("started_on", "进点日期"),
        PreviewColumn("report_number", "报告文号"),
        PreviewColumn("reported_on", "报告日期"),
        PreviewColumn("problem_count", "问题数"),
        PreviewColumn("published_on", "公布日期"),
        PreviewColumn("remark", "备注"),
    ),
    may_import=can_import,
    list_url="audits:audits",
    hint="需要有“社区”“审计类型”“计划完成日期”这几列；已出报告的再填“报告文号”“报告日期”“问题数”，已公布的填“公布日期”。",
)
register(AUDITS)
