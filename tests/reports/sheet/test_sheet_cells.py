"""The sheet's cells for its script."""

import json

import pytest
from django.test import Client

from huanjie.accounts.enums import Role
from reports.services.daily_report import save_cells

URL = "/reports/sheet/cells/"


@pytest.fixture
def send(client_as, field):
    def post(report, role=Role.STREET_STAFF, area=field.prefix, **payload):
        client = client_as(role, area)
        return client.post(URL, json.dumps({"report": report.pk, **payload}), content_type="application/json")

    return post


def test_what_is_kept_comes_back_as_the_page_shows_it(field, send):
    answer = send(field.report(), values={"registered_voters": "3,412人"}, base={"registered_voters": None}, note="甲")
    body = answer.json()
    assert (answer.status_code, body["version"], body["errors"], body["conflicts"]) == (200, 2, {}, {})
    assert body["row"]["cells"]["registered_voters"] == {
        "value": 3412, "shown": "3,412", "changed": False, "delta": "", "blocked": False, "differs": False, "record": None,
    }  # fmt: skip
    assert (body["row"]["face"], body["row"]["note"], body["filled"], body["total"]) == ("draft", "甲", 0, 3)
    assert body["totals"]["registered_voters"] == ["3,412", ""]


def test_bad_cells_are_told_and_good_ones_kept(field, send):
    answer = send(field.report(), values={"talks": "12", "petitions": "约3"}, base={"talks": None, "petitions": None})
    assert (answer.status_code, answer.json()["errors"]) == (200, {"petitions": "“约3”是约数，请填准确的数字。"})
    assert (field.report().values["talks"], field.report().values["petitions"]) == (12, None)


def test_a_conflict_gives_the_other_number_and_keeps_the_rest(field, send):
    save_cells(report=field.report(), by=field.staff, values={"talks": 20})
    answer = send(field.report(), values={"talks": "25", "petitions": "3"}, base={"talks": None, "petitions": None})
    assert answer.status_code == 409
    assert answer.json()["conflicts"] == {
        "talks": {"theirs": 20, "shown": "20", "words": "“谈心谈话”张三已改为 20，您填的是 25。再次保存即以您的为准。"}
    }
    assert (field.report().values["talks"], field.report().values["petitions"]) == (20, 3)
    assert send(field.report(), values={"talks": "25"}, base={"talks": 20}).status_code == 200
    assert field.report().values["talks"] == 25


def test_a_save_repeated_after_a_lost_answer_is_no_conflict(field, send):
    for _ in range(2):
        assert send(field.report(), values={"talks": "25"}, base={"talks": None}).status_code == 200
    assert field.report().values["talks"] == 25


def test_the_other_persons_cells_come_back_too(field, send):
    save_cells(report=field.report(), by=field.staff, values={"petitions": 8})
    body = send(field.report(), values={"talks": "25"}, base={"talks": None}).json()
    assert body["row"]["cells"]["petitions"]["shown"] == "8"


def test_a_filed_line_is_refused_in_words_with_what_was_typed(field, send):
    field.fill()
    field.submit()
    answer = send(field.report(), values={"talks": "25"}, base={"talks": 9})
    assert answer.status_code == 409
    assert answer.json()["words"] == "该社区日报已提交，不能再改。如需更正，请联系区委组织部退回。"
    assert answer.json()["lost"] == [
        "东湖甲社区：该社区日报已提交，不能再改。如需更正，请联系区委组织部退回。您填的是：谈心谈话 25。"
    ]


def test_a_discrepancy_opens_the_reason_field(field, send):
    body = send(field.report(), values={"registration_done": "1"}, base={"registration_done": 0}).json()
    cell = body["row"]["cells"]["registration_done"]
    assert (cell["blocked"], cell["differs"], cell["record"]) == (True, True, 0)
    assert f'name="r-{field.report().pk}-registration_done"' in body["row"]["troubles"]
    body = send(field.report(), reasons={"registration_done": "明日补登"}).json()
    assert (body["row"]["cells"]["registration_done"]["blocked"], field.report().reasons) == (
        False,
        {"registration_done": "明日补登"},
    )


@pytest.mark.parametrize("payload", ["", "[]", "{}", '{"report": "x"}', "{"])
def test_nonsense_is_not_found(field, client_as, payload):
    client = client_as(Role.STREET_STAFF, field.prefix)
    assert client.post(URL, payload, content_type="application/json").status_code == 404


def test_outside_the_area_there_is_no_such_report(field, send):
    assert send(field.report(), area="420199002", values={"talks": "1"}).status_code == 404
    assert (
        send(field.report(), role=Role.COMMUNITY_CLERK, area="420199001002", values={"talks": "1"}).status_code == 404
    )


def test_who_may_not_type_is_refused(field, send):
    assert send(field.report(), role=Role.STREET_LEADER, values={"talks": "1"}).status_code == 409
    assert send(field.report(), role=Role.DISTRICT_ORGANIZER, area="420199", values={"talks": "1"}).status_code == 409
    assert send(field.report(), role=Role.LEADER, area="420199", values={"talks": "1"}).status_code == 403
    assert field.report().version == 1


def test_only_a_post_with_the_token_is_heard(field, client_as):
    client = client_as(Role.STREET_STAFF, field.prefix)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert client.get(URL).status_code == 405
    assert (
        strict.post(URL, json.dumps({"report": field.report().pk}), content_type="application/json").status_code == 403
    )
