"""Forms of the reserve pool and of the plan of posts."""

from crispy_forms.layout import Column, Fieldset, Row
from django import forms

from candidates.enums import Nomination, PoliticalStatus, Post
from candidates.enums_review import ReserveSource, Willingness
from candidates.forms.candidate import BLANK, CommunityField
from candidates.services.reserve import CORRECTABLE
from elections.enums import Education, Gender
from elections.forms.acts import ActForm, day, needs, words


def _choice(label, choices, required=True, help_text="", **kwargs):
    blank = BLANK if required else [("", "未填")]
    return forms.ChoiceField(
        label=label, choices=[*blank, *choices.choices], required=required, help_text=help_text,
        error_messages=needs(f"请选择{label}。"), **kwargs,
    )  # fmt: skip


class ReserveForm(ActForm):
    """Into the pool, or a correction (then the community stands)."""

    name = words("姓名", max_length=50)
    gender = _choice("性别", Gender)
    ethnicity = words("民族", "如：汉族", max_length=20, initial="汉族", required=False)
    id_number = words("身份证号", "18 位。加密保存，列表和页面只显示前三位和后四位。", max_length=30)
    birth_date = day("出生日期", "以身份证为准。")
    phone = words("联系电话", "选填，加密保存。", required=False, max_length=30)
    political_status = _choice("政治面貌", PoliticalStatus, required=False)
    education = _choice("学历", Education, required=False)
    current_post = words("现任职务", "选填。", required=False, max_length=100)
    community_cycle = CommunityField(
        queryset=None, label="社区", empty_label="请选择社区", error_messages=needs("请选择社区。")
    )
    source = _choice("来源", ReserveSource)
    posts = forms.MultipleChoiceField(
        label="培养方向", choices=Post, widget=forms.CheckboxSelectMultiple, required=False,
        help_text="可多选。用于和预计空缺的职务比对。", error_messages=needs("请从列表中选择。"),
    )  # fmt: skip
    willingness = _choice("本人意愿", Willingness, help_text="没有问过本人的选“尚未了解”。")
    entered_on = day("入库日期")
    remark = words("备注", "选填。不要写身份证号、电话和住址。", required=False, rows=2)

    layout = (
        Fieldset(
            "人员", Row(Column("name"), Column("gender"), Column("ethnicity")),
            Row(Column("id_number"), Column("birth_date"), Column("phone")),
            Row(Column("political_status"), Column("education"), Column("current_post")),
        ),
        Fieldset(
            "培养", "community_cycle", Row(Column("source"), Column("entered_on")), "posts", "willingness", "remark"
        ),
        "version",
    )  # fmt: skip

    def __init__(self, *args, communities, correcting: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.correcting = correcting
        self.fields["community_cycle"].queryset = communities
        if correcting:
            for name in ("community_cycle", "willingness"):
                del self.fields[name]
                self.helper.layout[1].fields.remove(name)
            self.fields["id_number"].required = False
            for name in ("id_number", "phone"):
                self.fields[name].help_text = "不改动请留空。"

    def entry(self) -> dict:
        """What `enter` takes."""
        return {name: self.cleaned_data[name] for name in ("community_cycle", "willingness", *CORRECTABLE)}

    def corrections(self) -> dict:
        """What `correct` takes: numbers left blank stay as they are."""
        data = {name: self.cleaned_data[name] for name in CORRECTABLE}
        return {name: value for name, value in data.items() if value or name not in ("id_number", "phone")}


class MeasureForm(ActForm):
    on = day("日期")
    what = words("培养措施", "如：参加社区工作者培训班；安排到居务岗位实习。", rows=2)


class WillingnessForm(ActForm):
    willingness = _choice("本人意愿", Willingness)


class LeaveForm(ActForm):
    on = day("出库日期")
    reason = words("原因", "如：本人不愿意；已调离。", rows=2)


class PoolNominationForm(ActForm):
    """What a nomination asks beyond what the pool knows."""

    posts = forms.MultipleChoiceField(
        label="拟任职务", choices=Post, widget=forms.CheckboxSelectMultiple,
        help_text="同一委员会只能选一项。", error_messages=needs("请至少选择一个拟任职务。"),
    )  # fmt: skip
    nomination = _choice("提名方式", Nomination)
    political_status = _choice("政治面貌", PoliticalStatus)
    join_date = words("入党时间", "党员必填，写到月即可，如 2006-07。", required=False, max_length=20)
    nominated_on = day("提名日期")


class PostPlanForm(forms.Form):
    """Seats and expected vacancies of every post; both left blank means the post is not planned."""

    state = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, plans=None, **kwargs):
        super().__init__(*args, **kwargs)
        for post in Post:
            plan = (plans or {}).get(post.value)
            self.fields[f"seats-{post}"] = self._number(f"{post.label}职数", plan and plan.seats)
            self.fields[f"vacant-{post}"] = self._number(f"{post.label}预计空缺", plan and plan.falling_vacant)

    @staticmethod
    def _number(label, initial):
        return forms.IntegerField(
            label=label, min_value=0, max_value=99, required=False, initial=initial,
            widget=forms.NumberInput(attrs={"class": "form-control", "aria-label": label}),
            error_messages={
                "invalid": f"{label}应为整数。", "min_value": f"{label}不能为负数。", "max_value": f"{label}不能大于 99。",
            },
        )  # fmt: skip

    def clean(self):
        data = super().clean()
        for post in Post:
            seats, vacant = data.get(f"seats-{post}"), data.get(f"vacant-{post}")
            if seats is None and vacant is not None:
                self.add_error(f"seats-{post}", f"请填写{post.label}职数。")
            elif seats is not None and vacant is not None and vacant > seats:
                self.add_error(f"vacant-{post}", f"预计空缺 {vacant} 名，多于职数 {seats} 名。")
        return data

    def lines(self):
        """Post and its two fields, for the table."""
        return [(post, self[f"seats-{post}"], self[f"vacant-{post}"]) for post in Post]

    def plan(self) -> dict:
        """What `plan_posts` takes."""
        data = self.cleaned_data
        return {
            post.value: None if data[f"seats-{post}"] is None else (data[f"seats-{post}"], data[f"vacant-{post}"] or 0)
            for post in Post
        }
