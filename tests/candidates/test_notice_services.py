"""Notices hang, end and are corrected; what was published stands still."""

from datetime import timedelta

import pytest

from candidates.models import Candidate, CandidateNotice
from candidates.queries.notice import draft_of, gone_from, notices_to_correct, notices_to_end
from candidates.services.notice import correct_notice, digest_of_lines, end_notice, publish_notice
from candidates.services.review import withdraw
from huanjie.accounts.viewers import Viewer
from huanjie.activity.models import ActivityEntry
from huanjie.activity.queries.history import changes_of
from huanjie.shared.verdict import Refused, Stale
from tests.candidates.reviewed import reviewed

RC = "residents_committee"


@pytest.fixture
def publish(place, street, today):
    """publish(**other) → a notice of the residents' side from today on for three days."""

    def make(**other):
        return publish_notice(**({"community_cycle": place, "side": RC, "starts_on": today,
                                  "ends_on": today + timedelta(days=2), "by": street} | other))  # fmt: skip

    return make


def names(row):
    return [line["name"] for line in row.lines]


def test_who_passed_hangs_there_with_names_and_posts(people, publish, street, facts, number):
    row = publish()
    assert names(row) == ["戚志远", "谢小燕", "林晓", "周敏"]
    assert [set(line) for line in row.lines] == [{"key", "name", "posts"}] * 4
    assert row.lines[0]["posts"] == ["committee_chair"]
    assert list(changes_of(row).values_list("before", "after", "by_name")) == [("", "published", street.name)]
    entry = ActivityEntry.objects.get(verb="candidate_notice.hung")
    assert entry.detail["lines"] == 4 and "戚志远" not in str(entry.detail)


def test_who_waits_is_held_or_was_refused_does_not_hang(people, publish, place, today):
    first, second, third, _ = people
    Candidate.objects.filter(pk=first.pk).update(held_on=today, hold_reason="公示异议")
    Candidate.objects.filter(pk=second.pk).update(state="joint_review")
    Candidate.objects.filter(pk=third.pk).update(state="not_passed")
    assert [why for _, why in draft_of(place, RC).left_out] == ["已暂缓", "资格联审", "联审不通过"]
    assert names(publish()) == ["周敏"]


def test_what_hangs_stands_still(people, publish):
    row = publish()
    frozen, number = list(row.lines), row.digest
    Candidate.objects.filter(pk=people[0].pk).update(name="戚志")
    again = CandidateNotice.objects.get(pk=row.pk)
    assert (again.lines, again.digest) == (frozen, number)
    assert gone_from([again]) == {row.pk: ["戚志远"]}


def test_one_standing_notice_of_a_side(people, publish, today):
    publish()
    with pytest.raises(Refused, match="已经有候选人公示"):
        publish()
    row = publish(side="party", ends_on=today + timedelta(days=12))
    assert names(row) == ["戚志远"]
    assert row.lines[0]["posts"] == ["party_secretary"]


@pytest.mark.parametrize(("from_", "until", "words"), [(0, 1, "不足 3 天"), (-1, 3, "已经过去"), (0, 26, "太晚")])
def test_days_that_do_not_do(people, publish, today, from_, until, words):
    with pytest.raises(Refused, match=words):
        publish(starts_on=today + timedelta(days=from_), ends_on=today + timedelta(days=until))
    assert not CandidateNotice.objects.exists()


def test_nothing_else_than_a_name(people, publish):
    Candidate.objects.filter(pk=people[0].pk).update(name="戚志远16000000000")
    with pytest.raises(Refused, match="含数字"):
        publish()


def test_only_what_was_seen_is_published(people, publish, place):
    seen = digest_of_lines(draft_of(place, RC).lines)
    Candidate.objects.filter(pk=people[0].pk).update(state="withdrawn")
    with pytest.raises(Stale):
        publish(seen=seen)


def test_nobody_passed(candidate, publish):
    with pytest.raises(Refused, match="没有可以公示的候选人"):
        publish()


