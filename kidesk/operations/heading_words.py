"""The words in headings of tables of contacts, in Swedish and English: people's own, Outlook's and Google's."""

from __future__ import annotations

# What a heading says once its place ("business") and its number are taken away, by what it means for a person.
PLAIN = {
    "name": "name|full name|contact name|display name|namn|fullstandigt namn|hela namnet|visningsnamn|kontakt",
    "given_name": "first name|given name|forename|fornamn|tilltalsnamn",
    "middle_name": "middle name|additional name|mellannamn|mellanamn",
    "family_name": "last name|family name|surname|efternamn|slaktnamn",
    "prefix": "prefix|name prefix|honorific prefix|tilltal|namnprefix|akademisk titel",
    "suffix": "suffix|name suffix|honorific suffix|namnsuffix|generation",
    "preferred_language": "language|preferred language|sprak|onskat sprak",
    "orcid": "orcid|orcid id",
    "linkedin": "linkedin|linkedin profile|linkedin profil",
    "website": "website|web page|webpage|web site|home page|homepage|url|web|website value|personal web page"
    "|webbsida|webbplats|hemsida|webbadress|webbplats varde|personlig webbsida",
    "tags": "tags|categories|category|labels|group membership|groups|keywords"
    "|taggar|kategorier|kategori|etiketter|gruppmedlemskap|grupper|nyckelord",
    "roles": "roles|roller",
    "expertise": "expertise|expertomraden",
    "notes": "notes|note|comments|comment|remarks|anteckningar|anteckning|kommentarer|kommentar|ovrigt",
    "source": "source|kalla",
    "external_ids": "uid|external id|external ids|id i andra system",
}
# The same for parts, by part and field.
PARTS = {
    "emails": {
        "address": "e mail|email|mail|e mail address|email address|mail address|e mail value|email value"
        "|primary email|primary e mail|secondary email|secondary e mail|primary smtp address"
        "|primar e post|sekundar e post|primar e postadress|sekundar e postadress|alternativ e postadress"
        "|e post|epost|mejl|e postadress|epostadress|e post adress|mejladress|mailadress|e post varde",
        "kind": "e mail label|e mail type|email label|email type|e post etikett|e post typ|epost etikett|epost typ",
    },
    "phones": {
        "number": "phone|telephone|tel|phone number|telephone number|phone value|direct phone|main phone|phone main"
        "|primary phone"
        "|telefon|telefonnummer|tfn|telefonnr|telefon varde|direktnummer|direkttelefon|vaxel|primar telefon",
        "kind": "phone label|phone type|telefon etikett|telefon typ",
    },
    "addresses": {
        "street": "street|street address|address street|address|postal address|po box|address po box"
        "|address extended address|mailing street"
        "|gata|gatuadress|adress gata|adress|postadress|utdelningsadress"
        "|box|postbox|adress postbox|adress box|adressrad|c o",
        "postal_code": "postal code|postcode|zip|zip code|zip postal code|address postal code|address zip"
        "|postnummer|postnr|adress postnummer|adress postnr",
        "city": "city|town|address city|ort|stad|postort|adress ort|adress stad|adress postort",
        "region": "state|region|province|state or province|state province|county|address region|address state"
        "|delstat|lan|delstat region|delstat provins|delstat lan|adress region|adress delstat|adress lan|region lan",
        "country": "country|country region|country or region|address country|address country region"
        "|land|land region|land eller region|adress land|adress land region",
        "kind": "address label|address type|adress etikett|adress typ",
    },
    "affiliations": {
        "organisation": "organisation|organization|company|company name|organization name|organisation name|employer"
        "|university|institute|affiliation|foretag|foretagsnamn|organisationens namn|organisationsnamn"
        "|organisation namn|arbetsgivare|larosate|universitet",
        "department": "department|organization department|organisation department|unit|division"
        "|avdelning|institution|enhet|organisatorisk enhet|organisationsenhet"
        "|organisation avdelning|organisationens avdelning",
        "title": "job title|position|organization title|organisation title|professional title"
        "|befattning|yrkestitel|arbetstitel|jobbtitel|tjanstetitel|tjanstebenamning"
        "|organisation titel|organisationens titel",
        "title_sv": "title in swedish|swedish title|titel pa svenska|svensk titel",
        "title_en": "title in english|english title|titel pa engelska|engelsk titel",
    },
}
# Alone it is a title before the name where the table has job titles besides (Outlook), and a job title otherwise.
TITLE = "title|titel"
# What says where a number or an address is used.
PLACES = {
    "work": "business|work|office|company|arbete|arbetet|jobb|jobbet|kontor|kontoret|foretag|tjanste",
    "private": "home|private|personal|hem|hemma|privat|bostad|bostaden",
    "mobile": "mobile|cell|cellular|iphone|mobil",
    "fax": "fax",
    "other": "other|annan|annat|ovrig|ovriga|car|bil",
}
# Words that say two things at once, taken apart.
COMPOUNDS = {
    "mobiltelefon": "mobil telefon",
    "mobilnummer": "mobil telefon",
    "mobiltelefonnummer": "mobil telefon",
    "cellphone": "cell phone",
    "hemtelefon": "hem telefon",
    "privattelefon": "privat telefon",
    "arbetstelefon": "arbete telefon",
    "jobbtelefon": "jobb telefon",
    "tjanstetelefon": "tjanste telefon",
    "biltelefon": "bil telefon",
    "faxnummer": "fax telefon",
    "telefax": "fax telefon",
    "hemadress": "hem adress",
    "bostadsadress": "bostad adress",
    "privatadress": "privat adress",
    "arbetsadress": "arbete adress",
    "kontorsadress": "kontor adress",
    "tjansteadress": "tjanste adress",
}
# What kidesk keeps no place for: some of it must not be kept, the rest says nothing to a register of contacts.
LEFT_OUT = (
    "birthday|birth date|date of birth|birthdate|fodelsedag|fodelsedatum|anniversary|arsdag|bemarkelsedag"
    "|gender|sex|kon|government id number|personal identity number|personal id number|social security number|ssn"
    "|personnummer|person nummer|personnr|person nr|samordningsnummer|id nummer"
    "|organisationsnummer|spouse|partner|make maka|make|children|barn"
    "|photo|picture|foto|bild|hobby|hobbies|initials|initialer|nickname|smeknamn|short name|maiden name"
    "|yomi name|given name yomi|given yomi|additional name yomi|family name yomi|surname yomi|company yomi"
    "|phonetic first name|phonetic middle name|phonetic last name|organization yomi name|organisation yomi name"
    "|file as|sortera som|spara som|location|plats|office location|kontorsplats|mileage|reseersattning"
    "|billing information|faktureringsinformation|priority|prioritet|private|privat|sensitivity|kanslighet"
    "|subject|amne|occupation|profession|yrke|religion|nationality|medborgarskap|directory server|katalogserver"
    "|account|konto|internet free busy|imaddress|im address|referred by|hanvisad av|manager s name|chefens namn|chef"
    "|assistant s name|assistentens namn|assistant s phone|telefon till assistent|schools"
    "|pager|pager number|personsokare"
    "|telex|isdn|radio phone|radiotelefon|callback|ateruppringning|motringning|tty tdd phone|texttelefon"
    "|e mail display name|e post visningsnamn|visningsnamn for e post|e mail 2 display name|e mail 3 display name"
    "|e mail 2 type|e mail 3 type|user 1|user 2|user 3|user 4|anvandare 1|anvandare 2|anvandare 3|anvandare 4"
    "|organizational id number|organisations id nummer|website label|website type|relation label|relation value"
    "|relation type|event label|event value|event type|address formatted|adress formaterad|organization type"
    "|organization symbol|organization location|organization job description|organisation typ|directory"
)
