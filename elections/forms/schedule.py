"""Forms of days and steps."""

from crispy_forms.layout import Column, Fieldset, Row
from django import forms

from elections.enums import ElectionMode, Side
from elections.enums_schedule import PartyForm
from elections.forms.acts import ActForm, day, needs, words
from elections.rules.step_editing import FARTHEST
from elections.services.cycle import OWN


class ScheduleForm(ActForm):
    """What a community has of its own; empty days are the cycle's."""

    election_mode = forms.ChoiceField(
        label="选举方式", choices=ElectionMode, error_messages=needs("请选择选举方式。"),
        help_text="城市居民委员会组织法第14条；户代表、居民代表方式须先推选代表，名单与选民名单同时公布（第17条）。",
    )  # fmt: skip
    organization_kind = forms.ChoiceField(
        label="党组织类型", choices=[("", "未填写"), *PartyForm.choices], required=False,
        error_messages=needs("请选择党组织类型。"),
        help_text="正式党员不足 7 名的党支部不设支委会，由党员大会直接选举书记。",
    )  # fmt: skip
    is_first_term = forms.BooleanField(
        label="新建社区，首届选举", required=False,
        help_text="没有上届委员会：不要求上届委员会研究换届和任期（离任）审计，由上级党组织指导筹备组主持。",
    )  # fmt: skip
    election_day = day("本社区选举日", "不填则与全区同一天。", required=False)
    party_day = day("本社区党员大会日", "不填则随选举日推算。", required=False)
    term_ends_on = day("本社区届满日", "不填则用本届统一的届满日。", required=False)
    extended_to = day("批准延期至", "已批准延期的，填写延期截止日。", required=False)
    extension_document = words("延期批准文号", "如：滨政函〔2026〕8号", required=False, max_length=60)

    layout = (
        Fieldset("方式", Row(Column("election_mode"), Column("organization_kind")), "is_first_term"),
        Fieldset("日期", Row(Column("election_day"), Column("party_day"))),
        Fieldset("任期", Row(Column("term_ends_on"), Column("extended_to"), Column("extension_document"))),
        "version",
    )

    def __init__(self, *args, proposal=None, **kwargs):
        super().__init__(*args, **kwargs)
        if proposal:
            chosen = f"建议：{proposal.label}。" if proposal.label else ""
            self.fields["organization_kind"].help_text = f"{chosen}{proposal.words}由您确定。"

    def values(self) -> dict:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in OWN}


def _offset():
    return forms.IntegerField(
        label="距选举日天数", min_value=-FARTHEST, max_value=FARTHEST, help_text="自然日；选举日之前填负数，如 -22。",
        error_messages={**needs("请填写距选举日天数。"), "invalid": "天数写法不对，应为 -22 这样的整数。",
                        "min_value": f"天数不能小于 -{FARTHEST}。", "max_value": f"天数不能大于 {FARTHEST}。"},
    )  # fmt: skip


class StepForm(ActForm):
    """A step of the cycle. `places` are the steps it can stand behind."""

    name = words("步骤名称", max_length=80)
    owner = words("责任主体", required=False, max_length=60)
    documents = words("产出文书", required=False, max_length=300, rows=2)
    evidence_name = words("应留材料", "登记完成时要填写的材料名称或文号。", required=False, max_length=120)
    offset_days = _offset()
    after = forms.ChoiceField(label="排在哪一步之后", required=False, error_messages=needs("请选择位置。"))

    def __init__(self, *args, places=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["after"].choices = [("", "最前"), *places]


class AddStepForm(ActForm):
    """A further step of the district or of one community."""

    side = forms.ChoiceField(label="类别", choices=Side, error_messages=needs("请选择类别。"))
    name = words("步骤名称", "如：征求驻区单位意见", max_length=80)
    owner = words("责任主体", required=False, max_length=60)
    offset_days = _offset()
    documents = words("产出文书", required=False, max_length=300)
    evidence_name = words("应留材料", "登记完成时要填写的材料名称或文号。", required=False, max_length=120)
