"""Signing in and changing the password."""

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm

from huanjie.accounts.forms import one_verb


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": "工号或密码不正确，或账号已停用。密码区分大小写。",
        "inactive": "工号或密码不正确，或账号已停用。密码区分大小写。",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "工号"
        self.fields["username"].widget.attrs.update(autocomplete="username", autocapitalize="none")
        self.fields["password"].label = "密码"
        self.helper = one_verb("登录")


class PasswordForm(PasswordChangeForm):
    error_messages = {
        "password_incorrect": "原密码不正确。",
        "password_mismatch": "两次填写的新密码不一致。",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        labels = {"old_password": "原密码", "new_password1": "新密码", "new_password2": "再填一次新密码"}
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["new_password1"].help_text = ""
        self.fields["new_password2"].help_text = ""
        self.fields["old_password"].widget.attrs["autofocus"] = True
        self.helper = one_verb("修改密码")
