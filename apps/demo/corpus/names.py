"""Invented people: first and last names by culture, mixed per country as hospital corridors are.

Names carry what breaks software: accents, hyphens, apostrophes, particles, one-letter and very long names.
"""

from dataclasses import dataclass
from random import Random
from typing import Final


@dataclass(frozen=True, slots=True)
class Culture:
    """First names and family names that go together."""

    given: tuple[str, ...]
    family: tuple[str, ...]


def _culture(given: str, family: str) -> Culture:
    return Culture(tuple(given.split()), tuple(name.replace("_", " ") for name in family.split()))


CULTURES: Final = {
    "german": _culture(
        "Annegret Björn Cordula Detlef Friederike Götz Hannelore Jörg Käthe Lüder Mareike Norbert "
        "Roswitha Sönke Theda Ulf Veronika Wiebke Karl-Heinz Anne-Kathrin",
        "Vahlenkamp Grünhagel Tiefenbacher Rößling Möhrenschlag Sündermeyer Haberkötter Wolkenstein "
        "von_der_Aue Kießelbach Lindwurm Overdieck Schützendorf Weidenfäller Zwickelmann "
        "Brüggenthies Dornseifer Plöckinger Quellmalz Jägersfeld zu_Rabenau Eschwiler Fintelburg "
        "Holtgräwe Immenroth Niederquell Störtebecker-Hahn",
    ),
    "french": _culture(
        "Aurélie Benoît Célestine Didier Éloïse François Gaëlle Hervé Inès Joël Maëlys Océane "
        "Raphaëlle Thibault Ségolène Jean-Loup Marie-Ange Noël",
        "Chantegrel d'Aubépine Boisrenault de_la_Fauconnerie Lamoureyre L'Hermitte-Vaux Trémeaux "
        "Gaspérin Peyrolade Villebrequin Sauvageot-Leroy Maréchaud Fontbonnet Rocquelaure "
        "du_Plessier Crépillon Delavergne Bruyèrefort Oustaloup Quintenas Chassepierre "
        "Hautefeuillet",
    ),
    "british": _culture(
        "Alasdair Beatrix Callum Daphne Elspeth Fergus Gwendolyn Hamish Imogen Jasper Niamh Oisín "
        "Rhiannon Siân Tamsin Winifred Aoife Rhys",
        "Thistlewick O'Brannagh Penhaligon-Shaw Ashgrove MacGillavray Wetherdale Llanwern "
        "Fotheringay Cranmoor O'Dowdall Harkstead Quillfeather Braithwell Ravenscar Tolpuddle "
        "Wychwood Ellingthorpe Marchbanks-Eyre Duncraig Stavordale Pengelly-Rowe Hexwater",
    ),
    "american": _culture(
        "Avery Brooke Carter Delaney Elliott Harper Jordan Keisha Logan Marcus Naomi Quentin Reagan "
        "Savannah Tyrell Whitney Darnell Shanice",
        "Kettleridge Washburton Halvorsen-Tate Brixley Oakhollow Prendergrass Tillerman Vandermolen "
        "Stonebraker Applewhaite Crosslander Fairweather-Jones Hollingsworthy Merriwell Northcutter "
        "Pinkstone Ridgewater Treadwater Whitlowe St._Amand",
    ),
    "hispanic": _culture(
        "Alejandra Begoña Cristóbal Dolores Íñigo Jesús Luz María-José Nicolás Rocío Tomás Ximena "
        "Joaquín Pilar",
        "Echevarrieta Núñez-Alcázar Villaseñora de_los_Olmos Zumalabe Peñafrías Quiñonero Ibarrondo "
        "Urrutibeascoa Carvajalino Montesdeocampo Güemes-Prat",
    ),
    "south_asian": _culture(
        "Aarav Bhavna Chetan Deepika Farhan Gauri Harpreet Ishaan Kavita Lakshmi Nikhil Priyanka "
        "Rukhsana Sanjay Tahira Vikram",
        "Balasundaresan Chattopadhyaya-Rao Dharmawickrama Iyengarathnam Jhaverilal Khandelwani "
        "Mukherjanee Narasimhalu Qureshani Raghavendran Siddiquini Thirunavukkar Wijeratnage "
        "Bhattaraya",
    ),
    "east_asian": _culture(
        "Akiko Bao-Long Chia-Hui Daisuke Eun-Ji Haruto Jia-Li Kwang-Ho Mai Naoki Qiuyue Seo-Yeon "
        "Thu-Hà Wenjie Yuki",
        "Ō Nguyễn-Trần Hashigawara Kurosakabe Ouyangshu Takanezaki Seonwoong Hwangbo-Lim Phạm-Lê "
        "Xiaoping-Zhu Yanagimori Ng Fukuyoshida",
    ),
    "middle_eastern": _culture(
        "Ayşe Burak Dilşad Emre Farah Ghassan Hüseyin Leïla Mehrdad Nadia Özlem Rania Samir Şirin "
        "Tariq Yasemin",
        "Akdağören Çelikören Günerdoğan al-Mazrouqi ben_Youssefi Farahanizadeh Haddadian "
        "Karaosmaner Öztürkmen El_Khattabani Rostamkolai Şimşekoğlu Yüceltürkeş Abou-Nasrallah",
    ),
    "african": _culture(
        "Adaeze Babajide Chiamaka Dikembe Efua Folasade Kwabena Lindiwe Makena Nkechi Oluwaseun "
        "Sibusiso Temperance Wanjiru",
        "Adeyinkade Boatengfo Diakhatéma Ezenwachukwu Gyamfuah Kamanzira M'Bongolo Ndlovukazi "
        "Okonjoweala Oyelarani Sissokhoa Traoréba N'Diayelle",
    ),
    "slavic": _culture(
        "Agnieszka Bogdan Czesława Dušan Jiřina Kasimir Ľubica Małgorzata Olena Přemysl Svetlana "
        "Živko Zdzisław Vesna",
        "Brzęczykowski Dvořákovič Gwiazdomorska Hrdličkovec Jędrzejaszek Kowalczykiewicz Markoviček "
        "Novosadskyi Peštalović Řezáčková Szymczykowska Wójtowiczek Žižkovský",
    ),
    "nordic": _culture(
        "Åsa Bjørn Eydís Freja Gunnar Håkon Ingrid Jórunn Lærke Mads Øyvind Sigrún Torbjörn Ylva",
        "Ångermark Bjørkelund-Vik Fagerhaugen Grønnegård Hjalmarsdóttir Kvistgaarden Lövenskiöldt "
        "Nordahlström Østerhagen Skarsgårdh Sæterbakk Åkerblomme",
    ),
    "italian": _culture(
        "Adalgisa Brunello Chiara Donatella Ettore Fiammetta Giosuè Ilaria Leandro Mirella Niccolò "
        "Ornella Tosca",
        "Bellacqua D'Ambrosiano De_Santisteri Fioravantini Guglielmotti Lo_Verdecchio Montefalcone "
        "Pellegrinetti Quattrocolli Santacroceri Della_Rovereta Zampognari",
    ),
}

