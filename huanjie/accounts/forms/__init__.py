"""Forms of this app; `one_verb` is how a form with one button is laid out (template `accounts/_form.html`)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout


def one_verb(label: str, *layout, danger: bool = False) -> FormHelper:
    """A crispy helper without its own form tag; the template draws the button with this verb on it."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.form_show_errors = True
    if layout:
        helper.layout = Layout(*layout)
    helper.submit_label, helper.danger = label, danger
    return helper
