"""Forms of a candidate: the registration, and the acts of the review."""

from crispy_forms.layout import Column, Fieldset, Row
from django import forms

from candidates.enums import Nomination, PoliticalStatus, Post
from candidates.enums_review import ReserveSource
from candidates.rules.nomination import (
    check_age,
    check_full_date,
    check_identity,
    check_joining,
    check_party_posts,
    check_posts,
    check_resident_since,
)
from candidates.services.nomination import CORRECTABLE
from elections.enums import Education, Gender
from elections.forms.acts import ActForm, DayInput, day, needs, words
from huanjie.shared import clock
from huanjie.shared.dates import read_date
from huanjie.shared.identity import normalize_phone, parse_id_number

BLANK = [("", "请选择")]
HOUSEHOLD = (("", "未核实"), ("yes", "是"), ("no", "否"))


class CommunityField(forms.ModelChoiceField):
    def label_from_instance(self, row):
        return f"{row.community.subdistrict.name} {row.community.name}"


class RegistrationForm(ActForm):
    """A nomination, or its correction (then the community stands)."""

    name = words("姓名", max_length=50)
    gender = forms.ChoiceField(label="性别", choices=[*BLANK, *Gender.choices], error_messages=needs("请选择性别。"))
    ethnicity = words("民族", "如：汉族", max_length=20, initial="汉族")
    birth_date = day("出生日期", "以身份证为准。")
    id_number = words("身份证号", "18 位。加密保存，列表和页面只显示前三位和后四位。", max_length=30)
    phone = words("联系电话", "选填，加密保存。", required=False, max_length=30)
    political_status = forms.ChoiceField(
        label="政治面貌", choices=[*BLANK, *PoliticalStatus.choices], error_messages=needs("请选择政治面貌。")
    )
    join_date = words("入党时间", "党员必填，写到月即可，如 2006-07。", required=False, max_length=20)
    education = forms.ChoiceField(
        label="学历", choices=[*BLANK, *Education.choices], error_messages=needs("请选择学历。")
    )
    current_post = words("现任职务", "选填，如：某社区居委会副主任。", required=False, max_length=100)
    full_date = words("转正时间", "正式党员填写，写到月即可。", required=False, max_length=20)
    native_place = words("籍贯", "选填，如：江汉江城。", required=False, max_length=60)
    work_unit = words("工作单位", "选填。用于核对联审人员是否需要回避。", required=False, max_length=100)
    source = forms.ChoiceField(
        label="来源类别", choices=[("", "未填"), *ReserveSource.choices], required=False,
        error_messages=needs("请从列表中选择。"),
    )  # fmt: skip
    certificate = words("社会工作者证书", "选填，写等级和证书名称。", required=False, max_length=60)
    is_household_registered = forms.TypedChoiceField(
        label="户籍在本社区", choices=HOUSEHOLD, coerce=lambda value: value == "yes", empty_value=None, required=False,
        error_messages=needs("请从列表中选择。"),
    )  # fmt: skip
    resident_since = words("在本社区居住自", "户籍不在本社区的填写，写到月即可。", required=False, max_length=20)
    community_cycle = CommunityField(
        queryset=None, label="社区", empty_label="请选择社区", error_messages=needs("请选择社区。")
    )
    posts = forms.MultipleChoiceField(
        label="拟任职务", choices=Post, widget=forms.CheckboxSelectMultiple,
        help_text="书记、主任“一肩挑”的两项都选；同一委员会只能选一项。", error_messages=needs("请至少选择一个拟任职务。"),
    )  # fmt: skip
    nomination = forms.ChoiceField(
        label="提名方式", choices=[*BLANK, *Nomination.choices], error_messages=needs("请选择提名方式。"),
        help_text="居委会成员候选人由社区党组织或十名以上选民联合提名推荐（城市居民委员会组织法第18条）。",
    )  # fmt: skip
    is_incumbent = forms.BooleanField(label="连任（现任同一班子成员）", required=False)
    predecessor_name = words("拟接替", "选填，现任同一职务的人员姓名。", required=False, max_length=50)
    nominated_on = day("提名日期")
    remark = words("备注", "选填。不要写身份证号、电话和住址。", required=False, rows=2)

    layout = (
        Fieldset(
            "人员", Row(Column("name"), Column("gender"), Column("ethnicity")),
            Row(Column("id_number"), Column("birth_date"), Column("phone")),
            Row(Column("political_status"), Column("join_date"), Column("full_date")),
            Row(Column("education"), Column("native_place"), Column("source")),
            Row(Column("work_unit"), Column("current_post"), Column("certificate")),
            Row(Column("is_household_registered"), Column("resident_since")),
        ),
        Fieldset(
            "提名", "community_cycle", "posts", Row(Column("nomination"), Column("nominated_on")), "is_incumbent",
            "predecessor_name", "remark",
        ),
        "version",
    )  # fmt: skip

    def __init__(self, *args, communities, cycle, correcting: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.cycle = cycle
        self.fields["community_cycle"].queryset = communities
        if correcting:
            del self.fields["community_cycle"]
            self.helper.layout[1].fields.remove("community_cycle")
            self.fields["id_number"].required = False
            self.fields["id_number"].help_text = "不改动请留空。"
            self.fields["phone"].help_text = "不改动请留空。"
        self.correcting = correcting

    def clean_id_number(self):
        text = self.cleaned_data["id_number"]
        if not text.strip() and self.correcting:
            return ""
        number = parse_id_number(text)
        if number.error:
            raise forms.ValidationError("身份证号不正确，请对照身份证逐位核对（18 位，末位可为 X）。")
        return number.text

    def clean_phone(self):
        phone = normalize_phone(self.cleaned_data["phone"])
        if not phone.valid:
            raise forms.ValidationError("联系电话不正确，请填写 11 位手机号，或带区号的座机号。")
        return phone.text or ""

    def clean_join_date(self):
        return self._month("join_date")

    def clean_full_date(self):
        return self._month("full_date")

    def clean_resident_since(self):
        return self._month("resident_since")

    def _month(self, name):
        read = read_date(self.cleaned_data[name])
        if read.error:
            raise forms.ValidationError(f"{self.fields[name].label}无法识别，请按“年-月”填写，如 2006-07。")
        return read.text or ""

    def clean(self):
        """The same rules as the service's, said at the field they concern."""
        data = super().clean()
        posts, status, birth = data.get("posts"), data.get("political_status"), data.get("birth_date")
        if posts:
            self._say("posts", check_posts(posts))
            if status and not self.errors.get("posts"):
                self._say("posts", check_party_posts(posts, PoliticalStatus(status)))
        if birth:
            self._say("birth_date", check_age(birth, self.cycle.election_day))
            if status and "join_date" in data:
                self._say("join_date", check_joining(status, data["join_date"], birth, clock.today()))
            if status and "full_date" in data:
                self._say(
                    "full_date", check_full_date(status, data.get("join_date", ""), data["full_date"], clock.today())
                )
            if data.get("id_number") and data.get("gender"):
                card = parse_id_number(data["id_number"])
                self._say(
                    "id_number",
                    check_identity(
                        written_birth=birth, written_gender=Gender(data["gender"]).label,
                        card_birth=card.birth_date, card_gender=card.gender,
                    ),
                )  # fmt: skip
        if data.get("resident_since"):
            self._say("resident_since", check_resident_since(data["resident_since"], clock.today()))
        if data.get("nominated_on") and data["nominated_on"] > clock.today():
            self.add_error("nominated_on", "提名日期还没有到，请填写实际提名日期。")
        return data

    def _say(self, field, verdict):
        if not verdict:
            self.add_error(field, str(verdict))

    def registration(self) -> dict:
        """What `nominate` takes."""
        return {name: self.cleaned_data[name] for name in ("community_cycle", *CORRECTABLE)}

    def corrections(self) -> dict:
        """What `correct_candidate` takes: numbers left blank stay as they are."""
        data = {name: self.cleaned_data[name] for name in CORRECTABLE}
        return {name: value for name, value in data.items() if value or name not in ("id_number", "phone")}


class DateForm(ActForm):
    on = day("日期", "实际办理的日期。")


class BackForm(ActForm):
    reason = words("需要修改的内容", rows=2)


class WithdrawForm(ActForm):
    on = day("退出日期")
    reason = words("原因", "如：本人书面申请退出。", rows=2)


class RevealForm(ActForm):
    purpose = words("用途", "写明为什么需要查看，如：与公安部门核对身份。查看会记入操作日志。", max_length=200)


class SendManyForm(forms.Form):
    on = forms.DateField(
        label="送审日期", widget=DayInput(),
        error_messages={"required": "请填写送审日期。", "invalid": "送审日期写法不对，应为 2026-12-10 这样的日期。"},
    )  # fmt: skip
