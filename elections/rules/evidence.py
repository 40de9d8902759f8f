"""What a file really is, by its first bytes: evidence may be a PDF, a picture or a Word document, whatever its name."""

import io
import zipfile
from typing import NamedTuple


class FileKind(NamedTuple):
    """`suffix` for the stored name, `label` for the page, `content_type` for the browser."""

    suffix: str
    label: str
    content_type: str


PDF = FileKind("pdf", "PDF", "application/pdf")
JPG = FileKind("jpg", "图片", "image/jpeg")
PNG = FileKind("png", "图片", "image/png")
DOCX = FileKind("docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
BY_SUFFIX = {kind.suffix: kind for kind in (PDF, JPG, PNG, DOCX)}
ACCEPTED = "PDF、JPG、PNG 或 DOCX"


def kind_of_content(content: bytes) -> FileKind | None:
    """The kind of a file from its content; None when it is none of those accepted."""
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return JPG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"PK\x03\x04") and _holds_a_document(content):
        return DOCX
    return None


def _holds_a_document(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False
