"""Return with a comment, or approve."""

from crispy_forms.helper import FormHelper
from django import forms


class ReturnForm(forms.Form):
    """Why the reports go back."""

    comment = forms.CharField(
        label="退回意见",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "例：登记选民数与名单公告不一致，请核对后重报。"}),
        help_text="街道会看到这段话，请写明要核对哪个社区的哪个项目。",
        error_messages={"required": "请写明退回的原因，街道才知道要改什么。"},
    )

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        return helper
