"""A reading of the paper as the `Count` that the rules decide on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from elections.enums import ElectionMode, RoundKind, Side, VenueKind
from elections.rules.counting import Count, DualPlan, Holder, Person, PostCount, Proxy, Tally, Venue, Votes
from elections.rules.tally import PaperForm, PostForm


def identity(key: str, name: str) -> str:
    """Who somebody is in every post and round: the candidate where the records know one, otherwise the name (two people
    of the same name are told apart on the paper)."""
    return key or f"@{name}"


@dataclass(frozen=True)
class Head:
    """What stands above the numbers: who could vote and how, what each person of the paper is (`people`: place on the
    paper → identity, gender), and what is known beside this paper."""

    side: Side
    due: int
    kind: RoundKind
    mode: ElectionMode | None = None
    kinds: Mapping[str, VenueKind] = field(default_factory=dict)
    people: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    relatives: tuple[tuple[str, str], ...] = ()
    already: tuple[Holder, ...] = ()
    dual: tuple[DualPlan, ...] = ()
    proxies: tuple[Proxy, ...] = ()


def count_of(form: PaperForm, data: Mapping, head: Head) -> Count:
    """The count of one complete reading (`elections.rules.tally`)."""
    known = _known_by_name(form, head)
    return Count(
        side=head.side,
        due=head.due,
        posts=tuple(_post(form, data, head, post, known) for post in form.posts),
        mode=head.mode,
        kind=head.kind,
        venues=tuple(
            Venue(name, head.kinds.get(key, VenueKind.HALL), data["venues"][key]["attended"])
            for key, name in form.venues
        ),
        relatives=head.relatives,
        already=head.already,
        dual=head.dual,
        proxies=head.proxies,
    )


def _known_by_name(form: PaperForm, head: Head) -> dict[str, str]:
    """Name → identity of everybody known, so that somebody written in elsewhere is the same person."""
    known = {holder.name: holder.key for holder in head.already}
    return known | {name: head.people[place][0] for post in form.posts for place, name in post.people}


def _post(form: PaperForm, data, head: Head, post: PostForm, known) -> PostCount:
    standing = [Person(head.people[place][0], name, head.people[place][1]) for place, name in post.people]
    written: dict[str, Person] = {}
    tallies = []
    for key, name in form.venues:
        given = data["venues"][key]["posts"][post.key]
        votes = {head.people[place][0]: Votes(*given["votes"][place]) for place, _ in post.people}
        for each in given["write_ins"]:
            who = known.get(each["name"], identity("", each["name"]))
            person = written.get(who)
            written[who] = Person(who, each["name"], each["gender"] or getattr(person, "gender", ""), is_write_in=True)
            votes[who] = Votes(each["votes"])
        numbers = {name: given[name] for name in ("issued", "returned", "valid", "invalid")}
        tallies.append(Tally(name, **numbers, full=given.get("full"), votes=votes))
    people = (*standing, *(written[who] for who in sorted(written)))
    return PostCount(post.key, post.seats, people, tuple(tallies))
