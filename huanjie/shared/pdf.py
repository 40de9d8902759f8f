"""HTML to PDF through WeasyPrint: same input, same bytes; no network; Chinese faces checked.

Layout follows GB/T 9704-2012 through `static/css/documents.css`; this module only carries the engine.
"""

import hashlib
import io
import logging
import shutil
import subprocess
import threading
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

FANDOL_FILE = "FandolFang-Regular.otf"
FANGSONG = "FandolFang R"
# "Fang Marks" lends its full-width quotation marks to 楷体, where LXGW WenKai has narrow Latin ones.
FACE = """@font-face {{ font-family: "FandolFang R"; src: url("{0}") }}
@font-face {{ font-family: "Fang Marks"; src: url("{0}"); unicode-range: U+2018-201D }}"""
# What the documents are set in (domain §9.2). The first present face of each row is used.
FACES = {
    "仿宋": ("仿宋_GB2312", FANGSONG, "LXGW WenKai Light"),
    "小标宋": ("方正小标宋简体", "Noto Serif CJK SC"),
    "黑体": ("Noto Sans CJK SC",),
    "楷体": ("楷体_GB2312", "LXGW WenKai"),
}
PACKAGES = {
    "LXGW WenKai Light": "fonts-lxgw-wenkai",
    "LXGW WenKai": "fonts-lxgw-wenkai",
    "Noto Serif CJK SC": "fonts-noto-cjk",
    "Noto Sans CJK SC": "fonts-noto-cjk",
}
STAGES = {
    "Step 1": "读取文稿",
    "Step 2": "读取版式",
    "Step 3": "应用版式",
    "Step 4": "搭建版面",
    "Step 5": "排版",
    "Step 6": "生成文件",
    "Step 7": "写入属性",
}
WIDEST_GAP = 0.12  # em; from 0.15 em on, pdftotext reads a space
PROGRESS = logging.getLogger("weasyprint.progress")
PROGRESS.propagate = False  # a line a page would drown the server's own log


class PdfError(Exception):
    """The PDF could not be made; the message is for the person who asked for it."""


def render_pdf(html, *, base_url=None, allowed=(), font_dir=None, variant="pdf/a-3u", on_progress=None):
    """Set `html` as a PDF and return its bytes, the same for the same input.

    `base_url` is the folder that relative addresses start from; files under it and under `allowed` may be read,
    `data:` too, anything else (the network above all) is refused with PdfError. `on_progress(stage, page)` is told
    each stage in Chinese, with the page number while pages are being made. No date is written into the file: a
    document that wants one carries `<meta name="dcterms.created">`.
    """
    weasyprint = _weasyprint()
    check_fonts(font_dir)
    folders = [Path(folder).resolve() for folder in (*([base_url] if base_url else []), *allowed)]
    fetcher = _local_fetcher(weasyprint)(folders)
    fonts = weasyprint.text.fonts.FontConfiguration()
    sheets = []
    if face := fandol_file(font_dir):
        fetcher.folders.append(face.parent)
        sheets.append(weasyprint.CSS(string=FACE.format(face.as_uri()), url_fetcher=fetcher, font_config=fonts))
    base = f"{folders[0].as_uri()}/" if base_url else None
    with _progress(on_progress):
        document = weasyprint.HTML(string=html, base_url=base, url_fetcher=fetcher).render(
            stylesheets=sheets, font_config=fonts
        )
        if fetcher.refused:
            raise PdfError("文稿引用了不允许读取的资源:" + "、".join(sorted(set(fetcher.refused))))
        justify_han(document)
        return document.write_pdf(pdf_identifier=hashlib.sha256(html.encode()).digest()[:16], pdf_variant=variant)


def justify_han(document):
    """Fill the lines of `text-align: justify` to the measure, as GB/T 9704-2012 5.2.3 asks (28 characters, 撑满版心).

    WeasyPrint stretches spaces only, and Chinese has none. Putting a space between all characters with a negative
    word-spacing looks right but `pdftotext` and pypdf then read "换 届 完 成", so nothing on the page could be searched.
    Here the rest of a line is laid between its characters after layout. It is capped below the gap that readers of
    PDF take for a space (0.15 em), and leaves the last line of a paragraph alone.
    """
    lines = [line for page in document.pages for line in _lines(page._page_box)]
    last = {id(line.element): line for line in lines}
    for line in lines:
        if line is not last[id(line.element)]:
            _spread(line)


