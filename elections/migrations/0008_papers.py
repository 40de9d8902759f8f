import django.db.models.deletion
from django.db import migrations, models

import huanjie.shared.fields


class Migration(migrations.Migration):
    dependencies = [
        ("elections", "0007_results"),
    ]

    operations = [
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", models.CharField(db_index=True, max_length=12, verbose_name="区域")),
                ("code", models.CharField(max_length=20, verbose_name="种类编号")),
                (
                    "side",
                    models.CharField(
                        choices=[("party", "党组织"), ("residents_committee", "居民委员会")],
                        max_length=30,
                        verbose_name="类别",
                    ),
                ),
                ("step_code", models.CharField(max_length=10, verbose_name="步骤")),
                ("series", models.CharField(blank=True, max_length=40, verbose_name="编号系列")),
                ("number", models.CharField(blank=True, max_length=20, verbose_name="编号")),
                ("mark", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("title", models.CharField(max_length=120, verbose_name="标题")),
                ("is_public", models.BooleanField(default=False, verbose_name="对外公布")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("issued", "已发布"),
                            ("corrected", "已更正"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                ("given", models.JSONField(default=dict, verbose_name="填写内容")),
                ("data", models.JSONField(default=dict, verbose_name="数据快照")),
                ("words", models.JSONField(default=dict, verbose_name="正文")),
                ("dates", models.JSONField(default=dict, verbose_name="所载日期")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="摘要")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="更正或撤回原因")),
                ("drafted_by", models.CharField(max_length=60, verbose_name="起草人")),
                ("drafted_at", models.DateTimeField(verbose_name="起草时间")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="发布日期")),
                ("issued_by", models.CharField(blank=True, max_length=60, verbose_name="发布人")),
                ("issued_at", models.DateTimeField(blank=True, null=True, verbose_name="发布时间")),
                (
                    "community_cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="elections.communitycycle",
                        verbose_name="社区换届",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="elections.paper",
                        verbose_name="所更正的文书",
                    ),
                ),
            ],
            options={
                "verbose_name": "文书",
                "verbose_name_plural": "文书",
                "ordering": ["area_code", "step_code", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PublicAttempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(db_index=True, verbose_name="日期")),
                ("key", models.CharField(max_length=64)),
                ("count", models.PositiveIntegerField(default=0, verbose_name="次数")),
            ],
            options={
                "verbose_name": "公众提交计数",
                "verbose_name_plural": "公众提交计数",
                "constraints": [models.UniqueConstraint(fields=("day", "key"), name="public_attempt_key_once")],
            },
        ),
        migrations.CreateModel(
            name="PublicReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area_code", models.CharField(db_index=True, max_length=12, verbose_name="区域")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("voter_list", "对选民名单、代表名单的申诉"),
                            ("candidate", "对候选人的意见"),
                            ("procedure", "对选举程序的意见"),
                            ("violation", "举报违反换届纪律"),
                            ("other", "其他意见"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("receipt", models.CharField(max_length=20, unique=True, verbose_name="回执编号")),
                ("secret_hash", models.CharField(editable=False, max_length=64)),
                ("text", huanjie.shared.fields.EncryptedTextField(default=b"", verbose_name="内容")),
                ("contact", huanjie.shared.fields.EncryptedTextField(blank=True, default=b"", verbose_name="联系方式")),
                (
                    "state",
                    models.CharField(
                        choices=[("registered", "已登记"), ("checked", "已初核"), ("answered", "已答复")],
                        default="registered",
                        max_length=20,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                ("is_in_time", models.BooleanField(default=True, verbose_name="在规定期限内提出")),
                ("received_at", models.DateTimeField(verbose_name="收到时间")),
                ("check_due_at", models.DateTimeField(verbose_name="初核期限")),
                ("answer_due_at", models.DateTimeField(blank=True, null=True, verbose_name="答复期限")),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="初核时间")),
                (
                    "check_note",
                    huanjie.shared.fields.EncryptedTextField(blank=True, default=b"", verbose_name="初核情况"),
                ),
                ("answer", huanjie.shared.fields.EncryptedTextField(blank=True, default=b"", verbose_name="答复")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="答复时间")),
                ("answered_by", models.CharField(blank=True, max_length=60, verbose_name="答复单位")),
                (
                    "community_cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="public_reports",
                        to="elections.communitycycle",
                        verbose_name="社区换届",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="elections.paper",
                        verbose_name="所涉公告",
                    ),
                ),
            ],
            options={
                "verbose_name": "异议和举报",
                "verbose_name_plural": "异议和举报",
                "ordering": ["-received_at", "-pk"],
            },
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(fields=["community_cycle", "code"], name="elections_p_communi_a57812_idx"),
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(fields=["is_public", "area_code"], name="elections_p_is_publ_7fec9a_idx"),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True),
                fields=("community_cycle", "series", "number"),
                name="paper_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "draft")), fields=("community_cycle", "code"), name="one_draft_of_a_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("draft", "withdrawn")),
                    models.Q(("issued_on__isnull", False), models.Q(("digest", ""), _negated=True)),
                    _connector="OR",
                ),
                name="issued_paper_has_day_and_digest",
            ),
        ),
        migrations.AddIndex(
            model_name="publicreport",
            index=models.Index(fields=["area_code", "state"], name="elections_p_area_co_5bc8b9_idx"),
        ),
    ]
