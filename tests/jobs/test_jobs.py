"""A long job is done once, or said not to be."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from huanjie.activity.models import ActivityEntry
from huanjie.files import kinds
from huanjie.files.enums import JobState
from huanjie.files.kinds import JobKind, JobProblem, Outcome
from huanjie.files.models import FileJob
from huanjie.files.services import cancel_job, enqueue, retry_job, run_job, sweep
from huanjie.files.services.run import Progress
from huanjie.shared.verdict import Refused

effects = []


def _work(job, progress):
    progress.at("第一步", 1, 2)
    what = job.params.get("what")
    if what == "problem":
        raise JobProblem("文件缺少“姓名”一列。")
    if what == "crash":
        raise RuntimeError("420199199001011234")
    if what == "cancelled meanwhile":
        FileJob.objects.filter(pk=job.pk).update(cancel_requested=True)
        progress.at("第二步", 2, 2)
    if what == "taken over":
        FileJob.objects.filter(pk=job.pk).update(token="another worker")
    return Outcome(result={"rows": 3}, file=("结果.csv", b"a,b\n"), effect=lambda row: effects.append(row.pk))


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    monkeypatch.setitem(kinds._kinds, "test", JobKind(name="test", label="试验", work=_work))
    effects.clear()


@pytest.fixture
def make(viewer):
    by = viewer()
    return lambda **options: enqueue(kind="test", title="试验任务", by=by, **options)


def test_a_job_is_done_and_says_so(make):
    job = make(source=SimpleUploadedFile("名册.xlsx", b"x"))
    assert run_job(job.pk, renew=False) == "succeeded"
    job.refresh_from_db()
    assert (job.result, job.result_name, job.result_file.read()) == ({"rows": 3}, "结果.csv", b"a,b\n")
    assert (job.attempt_count, effects) == (1, [job.pk])
    assert "名册" not in job.source.name


def test_running_it_again_does_nothing_again(make):
    job = make()
    assert [run_job(job.pk, renew=False) for _ in range(3)] == ["succeeded"] * 3
    assert effects == [job.pk]


def test_a_key_is_used_once(make):
    assert make(once_key="k").pk == make(once_key="k").pk
    assert FileJob.objects.count() == 1


def test_a_problem_is_told_in_its_words_and_not_tried_again(make):
    job = make(params={"what": "problem"})
    assert run_job(job.pk, renew=False) == "failed"
    job.refresh_from_db()
    assert (job.error, effects) == ("文件缺少“姓名”一列。", [])
    assert sweep() == {"rung": 0, "requeued": 0, "failed": 0}


def test_an_unexpected_error_shows_nothing_of_the_data(make):
    job = make(params={"what": "crash"})
    run_job(job.pk, renew=False)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "420199" not in job.error
    assert "没有改动" in job.error


def test_a_cancelled_job_has_no_effect(make):
    job = make(params={"what": "cancelled meanwhile"})
    assert run_job(job.pk, renew=False) == "cancelled"
    assert effects == []


def test_a_job_taken_over_by_another_worker_has_no_effect_here(make):
    job = make(params={"what": "taken over"})
    assert run_job(job.pk, renew=False) == "running"
    assert effects == []


def test_a_queued_job_is_cancelled_at_once_and_a_finished_one_not_at_all(make, viewer):
    job = make()
    cancel_job(job=job, by=viewer())
    assert run_job(job.pk, renew=False) == "cancelled"
    with pytest.raises(Refused):
        cancel_job(job=job, by=viewer())


def test_a_failed_job_can_be_tried_again(make, viewer):
    job = make(params={"what": "problem"})
    run_job(job.pk, renew=False)
    FileJob.objects.filter(pk=job.pk).update(params={})
    retry_job(job=job, by=viewer())
    assert run_job(job.pk, renew=False) == "succeeded"


def _abandon(job, attempts):
    FileJob.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, token="dead", attempt_count=attempts, lease_until=timezone.now() - timedelta(seconds=1)
    )


def test_the_sweeper_requeues_what_a_dead_worker_left(make):
    job = make()
    _abandon(job, attempts=1)
    assert sweep() == {"rung": 0, "requeued": 1, "failed": 0}
    job.refresh_from_db()
    assert job.state == JobState.QUEUED
    assert run_job(job.pk, renew=False) == "succeeded"


def test_the_sweeper_says_so_when_it_gives_up(make):
    job = make()
    _abandon(job, attempts=3)
    assert sweep() == {"rung": 0, "requeued": 0, "failed": 1}
    job.refresh_from_db()
    assert (job.state, "停止重试" in job.error) == (JobState.FAILED, True)
    assert ActivityEntry.objects.filter(verb="file_job.failed").count() == 1


def test_the_sweeper_rings_again_for_a_lost_bell(make):
    job = make()
    FileJob.objects.filter(pk=job.pk).update(rung_at=timezone.now() - timedelta(minutes=1))
    assert sweep() == {"rung": 1, "requeued": 0, "failed": 0}
    assert sweep() == {"rung": 0, "requeued": 0, "failed": 0}


def test_a_living_worker_is_left_alone(make):
    job = make()
    FileJob.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, token="alive", lease_until=timezone.now() + timedelta(seconds=30)
    )
    assert sweep() == {"rung": 0, "requeued": 0, "failed": 0}
    assert run_job(job.pk, renew=False) == "running"


def test_progress_renews_the_lease(make):
    job = make()
    FileJob.objects.filter(pk=job.pk).update(state=JobState.RUNNING, token="mine", lease_until=timezone.now())
    job.refresh_from_db()
    Progress(job, "mine").at("读取", 5, 10)
    job.refresh_from_db()
    assert (job.stage, job.percent, job.lease_until > timezone.now()) == ("读取", 50, True)
