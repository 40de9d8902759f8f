"""Roles. Administrators are three and exclude one another and every other role (domain brief §11.1, 三员分立)."""

from django.db import models


class Role(models.TextChoices):
    COMMUNITY_CLERK = "community_clerk", "社区填报员"
    STREET_STAFF = "street_staff", "街道工作人员"
    STREET_LEADER = "street_leader", "街道负责人"
    DISTRICT_ORGANIZER = "district_organizer", "区委组织部"
    REVIEWING_DEPARTMENT = "reviewing_department", "联审单位"
    AUDITOR = "auditor", "审计人员"
    LEADER = "leader", "领导"
    SYSTEM_ADMINISTRATOR = "system_administrator", "系统管理员"
    SECURITY_ADMINISTRATOR = "security_administrator", "安全管理员"
    ACTIVITY_ADMINISTRATOR = "activity_administrator", "日志管理员"


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.ACTIVITY_ADMINISTRATOR})
STREET = frozenset({Role.STREET_STAFF, Role.STREET_LEADER})
OFFICES = frozenset({Role.COMMUNITY_CLERK, Role.STREET_STAFF, Role.STREET_LEADER, Role.DISTRICT_ORGANIZER})
"""Those who work on the district's records."""
EVERYONE_IN_THE_FIELD = frozenset(set(Role) - ADMINISTRATORS)

SYSTEM = "system"
"""The role written in the log when no person acted (a timed job)."""

VERBS = {
    "account.created": "建立账号",
    "account.disabled": "停用账号",
    "account.enabled": "启用账号",
    "account.password_reset": "重置密码",
    "account.password_changed": "修改密码",
    "account.unlocked": "解除锁定",
    "account.signed_in": "登录",
    "account.signed_out": "退出",
    "account.sign_in_failed": "登录失败",
    "account.locked_out": "登录被锁定",
    "account_batch.uploaded": "上传账号表",
    "account_batch.accounts_created": "批量建立账号",
    "account_batch.assignments_granted": "批量授权",
    "account_batch.passwords_taken": "下载初始密码表",
    "assignment.granted": "授予角色",
    "assignment.ended": "结束授权",
    "installation.administrators_named": "设立三员",
    "installation.ready": "完成初始设置",
}
"""What the log's verbs of this app are called on a page."""
