"""The load in its order, as one transaction: all of the demo is there, or nothing."""

from collections.abc import Mapping

from django.db import transaction

from apps.demo.corpus.staff import USERS
from apps.demo.corpus.trials import STUDIES
from apps.demo.loading.across import load_across
from apps.demo.loading.around import load_around
from apps.demo.loading.contacts import load_contacts
from apps.demo.loading.desk import load_desk
from apps.demo.loading.directory import load_directory
from apps.demo.loading.disclosure import load_disclosure
from apps.demo.loading.influence import load_map
from apps.demo.loading.made import Made
from apps.demo.loading.needs import load_needs
from apps.demo.loading.organisation import load_organisation
from apps.demo.loading.oversight import load_oversight
from apps.demo.loading.promises import load_promises
from apps.demo.loading.questions import load_questions
from apps.demo.loading.reports import load_reports
from apps.demo.loading.scholarship import load_scholarship
from apps.demo.loading.trials import load_trials
from apps.demo.records import DemoPlan
from apps.users.models import User


def is_loaded() -> bool:
    """Whether somebody of the demo is there already; then nothing may be loaded over it."""
    return User.objects.filter(email__in=[user.email for user in USERS]).exists()


@transaction.atomic
def load_plan(plan: DemoPlan) -> Mapping[str, int]:
    """Write the plan and say how much of what. As the owner of the tables, on a database without the demo."""
    made = Made(plan)
    load_organisation(made)
    load_directory(made)
    load_map(made)
    load_scholarship(made)
    load_trials(made)
    load_disclosure(made)
    interactions = list(load_contacts(made))
    load_around(made)
    load_desk(made, interactions)
    load_needs(made, interactions)
    load_promises(made, interactions)
    load_questions(made, interactions)
    load_across(made)
    load_reports(made)
    load_oversight(made, interactions)
    return {
        "users": len(made.users),
        "accounts": len(made.accounts),
        "stakeholders": len(made.stakeholders),
        "publications": len(plan.publications),
        "trials": len(STUDIES),
        "contacts": len(plan.contacts),
    }
