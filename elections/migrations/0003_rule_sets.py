from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("elections", "0002_step_condition_steprecord_is_needed"),
    ]

    operations = []
