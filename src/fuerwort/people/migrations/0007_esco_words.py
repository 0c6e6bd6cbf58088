import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0006_hooks'),
    ]

    operations = [
        migrations.CreateModel(
            name='EscoWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.JSONField(default=list)),
                ('field', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='esco_words', to='people.field')),
            ],
        ),
    ]
