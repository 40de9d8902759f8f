import django.db.models.deletion
from django.db import migrations, models

from elections.rules.procedure_template import FIRST_PLENARY, STEPS, kept_fields


def fill_from_the_template(apps, schema_editor):
    """Steps of cycles opened before: whose they are, what they wait for and how law binds them. Days stay as they were."""
    Step = apps.get_model("elections", "Step")
    for template in STEPS:
        Step.objects.filter(code=template.code).update(**kept_fields(template))
    condition = next(step.condition for step in STEPS if step.code == FIRST_PLENARY)
    Step.objects.filter(code=FIRST_PLENARY, condition="").update(condition=condition)


class Migration(migrations.Migration):
    dependencies = [
        ("elections", "0003_rule_sets"),
    ]

    operations = [
        migrations.AddField(
            model_name="communitycycle",
            name="election_day",
            field=models.DateField(blank=True, null=True, verbose_name="本社区选举日"),
        ),
        migrations.AddField(
            model_name="communitycycle",
            name="extended_to",
            field=models.DateField(blank=True, null=True, verbose_name="批准延期至"),
        ),
        migrations.AddField(
            model_name="communitycycle",
            name="extension_document",
            field=models.CharField(blank=True, db_default="", default="", max_length=60, verbose_name="延期批准文号"),
        ),
        migrations.AddField(
            model_name="communitycycle",
            name="organization_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("party_committee", "党委"),
                    ("general_party_branch", "党总支"),
                    ("party_branch", "党支部（设支委会）"),
                    ("branch_without_committee", "党支部（不设支委会）"),
                ],
                db_default="",
                default="",
                max_length=30,
                verbose_name="党组织类型",
            ),
        ),
        migrations.AddField(
            model_name="communitycycle",
            name="party_day",
            field=models.DateField(blank=True, null=True, verbose_name="本社区党员大会日"),
        ),
        migrations.AddField(
            model_name="communitycycle",
            name="term_ends_on",
            field=models.DateField(blank=True, null=True, verbose_name="本社区届满日"),
        ),
        migrations.AddField(
            model_name="electioncycle",
            name="party_day",
            field=models.DateField(blank=True, null=True, verbose_name="党员大会日"),
        ),
        migrations.AddField(
            model_name="electioncycle",
            name="term_ends_on",
            field=models.DateField(blank=True, null=True, verbose_name="届满日"),
        ),
        migrations.AddField(
            model_name="step",
            name="announcements",
            field=models.JSONField(blank=True, default=list, verbose_name="公告"),
        ),
        migrations.AddField(
            model_name="step",
            name="community_cycle",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="own_steps",
                to="elections.communitycycle",
                verbose_name="增设社区",
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="documents",
            field=models.CharField(blank=True, default="", max_length=300, verbose_name="产出文书"),
        ),
        migrations.AddField(
            model_name="step",
            name="gates",
            field=models.JSONField(blank=True, default=list, verbose_name="关口"),
        ),
        migrations.AddField(
            model_name="step",
            name="intervals",
            field=models.JSONField(blank=True, default=list, verbose_name="法定间隔"),
        ),
        migrations.AddField(
            model_name="step",
            name="is_dropped",
            field=models.BooleanField(default=False, verbose_name="本届停用"),
        ),
        migrations.AddField(
            model_name="step",
            name="owner",
            field=models.CharField(blank=True, default="", max_length=60, verbose_name="责任主体"),
        ),
        migrations.AddField(
            model_name="step",
            name="predecessors",
            field=models.JSONField(blank=True, default=list, verbose_name="前置步骤"),
        ),
        migrations.AddField(
            model_name="step",
            name="version",
            field=models.PositiveIntegerField(default=1, verbose_name="版本"),
        ),
        migrations.RunPython(fill_from_the_template, migrations.RunPython.noop),
    ]
