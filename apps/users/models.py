"""People and API clients that log in. PLATFORM tables: every side reads, administrators write."""

import zoneinfo
from datetime import datetime, timedelta
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import AbstractApplication

from apps.core.folding import fold
from apps.core.models import BaseModel, new_id, unique_name
from apps.core.searching import NAME_WORDS
from apps.core.working_days import is_calendar
from apps.firewall.sides import Side
from apps.users.roles import FACTS, Role, RoleFacts

#: Columns that the folded name is made of.
NAMES = {"first_name", "last_name", "email"}


def validate_time_zone(name: str) -> None:
    """Refuse a name that the time zone database does not know."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("%(name)s is not a time zone. Example: Europe/Berlin."), params={"name": name}
        )


def validate_calendar(code: str) -> None:
    """Refuse a code of a country or part of one whose public holidays are not known."""
    if not is_calendar(code):
        raise ValidationError(
            _("The public holidays of %(code)s are not known. Example: DE-BY."), params={"code": code}
        )


@pghistory.track()
class Territory(BaseModel):
    """A region of work; a tree."""

    side = Side.PLATFORM

    name = models.CharField(_("name"), max_length=100)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "territories"
        constraints = [unique_name("territory_name")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Team(BaseModel):
    """People with one manager, who takes over the open work of who leaves."""

    side = Side.PLATFORM

    name = models.CharField(_("name"), max_length=100)
    manager = models.ForeignKey(
        "users.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="managed_teams",
        verbose_name=_("manager"),
    )
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["name"]
        constraints = [unique_name("team_name")]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Makes people by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Save a new person; the address is kept in lower case, because people type it in any."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find by address in any case."""
        return self.get(email__iexact=username)


