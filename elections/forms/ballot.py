"""Forms of a round of voting: setting it up, and the acts on it. The paper itself is read by `elections.rules.tally`."""

from django import forms
from django.forms import formset_factory

from elections.enums import POSTS_OF, BallotPost, Gender, Side, VenueKind
from elections.forms.acts import ActForm, day, needs, words
from elections.forms.lines import LineForm
from elections.rules.ballot_paper import Standing

VENUE_LINES, PEOPLE_SPARE = 3, 3


class PrepareForm(ActForm):
    """Day, who could vote, and the seats of each post of the side."""

    held_on = day("投票日期", "实际投票的日期。")
    due_count = forms.IntegerField(
        label="有权参加投票人数", min_value=1, max_value=9_999_999,
        error_messages=needs("请填写有权参加投票的人数。") | {"min_value": "人数应大于 0。", "max_value": "人数太大，请核对。"},
    )  # fmt: skip

    def __init__(self, *args, side: str, due_help: str = "", fixed_seats: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.side = Side(side)
        self.fields["due_count"].help_text = due_help
        for post in POSTS_OF[self.side]:
            self.fields[f"seats-{post.value}"] = forms.IntegerField(
                label=f"{post.label}应选名额", min_value=0, max_value=99, required=False, initial=0,
                error_messages={"invalid": "请填写整数。", "min_value": "不能小于 0。", "max_value": "名额太大，请核对。"},
                disabled=fixed_seats,
            )  # fmt: skip

    @property
    def seats(self) -> dict[str, int]:
        """Post → seats, those without any left out."""
        given = {post.value: self.cleaned_data.get(f"seats-{post.value}") or 0 for post in POSTS_OF[self.side]}
        return {post: count for post, count in given.items() if count}


class VenueLine(LineForm):
    name = forms.CharField(label="投票点名称", max_length=60, required=False)
    kind = forms.ChoiceField(label="类型", choices=VenueKind, initial=VenueKind.HALL)


class PersonLine(LineForm):
    """A name on the ballot; a line without a name is passed over."""

    post = forms.ChoiceField(label="职务", choices=BallotPost)
    name = forms.CharField(label="姓名", max_length=50, required=False)
    gender = forms.ChoiceField(label="性别", choices=[("", "未填"), *Gender.choices], required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args, side: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [(post.value, post.label) for post in POSTS_OF[Side(side)]]


Venues = formset_factory(VenueLine, extra=VENUE_LINES, max_num=100, absolute_max=100)
People = formset_factory(PersonLine, extra=PEOPLE_SPARE, max_num=400, absolute_max=400)


def venues_in(formset) -> list[tuple[str, str]]:
    """(name, kind) of the lines filled in."""
    rows = (form.cleaned_data for form in formset)
    return [(row["name"].strip(), row["kind"]) for row in rows if row.get("name", "").strip()]


def people_in(formset) -> list[Standing]:
    """The names filled in, in the order of the page."""
    rows = (form.cleaned_data for form in formset)
    return [
        Standing(row["post"], row["name"].strip(), row.get("gender", ""), row.get("key", ""))
        for row in rows
        if row.get("name", "").strip()
    ]


class StartOverForm(ActForm):
    reason = words("原因", "如：录入人拿错了报告单。", rows=2)


class DeclareForm(ActForm):
    report_number = words("报告单编号", "签字报告单上的编号；没有编号的填写“投票日期＋社区名”。", max_length=60)
    report_file = forms.FileField(
        label="签字报告单扫描件", required=False, help_text="选填，PDF、图片。",
        error_messages={"invalid": "文件没有上传成功，请重新选择。", "empty": "文件是空的，请重新选择。"},
    )  # fmt: skip


class CorrectForm(ActForm):
    reason = words("更正原因", rows=2)
    document_number = words("更正单编号", max_length=60)


class RelativesForm(ActForm):
    """Two people of this side who are near relatives, or are not after all."""

    one = forms.ChoiceField(label="姓名", error_messages=needs("请选择一个人。"))
    other = forms.ChoiceField(label="与谁", error_messages=needs("请选择另一个人。"))
    related = forms.ChoiceField(
        label="关系", choices=(("yes", "是近亲属"), ("no", "不是近亲属")), error_messages=needs("请选择。")
    )

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            self.fields[name].choices = [("", "请选择"), *people]


class ReduceSeatsForm(ActForm):
    """Party side only: leave the seats empty that nobody won."""

    consent_count = forms.IntegerField(
        label="同意人数", min_value=0, max_value=9_999_999, required=False,
        help_text="经选举人表决的填写；由大会主席团决定的不填。", error_messages={"invalid": "请填写整数。"},
    )  # fmt: skip
    document_number = words("表决记录或决定编号", max_length=60)


class SettleForm(ActForm):
    """What was concluded on somebody elected."""

    to = forms.ChoiceField(label="结论", error_messages=needs("请选择结论。"))
    document_number = words("依据文号", max_length=60)
    comment = words("说明", required=False, rows=2)

    def __init__(self, *args, choices=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "请选择"), *choices]
