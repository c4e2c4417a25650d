"""What promoters write: notes, tasks and topics, in Polish as the data is."""

from app.model.visit import Outcome, Topic
from app.services.demo.dice import Dice

DO_NOT_CONTACT = (
    "Prośba telefoniczna o niekontaktowanie się",
    "Firma w trakcie likwidacji",
    "Właściciel nie życzy sobie kolejnych wizyt",
    "Sprzeciw wobec przetwarzania danych",
)
CANCELLED = (
    "Odwołane przez firmę, pilne zamówienie.",
    "Choroba po stronie firmy, nowy termin do ustalenia.",
    "Awaria samochodu, przeprosiny przekazane telefonicznie.",
    "Firma prosi o kontakt po sezonie.",
    "Kontrola w firmie, spotkanie przełożone.",
)
PLANS = (
    "Zabrać kartę samooceny i ulotki.",
    "Dopytać o grafik zmianowy i staże uczniów.",
    "Omówić projekt porozumienia, zabrać dwa egzemplarze.",
    "Pierwsze spotkanie – przedstawić Centrum.",
    "Umówić szkolenie dla brygadzistów.",
)
_OPENINGS = (
    "Rozmowa w biurze, około pół godziny.",
    "Spotkanie przy hali produkcyjnej, potem kawa w biurze.",
    "Krótka rozmowa między dostawami.",
    "Przyjęła nas osoba odpowiedzialna za kadry.",
    "Rozmowa z szefostwem i jedną osobą z załogi.",
    "Spotkanie umówione wcześniej, obie strony przygotowane.",
    "Spotkanie zaczęło się od oprowadzenia po zakładzie.",
    "Rozmowa telefoniczna zamiast spotkania, firma ma szczyt zamówień.",
)
_FINDINGS = (
    "Załoga pracuje na dwie zmiany, grafik układany jest na tydzień naprzód.",
    "W sezonie brakuje rąk do pracy, zimą część osób traci godziny.",
    "Firma od lat wspiera lokalną szkołę i klub sportowy, ale nigdzie tego nie opisuje.",
    "Dwie osoby wracają z urlopu rodzicielskiego i proszą o niepełny etat.",
    "Odpady drzewne trafiają do kotłowni, rachunki za energię i tak rosną.",
    "Brak spisanych zasad, wszystko „na słowo” – działa, póki zespół jest mały.",
    "Szkolenia BHP na bieżąco, innych szkoleń nie było od dwóch lat.",
    "Najstarszy pracownik odchodzi za rok, nie ma kto przejąć jego wiedzy.",
    "Dużo pytań o elastyczny czas pracy i rozliczanie nadgodzin.",
    "Firma płaci dostawcom w terminie i chce to pokazać klientom.",
    "Sporo nieufności: obawa przed dodatkowymi papierami.",
    "Pojawił się pomysł wspólnych szkoleń z sąsiednim zakładem.",
    "Pracownicy dojeżdżają z okolicznych wsi, autobus kończy kurs przed drugą zmianą.",
    "Rozmawialiśmy o stażach dla uczniów technikum.",
)
_RESULTS = {
    Outcome.INTERESTED: (
        "Zainteresowanie duże, proszą o przykłady z podobnych firm.",
        "Chcą wypełnić krótką samoocenę przed następnym spotkaniem.",
        "Zapytali o udział w warsztatach flexicurity.",
        "Otwarci na porozumienie, jeśli podpisze je też gmina.",
    ),
    Outcome.MATERIALS: (
        "Zostawione ulotki i broszura, wywieszą plakat w szatni.",
        "Wzięli materiały dla całej załogi.",
        "Materiały przekazane, przejrzą w wolnej chwili.",
    ),
    Outcome.APPOINTMENT: (
        "Umówiony kolejny termin, tym razem z przedstawicielem załogi.",
        "Następne spotkanie po zamknięciu miesiąca.",
        "Wracamy z projektem paktu i listą zobowiązań.",
    ),
    Outcome.DECLINED: (
        "Na razie dziękują, może w przyszłym roku.",
        "Nie widzą potrzeby, prosili, żeby nie dzwonić w sezonie.",
        "Decyzja zapada w centrali poza regionem.",
    ),
    Outcome.ABSENT: (
        "Nikogo na miejscu mimo umówionej godziny.",
        "Brama zamknięta, telefon nie odpowiada. Zostawiona wizytówka.",
        "Szefostwo na budowie, sekretariat prosi o nowy termin.",
    ),
}
_TASKS = {
    Outcome.INTERESTED: ("Wysłać przykłady dobrych praktyk", "Zadzwonić w sprawie samooceny",
                         "Wysłać zaproszenie na warsztaty"),
    Outcome.MATERIALS: ("Zapytać, czy materiały się przydały", "Dowieźć plakaty"),
    Outcome.APPOINTMENT: ("Potwierdzić termin spotkania", "Przygotować projekt porozumienia",
                          "Przygotować kartę samooceny"),
    Outcome.DECLINED: ("Przypomnieć się po sezonie",),
    Outcome.ABSENT: ("Umówić nowy termin wizyty", "Zadzwonić i ustalić, kto decyduje"),
}  # fmt: skip
HANDOVERS = (
    "Zostały dwa kartony ulotek na dole regału.",
    "Pani z urzędu oddzwoni jutro przed południem.",
    "Drukarka łapie po dwie kartki, zgłoszone.",
    "Klucz do szafki z materiałami w kasetce.",
    "Trzy osoby pytały o szkolenie, zapisane na kartkach.",
    "Brak plakatów A3, zamówić w Olsztynie.",
    "Spokojny dyżur, uporządkowane segregatory.",
    "Kurier przywiezie paczkę między 10 a 12.",
)
LOOSE_TASKS = (
    "Uzupełnić kartki z targów", "Zamówić plakaty", "Oddać listy obecności do biura",
    "Sprawdzić stan materiałów", "Ustalić grafik dyżurów na przyszły miesiąc",
    "Wysłać pakiet do biura", "Zebrać zgody z warsztatów",
)  # fmt: skip
_BY_TOPIC = {
    Topic.CSR: "Omówione zasady odpowiedzialnego biznesu.",
    Topic.FLEXICURITY: "Omówione formy elastycznej organizacji pracy.",
    Topic.SELF_ASSESSMENT: "Pokazana karta samooceny.",
    Topic.TRAINING: "Przekazany program szkoleń.",
    Topic.AGREEMENT: "Przedstawiony wzór porozumienia.",
    Topic.PACT: "Omówione zobowiązania paktu.",
}


def visit_note(dice: Dice, outcome: Outcome, topics: tuple[Topic, ...]) -> str:
    """Return what a promoter notes after a visit."""
    result = dice.pick(_RESULTS[outcome])
    if outcome is Outcome.ABSENT:
        return result
    parts = [dice.pick(_OPENINGS)] if dice.chance(0.7) else []
    parts.append(dice.pick(_FINDINGS))
    if topics and dice.chance(0.6):
        parts.append(_BY_TOPIC[topics[0]])
    return " ".join((*parts, result))


def task_title(dice: Dice, outcome: Outcome) -> str:
    """Return what follows from a visit."""
    return dice.pick(_TASKS[outcome])
