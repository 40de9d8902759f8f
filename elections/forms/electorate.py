"""Forms of the Party meeting: rights, exclusions, joint branches, halls, the meeting itself."""

from django import forms

from elections.enums_electorate import AssemblyKind, ExclusionGround, RestrictionKind
from elections.forms.acts import ActForm, day, needs, words
from elections.models import Community, PartyOrganization


def number(label: str, help_text: str = "", required: bool = True, least: int = 0, most: int = 999_999, **kwargs):
    """A whole number in our words."""
    return forms.IntegerField(
        label=label, help_text=help_text, required=required, min_value=least, max_value=most,
        error_messages={
            "required": f"请填写{label}。", "invalid": f"{label}应为整数。", "min_value": f"{label}不能小于 {least}。",
            "max_value": f"{label}太大，请核对。",
        }, **kwargs,
    )  # fmt: skip


class OfMember(ActForm):
    """Finds one person on the community's roster by name, and by the end of the ID number where names are alike."""

    name = words("党员姓名", "须与党员名册一致。", max_length=50)
    last_four = words("身份证号后四位", "同名时填写。", required=False, max_length=4)

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.members = members

    def clean(self):
        data = super().clean()
        name, end = (data.get("name") or "").strip(), (data.get("last_four") or "").strip().upper()
        if not name:
            return data
        found = list(self.members.filter(name=name, id_number_masked__endswith=end)[:2])
        if not found:
            self.add_error("name", "本社区的党员名册上没有此人，请核对姓名和后四位。")
        elif len(found) > 1:
            self.add_error("last_four", "名册上有同名的党员，请填写身份证号后四位。")
        else:
            data["member"] = found[0]
        return data


class RestrictForm(OfMember):
    kind = forms.ChoiceField(label="情形", choices=RestrictionKind, error_messages=needs("请选择情形。"))
    since = day("起始日期", "决定生效的日期；会议前一天被留置的，会议当日即不计入。")
    until = day("截止日期", "最后一天，还没有确定的不填。", required=False)
    document_number = words("决定文号", max_length=60)


class ExcludeForm(OfMember):
    ground = forms.ChoiceField(label="情形", choices=ExclusionGround, error_messages=needs("请选择情形。"))
    since = day("情形开始日期", "出国、工作调动等从这一天起算半年。")
    evidence = words("证明材料", "如：住院证明、判决书、转出通知。不要填写病情细节。")


class CoverForm(ActForm):
    organization = forms.ModelChoiceField(
        PartyOrganization.objects.none(), label="联合党支部", error_messages=needs("请选择联合党支部。")
    )
    community = forms.ModelChoiceField(
        Community.objects.none(), label="覆盖的社区", error_messages=needs("请选择社区。"),
        help_text="党员仍只计入联合党支部所在的社区，不重复计算。",
    )  # fmt: skip

    def __init__(self, *args, organizations, communities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset, self.fields["community"].queryset = organizations, communities


class MeetingForm(ActForm):
    kind = forms.ChoiceField(label="形式", choices=AssemblyKind, error_messages=needs("请选择形式。"))
    planned_on = day("会议日期", "应到会按这一天的情况计算。")
    organizations = forms.ModelMultipleChoiceField(
        PartyOrganization.objects.none(), label="参加的党组织", widget=forms.CheckboxSelectMultiple,
        error_messages=needs("请至少选择一个党组织。"), help_text="下级党支部随上级一并计算。",
    )  # fmt: skip
    approval_number = words("上级批准文号", "召开党员代表大会的必填。", required=False, max_length=60)
    is_dispersed = forms.BooleanField(
        label="所辖党组织驻地分散", required=False, help_text="党员不到五百名而申请召开党员代表大会的勾选。"
    )

    def __init__(self, *args, organizations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organizations"].queryset = organizations


class VenueForm(ActForm):
    name = words("会场", max_length=60)
    address = words("地址", max_length=120)
    capacity = number("容纳人数", least=1)
    is_in_use = forms.BooleanField(label="可用", required=False, initial=True)


class ConfirmForm(ActForm):
    """An act that needs no further word."""


class ApprovalForm(ActForm):
    document_number = words("文号", max_length=60)
    on = day("日期")


class EndForm(ActForm):
    on = day("日期")


class TurnoutForm(ActForm):
    """Attendance and ballots, hall by hall."""

    def __init__(self, *args, meetings, **kwargs):
        super().__init__(*args, **kwargs)
        self.meetings = list(meetings)
        for each in self.meetings:
            start = f"{'主会场' if each.is_main else '分会场'}“{each.venue.name}”"
            self.fields[f"attended-{each.pk}"] = number(f"{start}实到", initial=each.attended)
            for name, label, value in (
                ("issued", "发出选票", each.ballots_issued), ("returned", "收回选票", each.ballots_returned)
            ):  # fmt: skip
                self.fields[f"{name}-{each.pk}"] = number(f"{start}{label}", required=False, initial=value)

    @property
    def halls(self) -> dict[int, tuple]:
        """Sub-meeting → attended, issued, returned."""
        names = ("attended", "issued", "returned")
        return {each.pk: tuple(self.cleaned_data.get(f"{n}-{each.pk}") for n in names) for each in self.meetings}