# Weights are rough and only there so that no country looks like a monoculture or like random noise.
MIX: Final = {
    "DE": {
        "german": 60,
        "middle_eastern": 12,
        "slavic": 10,
        "south_asian": 5,
        "nordic": 4,
        "italian": 5,
        "african": 4,
    },
    "AT": {"german": 60, "slavic": 20, "italian": 10, "middle_eastern": 10},
    "FR": {"french": 62, "middle_eastern": 14, "african": 10, "italian": 5, "east_asian": 5, "hispanic": 4},
    "GB": {
        "british": 50,
        "south_asian": 24,
        "african": 10,
        "east_asian": 6,
        "middle_eastern": 5,
        "slavic": 5,
    },
    "US": {
        "american": 44,
        "hispanic": 14,
        "south_asian": 14,
        "east_asian": 12,
        "african": 6,
        "italian": 6,
        "nordic": 4,
    },
}
LANGUAGE: Final = {"DE": "de", "AT": "de", "FR": "fr", "GB": "en", "US": "en"}
SECOND_LANGUAGE: Final = {
    "middle_eastern": ("tr", "ar"),
    "hispanic": ("es",),
    "italian": ("it",),
    "slavic": ("pl", "cs"),
    "east_asian": ("ja", "ko", "zh"),
    "south_asian": ("hi", "ta"),
    "nordic": ("sv", "da"),
    "french": ("fr",),
    "german": ("de",),
    "african": ("fr", "sw"),
}

_PROFESSOR: Final = {
    "DE": "Prof. Dr. med.",
    "AT": "Univ.-Prof. Dr. med.",
    "FR": "Pr",
    "GB": "Prof.",
    "US": "Dr.",
}
_DOCTOR: Final = {"DE": "Dr. med.", "AT": "Dr. med. univ.", "FR": "Dr", "GB": "Dr", "US": "Dr."}
_PHYSICIAN_DEGREES: Final = {
    "DE": (("MD",), ("MD", "PhD"), ("MD", "MSc")),
    "AT": (("MD",), ("MD", "PhD")),
    "FR": (("MD",), ("MD", "PhD"), ("MD", "HDR")),
    "GB": (("MBBS", "FRCP"), ("MBChB", "PhD", "FRCPath"), ("MBBS", "MRCP")),
    "US": (("MD",), ("MD", "PhD"), ("MD", "MPH"), ("DO",)),
}
_OTHER_DEGREES: Final = {
    "nurse_app": (("RN",), ("MSN", "RN"), ("BSc",), ("NP-C", "MSN")),
    "pharmacist": (("PharmD",), ("PharmD", "BCOP"), ("MPharm",)),
    "payer": (("MBA",), ("MPH",), ("MSc",), ("PharmD", "MBA")),
    "heor_hta": (("PhD",), ("MSc",), ("MPH", "PhD")),
    "patient_organisation": ((), ("MA",), ("BSc",)),
    "professional_society": (("PhD",), ("MD",), ("MA",)),
}


def culture_for(rng: Random, country: str) -> str:
    """Pick a culture at the country's mix."""
    mix = MIX[country]
    return rng.choices(tuple(mix), weights=tuple(mix.values()))[0]


def family_name(rng: Random, culture: str) -> str:
    """A family name, now and then a double one."""
    names = CULTURES[culture].family
    name = rng.choice(names)
    other = rng.choice(names)
    can_double = " " not in name + other and "-" not in name + other and name != other
    return f"{name}-{other}" if can_double and rng.random() < 0.06 else name


def title_and_degrees(rng: Random, country: str, group: str) -> tuple[str, tuple[str, ...]]:
    """Academic title and degrees that fit the customer group and the country's habits."""
    if group in _OTHER_DEGREES:
        degrees = rng.choice(_OTHER_DEGREES[group])
        return ("Dr." if {"PhD", "MD"} & set(degrees) else "", degrees)
    is_professor = rng.random() < {"kol": 0.75, "guideline_author": 0.9}.get(group, 0.08)
    title = (_PROFESSOR if is_professor else _DOCTOR)[country]
    return title, rng.choice(_PHYSICIAN_DEGREES[country])
