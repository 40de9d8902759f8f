from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("elections", "0008_papers"),
    ]

    operations = [
        migrations.AddField(
            model_name="communitycycle",
            name="is_first_term",
            field=models.BooleanField(db_default=False, default=False, verbose_name="新建社区首届"),
        ),
    ]
