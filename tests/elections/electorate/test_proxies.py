"""Written proxies in the records: encrypted, three for one, part of the count and of announcement 13."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.models import Candidate
from elections.models import CommunityCycle, VotingProxy
from elections.queries.paper_facts import facts_for
from elections.rules.papers import kind_of
from elections.rules.proxies import Proxy, Voter, read_lines
from elections.services.declaration import contradictions
from elections.services.proxies import add_proxies, end_proxy
from huanjie.accounts.enums import Role
from huanjie.activity.models import ActivityEntry
from huanjie.shared.verdict import Refused, Stale
from tests.elections.ballot.papers import declared, people, prepared, reading_of

AREAS = {
    Role.COMMUNITY_CLERK: "420199001001", Role.STREET_STAFF: "420199001", Role.STREET_LEADER: "420199001",
}  # fmt: skip
READERS = {Role.COMMUNITY_CLERK, Role.STREET_STAFF, Role.STREET_LEADER, Role.DISTRICT_ORGANIZER}
WRITERS = READERS - {Role.STREET_LEADER}
FOUR = "赵甲 一组 钱丁 二组\n孙乙 一组 钱丁 二组\n李丙 二组 周戊 二组\n吴己 二组 钱丁 二组"


def lines(text=FOUR):
    found, flaws = read_lines(text)
    assert flaws == []
    return found


@pytest.fixture
def add(row, clerk):
    def make(text=FOUR, on=None, by=None):
        return add_proxies(community_cycle=row, voting_on=on or row.day, lines=lines(text), by=by or clerk)

    return make


def test_names_are_encrypted_and_not_in_the_log(add):
    add()
    with connection.cursor() as cursor:
        cursor.execute("SELECT principal, holder FROM elections_votingproxy")
        stored = b"".join(bytes(cell) for line in cursor.fetchall() for cell in line)
    assert VotingProxy.objects.first().principal == "赵甲"
    assert "赵甲".encode() not in stored and "钱丁".encode() not in stored
    assert "赵甲" not in str(list(ActivityEntry.objects.values("detail", "subject_label", "verb")))
    assert ActivityEntry.objects.get(verb="proxies.added").detail["count"] == 4


def test_the_fourth_of_a_holder_takes_none_of_its_batch(add):
    with pytest.raises(Refused, match="最多 3 人"):
        add(FOUR + "\n郑庚 三组 钱丁 二组")
    assert VotingProxy.objects.count() == 0
    add()
    with pytest.raises(Refused, match="最多 3 人"):
        add("郑庚 三组 钱丁 二组")


def test_a_candidate_holds_none(add, row):
    Candidate.objects.create(
        community_cycle=row, area_code=row.area_code, name="钱丁", gender="male", posts=["committee_member"], state="formal",
        nominated_on=row.cycle.starts_on, formal_on=row.cycle.starts_on,
    )  # fmt: skip
    with pytest.raises(Refused, match="候选人不得接受委托"):
        add()


def test_none_where_representatives_vote(add, row):
    CommunityCycle.objects.filter(pk=row.pk).update(election_mode="representatives")
    with pytest.raises(Refused, match="不实行委托投票"):
        add()


def test_taken_back_and_given_to_somebody_else(add, clerk, row):
    first = add()[0]
    end_proxy(proxy=first, by=clerk, expected_version=1)
    with pytest.raises(Stale):
        end_proxy(proxy=first, by=clerk, expected_version=1)
    with pytest.raises(Refused, match="已经撤销"):
        end_proxy(proxy=first, by=clerk)
    add("赵甲 一组 周戊 二组")
    assert VotingProxy.objects.filter(ended_on__isnull=True).count() == 4


def test_the_database_holds_one_proxy_of_a_principal(add, row):
    row = add()[0]
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_announcement_13_lists_them_and_waits_for_them(add, row):
    kind = kind_of("RC-A13")
    assert [missing.key for missing in facts_for(row, kind, {})[1]] == ["proxies"]
    add()
    facts, missing = facts_for(row, kind, {})
    assert missing == []
    assert facts["proxies"] == [
        "李丙（二组）委托周戊（二组）", "赵甲（一组）委托钱丁（二组）", "孙乙（一组）委托钱丁（二组）", "吴己（二组）委托钱丁（二组）",
    ]  # fmt: skip


# --- the count


@pytest.fixture
def ballot(row, clerk, today):
    return prepared(
        row, clerk, side="residents_committee", due=100, seats={"committee_member": 2}, held_on=today,
        standing=people(committee_member=["孙三", "李四", "周五"]), venues=(("主会场", "hall"), ("委托票", "proxy")),
    )  # fmt: skip


def paper(by_proxy):
    def post(n):
        return {"counts": (n, n, n, 0), "votes": {"孙三": n, "李四": n, "周五": 0}}

    return {
        "主会场": {"attended": 60, "committee_member": post(60)},
        "委托票": {"attended": by_proxy, "committee_member": post(by_proxy)},
    }


def test_votes_by_proxy_stay_within_the_written_ones(add, ballot, today, clerk, street):
    add(on=today)
    assert contradictions(ballot, reading_of(ballot, paper(4)).data) == []
    assert [flaw.words for flaw in contradictions(ballot, reading_of(ballot, paper(5)).data)] == [
        "委托投票：委托投票 5 人，多于登记的书面委托 4 人。请对照委托投票证核对，补登委托名单或改正人数。"
    ]
    declared(ballot, paper(4), clerk, street)
    with pytest.raises(Refused, match="结果已经确认"):
        add("郑庚 三组 冯辛 三组", on=today)


def test_the_proxies_of_another_day_do_not_count(add, ballot, today):
    """Without a list of that day there is nothing to hold the number against: it is remarked on, not refused."""
    add(on=today - timedelta(days=1))
    assert contradictions(ballot, reading_of(ballot, paper(5)).data) == []


# --- the page


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_and_who_writes(role, row, add, client_as):
    row_kept = add("冯辛 三组 陈壬 三组")[0]
    client = client_as(role, AREAS.get(role, "420199"))
    url = reverse("elections:proxies", args=[row.pk])
    page = client.get(url)
    assert (page.status_code == 200) == (role in READERS)
    assert ("冯辛" in page.content.decode()) == (role in READERS)
    client.post(url, {"voting_on": row.day.isoformat(), "text": FOUR})
    assert VotingProxy.objects.count() == (5 if role in WRITERS else 1)
    client.post(reverse("elections:end_proxy", args=[row_kept.pk]), {"version": "1"})
    row_kept.refresh_from_db()
    assert (row_kept.ended_on is not None) == (role in WRITERS)


def test_another_community_is_not_there(row, add, client_as):
    kept = add("冯辛 三组 陈壬 三组")[0]
    client = client_as("community_clerk", "420199001002")
    assert client.get(reverse("elections:proxies", args=[row.pk])).status_code == 404
    assert client.post(reverse("elections:end_proxy", args=[kept.pk])).status_code == 404


def test_a_flaw_keeps_what_was_typed(row, client_as):
    client = client_as("community_clerk", "420199001001")
    page = client.post(
        reverse("elections:proxies", args=[row.pk]), {"voting_on": row.day.isoformat(), "text": "赵甲 一组 钱丁"}
    )
    assert page.status_code == 422
    assert "第 1 行应有四项" in page.content.decode() and "赵甲 一组 钱丁" in page.content.decode()


def test_one_row_or_four_cost_the_same(row, add, client_as):
    client, url = client_as("community_clerk", "420199001001"), reverse("elections:proxies", args=[row.pk])
    add("冯辛 三组 陈壬 三组")

    def queries():
        client.get(url)
        with CaptureQueriesContext(connection) as counted:
            assert client.get(url).status_code == 200
        return len(counted)

    one = queries()
    add()
    assert queries() == one


def test_a_proxy_is_a_pair():
    assert lines("赵甲 一组 钱丁 二组") == [Proxy(Voter("赵甲", "一组"), Voter("钱丁", "二组"))]
