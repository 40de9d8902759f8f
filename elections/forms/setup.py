"""The set-up wizard's forms."""

from crispy_forms.layout import Fieldset
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from elections.forms.territory import UPLOAD_MAX
from huanjie.accounts import setup_code
from huanjie.accounts.forms import one_verb
from huanjie.accounts.models import User
from huanjie.accounts.services.setup import ORDER, Person

DUTIES = (
    "系统管理员：开设和停用账号、重置密码、导入区划",
    "安全管理员：授予和结束角色、解除锁定",
    "日志管理员：只查看操作日志",
)


class CodeForm(forms.Form):
    code = forms.CharField(label="设置码", widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = one_verb("开始设置")

    def clean_code(self):
        if not setup_code.is_right(self.cleaned_data["code"]):
            raise ValidationError("设置码不正确，请核对后重新填写。")
        return self.cleaned_data["code"]


class AdministratorsForm(forms.Form):
    """Three people, three passwords."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sets = []
        for role, duty in zip(ORDER, DUTIES, strict=True):
            names = [f"{role.value}_{part}" for part in ("username", "name", "password", "again")]
            self.fields[names[0]] = forms.RegexField(
                r"^[^\s]+$", label="工号", max_length=40, error_messages={"invalid": "工号不能含空格。"})  # fmt: skip
            self.fields[names[1]] = forms.CharField(label="姓名", max_length=60)
            for name, label in ((names[2], "初始密码"), (names[3], "再填一次密码")):
                self.fields[name] = forms.CharField(
                    label=label, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))  # fmt: skip
            sets.append(Fieldset(duty, *names))
        self.helper = one_verb("设立三员", *sets)

    def clean(self):
        data = super().clean()
        for part, label in (("username", "工号"), ("name", "姓名")):
            given = [data.get(f"{role.value}_{part}") for role in ORDER]
            for index, role in enumerate(ORDER):
                if given[index] and given[index] in given[:index]:
                    self.add_error(f"{role.value}_{part}", f"三员须由三个不同的人担任，{label}不能相同。")
        for role in ORDER:
            password = data.get(f"{role.value}_password")
            if not password:
                continue
            if password != data.get(f"{role.value}_again"):
                self.add_error(f"{role.value}_again", "两次填写的密码不一致。")
            try:
                validate_password(password, User(username=data.get(f"{role.value}_username") or ""))
            except ValidationError as problem:
                self.add_error(f"{role.value}_password", problem)
        return data

    def people(self) -> list[Person]:
        data = self.cleaned_data
        return [Person(*(data[f"{role.value}_{part}"] for part in ("username", "name", "password"))) for role in ORDER]


class DistrictForm(forms.Form):
    code = forms.RegexField(
        r"^\d{6}(0{6})?$", label="区县代码", help_text="本系统为哪个区（县、市）使用，6 位代码，如 420102。",
        error_messages={"invalid": "区县代码是 6 位数字。"},
    )  # fmt: skip
    file = forms.FileField(
        label="代码文件", required=False,
        help_text="统计用区划代码，CSV 或 CSV.gz，含 code,name,level,parent_code 四列；全国、全省的文件也可以，只导入本区。"
                  "区划已经导入的，不用上传。",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = one_verb("确定区域")

    def clean_code(self):
        return self.cleaned_data["code"][:6]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > UPLOAD_MAX:
            raise ValidationError("文件超过 20 MB，请压缩为 .gz 后上传。")
        return file
