"""What a column can mean, per kind of table. The words are folded headings without gaps, the likeliest first.

They cover what Salesforce and Veeva call their fields (`LASTNAME`, `Specialty_1_vod__c`), NPPES and Open Payments,
and plain English, German, French and Spanish.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

STAKEHOLDERS, ACCOUNTS, AFFILIATIONS = "stakeholders", "accounts", "affiliations"


@dataclass(frozen=True)
class Target:
    """A meaning. `needs` groups targets of which at least one must be there; `has_default`: one value may serve all."""

    name: str
    label: "StrOrPromise"
    words: tuple[str, ...]
    needs: str = ""
    has_default: bool = False


@dataclass(frozen=True)
class TableKind:
    """What the rows of a table are."""

    name: str
    label: "StrOrPromise"
    targets: tuple[Target, ...]


def _target(
    name: str, label: "StrOrPromise", words: str, needs: str = "", *, default: bool = False
) -> Target:
    return Target(name, label, tuple(words.split()), needs, default)


_PERSON = (
    _target("external_id", _("Number in that system"), "id contactid personid hcpid externalid kontaktid "
            "profileid customerid kundennummer personennummer accountid identifiant"),
    _target("npi", _("NPI"), "npi npinumber nationalprovideridentifier"),
    _target("orcid", _("ORCID"), "orcid orcidid"),
    _target("national", _("National registry number"), "nationalid registrynumber lanr rpps bsn numerocolegiado "
            "licensenumber nationalregistry"),
    _target("first_name", _("First name"), "firstname givenname forename vorname prenom nombre fname given", "name"),
    _target("middle_name", _("Middle name"), "middlename secondname zweitername"),
    _target("last_name", _("Last name"), "lastname surname familyname legalname lastnamelegalname nachname "
            "familienname nomdefamille apellido apellidos lname nom", "name"),
    _target("full_name", _("Whole name"), "fullname name hcpname displayname nomcomplet nombrecompleto "
            "contactname personname physicianname kontakt", "name"),
    _target("suffix", _("Suffix"), "suffix namesuffix namenszusatz"),
    _target("degrees", _("Degrees"), "degrees credentials credentialtext credential title titel titre titulo degree"),
    _target("specialty", _("Specialty"), "specialty speciality specialty1 specialtygroup primaryspecialty fachrichtung "
            "facharzt specialite especialidad taxonomydescription"),
    _target("customer_groups", _("Customer groups"), "customergroups customergroup group persontype stakeholdertype "
            "kundengruppe segment type primarytype1 recordtype", "group", default=True),
    _target("country", _("Country"), "country countrycode mailingcountry mailingcountrycode recipientcountry land pays "
            "pais businesscountry", default=True),
    _target("email", _("E-mail"), "email emailaddress mail personemail courriel correo correoelectronico emailadresse"),
    _target("phone", _("Phone"), "phone telephone phonenumber telephonenumber mobilephone mobile telefon tel telefono "
            "businessphone"),
    _target("do_not_contact", _("Do not contact"), "donotcontact donotcall hasoptedoutofemail optout "
            "nichtkontaktieren"),
    _target("account_external_id", _("Account: number in that system"), "accountid parentaccountid accountnumber "
            "organisationid organizationid hospitalid primaryparentid hcoid"),
    _target("account_name", _("Account: name"), "accountname account company organisation organization hospital "
            "institution klinik einrichtung etablissement hopital affiliation employer firma workplace hco"),
    _target("account_city", _("City"), "city mailingcity accountcity cityname businesspracticelocationaddresscityname "
            "recipientcity ort stadt ville ciudad town"),
    _target("role", _("Role there"), "role position jobtitle function funktion fonction cargo department"),
)  # fmt: skip

_PLACE = (
    _target("external_id", _("Number in that system"), "id accountid accountnumber organisationid organizationid "
            "hospitalid externalid recordid customerid kundennummer oracleid hcoid identifiant"),
    _target("ror", _("ROR"), "ror rorid"),
    _target("npi", _("NPI"), "npi npinumber"),
    _target("national", _("National registry number"), "nationalid registrynumber finess ik ccn iknummer odscode"),
    _target("name", _("Name"), "name accountname organisationname organizationname hospitalname legalbusinessname "
            "organizationnamelegalbusinessname company institution facility hospital einrichtung klinik nom nombre "
            "etablissement firma teachinghospitalname", "name"),
    _target("kind", _("Type"), "type accounttype kind organisationtype organizationtype recordtype art typ kategorie "
            "category tipo", "kind", default=True),
    _target("customer_group", _("Customer group"), "customergroup group kundengruppe segment", default=True),
    _target("parent_external_id", _("Part of: number in that system"), "parentid parentaccountid parent "
            "parentaccount primaryparent parentexternalid ubergeordnet uebergeordnet parentnumber"),
    _target("street", _("Street"), "street billingstreet address address1 addressline1 strasse rue calle direccion "
            "adresse firstlinebusinesspracticelocationaddress shippingstreet"),
    _target("city", _("City"), "city billingcity town ort stadt ville ciudad shippingcity "
            "businesspracticelocationaddresscityname"),
    _target("region", _("State or region"), "state region province billingstate bundesland kanton provincia "
            "departement statename shippingstate businesspracticelocationaddressstatename"),
    _target("postal_code", _("Postal code"), "postalcode zip zipcode billingpostalcode plz postleitzahl codepostal "
            "codigopostal shippingpostalcode businesspracticelocationaddresspostalcode"),
    _target("country", _("Country"), "country countrycode billingcountry billingcountrycode land pays pais "
            "shippingcountry", default=True),
    _target("website", _("Website"), "website web url homepage webseite siteweb sitioweb"),
)  # fmt: skip

_TIE = (
    _target("person_external_id", _("Person: number in that system"), "contactid personid hcpid stakeholderid "
            "childaccountid fromaccount physicianid", "person"),
    _target("person_npi", _("Person: NPI"), "npi personnpi npinumber", "person"),
    _target("person_orcid", _("Person: ORCID"), "orcid orcidid", "person"),
    _target("person_name", _("Person: whole name"), "contactname personname hcpname fullname stakeholder contact "
            "person kontakt", "person"),
    _target("person_first_name", _("Person: first name"), "firstname givenname vorname prenom nombre"),
    _target("person_last_name", _("Person: last name"), "lastname surname familyname nachname apellidos", "person"),
    _target("account_external_id", _("Account: number in that system"), "accountid organisationid organizationid "
            "hospitalid parentaccountid hcoid toaccount", "account"),
    _target("account_name", _("Account: name"), "accountname account organisation organization hospital institution "
            "company klinik einrichtung etablissement hco", "account"),
    _target("account_city", _("Account: city"), "city accountcity ort stadt ville ciudad"),
    _target("role", _("Role"), "role roles position jobtitle title function funktion fonction cargo"),
    _target("decision_role", _("Decision role"), "decisionrole buyingrole influence entscheidungsrolle", default=True),
    _target("started_on", _("From"), "startedon startdate from start begin von seit desde debut"),
    _target("ended_on", _("To"), "endedon enddate to end until bis hasta fin"),
    _target("is_primary", _("Main affiliation"), "isprimary primary main isdirect hauptort principal"),
)  # fmt: skip

KINDS = {
    kind.name: kind
    for kind in (
        TableKind(STAKEHOLDERS, _("Stakeholders"), _PERSON),
        TableKind(ACCOUNTS, _("Accounts"), _PLACE),
        TableKind(AFFILIATIONS, _("Affiliations: who works where"), _TIE),
    )
}


def targets_of(kind: str) -> dict[str, Target]:
    """By name."""
    return {target.name: target for target in KINDS[kind].targets}
