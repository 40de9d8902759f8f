"""The public's form, the look-up, and the office's acts on a report."""

from django import forms

from elections.enums_electorate import ObjectionMatter
from elections.enums_paper import ReportKind
from elections.forms.acts import ActForm, needs, words
from elections.rules.public_report import CONTACT_LENGTH, TEXT_LENGTH


class PublicReportForm(forms.Form):
    """Short on purpose; the contact is not asked for unless the person wants to be reached."""

    kind = forms.ChoiceField(
        label="要反映的是", choices=ReportKind, widget=forms.RadioSelect,
        error_messages={"required": "请选择一类。", "invalid_choice": "请从列表中选择。"},
    )  # fmt: skip
    text = words("内容", "请写清时间、地点、事情经过。不要写他人的身份证号和住址。", max_length=TEXT_LENGTH, rows=8)
    contact = words(
        "联系方式", "可以不填。填写的联系方式加密保存，只有经办人能看到。", required=False, max_length=CONTACT_LENGTH
    )


class LookUpForm(forms.Form):
    receipt = words("回执编号", "如：20261125-7K3MQ9", max_length=20)
    secret = words("查询口令", "提交时给出的五个字", max_length=10)


class TakeAsObjectionForm(ActForm):
    """About whom the appeal is; the day it was received is the report's own."""

    name = words("涉及的选民", "只写姓名，不写身份证号和电话。", max_length=50)
    group = words("居民小组", max_length=40)
    matter = forms.ChoiceField(label="事项", choices=ObjectionMatter, error_messages=needs("请选择事项。"))


class CheckForm(ActForm):
    note = words("初核情况", "只供内部使用，提交人看不到", max_length=1000, rows=4)


class AnswerForm(ActForm):
    answer = words("答复", "提交人凭回执和口令可以看到", max_length=1000, rows=6)
