"""Acts of the wings on a candidate's page: a wing registers what its own page does, the candidate's page lists it.

A registered act is a link, never a form: its page shows what has to be known before the act, and asks for the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from huanjie.shared.verdict import Verdict


@dataclass(frozen=True)
class CandidateAct:
    """`permitted(viewer, candidate)` says whether the link is shown; `url_name` takes the candidate's key."""

    name: str
    label: str
    url_name: str
    permitted: Callable[..., Verdict]
    order: int = 100

    def url(self, candidate) -> str:
        return reverse(self.url_name, args=[candidate.pk])


_ACTS: dict[str, CandidateAct] = {}


def register_act(act: CandidateAct) -> None:
    """Once for each name; a second registration replaces the first."""
    _ACTS[act.name] = act


def acts_for(viewer, candidate) -> list[dict]:
    """The acts open to this viewer now, in order: name, label, url."""
    shown = (act for act in sorted(_ACTS.values(), key=lambda act: (act.order, act.name)))
    return [
        {"name": act.name, "label": act.label, "url": act.url(candidate)}
        for act in shown
        if act.permitted(viewer, candidate)
    ]
