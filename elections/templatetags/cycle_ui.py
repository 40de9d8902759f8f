"""How a step stands, as a badge. `{% load cycle_ui %}`"""

from django import template

from elections.queries.procedure import LOOKS, look_of
from huanjie.shared import clock
from huanjie.templatetags.huanjie_ui import badge

register = template.Library()
FACES = {"not_needed": "nil"}


@register.simple_tag
def look(name: str):
    """The badge of a look (a key of LOOKS)."""
    return badge(FACES.get(name, name), LOOKS[name][1])


@register.simple_tag
def standing(record):
    """The badge of a step record today."""
    return look(look_of(record.state, record.planned_on, record.is_needed, clock.today()))
