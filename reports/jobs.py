"""The job kinds of this app."""

from django.urls import reverse

from huanjie.files.kinds import JobKind, register
from reports.services.briefing import JOB_KIND, render_job

register(
    JobKind(
        name=JOB_KIND,
        label="编制简报",
        work=render_job,
        result_url=lambda job: reverse("reports:briefing", args=[job.params["briefing"]]),
    )
)
