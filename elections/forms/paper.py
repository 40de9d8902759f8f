"""Forms of papers: the questions a text asks, and the reasons of corrections."""

from django import forms

from elections.forms.acts import ActForm, DayInput, words
from elections.rules.paper_facts import ASKS, DAY, LINES, LONG, NUMBER, TEXT

LENGTHS = {TEXT: 120, LONG: 1000, LINES: 6000}


class AnswersForm(ActForm):
    """What only the drafter knows. A question may stay open in a draft; issuing then names it."""

    def __init__(self, *args, asked: dict[str, bool], **kwargs):
        super().__init__(*args, **kwargs)
        for key, is_needed in asked.items():
            self.fields[key] = _field(key, is_needed)

    @property
    def answers(self) -> dict:
        """The answers as JSON; open ones are left out."""
        return {
            key: value.isoformat() if hasattr(value, "isoformat") else value
            for key, value in self.cleaned_data.items()
            if key != "version" and value not in ("", None)
        }


def _field(key: str, is_needed: bool) -> forms.Field:
    ask = ASKS[key]
    label = ask.label if is_needed else f"{ask.label}（没有的不填）"
    common = {"label": label, "help_text": ask.help, "required": False}
    if ask.kind == DAY:
        return forms.DateField(widget=DayInput(), error_messages={"invalid": f"{ask.label}写法不对。"}, **common)
    if ask.kind == NUMBER:
        wrong = {
            "invalid": f"{ask.label}请填整数。",
            "min_value": f"{ask.label}不能是负数。",
            "max_value": f"{ask.label}过大，请核对。",
        }
        return forms.IntegerField(min_value=0, max_value=99999, error_messages=wrong, **common)
    rows = {LONG: 2, LINES: 5}.get(ask.kind, 0)
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    limit = LENGTHS[ask.kind]
    return forms.CharField(
        widget=widget, max_length=limit, error_messages={"max_length": f"{ask.label}不能超过 {limit} 字。"}, **common
    )


class CorrectForm(ActForm):
    reason = words("更正原因", "会写进更正公告，如：选举日调整；人数有误", max_length=120)


class WithdrawForm(ActForm):
    reason = words("撤回原因", max_length=120)
