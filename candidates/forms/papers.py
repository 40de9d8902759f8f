"""What for and in which form a paper is made."""

from django import forms

from candidates.models import ReviewBatch
from candidates.permissions_papers import LABELS, NEEDS_PURPOSE, can_print_kind
from elections.forms.acts import ActForm, needs, words

FORMATS = (("pdf", "PDF（打印）"), ("docx", "DOCX（编辑）"))
PURPOSE = "写明为什么需要查看，如：联审领导小组会议审议。用途记入操作日志。"


class PaperForm(ActForm):
    """One paper of one candidate."""

    format = forms.ChoiceField(label="格式", choices=FORMATS, initial="pdf", error_messages=needs("请选择格式。"))


class PaperWithPurposeForm(PaperForm):
    """A paper that holds reasons."""

    purpose = words("用途", PURPOSE, max_length=200)


def paper_form(kind: str, data=None) -> PaperForm:
    """The form of a kind of paper."""
    form_class = PaperWithPurposeForm if kind in NEEDS_PURPOSE else PaperForm
    return form_class(data, prefix=kind)


class BatchPapersForm(ActForm):
    """The same paper of everybody in a batch."""

    batch = forms.ModelChoiceField(
        label="批次", queryset=ReviewBatch.objects.none(), empty_label=None, error_messages=needs("请选择批次。")
    )
    kind = forms.ChoiceField(label="表格", error_messages=needs("请选择表格。"))
    format = forms.ChoiceField(label="格式", choices=FORMATS, initial="pdf", error_messages=needs("请选择格式。"))
    purpose = words("用途", f"打印联审表和告知书必填。{PURPOSE}", required=False, max_length=200)

    def __init__(self, *args, viewer, batches, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["batch"].queryset = batches
        self.fields["kind"].choices = [(kind, label) for kind, label in LABELS.items() if can_print_kind(viewer, kind)]
