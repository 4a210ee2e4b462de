"""The demo's logins, in the order shown. This imports nothing: the launcher reads it without Django."""

#: First part of the address `…@demo.example`, and who that is.
DEMO_LOGINS = {
    "msl": "medical science liaison",
    "msl2": "medical science liaison, another territory",
    "manager": "medical manager",
    "director": "medical director",
    "medinfo": "medical information",
    "kam": "key account manager",
    "compliance": "compliance officer",
    "safety": "drug safety officer",
    "admin": "administrator",
}
