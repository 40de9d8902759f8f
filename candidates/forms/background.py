"""Forms of the proof of a nomination and of what the candidate declared."""

from crispy_forms.layout import Column, Row
from django import forms

from candidates.enums import Nomination
from candidates.enums_review import Measure, Relation
from candidates.forms.candidate import BLANK
from candidates.queries.background import FIGURES
from candidates.rules.nominator_lines import read_voters
from elections.forms.acts import ActForm, day, needs, words

MEETING = FIGURES[1:]
VOTERS_AT_ONCE = 200
BYTES_A_LINE = 100


def _count(label, help_text=""):
    return forms.IntegerField(
        label=label, min_value=0, max_value=99999, required=False, help_text=help_text,
        error_messages={"invalid": f"{label}应为整数。", "min_value": f"{label}不能为负数。",
                        "max_value": f"{label}过大，请核对。"},
    )  # fmt: skip


class ProofForm(ActForm):
    """What a nomination rests on; the figures of a meeting only for 两推."""

    document_number = words("推荐文件或会议文号", "如：东湖党工委〔2026〕3号。", required=False, max_length=80)
    met_on = day("推荐会议日期", required=False)
    members_due = _count("应到党员")
    members_present = _count("实到党员")
    member_votes = _count("党员推荐票")
    residents_present = _count("参加推荐群众")
    resident_votes = _count("群众推荐票")

    layout = (
        "document_number", "met_on", Row(Column("members_due"), Column("members_present"), Column("member_votes")),
        Row(Column("residents_present"), Column("resident_votes")), "version",
    )  # fmt: skip

    def __init__(self, *args, nomination: str, **kwargs):
        super().__init__(*args, **kwargs)
        if nomination != Nomination.TWO_RECOMMENDATIONS:
            for name in MEETING:
                del self.fields[name]
            self.helper.layout.fields = ["document_number", "version"]

    def figures(self) -> dict:
        """What `set_proof` takes."""
        return {name: self.cleaned_data[name] for name in FIGURES if name in self.cleaned_data}


class NominatorsForm(ActForm):
    lines = words(
        "联名选民", "每行一名：姓名 身份证号。可从表格中复制两列粘贴。加密保存。", rows=6, max_length=VOTERS_AT_ONCE * BYTES_A_LINE,
    )  # fmt: skip

    def clean_lines(self):
        voters = read_voters(self.cleaned_data["lines"])
        bad = [f"第 {voter.line} 行{voter.problem}" for voter in voters if voter.problem]
        if bad:
            more = f"等 {len(bad)} 行" if len(bad) > 10 else ""
            raise forms.ValidationError(f"{'；'.join(bad[:10])}{more}。请改正后重新提交，本次没有登记任何人。")
        if len(voters) > VOTERS_AT_ONCE:
            raise forms.ValidationError(f"一次最多登记 {VOTERS_AT_ONCE} 名，请分几次提交。")
        return voters


class RelativeForm(ActForm):
    relation = forms.ChoiceField(
        label="关系", choices=[*BLANK, *Relation.choices], error_messages=needs("请选择关系。")
    )  # fmt: skip
    name = words("姓名", max_length=50)
    unit = words("工作单位", "选填。", required=False, max_length=100)
    post = words("职务", "选填。", required=False, max_length=100)


class DisciplineForm(ActForm):
    """The period of consequence is not asked: it is computed."""

    measure = forms.ChoiceField(
        label="处分", choices=[*BLANK, *Measure.choices], error_messages=needs("请选择处分。")
    )  # fmt: skip
    document_number = words("处分文号", max_length=80)
    effective_on = day("生效日期", "以处分决定为准，影响期由系统计算。")
    rights_restored_on = day("恢复党员权利日期", "只有留党察看期满恢复权利的填写。", required=False)
    source = words("来源", "由谁提供，如：区纪委监委函。", max_length=100)
