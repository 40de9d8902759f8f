"""Errors in plain words, with what to do."""

import pytest
from django.core.exceptions import PermissionDenied
from django.template import loader
from django.test import RequestFactory

from huanjie import views
from huanjie.accounts.enums import Role
from huanjie.middleware import RefusalMiddleware
from huanjie.shared.verdict import Refused, no


@pytest.fixture
def request_of(viewer):
    who = viewer(Role.STREET_STAFF, "420199001")

    def make(method="get", **headers):
        request = getattr(RequestFactory(), method)("/somewhere/", **headers)
        request.viewer, request.assignments = who, []
        return request

    return make


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (views.bad_request, 400, "系统没有看懂这次提交"),
        (views.forbidden, 403, "不能打开这个页面"),
        (views.not_found, 404, "不在您的管辖范围内"),
    ],
)
def test_says_what_happened_and_what_to_do(request_of, view, status, words):
    answer = view(request_of())
    html = answer.content.decode()
    assert answer.status_code == status
    assert words in html
    assert "可以这样做" in html
    assert "返回首页" in html


def test_forbidden_gives_the_reason_it_was_told(request_of):
    html = views.forbidden(request_of(), PermissionDenied("操作日志由日志管理员查看。")).content.decode()
    assert "操作日志由日志管理员查看。" in html


def test_server_error_page_needs_neither_database_nor_context():
    html = loader.render_to_string("500.html")
    assert "系统出错了" in html
    assert "{%" not in html


def test_refusal_in_a_fragment_gives_reason_remedy_and_article(request_of):
    verdict = no("选民登记公告未满二十日。", "请在 12 月 3 日后再试。", "居委会组织法第十六条")
    request = request_of("post", headers={"hx-request": "true"})
    answer = RefusalMiddleware(None).process_exception(request, Refused(verdict))
    html = answer.content.decode()
    assert answer.status_code == 409
    for part in (verdict.reason, verdict.remedy, f"依据：{verdict.article}", 'role="alert"'):
        assert part in html


def test_refusal_without_a_page_to_go_back_to_is_a_page(request_of):
    verdict = no("还不能公布。", "请先完成审计。", "第三十八条")
    answer = RefusalMiddleware(None).process_exception(request_of("post"), Refused(verdict))
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "还不能公布。" in html and "请先完成审计。" in html and "依据：第三十八条" in html


def test_unknown_address_is_not_found_for_those_signed_in(client_as):
    answer = client_as(Role.LEADER).get("/nowhere/")
    assert answer.status_code == 404
    assert "没有找到" in answer.content.decode()


def test_a_page_left_open_too_long_says_that_nothing_was_saved(client, district):
    client.handler.enforce_csrf_checks = True
    answer = client.post("/accounts/sign-in/", {"username": "张三", "password": "x"})
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "页面已过期" in html and "没有保存" in html and "可以这样做" in html
