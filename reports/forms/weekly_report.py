"""The paragraphs of a weekly report as they come from the page or its script."""

from collections.abc import Mapping

from django import forms

from reports.models import WeeklyReport
from reports.services.weekly_report import WORDS


def tidy(text: str) -> str:
    """Browsers send CRLF; the text is kept as it was typed otherwise."""
    return text.replace("\r\n", "\n")


class WeeklyForm(forms.ModelForm):
    """`base-<field>` holds what the page showed of each paragraph."""

    class Meta:
        model = WeeklyReport
        fields = WORDS
        widgets = {name: forms.Textarea(attrs={"rows": 7, "class": "form-control"}) for name in WORDS}
        help_texts = {
            "progress": "已按本周日报起草，可以修改。",
            "problems": "没有的请写“无”。",
        }


def words_in(data: Mapping[str, str], prefix: str = "") -> dict[str, str]:
    """The paragraphs present in what was sent."""
    return {name: tidy(data[prefix + name]) for name in WORDS if isinstance(data.get(prefix + name), str)}


class ReturnForm(forms.Form):
    """Why a report goes back."""

    comment = forms.CharField(
        label="退回意见", max_length=500, widget=forms.Textarea(attrs={"rows": 3, "class": "form-control"})
    )
