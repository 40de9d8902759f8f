"""Forms of the roster. Every field is read by the rules an imported row is read by."""

from crispy_forms.layout import Column, Fieldset, Row
from django import forms

from elections.enums import Education, OrganizationKind
from elections.forms.acts import ActForm, day, needs, words
from elections.models import PartyMember, PartyOrganization
from elections.resources import BOOK
from elections.rules.roster import joined_too_young
from elections.services.people import LEFT_REASONS, PURPOSES
from huanjie.shared import clock
from huanjie.shared.dates import read_date
from huanjie.shared.identity import normalize_phone, parse_id_number
from huanjie.shared.text import ETHNICITIES, parse_name

PARTIAL = "年、年月或年月日，如 2008-07。"


class OrganizationChoice(forms.ModelChoiceField):
    """An organization with its community, since names repeat between communities."""

    def label_from_instance(self, organization):
        return f"{organization.community.name} · {organization.name}"


class IdNumberForm(ActForm):
    """An ID number to look for. It travels in the body of a POST and is never kept."""

    id_number = words("身份证号", max_length=30)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["id_number"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def clean_id_number(self):
        return _id_number(self.cleaned_data["id_number"])


class MemberForm(ActForm):
    """A line of the roster. With `member`, a blank ID number or phone stays as it is."""

    name = words("姓名", "与身份证一致；少数民族姓名用“·”分隔。", max_length=50)
    id_number = words("身份证号", "性别和出生日期由身份证号得出。", max_length=30)
    phone = words("联系电话", required=False, max_length=30)
    ethnicity = forms.ChoiceField(label="民族", required=False, choices=[("", "未填"), *((e, e) for e in ETHNICITIES)])
    education = forms.ChoiceField(label="学历", required=False, choices=[("", "未填"), *Education.choices])
    organization = OrganizationChoice(
        queryset=PartyOrganization.objects.none(), label="所在党组织", empty_label="请选择",
        error_messages=needs("请选择所在党组织。"),
    )  # fmt: skip
    membership = forms.ChoiceField(
        label="党员类别", choices=(("full", "正式党员"), ("probationary", "预备党员")), widget=forms.RadioSelect
    )
    join_date = words("入党时间", PARTIAL, max_length=20)
    full_date = words("转正时间", PARTIAL, required=False, max_length=20)
    remark = words("备注", required=False, max_length=200, rows=2)

    layout = (
        Fieldset(
            "身份", Row(Column("name"), Column("id_number")), Row(Column("phone"), Column("ethnicity")), "education"
        ),
        Fieldset("党籍", "organization", "membership", Row(Column("join_date"), Column("full_date"))),
        "remark",
        "version",
    )

    def __init__(self, *args, organizations, member: PartyMember | None = None, **kwargs):
        if member is not None:
            kwargs["initial"] = {name: getattr(member, name) for name in
                                 ("name", "ethnicity", "education", "organization", "join_date", "full_date", "remark",
                                  "version")} | {"membership": "probationary" if member.is_probationary else "full"}  # fmt: skip
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["organization"].queryset = organizations
        for name in ("id_number", "phone"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        if member is not None:
            self.fields["id_number"].required = False
            self.fields["id_number"].help_text = f"现为 {member.id_number_masked}；不改请留空。"
            self.fields["phone"].help_text = f"现为 {member.phone_masked or '未填'}；不改请留空。"

    def clean_name(self):
        name = parse_name(self.cleaned_data["name"])
        if name.verdict != "accept" and name.reason != "name_single_character":
            raise forms.ValidationError(BOOK.explain(name.reason))
        return name.text

    def clean_id_number(self):
        text = self.cleaned_data["id_number"].strip()
        return _id_number(text) if text or self.member is None else ""

    def clean_phone(self):
        phone = normalize_phone(self.cleaned_data["phone"])
        if not phone.valid:
            raise forms.ValidationError("联系电话不是有效号码。请填写 11 位手机号，或带区号的座机。")
        return phone.text or ""

    def clean_join_date(self):
        return _date(self.cleaned_data["join_date"], "入党时间")

    def clean_full_date(self):
        return _date(self.cleaned_data["full_date"], "转正时间")

    def clean(self):
        data = super().clean()
        join, full = data.get("join_date"), data.get("full_date")
        if join and full and full[: len(join)] < join[: len(full)]:
            self.add_error("full_date", BOOK.explain("full_date_before_join_date"))
        number = data.get("id_number") or (self.member.id_number if self.member else "")
        if join and number and joined_too_young(read_date(join), parse_id_number(number).birth_date):
            self.add_error("join_date", BOOK.explain("joined_before_18"))
        return data

    def values(self) -> dict:
        """What the service takes."""
        data = self.cleaned_data
        names = ("name", "id_number", "ethnicity", "education", "organization", "join_date", "full_date", "remark")
        phone = data["phone"] if self.member is None else (data["phone"] or None)
        return {name: data[name] for name in names} | {
            "phone": phone, "is_probationary": data["membership"] == "probationary",
        }  # fmt: skip


class LeaveForm(ActForm):
    on = day("转出日期")
    reason = forms.ChoiceField(label="原因", choices=LEFT_REASONS.items(), error_messages=needs("请选择原因。"))

    layout = ("on", "reason", "version")

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError("转出日期不能晚于今天。")
        return on


class RevealForm(ActForm):
    purpose = forms.ChoiceField(
        label="用途", choices=[("", "请选择"), *PURPOSES.items()], error_messages=needs("请选择查看的用途。"),
        help_text="您的姓名、时间和用途会记入操作日志，号码不会。",
    )  # fmt: skip


class OrganizationForm(ActForm):
    community = forms.ModelChoiceField(
        queryset=None, label="社区", empty_label="请选择", error_messages=needs("请选择社区。")
    )
    name = words("名称", "全称，如“天津社区第一党支部”。", max_length=100)
    kind = forms.ChoiceField(label="类型", choices=OrganizationKind)
    parent = OrganizationChoice(
        queryset=PartyOrganization.objects.none(), label="上级党组织", required=False, empty_label="无"
    )

    def __init__(self, *args, communities, organizations, organization=None, **kwargs):
        if organization is not None:
            kwargs["initial"] = {name: getattr(organization, name) for name in ("community", "name", "kind", "parent")}
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = communities
        self.fields["parent"].queryset = organizations
        if organization is not None:
            del self.fields["community"]
            same_street = {"community__subdistrict": organization.community.subdistrict_id}
            self.fields["parent"].queryset = organizations.filter(**same_street).exclude(pk=organization.pk)


def _id_number(text: str) -> str:
    read = parse_id_number(text)
    if read.error:
        raise forms.ValidationError(BOOK.explain(read.error))
    return read.text


def _date(text: str, label: str) -> str:
    date = read_date(text, century_ends=clock.today().year)
    if date.error:
        raise forms.ValidationError(BOOK.explain(f"invalid_date:{label}"))
    if date.text and date.text > clock.today().isoformat()[: len(date.text)]:
        raise forms.ValidationError(BOOK.explain(f"date_in_future:{label}"))
    return date.text or ""
