"""What the forms of single acts share: the version the page showed, native inputs, refusals said in the form."""

from collections.abc import Callable
from copy import deepcopy

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from huanjie.shared.verdict import Refused


class DayInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, **attrs):
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """The browser's own time field."""

    input_type = "time"

    def __init__(self, **attrs):
        super().__init__(attrs=attrs, format="%H:%M")


class ActForm(forms.Form):
    """One act on one row. `version` is the one the page showed, so that nobody overwrites what he has not seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    layout: tuple = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.html5_required = True
        self.helper.form_show_errors = True
        self.helper.render_hidden_fields = True
        self.helper.render_unmentioned_fields = not self.layout
        if self.layout:
            self.helper.layout = Layout(*deepcopy(self.layout))  # a form may take fields out of its own

    @property
    def expected_version(self) -> int | None:
        return self.cleaned_data.get("version")


def attempt(form: forms.Form, work: Callable):
    """Do the act of a valid form; a refusal becomes an error of the form, and what was typed stays. None when refused."""
    try:
        return work()
    except Refused as refusal:
        form.add_error(None, str(refusal.verdict))
        return None


def needs(words: str) -> dict[str, str]:
    """Error messages that say what to write."""
    return {"required": words, "invalid": "写法不对，请核对。", "invalid_choice": "请从列表中选择。"}


def day(label: str, help_text: str = "", required: bool = True, **kwargs) -> forms.DateField:
    """A date field in our words."""
    return forms.DateField(
        label=label, widget=DayInput(), help_text=help_text, required=required,
        error_messages={"required": f"请填写{label}。", "invalid": f"{label}写法不对，应为 2026-12-10 这样的日期。"}, **kwargs,
    )  # fmt: skip


def words(label: str, help_text: str = "", required: bool = True, max_length: int = 200, rows: int = 0, **kwargs):
    """A text field in our words; with `rows` a larger one."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=max_length, widget=widget,
        error_messages={"required": f"请填写{label}。", "max_length": f"{label}不能超过 {max_length} 字。"}, **kwargs,
    )  # fmt: skip
