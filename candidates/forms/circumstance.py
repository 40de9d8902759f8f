"""Forms of the list of circumstances and of the departments."""

from crispy_forms.layout import Column, Row
from django import forms

from candidates.enums_review import Applies, Bar, HitAction
from elections.forms.acts import ActForm, needs, words


class CircumstanceForm(ActForm):
    """A new edition. What the law says cannot be typed over: those fields are not there."""

    title = words("短标题", max_length=60)
    statement = words("完整表述", "中立、可核查的文字，联审单位据此签署。", max_length=1000, rows=4)
    bar = forms.ChoiceField(label="性质（居委会职务）", choices=Bar, error_messages=needs("请选择性质。"))
    party_bar = forms.ChoiceField(label="性质（党组织职务）", choices=Bar, error_messages=needs("请选择性质。"))
    applies = forms.ChoiceField(label="适用职务", choices=Applies, error_messages=needs("请选择适用职务。"))
    lookback_months = forms.IntegerField(
        label="回溯期（月）", required=False, min_value=0, max_value=1200, help_text="留空为不限期限，0 为现时状态。"
    )
    hit_action = forms.ChoiceField(label="查实后", choices=HitAction, error_messages=needs("请选择查实后的处理。"))
    departments = forms.MultipleChoiceField(
        label="核查单位", widget=forms.CheckboxSelectMultiple, error_messages=needs("请至少选择一个核查单位。")
    )
    evidence = words("核查依据", "如：判决书案号、处罚决定书号。", required=False)
    article = words("依据", "法律、法规或文件的条目。", required=False, max_length=120)
    is_active = forms.BooleanField(label="启用", required=False, help_text="法律规定的情形不能停用。")
    reason = words("修改原因", "记入版本历史和操作日志。", rows=2)

    layout = (
        "title", "statement", Row(Column("bar"), Column("party_bar"), Column("applies")),
        Row(Column("lookback_months"), Column("hit_action")), "departments", Row(Column("evidence"), Column("article")),
        "is_active", "reason", "version",
    )  # fmt: skip

    def __init__(self, *args, circumstance, departments, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["departments"].choices = [(each.code, each.name) for each in departments]
        self.circumstance = circumstance
        if circumstance.bar == Bar.STATUTORY:
            for name in ("bar", "hit_action", "is_active"):
                self.fields[name].disabled = True
                self.fields[name].help_text = "法律规定的情形，不能更改。"

    def clean_departments(self):
        """The leading department stays in front; new ones follow in the order of the list."""
        chosen, before = self.cleaned_data["departments"], self.circumstance.departments
        return [code for code in before if code in chosen] + [code for code in chosen if code not in before]

    @property
    def changes(self) -> dict:
        """What differs from the edition shown."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "reason")}
        return {name: value for name, value in data.items() if value != getattr(self.circumstance, name)}


class DepartmentForm(ActForm):
    name = words("单位名称", "须与经办人账号的“单位”一字不差，系统据此对应账号。", max_length=100)
    short_name = words("简称", "用于总表的表头。", max_length=20)
    position = forms.IntegerField(label="次序", min_value=0, max_value=999)
    is_active = forms.BooleanField(label="参加联审", required=False)
