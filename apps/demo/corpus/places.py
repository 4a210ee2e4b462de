"""Invented organisations in real towns: three territories, five countries, sixty accounts in trees.

The towns are real so that regions and time zones make sense; the organisations and streets are made up. One
line per account keeps the whole landscape readable at a glance.
"""

from random import Random
from typing import Final

from apps.demo.records import Account, Territory

TERRITORIES: Final = (
    Territory("dach", "Germany and Austria", ("DE", "AT"), "Europe/Berlin"),
    Territory("western-europe", "France and United Kingdom", ("FR", "GB"), "Europe/Paris"),
    Territory("us-northeast", "United States Northeast", ("US",), "America/New_York"),
)
TERRITORY_OF: Final = {country: territory.key for territory in TERRITORIES for country in territory.countries}

ZONE_OF_COUNTRY: Final = {
    "DE": "Europe/Berlin",
    "AT": "Europe/Vienna",
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "US": "America/New_York",
}

# town: region, postal code, country
TOWNS: Final = {
    "Leipzig": ("Sachsen", "04109", "DE"),
    "Kassel": ("Hessen", "34117", "DE"),
    "Hamburg": ("Hamburg", "20095", "DE"),
    "Lübeck": ("Schleswig-Holstein", "23552", "DE"),
    "Nürnberg": ("Bayern", "90402", "DE"),
    "Berlin": ("Berlin", "10115", "DE"),
    "Wien": ("Wien", "1010", "AT"),
    "Graz": ("Steiermark", "8010", "AT"),
    "Lyon": ("Auvergne-Rhône-Alpes", "69002", "FR"),
    "Nantes": ("Pays de la Loire", "44000", "FR"),
    "Rennes": ("Bretagne", "35000", "FR"),
    "Paris": ("Île-de-France", "75013", "FR"),
    "Leeds": ("West Yorkshire", "LS1 4AP", "GB"),
    "Bristol": ("South West England", "BS1 5TR", "GB"),
    "Cardiff": ("Wales", "CF10 2AF", "GB"),
    "Edinburgh": ("Scotland", "EH3 9QN", "GB"),
    "London": ("Greater London", "SE1 9RT", "GB"),
    "Boston": ("Massachusetts", "02115", "US"),
    "Worcester": ("Massachusetts", "01608", "US"),
    "Hartford": ("Connecticut", "06103", "US"),
    "Albany": ("New York", "12207", "US"),
    "New York": ("New York", "10016", "US"),
    "Providence": ("Rhode Island", "02903", "US"),
    "Philadelphia": ("Pennsylvania", "19104", "US"),
}
STREETS: Final = {
    "DE": (
        "Am Fliederhang",
        "Kranichallee",
        "Lindenhofstraße",
        "Zum Alten Speicher",
        "Birkenkamp",
        "Uferwiesenweg",
    ),
    "AT": ("Rosenhügelgasse", "Am Föhrengrund", "Seilerbachgasse"),
    "FR": (
        "rue des Tilleuls-Blancs",
        "avenue du Vieux-Moulin",
        "quai de la Garance",
        "place des Trois-Noyers",
    ),
    "GB": ("Harebell Lane", "Old Ropewalk", "Kestrel Rise", "St Aldwyn's Row", "Quarrymoor Road"),
    "US": ("Larkspur Avenue", "Harborlight Drive", "Fallow Mill Road", "Tamarack Street", "Juniper Plaza"),
}
_AREA_OF_INITIAL: Final = {"H": "haem_onc", "C": "cardiomet"}

