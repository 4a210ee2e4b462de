"""The Celery application: background work, told what to do by Django's settings (`CELERY_...`)."""

import os

from celery import Celery

from msl_crm import filequeue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msl_crm.settings")
filequeue.register()

app = Celery("msl_crm")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
