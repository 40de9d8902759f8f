"""Forms of voter registration: sums, publication, objections, double registrations, representatives."""

from django import forms

from elections.enums_electorate import ObjectionMatter, ObjectionOutcome, RepresentativeKind
from elections.forms.acts import ActForm, day, needs, words
from elections.forms.electorate import number
from elections.models import CommunityCycle
from elections.rules.proxies import read_lines as read_proxies
from elections.rules.registration import Sums
from elections.rules.representatives import read_lines


class DescribeForm(ActForm):
    households = number("户数", least=1)
    groups = number("居民小组数", least=1, most=999)


class SumsForm(ActForm):
    on = day("截至日期")
    local = number("户籍在本社区")
    resident = number("户籍不在、常住本社区")
    worker_applied = number("社区工作者申请", "在本社区工作六个月以上、本人提出申请的。")
    worker = number("社区工作者，经选举委员会确认", "只有确认的计入选民。")
    women = number("其中妇女")
    minority = number("其中少数民族")

    @property
    def sums(self) -> Sums:
        names = ("local", "resident", "worker_applied", "worker", "women", "minority")
        return Sums(*(self.cleaned_data[name] for name in names))


class PublishForm(ActForm):
    on = day("公布日期", "选举日的二十日以前；户代表、居民代表名单同时公布。")


class CorrectionForm(ActForm):
    number = words("更正公告编号", "如：第4-1号。", max_length=60)
    on = day("公告日期")


class ObjectionForm(ActForm):
    received_on = day("收到日期")
    name = words("涉及的选民", "只写姓名，不写身份证号和电话。", max_length=50)
    group = words("居民小组", max_length=40)
    matter = forms.ChoiceField(label="事项", choices=ObjectionMatter, error_messages=needs("请选择事项。"))


class DecideForm(ActForm):
    outcome = forms.ChoiceField(label="结果", choices=ObjectionOutcome, error_messages=needs("请选择结果。"))
    on = day("处理日期")
    explanation = words("处理说明", "写给当事人看的理由。", rows=2)


class DuplicateForm(ActForm):
    other = forms.ModelChoiceField(
        CommunityCycle.objects.none(), label="另一登记社区", error_messages=needs("请选择社区。")
    )
    name = words("姓名", max_length=50)
    group = words("居民小组", max_length=40)
    id_number = words("身份证号", "只用来比对，不保存。", max_length=18)

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others
        self.fields["other"].label_from_instance = lambda row: row.community.name
        self.fields["id_number"].widget.attrs["autocomplete"] = "off"


class SettleDuplicateForm(ActForm):
    frozen_in = forms.ModelChoiceField(
        CommunityCycle.objects.none(), label="冻结哪个社区的登记", error_messages=needs("请选择社区。")
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["frozen_in"].queryset = choices
        self.fields["frozen_in"].label_from_instance = lambda row: row.community.name


class ProxiesForm(ActForm):
    voting_on = day("投票日期")
    text = words(
        "委托名单", "每行一件：委托人、居民小组、受委托人、居民小组。可从表格中整块复制粘贴。不写身份证号和电话。",
        max_length=20_000, rows=6,
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        if data.get("text"):
            data["lines"], flaws = read_proxies(data["text"])
            for flaw in flaws[:10]:
                self.add_error("text", flaw)
        return data


class RepresentativesForm(ActForm):
    kind = forms.ChoiceField(label="类别", choices=RepresentativeKind, error_messages=needs("请选择类别。"))
    text = words(
        "名单", "每行一名：居民小组、姓名、性别、是否党员、是否少数民族、户。可从表格中整块复制粘贴。",
        max_length=60_000, rows=8,
    )  # fmt: skip

    def clean(self):
        data = super().clean()
        if data.get("kind") and data.get("text"):
            data["lines"], flaws = read_lines(data["text"], data["kind"])
            for flaw in flaws[:10]:
                self.add_error("text", flaw)
            if len(flaws) > 10:
                self.add_error("text", f"另有 {len(flaws) - 10} 处。")
        return data