# key|parent|kind|name|town|customer group|access|therapeutic areas by initial
_TABLE: Final = """
auental|-|health_system|Auental Klinikverbund|Leipzig|formulary_committee|by_appointment|HC
auental-uk|auental|hospital|Universitätsklinikum Auental|Leipzig|kol|by_appointment|HC
auental-haem|auental-uk|department|Klinik für Hämatologie und Zelltherapie Auental|Leipzig|kol|open|H
auental-kard|auental-uk|department|Klinik für Kardiologie Auental|Leipzig|kol|open|C
auental-apo|auental-uk|department|Klinikumsapotheke Auental|Leipzig|pharmacist|by_appointment|H
auental-uni|-|university|Universität Auental, Medizinische Fakultät|Leipzig|investigator|open|H
elbmarsch|-|health_system|Elbmarsch Gesundheitsverbund|Hamburg|formulary_committee|by_appointment|H
elbmarsch-kh|elbmarsch|hospital|Klinikum Elbmarsch|Hamburg|treating_hcp|restricted|HC
elbmarsch-onk|elbmarsch-kh|department|Zentrum für Lymphome Elbmarsch|Hamburg|kol|by_appointment|H
trave-mvz|elbmarsch|clinic|MVZ Onkologie Travebogen|Lübeck|treating_hcp|open|H
fulda-praxis|-|practice|Schwerpunktpraxis Blutkrankheiten Fuldaufer|Kassel|treating_hcp|open|H
pegnitz-kh|-|hospital|Klinikum Pegnitzgrund|Nürnberg|treating_hcp|by_appointment|HC
pegnitz-lipid|pegnitz-kh|clinic|Lipidambulanz Pegnitzgrund|Nürnberg|kol|open|C
mitte-kasse|-|payer|Krankenkasse Mittelmark|Berlin|payer|restricted|HC
lymphbund|-|society|Fachbund Lymphomforschung Mitte e. V.|Berlin|professional_society|open|H
lymphlotsen|-|patient_organisation|Lymphlotsen e. V.|Berlin|patient_organisation|open|H
donaublick|-|health_system|Donaublick Kliniken|Wien|formulary_committee|by_appointment|HC
donaublick-kh|donaublick|hospital|Klinikum Donaublick|Wien|treating_hcp|by_appointment|HC
donaublick-haem|donaublick-kh|department|Abteilung für Hämatologie Donaublick|Wien|kol|open|H
murtal-praxis|donaublick|practice|Herz-Stoffwechsel-Praxis Murtal|Graz|treating_hcp|open|C
garance|-|health_system|Groupe hospitalier de la Garance|Lyon|formulary_committee|by_appointment|HC
garance-chu|garance|hospital|Hôpital universitaire de la Garance|Lyon|kol|by_appointment|HC
garance-cardio|garance-chu|department|Service de cardiologie de la Garance|Lyon|kol|open|C
garance-hemato|garance-chu|department|Service d'hématologie de la Garance|Lyon|kol|open|H
estuaire-ch|-|hospital|Centre hospitalier des Trois-Estuaires|Nantes|treating_hcp|by_appointment|C
estuaire-lip|estuaire-ch|clinic|Clinique des lipides des Trois-Estuaires|Nantes|kol|open|C
vilaine-cab|-|practice|Cabinet de cardiologie du Bord-de-Vilaine|Rennes|treating_hcp|open|C
mutuelle-arc|-|payer|Mutuelle Arc-Atlantique|Paris|payer|restricted|C
soc-metab|-|society|Cercle français du risque métabolique|Paris|professional_society|open|C
coeur-entraide|-|patient_organisation|Entraide Cœurs d'Argent|Paris|patient_organisation|open|C
thistlemoor|-|health_system|Thistlemoor Hospitals Partnership|Leeds|formulary_committee|by_appointment|HC
thistlemoor-gh|thistlemoor|hospital|Thistlemoor General Infirmary|Leeds|treating_hcp|by_appointment|HC
thistlemoor-lip|thistlemoor-gh|department|Thistlemoor Department of Lipidology|Leeds|kol|open|C
thistlemoor-haem|thistlemoor-gh|department|Thistlemoor Department of Haematology|Leeds|kol|open|H
quarrymoor|-|hospital|Quarrymoor Heart Hospital|Bristol|kol|by_appointment|C
kestrel-surg|-|practice|Kestrel Rise Surgery|Bristol|treating_hcp|open|C
glanhafan|-|hospital|Glanhafan Hospital|Cardiff|treating_hcp|restricted|C
duncraig-uni|-|university|Duncraig University School of Medicine|Edinburgh|investigator|open|HC
duncraig-ctu|duncraig-uni|department|Duncraig Clinical Trials Unit|Edinburgh|investigator|open|HC
albion-panel|-|payer|Albion Medicines Value Panel|London|heor_hta|restricted|HC
brit-lymph|-|society|Guild for Lymphoid Medicine|London|professional_society|open|H
heartlight|-|patient_organisation|Heartlight Families Trust|London|patient_organisation|open|C
harborlight|-|health_system|Harborlight Health Network|Boston|formulary_committee|by_appointment|HC
harborlight-mc|harborlight|hospital|Harborlight Academic Medical Center|Boston|kol|by_appointment|HC
harborlight-lym|harborlight-mc|department|Harborlight Lymphoma Program|Boston|kol|open|H
harborlight-cvd|harborlight-mc|department|Harborlight Preventive Cardiology|Boston|kol|open|C
wachusett|harborlight|clinic|Wachusett Valley Cancer Clinic|Worcester|treating_hcp|open|H
harborlight-rx|harborlight-mc|department|Harborlight Pharmacy Services|Boston|pharmacist|by_appointment|HC
tamarack|-|health_system|Tamarack Regional Health|Albany|formulary_committee|restricted|HC
tamarack-hosp|tamarack|hospital|Tamarack Memorial Hospital|Albany|treating_hcp|none|HC
tamarack-heart|tamarack-hosp|clinic|Tamarack Heart and Lipid Clinic|Albany|kol|by_appointment|C
juniper-onc|-|practice|Juniper Plaza Hematology Associates|New York|treating_hcp|open|H
eastriver-mc|-|hospital|Saint Odilia East River Hospital|New York|treating_hcp|by_appointment|HC
eastriver-haem|eastriver-mc|department|Saint Odilia Division of Hematology|New York|kol|open|H
larkspur-uni|-|university|Larkspur College of Medicine|Providence|investigator|open|HC
larkspur-hosp|larkspur-uni|hospital|Larkspur Teaching Hospital|Providence|kol|by_appointment|C
keystone-plan|-|payer|Fallow Mill Health Plan|Philadelphia|payer|restricted|HC
larch-plan|-|payer|Larch Hill Benefit Alliance|Hartford|payer|restricted|C
atl-lipid|-|society|Atlantic Forum for Lipid Practice|Hartford|professional_society|open|C
cll-circle|-|patient_organisation|Blue Lantern Lymphoma Circle|Philadelphia|patient_organisation|open|H
"""


def _street(rng: Random, country: str) -> str:
    street, number = rng.choice(STREETS[country]), rng.randint(1, 180)
    return f"{street} {number}" if country in {"DE", "AT"} else f"{number} {street}"


def _account(row: str, rng: Random, sites: dict[str, str]) -> Account:
    key, parent, kind, name, town, group, access, areas = (cell.strip() for cell in row.split("|"))
    region, postal_code, country = TOWNS[town]
    # Departments share the address of their hospital.
    street = sites[parent] if kind == "department" else _street(rng, country)
    sites[key] = street
    return Account(
        key=key,
        name=name,
        kind=kind,
        customer_group=group,
        parent=None if parent == "-" else parent,
        street=street,
        city=town,
        region=region,
        postal_code=postal_code,
        country=country,
        territory=TERRITORY_OF[country],
        access_restriction=access,
        therapeutic_areas=tuple(_AREA_OF_INITIAL[initial] for initial in areas),
    )


def make_accounts(rng: Random) -> tuple[Account, ...]:
    """The sixty accounts, parents before children."""
    sites: dict[str, str] = {}
    return tuple(_account(row, rng, sites) for row in _TABLE.strip().splitlines())
