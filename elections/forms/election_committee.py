"""Forms of the residents' election committee."""

from django import forms
from django.forms import formset_factory

from elections.enums import Gender, MeetingKind
from elections.enums_electorate import CommitteePost, Kinship, WithdrawalGround
from elections.forms.acts import ActForm, day, needs, words
from elections.forms.electorate import number
from elections.forms.lines import LineForm
from elections.services.election_committee import Line, Meeting


class MeetingForm(ActForm):
    kind = forms.ChoiceField(label="会议", choices=MeetingKind, error_messages=needs("请选择会议。"))
    held_on = day("会议日期")
    due_count = number("应到人数", least=1)
    attended_count = number("实到人数")
    seats = number("应选人数", least=1, most=99)
    document_number = words("会议记录编号", max_length=60)

    @property
    def meeting(self) -> Meeting:
        names = ("kind", "held_on", "due_count", "attended_count", "seats", "document_number")
        return Meeting(**{name: self.cleaned_data[name] for name in names})


class PersonLine(LineForm):
    """A person voted on; a line without a name is passed over."""

    name = forms.CharField(label="姓名", max_length=50, required=False)
    gender = forms.ChoiceField(label="性别", choices=[("", "未填"), *Gender.choices], required=False)
    is_party_member = forms.BooleanField(label="党员", required=False)
    votes = forms.IntegerField(
        label="得票", required=False, min_value=0, max_value=999_999,
        error_messages={"invalid": "请填写整数。", "min_value": "不能小于 0。", "max_value": "太大，请核对。"},
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        if data.get("name", "").strip() and data.get("votes") is None and "votes" not in self.errors:
            self.add_error("votes", "请填写得票。")
        return data


People = formset_factory(PersonLine, extra=12, max_num=60)


def people_in(formset) -> list[Line]:
    """The people filled in."""
    rows = [form.cleaned_data for form in formset if form.cleaned_data.get("name", "").strip()]
    return [Line(row["name"].strip(), row["votes"], row["gender"], row["is_party_member"]) for row in rows]


class OfficeForm(ActForm):
    post = forms.ChoiceField(label="职务", choices=CommitteePost, error_messages=needs("请选择职务。"))


class RelativeForm(ActForm):
    name = words("近亲属姓名", max_length=50)
    relation = forms.ChoiceField(label="关系", choices=Kinship, error_messages=needs("请选择关系。"))


class WithdrawForm(ActForm):
    ground = forms.ChoiceField(label="原因", choices=WithdrawalGround, error_messages=needs("请选择原因。"))
    on = day("退出日期")
