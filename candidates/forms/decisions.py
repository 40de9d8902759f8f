"""Forms of the decision. Nothing is chosen beforehand."""

from django import forms

from candidates.enums_review import Decision
from elections.forms.acts import ActForm, day, needs, words


def _choice(label: str, yes: str, no: str, missing: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=(("yes", yes), ("no", no)), coerce=lambda value: value == "yes", empty_value=None,
        widget=forms.RadioSelect, error_messages=needs(missing),
    )  # fmt: skip


class ConcludeForm(ActForm):
    """`only_refusal`: the law leaves no choice, so there is none on the form."""

    decision = forms.ChoiceField(
        label="联审结论", choices=Decision, widget=forms.RadioSelect,
        error_messages=needs("请明确选择“通过”或“不通过”。"),
    )  # fmt: skip
    reason = words(
        "理由", "加密保存。需要第二人会签的，必须写明理由（不少于 10 个字）。", required=False, max_length=1000, rows=4
    )
    document_number = words("结论文号", "不通过必填，如：滨联审〔2026〕3号。", required=False, max_length=60)
    on = day("结论日期")

    def __init__(self, *args, only_refusal: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if only_refusal:
            self.fields["decision"].choices = [(Decision.NOT_PASSED.value, Decision.NOT_PASSED.label)]

    def clean(self):
        data = super().clean()
        if data.get("decision") == Decision.NOT_PASSED and not data.get("document_number", "").strip():
            self.add_error("document_number", "联审不通过要有依据，请填写联审结论的文号。")
        return data


class CoSignForm(ActForm):
    agreed = _choice("会签意见", "同意", "不同意", "请明确选择“同意”或“不同意”。")
    note = words("说明", "不同意必填。", required=False, rows=2)

    def clean(self):
        data = super().clean()
        if data.get("agreed") is False and not data.get("note", "").strip():
            self.add_error("note", "请写明不同意的原因，供重新作出结论。")
        return data


class NotifyForm(ActForm):
    number = words("告知书编号", "如：滨联审告〔2026〕3号。", max_length=80)
    told_on = day("送达日期", "申请复议的期限自次日起算。")
    method = words("送达方式", "如：当面送达，本人签收。", max_length=60)


class AnswerForm(ActForm):
    answered_on = day("申辩日期")
    answer = words("本人申辩", "按本人所述如实登记，加密保存。", max_length=2000, rows=5)


class FileForm(ActForm):
    filed_on = day("申请日期", "收到本人书面申请的日期。")
    grounds = words("申请理由", "按本人书面申请登记，加密保存。", max_length=2000, rows=5)


class DecideForm(ActForm):
    granted = _choice("复议决定", "成立，重新联审", "维持原结论", "请明确选择复议决定。")
    document_number = words("答复文号", max_length=80)
    answer = words("答复内容", "书面答复本人的内容（不少于 10 个字），加密保存。", max_length=2000, rows=5)
    on = day("决定日期")


class ReopenForm(ActForm):
    reason = words("原因", "如：二次联审有新的核查意见。这里不要写核查到的内容。", max_length=100)


class PurposeForm(ActForm):
    purpose = words("用途", "写明为什么需要查看，如：起草联审结论。查看会记入操作日志。", max_length=200)


class RecusalForm(ActForm):
    note = words("说明", "如：与此人系近亲属。提交后您将立即看不到此人的登记，不能自行撤销。", max_length=200, rows=2)


class LiftForm(ActForm):
    reason = words("核实情况", "如：已核对身份，系同名不同人（不少于 4 个字）。", max_length=200, rows=2)
