import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("elections", "0002_step_condition_steprecord_is_needed"),
    ]

    operations = [
        migrations.CreateModel(
            name="ParameterChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=60, verbose_name="参数")),
                ("before", models.JSONField(verbose_name="原值")),
                ("after", models.JSONField(verbose_name="新值")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="原因")),
                ("document_number", models.CharField(blank=True, max_length=60, verbose_name="依据文号")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("by_id", models.BigIntegerField(null=True, verbose_name="操作人编号")),
                ("by_name", models.CharField(max_length=60, verbose_name="操作人")),
                ("role", models.CharField(blank=True, max_length=40, verbose_name="角色")),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parameter_changes",
                        to="elections.electioncycle",
                        verbose_name="换届",
                    ),
                ),
            ],
            options={
                "verbose_name": "参数修改",
                "verbose_name_plural": "参数修改",
                "ordering": ["at", "pk"],
                "indexes": [models.Index(fields=["cycle", "key"], name="elections_p_cycle_i_f4510e_idx")],
            },
        ),
    ]
