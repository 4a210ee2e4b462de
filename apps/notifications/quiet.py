"""When somebody may be mailed: quiet hours and days off, in their own zone. Times come and go out in UTC."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from apps.core.working_days import LONGEST_REST, is_working_day
from apps.notifications.groups import ALWAYS, URGENT, How, group_of
from apps.notifications.models import Message, QuietTime
from apps.users.models import User

#: When the mail of the day goes out, and when a day off is over for who named no hours.
MORNING = time(8)
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wishes:
    """What one person chose."""

    zone: ZoneInfo
    calendar: str = ""
    quiet: QuietTime | None = None
    hows: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, person: User, quiet: QuietTime | None = None, hows: dict[str, str] | None = None) -> "Wishes":
        """Of this person; what they did not choose stands as it comes."""
        return cls(ZoneInfo(person.time_zone), person.calendar, quiet, hows or {})

    def how(self, message: Message) -> How:
        """How the person wants to be told of this."""
        group = group_of(message.kind)
        if group in ALWAYS or message.kind == Message.Kind.SUMMARY:
            return How.AT_ONCE
        return How(self.hows.get(group, How.AT_ONCE))

    def mail_at(self, message: Message) -> datetime:
        """The earliest moment at which the mail may go: when it is due, or the end of the quiet time around that."""
        if is_urgent(message):
            return message.due_at
        if self.how(message) == How.DAILY:
            return self.awake(self._next_morning(message.due_at))
        return self.awake(message.due_at)

    def awake(self, moment: datetime) -> datetime:
        """This moment, or the end of the quiet time that it lies in."""
        for _day in range(LONGEST_REST):
            later = self._after_day_off(self._after_hours(moment))
            if later == moment:
                break
            moment = later
        return moment

    def _next_morning(self, moment: datetime) -> datetime:
        here = moment.astimezone(self.zone)
        day = here.date() if here.time() <= MORNING else here.date() + A_DAY
        return self._moment(day, MORNING)

    def _after_hours(self, moment: datetime) -> datetime:
        """The end of quiet hours, which may have begun the day before."""
        if self.quiet is None or self.quiet.quiet_from is None or self.quiet.quiet_until is None:
            return moment
        begin, end = self.quiet.quiet_from, self.quiet.quiet_until
        here = moment.astimezone(self.zone)
        now, day = here.time(), here.date()
        if begin < end:
            return self._moment(day, end) if begin <= now < end else moment
        if now >= begin:
            return self._moment(day + A_DAY, end)
        return self._moment(day, end) if now < end else moment

    def _after_day_off(self, moment: datetime) -> datetime:
        """The morning of the next day, if this one is not worked."""
        day = moment.astimezone(self.zone).date()
        if self.quiet is None or not self.quiet.is_quiet_on_days_off or is_working_day(day, self.calendar):
            return moment
        return self._moment(day + A_DAY, self.quiet.quiet_until or MORNING)

    def _moment(self, day: date, at: time) -> datetime:
        """A time that the clocks pass over in spring is an hour later; of one that comes twice in autumn, the first."""
        return datetime.combine(day, at, self.zone).astimezone(UTC)


def is_urgent(message: Message) -> bool:
    """Whether it waits for nothing."""
    return group_of(message.kind) in URGENT
