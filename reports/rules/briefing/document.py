"""Everything that `templates/documents/briefing.html` is set from, made of one snapshot (domain §9.3, §9.4)."""

from huanjie.shared import charts
from huanjie.shared.qr import qr_data_uri, svg_data_uri

from ..snapshot import digest, spoken_digest
from .ranking import STAGES, current_stage
from .tables import community_table, late_rows, missing_rows, reporting_table, street_table
from .text import briefing_text
from .words import day, full_day, moment, percent, tenths

NAME = "社区“两委”换届工作简报"
TREND = ("party_elected", "formal_list_published", "voted")


def briefing_context(snapshot, *, verify_url="", name=NAME, distribution=None, copies=None, annexes=True):
    """Template context. `distribution` is {"报": [...], "送": [...], "发": [...]}; `verify_url` goes into the QR code.

    `annexes=False` leaves out the tables by community and by report, for a leader's two pages.
    """
    value, text = digest(snapshot), briefing_text(snapshot)
    tables = [street_table(snapshot)] if snapshot["streets"] else []
    if annexes and snapshot["streets"]:
        tables.append(reporting_table(snapshot))
    if annexes and snapshot["communities"]:
        tables.append(community_table(snapshot))
    return {
        "snapshot": snapshot,
        "text": text,
        "title": "\n".join(text.title_lines),
        "is_demo": snapshot["is_demo"],
        "masthead": name,
        "number": str(snapshot["number"]),
        "year": str(snapshot["year"]),
        "issuer": snapshot["issuer"],
        "issued_on": full_day(snapshot["on"]),
        "as_of": moment(snapshot["as_of"]),
        "created": snapshot["as_of"],
        "charts": briefing_charts(snapshot),
        "tables": tables,
        "late_steps": late_rows(snapshot) if annexes else [],
        "missing": missing_rows(snapshot) if annexes else [],
        "notes": snapshot["notes"] if annexes else [],
        "distribution": [(mark, units) for mark, units in (distribution or {}).items() if units],
        "copies": str(copies or ""),
        "digest": value,
        "digest_groups": spoken_digest(value),
        "verify_url": verify_url,
        "qr": qr_data_uri(verify_url) if verify_url else "",
    }


def briefing_charts(snapshot):
    """The trend of the steps under way and the streets side by side; a chart that would say nothing is not drawn."""
    made = (_trend(snapshot), _streets(snapshot))
    return [{"title": title, "src": svg_data_uri(svg), "alt": alt} for title, svg, alt in filter(None, made)]


def _trend(snapshot):
    points = snapshot["trend"]
    series = {
        STAGES[key]: [point["figures"].get(key) for point in points]
        for key in TREND
        if sum(point["figures"].get(key) is not None for point in points) > 1
    }
    if not series:
        return None
    due = snapshot["figures"].get("communities_due", {}).get("value")
    title = f"{day(points[0]['on'])}至{day(points[-1]['on'])}各环节完成社区数"
    svg = charts.line_chart([_short(point["on"]) for point in points], series, unit="个", top=due)
    last = "，".join(f"{name}{values[-1]}个" for name, values in series.items() if values[-1] is not None)
    return title, svg, f"折线图：{title}，期末{last}。"


def _streets(snapshot):
    stage = current_stage(snapshot)
    rows = [
        (row["name"], row["figures"].get(stage), row["figures"].get("communities_due")) for row in snapshot["streets"]
    ]
    rows = [(name, done, due) for name, done, due in rows if done is not None and due]
    if len(rows) < 2:
        return None
    title = f"各街道{STAGES[stage]}完成率"
    rows.sort(key=lambda row: -tenths(row[1], row[2]))
    svg = charts.bar_chart(rows, label=lambda done, due: f"{percent(done, due)}({done}/{due})")
    return title, svg, f"条形图：{title}，数据见附表1。"


def _short(on):
    return f"{int(on[5:7])}.{int(on[8:])}"
