import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('elections', '0004_schedule'),
    ]

    operations = [
        migrations.CreateModel(
            name='StepException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area_code', models.CharField(db_index=True, max_length=12, verbose_name='区域')),
                ('rule', models.CharField(max_length=40, verbose_name='规则')),
                ('words', models.CharField(max_length=500, verbose_name='放宽的要求')),
                ('article', models.CharField(blank=True, max_length=120, verbose_name='依据')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('document_number', models.CharField(max_length=60, verbose_name='批准文号')),
                ('granted_by', models.CharField(max_length=60, verbose_name='批准人')),
                ('granted_role', models.CharField(max_length=40, verbose_name='角色')),
                ('granted_at', models.DateTimeField(verbose_name='批准时间')),
                ('community_cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exceptions', to='elections.communitycycle', verbose_name='社区换届')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exceptions', to='elections.step', verbose_name='步骤')),
            ],
            options={
                'verbose_name': '批准的例外',
                'verbose_name_plural': '批准的例外',
                'ordering': ['granted_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('community_cycle', 'step', 'rule'), name='exception_once_for_a_rule')],
            },
        ),
    ]
