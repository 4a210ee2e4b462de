"""The purpose classes every installation begins with: without one, no contact can be planned.

Administrators may rename, add and retire classes afterwards; the codes stay. Applied again, it leaves what stands there
as it is. Reversed, it takes back its own classes, and refuses when a contact uses one.
"""

from django.db import migrations

MEDICAL = (
    ("scientific_exchange", "Scientific exchange"),
    ("medical_information", "Medical information"),
    ("site_support", "Trial or site support"),
    ("education_event", "Education"),
    ("congress_meeting", "Congress meeting"),
    ("advisory_board", "Advisory board"),
    ("introduction", "Introduction"),
)
COMMERCIAL = (
    ("commercial_visit", "Commercial visit"),
    ("contract_meeting", "Contract meeting"),
    ("service_visit", "Service visit"),
)


def add_classes(apps, schema_editor):
    PurposeClass = apps.get_model("catalog", "PurposeClass")
    known = set(PurposeClass.objects.values_list("code", flat=True))
    rows = [("medical", *row) for row in MEDICAL] + [("commercial", *row) for row in COMMERCIAL]
    PurposeClass.objects.bulk_create(
        PurposeClass(code=code, name=name, used_by=used_by, order=10 * place)
        for place, (used_by, code, name) in enumerate(rows, 1)
        if code not in known
    )


def remove_classes(apps, schema_editor):
    codes = [code for code, _name in MEDICAL + COMMERCIAL]
    apps.get_model("catalog", "PurposeClass").objects.filter(code__in=codes).delete()


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_start")]

    operations = [migrations.RunPython(add_classes, remove_classes)]
