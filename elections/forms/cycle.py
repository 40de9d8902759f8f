"""Forms of the cycle and of a community in it."""

from crispy_forms.layout import Column, Fieldset, Row
from django import forms

from elections.enums import ElectionMode, Inclusion
from elections.forms.acts import ActForm, ClockInput, day, needs, words
from elections.services.cycle import EDITABLE, FRIDAY, check_dates

WEEKDAYS = [(number, f"星期{name}") for number, name in enumerate("一二三四五六日")]


class CycleForm(ActForm):
    """The parameters of a cycle, for opening one and for editing it."""

    name = words("届次名称", "如：2026年社区“两委”换届", max_length=80)
    starts_on = day("启动日期", "步骤不早于这一天，也不能登记更早的完成日期。")
    election_day = day(
        "选举日", "居民委员会投票日。各步骤的计划日期从这一天推算；改动后，未完成的步骤一起顺移，保存前先核对影响。"
    )
    party_day = day("党员大会日", "不填则早于选举日 38 天。", required=False)
    term_ends_on = day("届满日", "本届居民委员会任期届满的日期；各社区不同的，在社区页面填写。", required=False)
    ends_on = day("结束日期", "总结归档完成的日期。")
    street_cutoff = forms.TimeField(
        label="街道报送截止", widget=ClockInput(), initial="17:00", error_messages=needs("请填写街道报送截止时间。")
    )
    district_cutoff = forms.TimeField(
        label="区级汇总时间", widget=ClockInput(), initial="18:00", error_messages=needs("请填写区级汇总时间。")
    )
    weekly_weekday = forms.TypedChoiceField(
        label="周报", choices=WEEKDAYS, coerce=int, initial=FRIDAY, error_messages=needs("请选择周报的星期。")
    )
    reports_on_rest_days = forms.BooleanField(label="休息日也报送", required=False)
    issuer = words("简报编发单位", "印在简报报头，如：滨江区换届办", required=False, max_length=80)

    layout = (
        Fieldset(
            "届次",
            "name",
            Row(Column("starts_on"), Column("election_day"), Column("ends_on")),
            Row(Column("party_day"), Column("term_ends_on")),
        ),
        Fieldset(
            "报送与简报",
            Row(Column("street_cutoff"), Column("district_cutoff"), Column("weekly_weekday")),
            "reports_on_rest_days",
            "issuer",
        ),
        "version",
    )

    def clean(self):
        data = super().clean()
        days = {name: data.get(name) for name in ("starts_on", "election_day", "ends_on")}
        if all(days.values()):
            verdict = check_dates(**days, party_day=data.get("party_day"))
            if not verdict:
                self.add_error("election_day", str(verdict))
        early, late = data.get("street_cutoff"), data.get("district_cutoff")
        if early and late and late < early:
            self.add_error("district_cutoff", "区级汇总时间应不早于街道报送截止时间。")
        return data

    def parameters(self) -> dict:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in EDITABLE}


class InclusionForm(ActForm):
    inclusion = forms.ChoiceField(label="应换届口径", choices=Inclusion, error_messages=needs("请选择应换届口径。"))
    inclusion_document = words(
        "依据文号", "批准延期或本届不换届时必填，如：滨政函〔2026〕8号", required=False, max_length=60
    )

    def clean(self):
        data = super().clean()
        out = data.get("inclusion") in (Inclusion.POSTPONED, Inclusion.NOT_DUE)
        if out and not data.get("inclusion_document", "").strip():
            self.add_error("inclusion_document", "批准延期或本届不换届要有依据，请填写批准文件的文号。")
        return data


class DifficultForm(ActForm):
    is_difficult = forms.BooleanField(label="列为难点社区", required=False)
    difficulty = words("难点原因", "简报会引用，写一句话即可。", required=False)

    def clean(self):
        data = super().clean()
        if data.get("is_difficult") and not data.get("difficulty", "").strip():
            self.add_error("difficulty", "列为难点社区要写明原因。")
        return data


class ModeForm(ActForm):
    mode = forms.ChoiceField(
        label="选举方式", choices=ElectionMode, error_messages=needs("请选择选举方式。"),
        help_text="城市居民委员会组织法第14条；户代表、居民代表方式须先推选代表。",
    )  # fmt: skip


class ReasonForm(ActForm):
    """An act that only needs its reason."""

    reason = words("原因", rows=2)
