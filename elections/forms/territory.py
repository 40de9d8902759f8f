"""Changes of divisions, each with its document, and the upload of a code file."""

from django import forms
from django.utils import timezone

from elections.models import Community, Subdistrict
from huanjie.accounts.forms import one_verb

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
UPLOAD_MAX = 20 * 1024 * 1024


class ActForm(forms.Form):
    """What every change asks for."""

    VERB = "登记变更"
    TITLE = ""
    DANGER = False
    document_number = forms.CharField(label="依据文号", max_length=60, help_text="批准这项变更的文件编号。")
    on = forms.DateField(label="生效日期", widget=DATE)

    def __init__(self, *args, unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields["on"].initial = timezone.localdate()
        self.order_fields([name for name in self.fields if name not in ("document_number", "on")])
        self.helper = one_verb(self.VERB, danger=self.DANGER)

    def siblings(self):
        """Other communities in force in the district."""
        return Community.objects.current().in_area(self.unit.code[:6]).exclude(pk=self.unit.pk).order_by("code")


class RenameForm(ActForm):
    VERB, TITLE = "登记更名", "更名"
    name = forms.CharField(label="新名称", max_length=60)


class RetireForm(ActForm):
    VERB, TITLE, DANGER = "登记撤销", "撤销", True


class MoveForm(ActForm):
    VERB, TITLE = "登记划转", "划转到其他街道"
    subdistrict = forms.ModelChoiceField(Subdistrict.objects.none(), label="划入街道", empty_label="请选择")
    code = forms.CharField(label="新代码", max_length=12, help_text="划入后的 12 位区划代码，前 9 位与街道相同。")

    def __init__(self, *args, unit, **kwargs):
        super().__init__(*args, unit=unit, **kwargs)
        streets = Subdistrict.objects.current().in_area(unit.code[:6]).exclude(pk=unit.subdistrict_id)
        self.fields["subdistrict"].queryset = streets.order_by("code")


class MergeForm(ActForm):
    VERB, TITLE = "登记合并", "并入其他社区"
    survivor = forms.ModelChoiceField(Community.objects.none(), label="并入的社区", empty_label="请选择",
                                      help_text="合并后沿用它的代码和名称；名称有变的，合并后再登记更名。")  # fmt: skip

    def __init__(self, *args, unit, **kwargs):
        super().__init__(*args, unit=unit, **kwargs)
        self.fields["survivor"].queryset = self.siblings()


class SplitForm(ActForm):
    VERB, TITLE = "登记分设", "分设"
    parts = forms.CharField(
        label="分设出的社区", widget=forms.Textarea(attrs={"rows": 4}),
        help_text="每行一个：12 位代码，空格，名称。如“420102002010 新风社区”。",
    )  # fmt: skip
    keeps = forms.BooleanField(label="原社区保留（范围变小）", required=False, initial=True)

    def clean_parts(self):
        parts = []
        for line in self.cleaned_data["parts"].splitlines():
            code, _, name = line.strip().partition(" ")
            if line.strip() and not name.strip():
                raise forms.ValidationError(f"“{line.strip()}”应为代码、空格、名称。")
            if line.strip():
                parts.append((code, name.strip()))
        return parts


class CodeFileForm(forms.Form):
    file = forms.FileField(label="代码文件", help_text="CSV 或 CSV.gz，第一行为 code,name,level,parent_code。")
    on = forms.DateField(label="生效日期", widget=DATE)
    renames = forms.FileField(
        label="更名清单",
        required=False,
        help_text="可不填。CSV，第一列为代码：列入的视为更名，否则同一代码换了名称按“代码改用”登记。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.helper = one_verb("上传并比较")

    def clean_file(self):
        if self.cleaned_data["file"].size > UPLOAD_MAX:
            raise forms.ValidationError("文件超过 20 MB，请只上传本区的部分，或在服务器上用 load_divisions 命令导入。")
        return self.cleaned_data["file"]