@pghistory.track(
    exclude=[
        "password",
        "last_login",
        "name_folded",
        "sign_outs",
        "link_sent_at",
        "link_due_at",
        "link_attempts",
        "joined_at",
        "reset_wanted_at",
        "access_ended_at",
    ]
)
class User(AbstractBaseUser):
    """A person or a service that acts. One user stands on exactly one side, given by the role."""

    side_of_table = Side.PLATFORM
    #: What people may change about themselves; the grant is on these columns only, or a side could move itself.
    own_columns = ("time_zone", "calendar", "theme")
    #: What signing in and out changes. Not in the history, which the web login may not write.
    web_login_columns = (
        "last_login",
        "password",
        "sign_outs",
        "link_sent_at",
        "link_due_at",
        "link_attempts",
        "joined_at",
        "reset_wanted_at",
    )

    class Theme(models.TextChoices):
        """How pages look."""

        AUTO = "auto", _("As the device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class Invitation(models.TextChoices):
        """How far an invitation came."""

        OPEN = "open", _("Invited")
        EXPIRED = "expired", _("Invitation expired")
        WITHDRAWN = "withdrawn", _("Invitation withdrawn")
        JOINED = "joined", _("Joined")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    first_name = models.CharField(_("first name"), max_length=100)
    last_name = models.CharField(_("last name"), max_length=100)
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="members")
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="people")
    time_zone = models.CharField(
        _("time zone"), max_length=50, default="UTC", validators=[validate_time_zone]
    )
    calendar = models.CharField(
        _("public holidays"),
        max_length=10,
        blank=True,
        validators=[validate_calendar],
        help_text=_("Code of a country or part of it; empty: each day from Monday to Friday is worked."),
    )
    theme = models.CharField(_("theme"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    is_active = models.BooleanField(_("can sign in"), default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    name_folded = models.CharField(max_length=460, default="", editable=False)
    sign_outs = models.PositiveIntegerField(
        default=0, editable=False, help_text="Part of every session's proof: raising it ends all sessions."
    )
    link_wanted_at = models.DateTimeField(_("sign-in link asked for"), null=True, blank=True, editable=False)
    reset_wanted_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="When the person asked for a link on the sign-in page.",
    )
    link_sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    link_due_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When the link is tried next; empty: at once."
    )
    link_attempts = models.PositiveIntegerField(default=0, editable=False)
    access_ended_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="Tokens from before it count no more."
    )
    factor_reset_at = models.DateTimeField(
        _("second factor reset"),
        null=True,
        blank=True,
        editable=False,
        help_text="What was set up before counts no more.",
    )
    invited_at = models.DateTimeField(
        _("invited"),
        null=True,
        blank=True,
        editable=False,
        help_text="Part of the link: a new one ends the old.",
    )
    invitation_withdrawn_at = models.DateTimeField(
        _("invitation withdrawn"), null=True, blank=True, editable=False
    )
    joined_at = models.DateTimeField(
        _("joined"), null=True, blank=True, editable=False, help_text="When an invitation was accepted."
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name", "role"]
    objects = UserManager()

    class Meta:
        ordering = ["last_name", "first_name", "id"]
        indexes = [
            models.Index(fields=["name_folded", "id"], name="user_by_name"),
            GinIndex(NAME_WORDS, name="user_name_words"),
        ]
        constraints = [
            # Sign-in looks for the lower-case address only.
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lower_case")
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded name in step; a save of named columns adds it only when a name is among them.

        The web login may update few columns, and this is none of them.
        """
        self.name_folded = fold(f"{self.last_name} {self.first_name} {self.email}")[:460]
        fields = kwargs.get("update_fields")
        if fields is not None and NAMES & set(fields):
            kwargs["update_fields"] = {*fields, "name_folded"}
        super().save(*args, **kwargs)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must prove at each request: Django's own proof, plus the number of times all were ended."""
        return salted_hmac(
            "apps.users.models.User.session",
            f"{self.password}{self.sign_outs}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    def get_absolute_url(self) -> str:
        """The person's page, for administrators."""
        return reverse("users:person", args=[self.pk])

    @property
    def is_link_waiting(self) -> bool:
        """Whether a sign-in link was asked for and has not gone out yet."""
        return self.link_wanted_at is not None and (
            self.link_sent_at is None or self.link_sent_at < self.link_wanted_at
        )

    @property
    def invitation(self) -> "User.Invitation | None":
        """How far the invitation came; None for people who needed none."""
        if self.invited_at is None:
            return None
        if self.joined_at is not None:
            return self.Invitation.JOINED
        if self.invitation_withdrawn_at is not None:
            return self.Invitation.WITHDRAWN
        expires_at = self.invitation_expires_at
        return (
            self.Invitation.EXPIRED if expires_at and expires_at <= timezone.now() else self.Invitation.OPEN
        )

    @property
    def invitation_expires_at(self) -> datetime | None:
        """Until when the link opens. None: it is not sent yet, or nothing in the mail expires (single sign-on)."""
        is_sent = self.invited_at and self.link_sent_at and self.link_sent_at >= self.invited_at
        if not is_sent or self.link_sent_at is None or self.role in settings.SSO_ONLY_ROLES:
            return None
        return self.link_sent_at + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)

    @property
    def is_pending(self) -> bool:
        """Whether somebody was invited and did not come yet."""
        return self.invitation not in {None, self.Invitation.JOINED}

    @property
    def facts(self) -> RoleFacts:
        """What the role implies."""
        return FACTS[self.role]

    @property
    def side(self) -> Side:
        """Where this person stands."""
        return self.facts.side

    @property
    def role_sentence(self) -> "str | Promise":
        """What the role does, in a sentence."""
        return self.facts.sentence

    def get_full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        """First name."""
        return self.first_name


class APIClient(AbstractApplication):
    """An integration: an OAuth client that stands on one side, through the service user who is the actor."""

    side = Side.IDENTITY

    service_user = models.ForeignKey(User, models.PROTECT, related_name="api_clients")
    scopes = models.TextField(
        _("scopes"), blank=True, help_text=_("Space-separated; what this client may ask for.")
    )

    objects = models.Manager["APIClient"]()

    class Meta:
        ordering = ["name"]

    def is_usable(self, request: Any) -> bool:
        """Asked before a token is given: none for a system whose user was deactivated."""
        return bool(self.service_user.is_active)


@pghistory.track(exclude=["state", "attempts", "due_at", "counts_before", "counts_after", "done_at"])
class HandOver(BaseModel):
    """The open work of somebody who left or may do it no longer goes to a colleague of the side it was done on.

    The row is the job: an administrator asks for it, a task does it under the role of `work_side` and writes down how
    much there was of each kind, and nothing else.
    """

    side_of_table = Side.PLATFORM
    #: What the task marks, as the web login. Not in the history, which the web login may not write.
    web_login_columns = ("state", "attempts", "due_at", "counts_before", "counts_after", "done_at")

    class Cause(models.TextChoices):
        """Why."""

        LEFT = "left", _("Was deactivated")
        CHANGED_SIDES = "changed_sides", _("Changed sides")
        CHANGED_ROLE = "changed_role", _("Got a role that holds no contacts")

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("Under way")
        NOBODY = "nobody", _("Nobody was chosen")
        DONE = "done", _("Handed over")

    person = models.ForeignKey(User, models.PROTECT, related_name="hand_overs", verbose_name=_("person"))
    receiver = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="received", verbose_name=_("goes to")
    )
    work_side = models.CharField(_("side of the work"), max_length=20)
    cause = models.CharField(_("cause"), max_length=20, choices=Cause.choices)
    from_role = models.CharField(_("former role"), max_length=30, choices=Role.choices)
    to_role = models.CharField(_("new role"), max_length=30, choices=Role.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0, editable=False)
    due_at = models.DateTimeField(null=True, blank=True, editable=False)
    counts_before = models.JSONField(null=True, blank=True, editable=False)
    counts_after = models.JSONField(null=True, blank=True, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(cause="changed_sides") | ~models.Q(reason=""),
                name="side_change_has_reason",
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="waiting"), name="hand_over_waiting")
        ]

    def __str__(self) -> str:
        return str(_("Open work of %(name)s") % {"name": self.person})
