"""Opening an account, granting and ending a role, uploading a spreadsheet."""

from django import forms
from django.conf import settings
from django.utils import timezone

from huanjie.accounts import areas
from huanjie.accounts.enums import ADMINISTRATORS, Role
from huanjie.accounts.forms import one_verb
from huanjie.accounts.queries import installation
from huanjie.accounts.queries.batches import area_prefix
from huanjie.accounts.rules import area_fits, level_for

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AccountForm(forms.Form):
    username = forms.RegexField(
        r"^[^\s]+$", label="工号", max_length=40, help_text="本单位编发的工号，登录时使用；建立后不能修改。",
        error_messages={"invalid": "工号不能含空格。"},
    )  # fmt: skip
    name = forms.CharField(label="姓名", max_length=60)
    unit = forms.CharField(label="单位", max_length=100, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = one_verb("建立账号")


class AssignmentForm(forms.Form):
    """`area` takes a code or a name; it is understood together with the role."""

    role = forms.ChoiceField(label="角色")
    area = forms.CharField(
        label="区域", max_length=60, required=False,
        help_text="填区域代码或名称：社区填报员到社区，街道角色到街道，区级角色到区，领导不限；管理员留空。社区重名时请写明街道，"
                  "如“一元街道岳飞社区”。",
    )  # fmt: skip
    starts_on = forms.DateField(label="开始日期", widget=DATE)
    ends_on = forms.DateField(
        label="结束日期", widget=DATE, required=False, help_text="最后有效的一天；留空表示不设期限。"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        home = installation.current()
        self.home = home.area_code if home else ""
        field = [(role.value, role.label) for role in Role if role not in ADMINISTRATORS]
        admins = [(role.value, role.label) for role in Role if role in ADMINISTRATORS]
        self.fields["role"].choices = [("", "请选择"), ("业务角色", field), ("三员（不能兼任其他角色）", admins)]
        self.fields["starts_on"].initial = timezone.localdate()
        self.helper = one_verb("授予角色")

    def clean(self):
        data = super().clean()
        role, area = data.get("role"), (data.get("area") or "").strip()
        if not role:
            return data
        prefix = self._prefix(role, area)
        if prefix is not None:
            verdict = area_fits(role, prefix, self.home)
            if not verdict:
                self.add_error("area", str(verdict))
            data["area"] = prefix
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "结束日期早于开始日期。")
        return data

    def _prefix(self, role: str, area: str) -> str | None:
        if not area or area.isdecimal():
            return area_prefix(area, level_for(role))
        found = areas.areas_named(area, level_for(role), self.home)
        if len(found) == 1:
            return found[0][0]
        names = "、".join(f"{name}（{prefix}）" for prefix, name in found[:4])
        self.add_error("area", f"“{area}”对应多个区域：{names}。请填代码。" if found else f"没有找到“{area}”。")
        return None


class EndForm(forms.Form):
    last_day = forms.DateField(
        label="最后有效日期", widget=DATE, required=False, help_text="留空表示立即收回，对方下一次点击即生效。"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = one_verb("结束授权", danger=True)


class UploadForm(forms.Form):
    file = forms.FileField(
        label="账号表", help_text="xlsx、xls 或 csv；须有“工号”“姓名”两列，另可有“单位”“角色”“区域代码”“区域名称”。"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = one_verb("上传并检查")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > min(settings.UPLOAD_MAX_BYTES, 10 * 1024 * 1024):
            raise forms.ValidationError("文件超过 10 MB。")
        return file
