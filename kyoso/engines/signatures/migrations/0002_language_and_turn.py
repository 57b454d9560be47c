from django.db import migrations, models

from kyoso.engines.signatures import guards
from kyoso.kernel.operations import VendorSQL

CREATE = {vendor: guards.create(vendor) for vendor in ("sqlite", "postgresql")}
DROP = {vendor: guards.drop(vendor) for vendor in ("sqlite", "postgresql")}


class Migration(migrations.Migration):

    dependencies = [
        ("signatures", "0001_initial"),
    ]

    # SQLite makes the table anew, without its triggers: they are put back afterwards.
    operations = [
        VendorSQL(
            sqlite=DROP["sqlite"],
            postgresql=DROP["postgresql"],
            reverse_sqlite=CREATE["sqlite"],
            reverse_postgresql=CREATE["postgresql"],
        ),
        migrations.AddField(
            model_name="signingrequest",
            name="busy_until",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="確かめている期限"
            ),
        ),
        migrations.AddField(
            model_name="signingrequest",
            name="language",
            field=models.CharField(
                default="ja", max_length=10, verbose_name="署名する人の言語"
            ),
        ),
        VendorSQL(
            sqlite=CREATE["sqlite"],
            postgresql=CREATE["postgresql"],
            reverse_sqlite=DROP["sqlite"],
            reverse_postgresql=DROP["postgresql"],
        ),
    ]
