"""What a person adds to a briefing: everything else comes from the reports."""

from crispy_forms.helper import FormHelper
from django import forms

MOST_LINES, LONGEST_LINE = 20, 300


class CompileForm(forms.Form):
    """The day, and the problems and next steps in words, one a line. `key` is the page's own: two clicks, one briefing."""

    on = forms.DateField(
        label="截至日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="取这一天（含）以前最近一个报送日的数据。编制后数据不再变动。",
    )
    problems = forms.CharField(
        label="存在的问题（补充）",
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一行一条。逾期步骤、未报社区、数账不符由系统写出，不必重复。",
    )
    next_steps = forms.CharField(
        label="下一步工作重点（补充）",
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="一行一条。",
    )
    key = forms.CharField(max_length=60, widget=forms.HiddenInput)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        return helper

    def clean_problems(self) -> list[str]:
        return _lines(self.cleaned_data["problems"])

    def clean_next_steps(self) -> list[str]:
        return _lines(self.cleaned_data["next_steps"])


def _lines(text: str) -> list[str]:
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    if len(lines) > MOST_LINES:
        raise forms.ValidationError(f"最多 {MOST_LINES} 条，现有 {len(lines)} 条，请合并。")
    long = next((number for number, line in enumerate(lines, start=1) if len(line) > LONGEST_LINE), None)
    if long:
        raise forms.ValidationError(f"第 {long} 条超过 {LONGEST_LINE} 字，请精简。")
    return lines
