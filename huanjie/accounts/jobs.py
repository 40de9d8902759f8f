"""Long jobs of this app."""

from huanjie.accounts.models import AccountBatch
from huanjie.accounts.services import batches
from huanjie.files.kinds import JobKind, Outcome, register
from huanjie.files.services.run import viewer_of


def _create_accounts(job, progress) -> Outcome:
    batch = AccountBatch.objects.get(pk=job.params["batch"])
    made = batches.prepare_passwords(batch, progress)

    def effect(row) -> dict:
        return {"count": batches.create_batch_accounts(batch=batch, made=made, by=viewer_of(row))}

    return Outcome(effect=effect)


register(
    JobKind(
        batches.JOB_KIND, "批量建立账号", _create_accounts,
        result_url=lambda job: AccountBatch(pk=job.params["batch"]).get_absolute_url(),
    )
)  # fmt: skip