@pytest.mark.parametrize("role", ["community_clerk", "street_leader", "leader", "reviewing_department"])
def test_only_the_street_and_the_district_publish(people, publish, role):
    with pytest.raises(Refused, match="街道和区委组织部"):
        publish(by=Viewer(1, "某人", role, "420199"))


def test_the_end_is_the_day_after_the_last(people, publish, street, later):
    row = publish()
    with later(2), pytest.raises(Refused, match="还没有满"):
        end_notice(notice=row, by=street)
    with later(3):
        assert [each.pk for each in notices_to_end(street, row.community_cycle.cycle)] == [row.pk]
        ended = end_notice(notice=row, by=street, expected_version=1)
        assert not notices_to_end(street, row.community_cycle.cycle)
        with pytest.raises(Refused, match="不在公示中"):
            end_notice(notice=ended, by=street)
    assert ended.state == "ended"


def test_somebody_left_keeps_the_days(people, publish, organizer, street, today, cycle):
    row = publish()
    with pytest.raises(Refused, match="名单没有变化"):
        correct_notice(notice=row, reason="更正", by=street)
    withdraw(candidate=people[2], on=today, reason="本人申请", by=organizer)
    assert [each.pk for each in notices_to_correct(street, cycle)] == [row.pk]
    new = correct_notice(notice=row, reason="因候选人退出", by=street, expected_version=1)
    old = CandidateNotice.objects.get(pk=row.pk)
    assert (old.state, new.state, new.corrects_id, new.ends_on) == ("corrected", "published", old.pk, old.ends_on)
    assert (names(new), names(old)) == (["戚志远", "谢小燕", "周敏"], ["戚志远", "谢小燕", "林晓", "周敏"])
    assert new.digest != old.digest and not notices_to_correct(street, cycle)
    with pytest.raises(Refused, match="已经更正过"):
        correct_notice(notice=old, reason="再更正", by=street)


def test_over_stays_over_when_somebody_only_left(people, publish, organizer, street, later, today):
    row = publish()
    with later(3):
        end_notice(notice=row, by=street)
        withdraw(candidate=people[2], on=today, reason="本人申请", by=organizer)
        assert correct_notice(notice=row, reason="因候选人退出", by=street).state == "ended"


def test_somebody_new_hangs_a_whole_period(people, publish, organizer, street, facts, number, later, today):
    row = publish()
    from candidates.services import nominate

    new = nominate(by=street, **facts(id_number=number(9), name="孙立", posts=["committee_member"]))
    reviewed(new, organizer)
    with later(3):
        end_notice(notice=row, by=street)
        with pytest.raises(Refused, match="孙立没有公示过"):
            correct_notice(notice=row, reason="补充提名", by=street)
        begin = today + timedelta(days=3)
        with pytest.raises(Refused, match="不足 3 天"):
            correct_notice(notice=row, reason="补充提名", starts_on=begin, ends_on=begin, by=street)
        found = correct_notice(
            notice=row, reason="补充提名", starts_on=begin, ends_on=begin + timedelta(days=2), by=street
        )
    assert (found.state, names(found)[-1]) == ("published", "孙立")


@pytest.mark.parametrize(("reason", "words"), [("", "写明原因"), ("反映人电话16000000000", "不能公示")])
def test_the_reason_is_public(people, publish, organizer, street, today, reason, words):
    row = publish()
    withdraw(candidate=people[2], on=today, reason="本人申请", by=organizer)
    with pytest.raises(Refused, match=words):
        correct_notice(notice=row, reason=reason, by=street)
    assert CandidateNotice.objects.get().state == "published"


def test_an_old_page(people, publish, street, today, organizer):
    row = publish()
    withdraw(candidate=people[2], on=today, reason="本人申请", by=organizer)
    with pytest.raises(Stale):
        correct_notice(notice=row, reason="因候选人退出", by=street, expected_version=7)
    assert CandidateNotice.objects.count() == 1
