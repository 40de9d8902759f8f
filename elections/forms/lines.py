"""Forms that are one line of a table: small inputs in the look of the others."""

from django import forms


class LineForm(forms.Form):
    """A line of a formset."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for each in self.fields.values():
            if isinstance(each.widget, forms.Select):
                each.widget.attrs["class"] = "form-select form-select-sm"
            elif isinstance(each.widget, forms.CheckboxInput):
                each.widget.attrs["class"] = "form-check-input"
            elif not each.widget.is_hidden:
                each.widget.attrs["class"] = "form-control form-control-sm"
