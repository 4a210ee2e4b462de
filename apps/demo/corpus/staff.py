"""The thirteen people who log in, one per demo login and four colleagues, and the teams they stand in."""

from typing import Final

from apps.demo.corpus.science import CARDIOMET, HAEM_ONC
from apps.demo.records import Team, User

TEAMS: Final = (
    Team("medical-europe", "Field Medical Europe", "medical", "manager"),
    Team("medical-us", "Field Medical US Northeast", "medical", "manager2"),
    Team("medical-affairs", "Medical Affairs", "medical", "director"),
    Team("key-accounts", "Key Accounts", "commercial", None),
)
_EUROPE: Final = ("dach", "western-europe")
_WEST_FIRST: Final = ("western-europe", "dach")
_ALL: Final = ("dach", "western-europe", "us-northeast")
_BOTH: Final = (HAEM_ONC, CARDIOMET)


def _user(
    key: str,
    name: tuple[str, str, str],
    role: str,
    side: str,
    team: str | None,
    zone: str,
    language: str = "en",
) -> User:
    title, given_name, family_name = name
    territories, areas = _SCOPE.get(key, ((), ()))
    return User(
        key=key,
        email=f"{key}@demo.example",
        title=title,
        given_name=given_name,
        family_name=family_name,
        role=role,
        side=side,
        team=team,
        territories=territories,
        therapeutic_areas=areas,
        time_zone=zone,
        calendar=_CALENDAR[zone],
        language=language,
    )


# Each MSL covers one area over Europe or both in the US, so that "not my therapeutic area" can be seen.
_SCOPE: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "msl": (_EUROPE, (HAEM_ONC,)),
    "msl2": (_WEST_FIRST, (CARDIOMET,)),
    "msl3": (("us-northeast",), _BOTH),
    "manager": (_EUROPE, _BOTH),
    "manager2": (("us-northeast",), _BOTH),
    "director": (_ALL, _BOTH),
    "medinfo": (_ALL, _BOTH),
    "kam": (_EUROPE, _BOTH),
    "kam2": (("us-northeast",), _BOTH),
}
_BERLIN, _PARIS, _LONDON, _NEW_YORK = "Europe/Berlin", "Europe/Paris", "Europe/London", "America/New_York"
#: Whose public holidays the people of a zone have.
_CALENDAR: Final = {_BERLIN: "DE-BE", _PARIS: "FR", _LONDON: "GB-ENG", _NEW_YORK: "US-NY"}
USERS: Final = (
    _user("msl", ("Dr.", "Amara", "Okonjo-Brandtner"), "msl", "medical", "medical-europe", _BERLIN, "de"),
    _user("msl2", ("Dr", "Yann", "Keravel-Nguyen"), "msl", "medical", "medical-europe", _PARIS, "fr"),
    _user(
        "manager", ("Dr", "Ingrid", "Sørhaug-Batra"), "medical_manager", "medical", "medical-europe", _LONDON
    ),
    _user(
        "director",
        ("Prof.", "Rafael", "de Almeirante"),
        "medical_director",
        "medical",
        "medical-affairs",
        _BERLIN,
    ),
    _user("kam", ("", "Jonas", "Czarnowitz"), "kam", "commercial", "key-accounts", _BERLIN, "de"),
    _user("compliance", ("", "Mireille", "Achterberg"), "compliance", "oversight", None, _PARIS, "fr"),
    _user("safety", ("Dr.", "Kenji", "Moriwakura"), "safety", "safety", None, _NEW_YORK),
    _user("admin", ("", "Siobhán", "O'Tierney"), "administrator", "administration", None, _LONDON),
    _user("msl3", ("Dr.", "Marisol", "Etxeandia"), "msl", "medical", "medical-us", _NEW_YORK),
    _user("kam2", ("", "DeShawn", "Fairbrooke"), "kam", "commercial", "key-accounts", _NEW_YORK),
    _user(
        "medinfo",
        ("Dr.", "Parisa", "Tehranchian"),
        "medical_information",
        "medical",
        "medical-affairs",
        _LONDON,
    ),
    _user("manager2", ("Dr.", "Anil", "Venkatadesai"), "medical_manager", "medical", "medical-us", _NEW_YORK),
    _user("compliance2", ("", "Tobias", "Wennerholm"), "compliance", "oversight", None, _LONDON),
)
USER_BY_KEY: Final = {user.key: user for user in USERS}


def responsible_msl(territory: str, area: str) -> str:
    """The MSL whose territory and therapeutic area these are."""
    return next(
        user.key
        for user in USERS
        if user.role == "msl" and territory in user.territories and area in user.therapeutic_areas
    )