def _lines(box):
    for child in getattr(box, "children", ()):
        if type(child).__name__ == "LineBox":
            if child.style["text_align_all"] == "justify":
                child.room = box.content_box_x() + box.width - child.position_x - child.width
                yield child
        else:
            yield from _lines(child)


def _texts(box):
    for child in box.children:
        if hasattr(child, "pango_layout"):
            yield child
        elif hasattr(child, "children"):
            yield from _texts(child)


def _spread(line):
    texts = list(_texts(line))
    gaps = sum(len(text.text.rstrip(" ")) for text in texts) - 1
    if gaps < 1 or line.room <= 0 or " " in "".join(text.text for text in texts).strip():
        return
    step = min(line.room / gaps, WIDEST_GAP * line.style["font_size"])
    before = 0
    for text in texts:
        text.style = text.style.copy()
        text.style["letter_spacing"] = step
        text.position_x += step * before
        before += len(text.text)


def fandol_file(font_dir=None):
    """The FandolFang file in `font_dir`, or in the folder of the setting FONTS_DIR; None when absent."""
    folder = font_dir or _configured_folder()
    path = Path(folder).resolve() / FANDOL_FILE if folder else None
    return path if path and path.is_file() else None


def fonts_present(font_dir=None):
    """The font families that are missing, one for each style of which no acceptable face was found; [] is good."""
    have = set(installed_families())
    if fandol_file(font_dir):
        have.add(FANGSONG)
    return [faces[-1] for faces in FACES.values() if not have.intersection(faces)]


def check_fonts(font_dir=None):
    """Raise PdfError naming the missing families and the packages that bring them."""
    if missing := fonts_present(font_dir):
        packages = " ".join(sorted({PACKAGES[family] for family in missing}))
        raise PdfError(f"缺少中文字体:{'、'.join(missing)}。请在服务器上安装 {packages} 后重试。")


def check_engine():
    """Raise PdfError naming what is missing of WeasyPrint and its libraries."""
    _weasyprint()


@cache
def installed_families():
    """Names of the families that fontconfig knows (asked once for each process)."""
    if not shutil.which("fc-list"):
        raise PdfError("本机没有 fontconfig,无法查找字体。请安装 fontconfig 和 fonts-noto-cjk 后重试。")
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True, timeout=60).stdout
    return frozenset(name.strip().replace("\\", "") for line in listed.splitlines() for name in line.split(","))


def _configured_folder():
    from django.conf import settings

    return getattr(settings, "FONTS_DIR", None) if settings.configured else None


def _weasyprint():
    try:
        # it prints a page of English about what the error below says in a sentence
        with redirect_stdout(io.StringIO()):
            import weasyprint
            import weasyprint.text.fonts
    except ImportError as error:
        raise PdfError("未安装 WeasyPrint,无法生成 PDF。请按 requirements.txt 安装依赖。") from error
    except OSError as error:
        raise PdfError(
            "缺少排版组件 Pango,无法生成 PDF。请安装 libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 后重试。"
        ) from error
    return weasyprint


@cache
def _local_fetcher(weasyprint):
    """A fetcher that reads `data:` and files under given folders, and remembers what it refused."""

    class LocalFetcher(weasyprint.urls.URLFetcher):
        def __init__(self, folders):
            super().__init__(allowed_protocols={"data", "file"}, allow_redirects=False)
            self.folders = list(folders)
            self.refused = []

        def fetch(self, url, headers=None):
            if not self._may_read(url):
                self.refused.append(url[:120])
                raise ValueError(f"refused: {url[:120]}")
            return super().fetch(url, headers)

        def _may_read(self, url):
            parts = urlsplit(url)
            if parts.scheme == "data":
                return True
            path = Path(unquote(parts.path)).resolve()
            known = any(path.is_relative_to(folder) for folder in self.folders)
            return parts.scheme == "file" and not parts.netloc and known and path.is_file()

    return LocalFetcher


class _progress(logging.Handler):
    """While it is open, passes WeasyPrint's own progress lines of this thread on to `tell(stage, page)`."""

    def __init__(self, tell):
        super().__init__(logging.INFO)
        self.tell, self.thread = tell, threading.get_ident()

    def __enter__(self):
        if self.tell:
            PROGRESS.setLevel(logging.INFO)
            PROGRESS.addHandler(self)

    def __exit__(self, *exc):
        PROGRESS.removeHandler(self)

    def emit(self, record):
        if threading.get_ident() == self.thread:
            line = record.getMessage()
            page = line.rpartition("Page ")[2]
            self.tell(STAGES.get(line[:6], line), int(page) if page.isdigit() else None)
