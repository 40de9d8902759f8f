from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("elections", "0003_rule_sets"),
    ]

    operations = []
