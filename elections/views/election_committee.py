"""The residents' election committee of a community: its vote, its members, who has to leave, who is called in."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from elections.enums_electorate import Standing
from elections.forms import election_committee as forms
from elections.forms.acts import attempt
from elections.models import CommitteeVote
from elections.permissions_electorate import can_record_electorate, can_see_electorate, can_see_people
from elections.queries import election_committee as queries
from elections.queries.cycle import community_cycles
from elections.queries.rule_sets import cycle_parameters
from elections.rules.election_committee import size_words
from elections.services import election_committee as services
from huanjie.activity.queries.history import changes_of
from huanjie.shared import clock
from huanjie.shared.verdict import YES, no, require

NO_VACANCY = no("选举委员会没有缺额。", "有成员退出、递补名单用尽后再推选。")


def _community(request, pk):
    require(can_see_electorate(request.viewer))
    return get_object_or_404(community_cycles(request.viewer), pk=pk)


def _crumbs(row, *more):
    return [
        (row.cycle.name, row.cycle.get_absolute_url()),
        (row.community.name, row.get_absolute_url()),
        ("选举委员会", reverse("elections:election_committee", args=[row.pk])),
        *more,
    ]


def committee_page(request, pk):
    """Members, those who have to leave, the order of the vote."""
    row = _community(request, pk)
    committee, may_see = queries.committee_of(row), bool(can_see_people(request.viewer))
    people = list(queries.people_of(committee)) if committee else []
    least = cycle_parameters(row.cycle)["election_committee_seats"][0]
    serving = [each for each in people if each.state == Standing.SERVING]
    context = {
        "row": row, "cycle": row.cycle, "committee": committee, "may_see": may_see, "people": people, "serving": serving,
        "meetings": list(committee.meetings.all()) if committee else [],
        "warning": size_words(len(serving), committee.seats, least) if committee else "",
        "conflicts": queries.conflicts_in(committee) if committee and may_see else [],
        "missing": committee.seats - len(serving) if committee else 0,
        "has_reserve": any(each.state == Standing.RESERVE for each in people),
        "allowed": can_record_electorate(request.viewer, row), "title": f"{row.community.name}选举委员会",
        "breadcrumb": _crumbs(row)[:2] + [("选举委员会", "")],
    }  # fmt: skip
    return render(request, "elections/election_committee_page.html", context)


def choose(request, pk):
    """Record the vote: the meeting and everybody voted on. After the first, another one for the seats left empty."""
    row = _community(request, pk)
    require(can_record_electorate(request.viewer, row))
    committee = queries.committee_of(row)
    seats = committee.seats - queries.serving(committee).count() if committee else 7
    require(YES if seats > 0 else NO_VACANCY)
    posted = request.POST or None
    form = forms.MeetingForm(posted, initial={"held_on": clock.today(), "seats": seats})
    people = forms.People(posted, prefix="person")
    if request.method == "POST" and form.is_valid() and people.is_valid():
        lines = forms.people_in(people)
        made = attempt(form, lambda: _record(row, committee, form.meeting, lines, request.viewer))
        if made is not None:
            messages.success(request, "已登记推选结果，全部得票按名次保存。")
            return redirect("elections:election_committee", row.pk)
    title = "另行推选" if committee else "登记推选"
    context = {
        "row": row, "cycle": row.cycle, "form": form, "people": people, "title": title,
        "breadcrumb": _crumbs(row, (title, "")), "back": reverse("elections:election_committee", args=[row.pk]),
    }  # fmt: skip
    return render(request, "elections/election_committee_choose.html", context, status=422 if posted else 200)


def _record(row, committee, meeting, lines, by):
    if committee is None:
        return services.choose_committee(community_cycle=row, meeting=meeting, people=lines, by=by)
    return services.choose_again(committee=committee, meeting=meeting, people=lines, by=by)


def _person(request, pk):
    require(can_see_people(request.viewer))
    rows = CommitteeVote.objects.select_related("committee__community_cycle__cycle", "meeting")
    item = get_object_or_404(rows, pk=pk)
    if not request.viewer.sees(item.area_code):
        raise Http404
    return item


ACTS = {
    "office": ("职务", "保存职务", forms.OfficeForm),
    "relative": ("登记近亲属", "登记", forms.RelativeForm),
    "withdraw": ("退出选举委员会", "登记退出", forms.WithdrawForm),
}


def person(request, pk):
    """One person of the vote: office, near relatives, withdrawal."""
    return _person_page(request, _person(request, pk))


@require_POST
def person_act(request, pk, act):
    """Do one of the acts on the page."""
    item = _person(request, pk)
    row = item.committee.community_cycle
    require(can_record_electorate(request.viewer, row))
    form = ACTS[act][2](request.POST, prefix=act)
    if form.is_valid():
        said = attempt(form, lambda: _do(act, item, form, request.viewer))
        if said is not None:
            messages.success(request, said)
            return redirect("elections:election_committee", row.pk)
    return _person_page(request, item, {act: form}, status=422)


def _do(act, item, form, by) -> str:
    data = form.cleaned_data
    if act == "office":
        services.give_office(person=item, post=data["post"], by=by, expected_version=form.expected_version)
        return "已登记职务。"
    if act == "relative":
        services.declare_relative(person=item, name=data["name"], relation=data["relation"], by=by)
        return "已登记近亲属。"
    called = services.withdraw(
        person=item, ground=data["ground"], on=data["on"], by=by, expected_version=form.expected_version
    )  # fmt: skip
    if called is None:
        return "已登记退出。原推选名单已没有可递补的人，须另行推选；请发布成员变动公告。"
    return f"已登记退出，{called.name}按得票依次递补；请发布成员退出与递补公告。"


def _person_page(request, item, bound=None, status=200):
    bound, row = bound or {}, item.committee.community_cycle
    allowed = can_record_electorate(request.viewer, row)
    fitting = {Standing.SERVING: ("withdraw", "office", "relative"), Standing.RESERVE: ("withdraw", "relative")}
    offered = [
        {"act": act, "title": ACTS[act][0], "verb": ACTS[act][1], "is_open": act in bound, "danger": act == "withdraw",
         "form": bound.get(act) or ACTS[act][2](
             prefix=act, initial={"version": item.version, "on": clock.today(), "post": item.post}),
         "url": reverse("elections:committee_person_act", args=[item.pk, act])}
        for act in (fitting.get(item.state, ()) if allowed else ())
    ]  # fmt: skip
    context = {
        "item": item, "row": row, "cycle": row.cycle, "offered": offered, "allowed": allowed, "changes": changes_of(item),
        "relatives": list(item.relatives.all()), "title": item.name, "breadcrumb": _crumbs(row, (item.name, "")),
    }  # fmt: skip
    return render(request, "elections/election_committee_person.html", context, status=status)
