"""Forms of a step in a community."""

from django import forms
from django.conf import settings

from elections.forms.acts import ActForm, day, needs, words
from elections.rules.evidence import ACCEPTED
from elections.rules.resting import AFTERMATH
from elections.services.procedure import EVIDENCE_LENGTH


class StartForm(ActForm):
    """`is_called`: the step is a meeting, which begins with its notice."""

    on = day("开始日期")

    def __init__(self, *args, is_called=False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_called:
            self.fields["on"].help_text = "填会议通知发出的日期，提前通知的天数从这一天起算。"


class CompleteForm(ActForm):
    done_on = day("完成日期", "实际完成的日期，不能晚于今天。")
    evidence = words("材料或文号", max_length=EVIDENCE_LENGTH, rows=2)
    evidence_file = forms.FileField(
        label="材料扫描件", required=False, help_text=f"选填，{ACCEPTED}。",
        error_messages={"invalid": "文件没有上传成功，请重新选择。", "empty": "文件是空的，请重新选择。"},
    )  # fmt: skip

    def __init__(self, *args, evidence_name: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        if evidence_name:
            self.fields["evidence"].help_text = f"应留：{evidence_name}"
        limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        self.fields["evidence_file"].help_text = f"选填，{ACCEPTED}，不超过 {limit} MB。"
        self.fields["evidence_file"].widget.attrs["accept"] = ".pdf,.jpg,.jpeg,.png,.docx"


class ReplanForm(ActForm):
    planned_on = day("新的计划日期")
    reason = words("原因", rows=2)


class NeededForm(ActForm):
    reason = words("理由", "如：党员 520 名，经街道党工委批准召开党员代表大会。", rows=2)


class ReopenForm(ActForm):
    """Take a step back. Where later steps stand on it, the page names them and the person says that he has seen them."""

    reason = words("原因", rows=2)
    seen = forms.BooleanField(
        label="我已核对以上步骤，仍要退回", error_messages={"required": "请先核对以上步骤，再勾选确认。"}
    )

    def __init__(self, *args, resting=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.resting, self.aftermath = resting, AFTERMATH
        if not resting:
            del self.fields["seen"]

    @property
    def codes_shown(self) -> list[str]:
        """The codes of the steps that the page named."""
        return self.data.getlist(self.add_prefix("shown"))


class CompleteManyForm(ActForm):
    """One date and one evidence for a step in many communities; the records come beside it."""

    done_on = day("完成日期", "这些社区的实际完成日期相同时才一起登记。")
    evidence = words("材料或文号", "这些社区共用的文件，如街道统一印发的文号。", max_length=EVIDENCE_LENGTH, rows=2)


class ExceptionForm(ActForm):
    """Allow what a local rule refuses; the rules offered are those that stand in the way now."""

    rule = forms.ChoiceField(label="放宽哪一条", error_messages=needs("请选择要放宽的要求。"))
    reason = words("理由", rows=2)
    document_number = words("批准文号", "有权机关的批准文件，如：滨组函〔2026〕8号", max_length=60)

    def __init__(self, *args, refusals=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = [(each.rule, each.verdict.reason[:80]) for each in refusals]
