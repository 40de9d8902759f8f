"""What the district's tables can be narrowed to. A choice that does not exist shows nothing and says so."""

from django import forms

from reports.enums import Face
from reports.figures import FIGURES

ONLY = (("", "全部社区"), ("discrepancy", "只看数账不符"), ("changed", "只看较上期有变化"), ("open", "只看未报和退回"))


class _Narrow(forms.Form):
    """Fields that are empty when nothing is chosen. `active` says how many are in force."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", auto_id="filter-%s", **kwargs)
        for field in self.fields.values():
            field.required = False
            field.widget.attrs["class"] = "form-select form-select-sm"

    @property
    def active(self) -> list[str]:
        return [name for name in self.fields if self.data.get(name)]

    def value(self, name: str) -> str:
        return self.cleaned_data.get(name, "")


class CommunityFilter(_Narrow):
    """Communities of a day: by street, face, trouble or change; figures by group."""

    street = forms.ChoiceField(label="街道")
    face = forms.ChoiceField(label="报送状态", choices=[("", "全部状态"), *Face.choices])
    only = forms.ChoiceField(label="范围", choices=ONLY)
    group = forms.ChoiceField(label="项目")

    def __init__(self, data, streets, groups):
        super().__init__(data)
        self.fields["street"].choices = [("", "全部街道"), *streets]
        self.fields["group"].choices = [("", "全部项目"), *((group, group) for group in groups)]
        if not streets:
            del self.fields["street"]


class DiscrepancyFilter(_Narrow):
    """Differences between sheet and record: by street and figure."""

    street = forms.ChoiceField(label="街道")
    figure = forms.ChoiceField(
        label="项目", choices=[("", "全部项目"), *((f.key, f.label) for f in FIGURES.values() if f.is_recorded)]
    )

    def __init__(self, data, streets):
        super().__init__(data)
        self.fields["street"].choices = [("", "全部街道"), *streets]
        if not streets:
            del self.fields["street"]
