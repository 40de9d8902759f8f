"""Tags and filters of every page. `{% load huanjie_ui %}`"""

from datetime import date, datetime
from functools import lru_cache

import lucide as lucide_icons
from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from huanjie import badges
from huanjie.accounts.enums import SYSTEM, Role
from huanjie.activity.verbs import label_of
from huanjie.formats import wording

register = template.Library()
MOST_LINES = 9  # a longer navigation keeps its rare lines under 更多


@register.simple_tag
def icon(name: str, size: int = 16, label: str = ""):
    """A lucide icon; hidden from screen readers unless it has a label of its own. Unknown names draw nothing."""
    return _icon(name, size, label)


@lru_cache(maxsize=512)
def _icon(name: str, size: int, label: str):
    naming = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true", "focusable": "false"}
    try:
        return mark_safe(lucide_icons._render_icon(name, size, **{"class": "icon"}, **naming))
    except lucide_icons.IconDoesNotExist:
        return ""


@register.simple_tag
def badge(value, label: str = ""):
    """State as shape + word + colour. `value` is an enum member or its value; a bare value needs its label:
    `{% badge job.state job.get_state_display %}`."""
    if value is None or value == "":
        return ""
    face = badges.face_of(value)
    return format_html(
        '<span class="badge-state tone-{}"><span class="shape" aria-hidden="true">{}</span>{}</span>',
        face.tone,
        face.shape,
        badges.word_of(value, label),
    )


@register.simple_tag
def state(row, field: str = "state"):
    """The badge of a model row's choice field: `{% state report %}`."""
    return badge(getattr(row, field), getattr(row, f"get_{field}_display")())


@register.filter
def number(value):
    """3,412; None is a dash."""
    return wording.number(value)


@register.filter
def delta(value):
    """+14, −3, or nothing."""
    return wording.delta(value)


@register.simple_tag
def percent(numerator, denominator, url: str = ""):
    """95.3% with its two integers on hover, on tap or focus, and in print."""
    words = wording.percent(numerator, denominator)
    if words == wording.NOTHING:
        return words
    inner = format_html(
        '{}<span class="parts">（{}/{}）</span>', words, wording.number(numerator), wording.number(denominator)
    )
    if url:
        return format_html('<a class="percent figure-link" href="{}">{}</a>', url, inner)
    return format_html('<span class="percent" tabindex="0">{}</span>', inner)


@register.filter
def month_day(value: date | datetime | None) -> str:
    """12月10日."""
    return wording.month_day(value)


@register.simple_tag
def moment(value: datetime | None, relative: bool = True):
    """2026-12-10 17:02 with the relative time beside it."""
    if value is None:
        return wording.NOTHING
    beside = wording.relative(value, timezone.now()) if relative else ""
    return format_html(
        '<time datetime="{}" class="nowrap">{}</time>{}',
        wording.local(value).isoformat(timespec="seconds"),
        wording.moment(value),
        format_html(' <span class="soft small nowrap">{}</span>', beside) if beside else "",
    )


@register.filter
def cell(value) -> str:
    """Any value as a list shows it."""
    return wording.cell(value)


@register.simple_tag(takes_context=True)
def query_with(context, **changes):
    """The current address with changed GET parameters; None or "" drops one: `{% query_with page=2 sort=None %}`."""
    request = context["request"]
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path


@register.simple_tag(takes_context=True)
def hidden_query(context, *without: str):
    """The current GET parameters as hidden fields, except those named: a GET form keeps the rest of the address."""
    request = context["request"]
    fields = (
        format_html('<input type="hidden" name="{}" value="{}">', name, value)
        for name, values in request.GET.lists()
        if name not in without and name not in ("page", "export")
        for value in values
    )
    return mark_safe("".join(fields))


@register.simple_tag(takes_context=True)
def block_again(context, name: str):
    """What the page put into the block `name`, a second time: the heading repeats the title."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    node = blocks.get_block(name) if blocks is not None else None
    return mark_safe(node.render(context)) if node is not None else ""


@register.simple_tag(takes_context=True)
def menu(context, phone: bool | str = False):
    """The lines of the navigation, the start page first, with the current one marked."""
    entries = context.get("navigation") or []
    here = context["request"].path
    lines = [{"label": e.label, "url": e.url, "icon": e.icon, "phone": e.phone, "rare": e.is_rare} for e in entries]
    if not any(line["url"] == "/" for line in lines):
        lines.insert(0, {"label": "待办", "url": "/", "icon": "inbox", "phone": True, "rare": False})
    best = max((len(line["url"]) for line in lines if _within(here, line["url"])), default=0)
    if phone:
        chosen = [line for line in lines if line["phone"]]
        lines = (chosen if len(chosen) > 2 else lines)[:5]
    for line in lines:
        line["size"] = 20 if phone else 16
        mine = len(line["url"]) == best and _within(here, line["url"])
        line["current"] = "" if not mine else "page" if here == line["url"] else "true"
        line["rare"] = line["rare"] and len(lines) > MOST_LINES
    return lines


def _within(here: str, url: str) -> bool:
    return here == url if url == "/" else here.startswith(url)


@register.filter
def keep_query(names: str, request):
    """(name, value) pairs of the GET parameters named, for the hidden fields of a GET form."""
    return [(name, value) for name in names.split() for value in request.GET.getlist(name)]


@register.filter
def field_class(field):
    """A bound form field drawn with Bootstrap's class for its widget."""
    kind = getattr(field.field.widget, "input_type", "text")
    css = {"select": "form-select", "checkbox": "form-check-input", "radio": "form-check-input"}.get(
        kind, "form-control"
    )
    widgets = getattr(field.field.widget, "widgets", None)
    for widget in widgets or [field.field.widget]:
        widget.attrs.setdefault("class", css)
    if field.errors:
        return field.as_widget(attrs={"aria-invalid": "true", "aria-describedby": f"{field.auto_id}_error"})
    return field.as_widget()


@register.filter
def label_in(value: str, choices) -> str:
    """The Chinese label of a stored value in its enum."""
    try:
        return choices(value).label
    except (TypeError, ValueError):
        return ""


@register.filter
def role_label(role: str) -> str:
    """The Chinese name of a stored role."""
    return "系统" if role == SYSTEM else label_in(role, Role) or role


@register.filter
def verb_label(verb: str) -> str:
    """The Chinese name of a log entry's verb; an unknown one as it is."""
    return label_of(verb)


@register.simple_tag
def time_left(job):
    """约 20 秒 left, from the pace so far; nothing while that says little."""
    if not (job.started_at and job.total_count and job.done_count) or job.done_count >= job.total_count:
        return ""
    spent = (timezone.now() - job.started_at).total_seconds()
    if spent < 2:
        return ""
    return f" · 还需{wording.duration(spent / job.done_count * (job.total_count - job.done_count))}"


TODO_TONES = {
    "late": ("overdue", "已逾期"),
    "returned": ("returned", "被退回"),
    "due": ("soon", "待办"),
    "info": ("plain", "提示"),
}


@register.simple_tag
def tone_badge(tone: str):
    """The badge in front of a to-do."""
    return badge(*TODO_TONES[tone])
