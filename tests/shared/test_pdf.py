"""HTML to PDF: same bytes, no network, full lines that still read, plain words when something is missing."""

import io
import shutil
import subprocess
import sys

import pytest
from pypdf import PdfReader

from huanjie.shared import pdf
from huanjie.shared.pdf import PdfError, fandol_file, fonts_present, render_pdf

WORDS = "截至11月24日17时，全区141个应换届社区中，已有120个完成投票选举，完成率95.3%(184/193)，选民囧喆玥镕登记。" * 4
STYLE = "@page { size: A4; margin: 37mm 26mm 35mm 28mm } p { font: 15.75pt/10.22mm 'LXGW WenKai Light'; text-align: justify }"
HTML = f'<html lang="zh-Hans"><head><title>测试</title><style>{STYLE}</style></head><body><p>{WORDS}</p></body></html>'


@pytest.fixture(scope="module")
def made():
    if missing := fonts_present():
        pytest.skip(f"缺少字体 {missing}")
    return render_pdf(HTML)


def test_same_input_same_bytes(made):
    assert render_pdf(HTML) == made
    assert render_pdf(HTML.replace("测试", "另一件")) != made


def test_file_is_archival_and_undated(made):
    reader = PdfReader(io.BytesIO(made))
    assert reader.metadata.creation_date is None
    assert b"pdfaid" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()


def test_text_reads_without_stray_spaces(made):
    assert PdfReader(io.BytesIO(made)).pages[0].extract_text().replace("\n", "") == WORDS


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils 未安装")
def test_pdftotext_reads_the_same(made):
    read = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True).stdout.decode()
    assert "".join(read.split()) == WORDS
    assert " " not in read


def test_lines_are_filled_except_the_last(made):
    import weasyprint

    document = weasyprint.HTML(string=HTML).render()
    pdf.justify_han(document)
    lines = list(pdf._lines(document.pages[0]._page_box))
    spread = [next(pdf._texts(line)).style["letter_spacing"] for line in lines]
    assert spread[-1] == "normal"
    assert all(
        0 < gap <= pdf.WIDEST_GAP * line.style["font_size"] for gap, line in zip(spread[:-1], lines, strict=False)
    )


@pytest.mark.parametrize(
    "address", ["http://example.com/a.png", "https://example.com/a.css", "file:///etc/passwd", "a.png"]
)
def test_other_resources_are_refused(made, address, tmp_path):
    with pytest.raises(PdfError, match="不允许读取的资源"):
        render_pdf(f'<img src="{address}">', base_url=tmp_path)


def test_files_of_the_given_folder_and_data_are_read(made, tmp_path):
    (tmp_path / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    assert render_pdf('<img src="a.svg"><img src="data:image/svg+xml,%3Csvg/%3E">', base_url=tmp_path).startswith(
        b"%PDF"
    )


def test_a_link_out_of_the_folder_is_refused(made, tmp_path):
    (tmp_path / "inside").mkdir()
    (tmp_path / "secret.svg").write_text("<svg/>")
    (tmp_path / "inside" / "a.svg").symlink_to(tmp_path / "secret.svg")
    with pytest.raises(PdfError):
        render_pdf('<img src="a.svg">', base_url=tmp_path / "inside")


def test_progress_is_told_in_words(made):
    told = []
    render_pdf("<p>一</p><p style='break-before: page'>二</p>", on_progress=lambda *step: told.append(step))
    assert told == [
        ("读取文稿", None),
        ("应用版式", None),
        ("搭建版面", None),
        ("排版", 1),
        ("排版", 2),
        ("生成文件", None),
        ("写入属性", None),
    ]


def test_missing_fonts_are_named_with_their_packages(monkeypatch):
    monkeypatch.setattr(pdf, "installed_families", lambda: frozenset({"Noto Serif CJK SC"}))
    assert fonts_present("/nowhere") == ["LXGW WenKai Light", "Noto Sans CJK SC", "LXGW WenKai"]
    with pytest.raises(PdfError, match="请在服务器上安装 fonts-lxgw-wenkai fonts-noto-cjk"):
        render_pdf(HTML, font_dir="/nowhere")


def test_fandol_is_found_in_its_folder(tmp_path):
    assert fandol_file(tmp_path) is None
    (tmp_path / pdf.FANDOL_FILE).write_bytes(b"")
    assert fandol_file(tmp_path) == tmp_path / pdf.FANDOL_FILE


def test_a_missing_library_is_one_chinese_sentence(monkeypatch, capsys):
    """WeasyPrint itself prints a page of English and raises OSError; only the sentence reaches anybody."""

    class Loader:
        def find_spec(self, name, *rest):
            if name == "weasyprint.text.fonts":
                print("WeasyPrint could not import some external libraries.")
                raise OSError("cannot load library")

    monkeypatch.delitem(sys.modules, "weasyprint.text.fonts", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Loader(), *sys.meta_path])
    with pytest.raises(pdf.PdfError, match="缺少排版组件 Pango"):
        pdf.check_engine()
    assert capsys.readouterr().out == ""
