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
