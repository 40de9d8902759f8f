"""One parameter in the field that fits its shape; a province's stricter values together."""

from crispy_forms.layout import Column, Fieldset, Row
from django import forms

from elections.forms.acts import ActForm, needs, words
from elections.rules.rule_sets import Bound, Kind, Overlay, Parameter, Shape, check_value, show, show_bound

YES_NO = (("true", "是"), ("false", "否"))


class ParameterForm(ActForm):
    """A new value with its reason; checked against the legal bound before anything is asked of the service."""

    reason = words("修改原因", "写一句话，会留在修改记录中。", required=False)
    document_number = words("依据文号", "按文件修改的请填写，如：江汉发〔2026〕8号", required=False, max_length=60)

    def __init__(self, *args, parameter: Parameter, now, needs_reason: bool = True, **kwargs):
        self.parameter = parameter
        super().__init__(*args, **kwargs)
        fields = fields_of(parameter, now)
        self.fields = fields | self.fields
        if needs_reason:
            self.fields["reason"].required = True
        shown = tuple(fields)
        rows = (Row(*(Column(name) for name in shown)),) if parameter.shape == Shape.RANGE else shown
        self.helper.layout.fields[:] = [
            Fieldset(parameter.label, *rows),
            Fieldset("依据", "reason", "document_number"),
            "version",
        ]

    def clean(self):
        data = super().clean()
        if any(name in self.errors for name in fields_of(self.parameter, self.parameter.default)):
            return data
        data["value"] = value_of(self.parameter, data)
        verdict = check_value(self.parameter, data["value"])
        first = next(iter(self.fields))
        if not verdict.ok:
            self.add_error(first, f"{verdict}" + (f"（{verdict.article}）" if verdict.article else ""))
        elif verdict.reason and not data.get("document_number", "").strip():
            self.add_error("document_number", f"{verdict.reason}请填写批准文件的文号。")
        return data

    layout = ("version",)


def fields_of(parameter: Parameter, now, prefix: str = "value", required: bool = True) -> dict[str, forms.Field]:
    """The fields of one value, filled with what it is now."""
    hint = "；".join(part for part in (show_bound(parameter), parameter.help.rstrip("。")) if part)
    label = f"{parameter.label}（{parameter.unit}）" if parameter.unit else parameter.label
    common = {"required": required, "error_messages": needs("请填写。")}
    match parameter.shape:
        case Shape.COUNT:
            return {prefix: forms.IntegerField(label=label, help_text=hint, min_value=0, initial=now, **common)}
        case Shape.SWITCH:
            initial = {True: "true", False: "false"}.get(now, "")
            return {
                prefix: forms.ChoiceField(
                    label=label, help_text=hint, choices=_with_blank(YES_NO, required), initial=initial, **common
                )
            }
        case Shape.CHOICE:
            choices = _with_blank(parameter.bound.one_of, required)
            return {prefix: forms.ChoiceField(label=label, help_text=hint, choices=choices, initial=now, **common)}
        case Shape.RATIO:
            return {
                prefix: forms.CharField(
                    label=label, help_text=f"{hint}；写成分数，如 1/3", max_length=9, initial=now, **common
                )
            }
        case Shape.RANGE:
            low, high = now or (None, None)
            return {
                f"{prefix}_low": forms.IntegerField(
                    label=f"{label} 最少", help_text=hint, min_value=0, initial=low, **common
                ),
                f"{prefix}_high": forms.IntegerField(label=f"{label} 最多", min_value=0, initial=high, **common),
            }
        case Shape.CODES:
            names = dict(parameter.names)
            choices = [(code, names.get(code, code)) for code in parameter.default]
            return {
                prefix: forms.MultipleChoiceField(
                    label=label,
                    help_text=hint,
                    choices=choices,
                    initial=now,
                    widget=forms.CheckboxSelectMultiple,
                    **common,
                )
            }
        case Shape.MONTHS:
            return {f"{prefix}_{code}": _month_field(parameter, code, months) for code, months in now.items()}


def _month_field(parameter: Parameter, code: str, months: int | None) -> forms.IntegerField:
    """The months of one code; what the law bars for life stands there and cannot be typed over."""
    fixed = code in parameter.bound.required
    return forms.IntegerField(
        label=f"{dict(parameter.names).get(code, code)}（月）", min_value=0, required=False, initial=months, disabled=fixed,
        help_text="法定，没有期限" if fixed else "留空为终身，0 为现时状态",
    )  # fmt: skip


def _with_blank(choices, required: bool) -> list:
    return list(choices) if required else [("", "不作规定"), *choices]


def value_of(parameter: Parameter, data: dict, prefix: str = "value"):
    """The value that the fields of a parameter say; None when they were left blank."""
    match parameter.shape:
        case Shape.SWITCH:
            return {"true": True, "false": False}.get(data.get(prefix))
        case Shape.RANGE:
            low, high = data.get(f"{prefix}_low"), data.get(f"{prefix}_high")
            return None if low is None and high is None else [low, high]
        case Shape.MONTHS:
            return {code: data.get(f"{prefix}_{code}") for code in parameter.default}
        case _:
            value = data.get(prefix)
            return None if value == "" else value


class ProvinceForm(ActForm):
    """The stricter values of a province's own measures; a field left blank leaves the law as it is."""

    name = words("文件名称", "如：江汉省实施《城市居民委员会组织法》办法", max_length=80)
    source = words("制定机关", "如：省人大常委会", max_length=80)
    document_number = words("文号或通过日期", "如：江汉省人大常委会公告第12号", max_length=60)

    layout = ("version",)

    def __init__(self, *args, parameters: list[Parameter], values: dict, **kwargs):
        super().__init__(*args, **kwargs)
        self.parameters = parameters
        names = []
        for parameter in parameters:
            made = fields_of(parameter, values.get(parameter.key), parameter.key, required=False)
            first = next(iter(made.values()))
            first.help_text = f"{first.help_text}；默认{show(parameter, parameter.default)}".lstrip("；")
            self.fields |= made
            names.append(Row(*(Column(name) for name in made)) if len(made) > 1 else next(iter(made)))
        self.helper.layout.fields[:] = [
            Fieldset("文件", "name", "source", "document_number"),
            Fieldset("比法律更严的规定（不作规定的留空）", *names),
            "version",
        ]

    def clean(self):
        data = super().clean()
        values = {}
        for parameter in self.parameters:
            value = value_of(parameter, data, parameter.key)
            if value is None:
                continue
            verdict = check_value(parameter, value)
            if not verdict.ok:
                first = next(iter(fields_of(parameter, None, parameter.key)))
                self.add_error(first, f"{verdict}" + (f"（{verdict.article}）" if verdict.article else ""))
            values[parameter.key] = value
        if not values and not self.errors:
            raise forms.ValidationError("没有填写任何规定。请至少填写一项，或返回。")
        data["values"] = values
        return data

    def overlay(self) -> Overlay:
        """What the service takes."""
        data = self.cleaned_data
        return Overlay(data["name"].strip(), data["source"].strip(), data["document_number"].strip(), data["values"])


def may_be_stricter(parameter: Parameter) -> bool:
    """Whether a province can say something about it: nothing is fixed, and a law or a policy stands behind it."""
    simple = parameter.shape in (Shape.COUNT, Shape.CHOICE, Shape.RATIO, Shape.RANGE, Shape.SWITCH)
    return (
        simple
        and not parameter.is_fixed
        and parameter.kind in (Kind.STATUTE, Kind.POLICY)
        and parameter.bound != Bound()
    )
