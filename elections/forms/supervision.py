"""Forms of the supervision committee's choice."""

from django import forms
from django.forms import formset_factory

from elections.enums import Gender, MeetingKind
from elections.forms.acts import ActForm, day, needs, words
from elections.forms.lines import LineForm
from elections.services.supervision import Line


def _count(label: str, least: int = 0, most: int = 9_999_999, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, help_text=help_text,
        error_messages=needs(f"请填写{label}。") | {"invalid": "请填写整数。", "min_value": f"{label}不能小于 {least}。", "max_value": f"{label}太大，请核对。"},
    )  # fmt: skip


class SupervisionForm(ActForm):
    meeting = forms.ChoiceField(label="会议", choices=MeetingKind, error_messages=needs("请选择会议。"))
    held_on = day("会议日期")
    due_count = _count("应到人数", 1, help_text="居民会议：年满十八周岁的居民或户的代表；居民代表会议：全体组成人员。")
    attended_count = _count("实到人数")
    seats = _count("应选名额", 1, 99)
    document_number = words("会议记录编号", max_length=60)


class MemberLine(LineForm):
    """Somebody voted on; a line without a name is passed over."""

    name = forms.CharField(label="姓名", max_length=50, required=False)
    gender = forms.ChoiceField(label="性别", choices=[("", "未填"), *Gender.choices], required=False)
    votes = _count("得票")
    is_chair = forms.BooleanField(label="主任", required=False)
    is_relative = forms.BooleanField(label="居委会成员的近亲属", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["votes"].required = False

    def clean(self):
        data = super().clean()
        if data.get("name", "").strip() and data.get("votes") is None and "votes" not in self.errors:
            self.add_error("votes", "请填写得票。")
        return data


Members = formset_factory(MemberLine, extra=3, max_num=60, absolute_max=60)


def lines_in(formset) -> list[Line]:
    """The people filled in."""
    rows = [form.cleaned_data for form in formset if form.cleaned_data.get("name", "").strip()]
    return [
        Line(row["name"].strip(), row["votes"], row["gender"], row["is_chair"], row["is_relative"]) for row in rows
    ]  # fmt: skip
