"""An audit of an invented chair."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audits.services import plan_audit, report_audit, start_audit
from elections.models import CommunityCycle

PLACE = "420199001001"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def place(cycle):
    return CommunityCycle.objects.get(cycle=cycle, area_code=PLACE)


@pytest.fixture
def auditor(viewer, cycle):
    return viewer("auditor", "420199001")


@pytest.fixture
def audit(place, auditor, today):
    return plan_audit(
        community_cycle=place, kind="departure", person_name="戴华辉", person_post="居委会主任", auditor_unit="街道审计组",
        planned_on=today - timedelta(days=3), by=auditor,
    )  # fmt: skip


@pytest.fixture
def reported(audit, auditor, today):
    begun = start_audit(audit=audit, on=today - timedelta(days=9), by=auditor)
    return report_audit(
        audit=begun,
        report_number="滨审报〔2026〕1号",
        reported_on=today - timedelta(days=4),
        problem_count=2,
        by=auditor,
    )
