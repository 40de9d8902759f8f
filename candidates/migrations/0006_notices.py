from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("candidates", "0003_joint_review")]

    operations = [
        migrations.AddField(
            model_name="candidate",
            name="formal_sides",
            field=models.JSONField(
                blank=True, default=None, help_text="留空为拟任职务所属的各类", null=True, verbose_name="列入正式名单的类别"
            ),
        )
    ]
