"""One year of the holiday table as two lists of days."""

from datetime import date

from django import forms

from huanjie.accounts.forms import one_verb
from huanjie.shared.dates import read_date


class YearForm(forms.Form):
    rest = forms.CharField(
        label="放假（周一至周五中不上班的日子）", required=False, widget=forms.Textarea(attrs={"rows": 14}),
        help_text="每行一天：日期，空格，名称。如“2026-10-01 国庆节”。按国务院办公厅当年通知填写，周六、周日不用写。",
    )  # fmt: skip
    work = forms.CharField(
        label="调休上班（周六、周日中上班的日子）", required=False, widget=forms.Textarea(attrs={"rows": 7}),
        help_text="写法同上。",
    )  # fmt: skip

    def __init__(self, *args, year: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year
        self.helper = one_verb(f"保存 {year} 年安排")

    @staticmethod
    def lines(holidays) -> str:
        return "\n".join(f"{holiday.on} {holiday.name}".strip() for holiday in holidays)

    def _days(self, text: str) -> list[tuple[date, str]]:
        days = []
        for line in filter(None, (line.strip() for line in text.splitlines())):
            written, _, name = line.partition(" ")
            read = read_date(written, year=self.year)
            if read.precision != "day":
                raise forms.ValidationError(f"“{line}”不是一天，请写成“{self.year}-10-01 国庆节”。")
            days.append((read.first_day, name.strip()))
        return days

    def clean_rest(self):
        return self._days(self.cleaned_data["rest"])

    def clean_work(self):
        return self._days(self.cleaned_data["work"])
