"""The upload of a file to import."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.conf import settings

SUFFIXES = (".xlsx", ".xls", ".csv", ".txt")


class UploadForm(forms.Form):
    """The file, and the sheet when the file has several."""

    file = forms.FileField(
        label="表格文件",
        help_text="可用 .xlsx、.xls、.csv、.txt。身份证号一列请设为“文本”格式。",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(SUFFIXES)}),
        error_messages={"required": "请选择要导入的文件。", "empty": "文件是空的，请确认选对了文件。"},
    )
    sheet = forms.CharField(
        label="工作表名称", required=False, max_length=60, strip=False,
        help_text="文件有多个工作表时可以指定；不填则取带表头、日期最新的一个，作废和说明页除外。",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(Field("file"), Field("sheet"))

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(SUFFIXES):
            raise forms.ValidationError("这不是表格文件。请上传 .xlsx、.xls、.csv 或 .txt 文件。")
        if file.size > settings.UPLOAD_MAX_BYTES:
            most = settings.UPLOAD_MAX_BYTES // 1024 // 1024
            raise forms.ValidationError(f"文件超过 {most} MB。请按街道或社区拆分成几个文件后分别上传。")
        return file
