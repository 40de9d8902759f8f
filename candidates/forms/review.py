"""Forms of the joint review: a batch, an answer, a returned sheet."""

from django import forms

from candidates.enums_review import Answer
from candidates.queries.matrix import ONLY
from candidates.rules.signing import check_answer
from elections.forms.acts import ActForm, DayInput, day, needs, words
from elections.queries.cycle import streets_in
from huanjie.shared import clock
from huanjie.shared.verdict import YES

CELL = ":"
"""Between the department's code and the circumstance's in a ticked duty."""


class BatchForm(ActForm):
    """A batch: its name, its days and who is asked about what. The grid of duties is drawn by the page."""

    name = words("批次名称", "如：第一批候选人资格联审。", max_length=80)
    as_of = day("审查基准日", "各项情形以这一天为准。")
    due_on = day("要求反馈日期", "到期没有反馈的，在各页标为逾期；不会自动视为未发现。")
    duty = forms.MultipleChoiceField(
        label="核查分工", widget=forms.MultipleHiddenInput, error_messages=needs("请至少勾选一个单位的一项核查情形。")
    )
    layout = ("name", "as_of", "due_on")

    def __init__(self, *args, departments, circumstances, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.render_hidden_fields = False  # a hidden duty beside the boxes would outlive an unticked one
        self.fields["duty"].choices = [
            (f"{department.code}{CELL}{each.code}", "") for department in departments for each in circumstances
        ]

    def clean(self):
        data = super().clean()
        if data.get("due_on") and data["due_on"] < clock.today():
            self.add_error("due_on", "要求反馈日期已经过去，请填写今天或以后的日期。")
        return data

    @property
    def duties(self) -> dict[str, list[str]]:
        """Department code → codes of circumstances, as `open_batch` takes them."""
        found: dict[str, list[str]] = {}
        for each in self.cleaned_data["duty"]:
            department, _, code = each.partition(CELL)
            found.setdefault(department, []).append(code)
        return found


class SendBatchForm(ActForm):
    on = day("送出日期", "送出后各单位即可在“我的联审”中看到名单。")


class CloseBatchForm(ActForm):
    """Only the version the page showed."""


class AsOfForm(forms.Form):
    as_of = forms.DateField(
        label="核查截至日期", widget=DayInput(), help_text="您单位核查所依据的记录截至哪一天。",
        error_messages={"required": "请填写核查截至日期。", "invalid": "核查截至日期写法不对，应为 2026-12-10 这样的日期。"},
    )  # fmt: skip

    def clean_as_of(self):
        if self.cleaned_data["as_of"] > clock.today():
            raise forms.ValidationError("核查截至日期还没有到，请填写实际核查的日期。")
        return self.cleaned_data["as_of"]


class OpinionForm(forms.Form):
    """One circumstance. Nothing is chosen beforehand; left alone, it stays open."""

    answer = forms.ChoiceField(
        label="核查结果", choices=Answer, widget=forms.RadioSelect, required=False,
        error_messages=needs("请从四种结果中选择一种。"),
    )  # fmt: skip
    document_number = words("文书号", "“发现”必填，如判决书、处罚决定书的文号。", required=False, max_length=80)
    facts = words(
        "事实摘要", "“发现”和“需进一步核实”必填：时间、事项和来源。加密保存，只供作出结论的人查阅。", required=False,
        max_length=500, rows=2,
    )  # fmt: skip
    evidence = forms.FileField(label="佐证材料", required=False, help_text="选填。PDF、图片或 Word 文件。")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self):
        data = super().clean()
        answer, document = data.get("answer"), (data.get("document_number") or "").strip()
        verdict = check_answer(answer, document, data.get("facts") or "") if answer else YES
        if not verdict:
            self.add_error("document_number" if answer == Answer.FOUND and not document else "facts", str(verdict))
        if answer == Answer.CLEAR:
            data["facts"] = ""
        if not answer and (document or data.get("facts") or data.get("evidence")):
            self.add_error("answer", "已填写文书号、事实或材料，还没有选择核查结果。")
        return data


class ReturnForm(forms.Form):
    file = forms.FileField(
        label="回执表", help_text="本批次下载的 Excel 回执表（.xlsx），填写后上传。空着的项保持待反馈。",
        error_messages={"required": "请选择填写好的回执表。", "empty": "文件是空的，请重新选择。"},
    )  # fmt: skip


class ConfirmForm(ReturnForm):
    """The second step: no file any more, only what was understood."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].required = False


class MatrixForm(forms.Form):
    """The matrix's filters, shared by its address."""

    batch = forms.ChoiceField(label="批次", required=False)
    street = forms.ChoiceField(label="街道", required=False)
    only = forms.ChoiceField(label="显示", required=False, choices=[("", "全部候选人"), *ONLY.items()])
    name = forms.CharField(label="姓名", required=False, max_length=50)

    def __init__(self, *args, cycle, viewer, batches, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["batch"].choices = [("", "全部批次"), *((str(each.pk), str(each)) for each in batches)]
        self.fields["street"].choices = [("", "全部街道"), *streets_in(cycle, viewer)]
