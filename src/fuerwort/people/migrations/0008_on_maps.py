from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_esco_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='space',
            name='on_maps_at',
            field=models.DateTimeField(null=True),
        ),
    ]
