"""(d) A briefing of about 30 pages against bare WeasyPrint on the same HTML."""

import io
from datetime import timedelta

import pypdf
import weasyprint
from django.conf import settings
from django.template.loader import render_to_string

from huanjie.shared import clock
from huanjie.shared.pdf import FACE, fandol_file
from reports.queries.snapshot import gather
from reports.rules.briefing import briefing_context
from reports.rules.snapshot import validate
from reports.services.briefing import render_briefing
from tests.benchmarks import field
from tests.benchmarks.measuring import Options, Taken, in_turn, line, median, rounded, say

LATE_STEPS = 330  # with 141 communities this makes about 30 pages


def run(options: Options) -> list[dict]:
    days, streets, communities, late, times = (2, 2, 5, 10, 1) if options.quick else (5, 17, 141, LATE_STEPS, 3)
    times = options.times or times
    field.settle(streets, communities)
    today = clock.today()
    cycle = field.open_district()
    say(f"{days} 天 × {communities} 个社区的日报")
    field.play_days(cycle, [today - timedelta(days=back) for back in reversed(range(days))])
    snapshot = gather(cycle, field.DISTRICT, today, 1)
    snapshot["late_steps"] = snapshot["late_steps"][:late]
    validate(snapshot)
    html = render_to_string("documents/briefing.html", briefing_context(snapshot))
    writing = Taken().measure(lambda: render_to_string("documents/briefing.html", briefing_context(snapshot)))
    made: dict[str, bytes] = {}

    def ours():
        made["ours"] = render_briefing(snapshot)

    def floor():
        made["floor"] = bare(html)

    say("先各生成一次（装入字体）")
    ours(), floor()
    pages = {name: len(pypdf.PdfReader(io.BytesIO(pdf)).pages) for name, pdf in made.items()}
    assert len(set(pages.values())) == 1, pages
    first = made["ours"]
    say(f"{pages['ours']} 页，轮流 {times} 次")
    taken = in_turn(times, ours=ours, floor=floor)
    assert made["ours"] == first, "the same snapshot must give the same bytes"
    mine, theirs = median(taken["ours"].clock), median(taken["floor"].clock)
    return [
        line("d", f"briefing of {pages['ours']} pages, bare WeasyPrint", mine, theirs, "≤ 1.15 × floor", mine <= 1.15 * theirs,
             "s", f"median of {times}, in turn; ours writes the HTML, checks fonts and addresses, justifies, makes PDF/A",
             pages=pages["ours"], html_kb=len(html.encode()) // 1024, writing_html_s=rounded(writing),
             ours_s=taken["ours"].as_dict(), floor_s=taken["floor"].as_dict(),
             cpu_ratio=rounded(median(taken["ours"].cpu) / median(taken["floor"].cpu))),
    ]  # fmt: skip


def bare(html: str) -> bytes:
    """WeasyPrint by its manual: the same words, styles and faces, nothing else."""
    fonts = weasyprint.text.fonts.FontConfiguration()
    face = fandol_file(settings.FONTS_DIR)
    sheets = [weasyprint.CSS(string=FACE.format(face.as_uri()), font_config=fonts)] if face else []
    base = f"{(settings.BASE_DIR / 'static').as_uri()}/"
    return weasyprint.HTML(string=html, base_url=base).write_pdf(stylesheets=sheets, font_config=fonts)
