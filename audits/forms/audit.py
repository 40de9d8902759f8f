"""Forms of an audit."""

from crispy_forms.layout import Column, Fieldset, Row
from django import forms

from audits.enums import AuditKind
from audits.services.audit import OF_A_PERSON
from elections.forms.acts import ActForm, day, needs, words


class CommunityField(forms.ModelChoiceField):
    def label_from_instance(self, row):
        return f"{row.community.subdistrict.name} {row.community.name}"


def problems(required: bool = True):
    """The number of problems of a report."""
    return forms.IntegerField(
        label="问题数", min_value=0, required=required, help_text="报告列出的问题条数，没有问题填 0。",
        error_messages={"required": "请填写问题数，没有问题填 0。", "invalid": "问题数应为整数。", "min_value": "问题数不能小于 0。"},
    )  # fmt: skip


class AuditForm(ActForm):
    """The plan of an audit, or its correction (then the community stands)."""

    community_cycle = CommunityField(
        queryset=None, label="社区", empty_label="请选择社区", error_messages=needs("请选择社区。")
    )
    kind = forms.ChoiceField(
        label="审计类型", choices=[("", "请选择"), *AuditKind.choices], error_messages=needs("请选择审计类型。"),
        help_text="居委会主任的任期和离任经济责任审计是法定的（城市居民委员会组织法第38条）。",
    )  # fmt: skip
    person_name = words(
        "审计对象", "经济责任审计填写姓名；财务收支审计的对象是社区，不填。", required=False, max_length=50
    )
    person_post = words("职务", "如：居委会主任", required=False, max_length=60)
    auditor_unit = words("审计机构", "如：街道审计所、某会计师事务所", required=False, max_length=80)
    planned_on = day("计划完成日期", "离任审计结果应在选举前公布，请留出公示的时间。")
    problem_count = problems()
    remark = words("备注", "选填。", required=False, rows=2)

    layout = (
        Fieldset("对象", "community_cycle", "kind", Row(Column("person_name"), Column("person_post"))),
        Fieldset("安排", "auditor_unit", "planned_on", "problem_count", "remark"),
        "version",
    )

    def __init__(self, *args, communities, correcting: bool = False, reported: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["community_cycle"].queryset = communities
        if correcting:
            self._drop(0, "community_cycle")
        if not reported:
            self._drop(1, "problem_count")

    def _drop(self, fieldset, name):
        del self.fields[name]
        self.helper.layout[fieldset].fields.remove(name)

    def clean(self):
        data = super().clean()
        kind, person = data.get("kind"), data.get("person_name", "").strip()
        if kind in OF_A_PERSON and not person:
            self.add_error("person_name", "经济责任审计要写明审计对象的姓名。")
        if kind and kind not in OF_A_PERSON and person:
            self.add_error("person_name", "财务收支审计的对象是社区，请删去姓名，或改选经济责任审计。")
        return data

    def plan(self) -> dict:
        """What the services take."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class StartForm(ActForm):
    on = day("进点日期")


class ReportForm(ActForm):
    report_number = words("报告文号", "如：滨审报〔2026〕12号", max_length=60)
    reported_on = day("报告日期")
    problem_count = problems()


class PublishForm(ActForm):
    published_on = day("公布日期", "向居民公布的第一天，公示不少于 15 日（城市居民委员会组织法第34条）。")


class BackForm(ActForm):
    reason = words("退回原因", rows=2)
