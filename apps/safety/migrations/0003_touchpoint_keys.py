from django.db import migrations

#: Medical items held the key of the interaction, commercial ones that of the envelope; all hold that of the envelope now.
FORWARDS = """
UPDATE safety_safetyitem AS item SET touchpoint_id = i.touchpoint_id
FROM interactions_interaction AS i WHERE item.touchpoint_id = i.id
"""
BACKWARDS = """
UPDATE safety_safetyitem AS item SET touchpoint_id = i.id
FROM interactions_interaction AS i WHERE item.touchpoint_id = i.touchpoint_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('safety', '0002_touchpoint'),
        ('interactions', '0001_start'),
    ]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
