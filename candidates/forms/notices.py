"""Forms of notices, objections and the formal list."""

from crispy_forms.layout import Column, Row
from django import forms

from candidates.enums_review import ObjectionResult
from elections.forms.acts import ActForm, day, needs, words


class PeriodForm(ActForm):
    """The days of a notice. `seen` is the digest of the lines on the page."""

    starts_on = day("公示开始日期")
    ends_on = day("公示结束日期")
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    layout = (Row(Column("starts_on"), Column("ends_on")), "seen", "version")


class CorrectionForm(ActForm):
    """Days only when somebody new has to hang, or when the period is to be made longer."""

    reason = words("更正说明", "会公开显示，如“因候选人退出”。不要写异议内容和核实情况。", rows=2)
    starts_on = day("重新公示开始日期", "只有人减少的可以不填，公示期不变。", required=False)
    ends_on = day("重新公示结束日期", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    layout = ("reason", Row(Column("starts_on"), Column("ends_on")), "seen", "version")

    def clean(self):
        data = super().clean()
        if (data.get("starts_on") is None) != (data.get("ends_on") is None) and not self.errors:
            self.add_error("ends_on", "开始和结束日期要同时填写。")
        return data


class _AboutForm(ActForm):
    """About whom: the names on the notice, nobody chosen beforehand."""

    candidate = forms.TypedChoiceField(
        label="针对的候选人", coerce=int, empty_value=None, required=False, choices=(),
        help_text="没有指明具体人的留空；留空的异议办结前，整个名单不能确定。", error_messages=needs("请选择候选人。"),
    )  # fmt: skip

    def __init__(self, *args, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["candidate"].choices = [("", "没有指明"), *names]


class ReceiveForm(_AboutForm):
    is_named = forms.BooleanField(label="实名反映", required=False)
    contact = words("反映人和联系方式", "选填，加密保存，只有经办人能看到。", required=False, max_length=60)
    text = words("异议内容", "写清时间、地点、事情经过。", max_length=2000, rows=6)
    layout = ("candidate", "text", "contact", "is_named", "version")


class TakeOverForm(_AboutForm):
    """From the public page: text and contact come along as they are."""


class InvestigateForm(ActForm):
    investigator_name = words("核实人", "不填为您本人。开始核实后，所指候选人即暂缓。", required=False, max_length=60)


class HoldForm(ActForm):
    sure = forms.BooleanField(label="确认暂缓，核实办结前不得列入正式名单", error_messages=needs("请勾选确认。"))


class ReleaseForm(ActForm):
    reason = words("解除原因", "不写异议的具体内容。", rows=2)


class CloseForm(ActForm):
    """No result is chosen beforehand."""

    result = forms.ChoiceField(
        label="处理结果", choices=ObjectionResult, widget=forms.RadioSelect, error_messages=needs("请明确选择一项。"),
        help_text="选“不能列为候选人”的，候选人同时登记退出，公示名单须更正。",
    )  # fmt: skip
    document_number = words("认定文书文号", "查实的必填。", required=False, max_length=80)
    findings = words("核实情况", "加密保存，只供内部使用。", max_length=2000, rows=5)
    on = day("办结日期")


class FormalForm(ActForm):
    on = day("确定日期", "实际确定正式候选人的日期。")
