"""Forms of the handover: what has passed over, and that all of it has."""

from django import forms

from elections.forms.acts import ActForm, day, words


class HandoverForm(ActForm):
    """One tick and one note an item, who led and who watched, one item more."""

    led_by = words("主持人", "居民选举委员会主持移交的人。", required=False, max_length=50)
    watched_by = words("街道监督人", "街道到场监督的人。", required=False, max_length=50)
    extra = words("增加一项", "如有清单以外的事项，写在这里。", required=False, max_length=60)

    def __init__(self, *args, items=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.items = list(items)
        lines = {}
        for place, item in enumerate(self.items):
            lines[f"done-{place}"] = forms.BooleanField(
                label=f"{item['name']}已移交", required=False, initial=item["is_done"]
            )
            lines[f"note-{place}"] = words(f"{item['name']}说明", required=False, max_length=200, initial=item["note"])
        for line in lines.values():
            box = isinstance(line.widget, forms.CheckboxInput)
            line.widget.attrs["class"] = "form-check-input" if box else "form-control form-control-sm"
        self.fields = {"version": self.fields.pop("version"), **lines, **self.fields}

    @property
    def lines(self) -> list[tuple[dict, forms.BoundField, forms.BoundField]]:
        """Item, its tick, its note."""
        return [(item, self[f"done-{place}"], self[f"note-{place}"]) for place, item in enumerate(self.items)]

    @property
    def ticked(self) -> dict[str, str]:
        """Items that have passed over → their note."""
        return {
            item["name"]: self.cleaned_data[f"note-{place}"]
            for place, item in enumerate(self.items)
            if self.cleaned_data[f"done-{place}"]
        }

    @property
    def notes(self) -> dict[str, str]:
        """Item → its note, passed over or not."""
        return {item["name"]: self.cleaned_data[f"note-{place}"] for place, item in enumerate(self.items)}


class CompleteHandoverForm(ActForm):
    done_on = day("完成日期")
