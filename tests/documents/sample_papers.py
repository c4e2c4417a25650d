"""Every paper with the names and texts that break layouts, for tests and for looking at."""

from collections.abc import Callable

from app.documents.badges import Badge, BadgeSheet, draw_badges
from app.documents.box_label import BoxLabel, draw_box_labels
from app.documents.centre_card import CentreCard
from app.documents.certificate import CertificateSet, Named, draw_certificates
from app.documents.charts import Bar, Chart
from app.documents.event_report import EventReport, draw_event_report
from app.documents.hours_sheet import HoursLine, HoursSheet, draw_hours_sheets
from app.documents.letter import Letter, draw_letters
from app.documents.paper import DrawnPaper
from app.documents.register import (
    GivenOut,
    Member,
    Register,
    draw_certificate_register,
    draw_participants,
)
from app.documents.roster_sheet import Duty, RosterDay, RosterSheet, draw_roster
from app.documents.sign_in_sheet import SignInLine, SignInSession, SignInSheet, draw_sign_in_sheet
from app.documents.slips import SlipSheet, draw_slips
from app.documents.stock_sheet import Counted, StockSheet, draw_stock_sheet
from app.documents.visit_sheet import Past, Promise, VisitSheet, draw_visit_sheet

PANGRAM = "Zażółć gęślą jaźń"
LONG = "Konstantynopolitańczykowianeczka " * 7 + "x" * 19
NAMES = ("Anna Łoś", "Олена Їжак", "=SUM(A1)", PANGRAM, "X", "A" * 250, LONG, "Zoë O'Neill-Żak")
TITLE = f"Szkolenie: {PANGRAM} – Ełk"
FACTS = (("Kiedy", "1.12.2026 – 2.12.2026"), ("Miejsce", LONG), ("Prowadzi", "Anna Łoś"))
CENTRE = CentreCard("Centrum CSR w Ełku", "ul. Żółwia 12\n19-300 Ełk", "+48 87 555 01 23", "e@x.pl")
CODE = "572019384612"


def sign_in(count: int = 24, sessions: int = 2) -> DrawnPaper:
    """Draw an attendance list of so many people."""
    parts = tuple(
        SignInSession(f"{n}.12.2026", "9:00–15:00", LONG if n == 2 else "Flexicurity")
        for n in range(1, sessions + 1)
    )
    lines = tuple(
        SignInLine(n, NAMES[(n - 1) % len(NAMES)], "Pracodawca") for n in range(1, count + 1)
    )
    return draw_sign_in_sheet(SignInSheet(TITLE, CENTRE, FACTS, parts, lines, 6, "Klauzula. " * 40))


def certificate_set(count: int = len(NAMES)) -> CertificateSet:
    """Return so many certificates; the first is a duplicate."""
    people = tuple(
        Named(
            NAMES[n % len(NAMES)], f"EL/2026/7K3QX/{n + 1:03}", "26.11.2026", "92 %",
            "" if n else "27.11.2026",
        )
        for n in range(count)
    )  # fmt: skip
    topics = ("Elastyczne formy zatrudnienia (1.12.2026, 4 h)", LONG, "Dialog (2.12.2026, 4 h)")
    outcomes = tuple(f"{n}. {PANGRAM}" for n in range(1, 5))
    return CertificateSet(TITLE, "Szkolenie", CENTRE, FACTS, topics, outcomes, people)


def certificates(count: int = len(NAMES)) -> DrawnPaper:
    """Draw so many certificates."""
    return draw_certificates(certificate_set(count))


def badges(labels: str = "2x5") -> DrawnPaper:
    """Draw badges on a sort of labels."""
    made = tuple(Badge(name, LONG if n % 2 else "Samorząd", CODE) for n, name in enumerate(NAMES))
    return draw_badges(BadgeSheet(TITLE, CENTRE, made, labels))


def hours() -> DrawnPaper:
    """Draw the month sheets of two promoters, one of them over the change of the clock."""
    day = HoursLine("5.10.2026", "pon.", "8:00", "16:00", "8 h")
    night = HoursLine("24.10.2026", "sob.", "22:00", "6:00 (25.10.2026)", "9 h")
    sheets = tuple(
        HoursSheet(name, PANGRAM, CENTRE, FACTS[:1], (*[day] * 20, night), "169 h")
        for name in NAMES[:2]
    )
    return draw_hours_sheets(sheets)


def roster() -> DrawnPaper:
    """Draw a week with gaps."""
    duties = (Duty("8:00–12:00", LONG), Duty("12:00–16:00", "wolne", is_gap=True))
    days = tuple(RosterDay(f"{n}.11", duties[: n % 3]) for n in range(23, 30))
    return draw_roster(RosterSheet("23–29.11.2026", CENTRE, FACTS, days, PANGRAM))


def visit() -> DrawnPaper:
    """Draw the sheet for a company with a long history."""
    history = tuple(Past(f"{n}.10.2026", "Wizyta", f"{PANGRAM}. {LONG}") for n in range(1, 16))
    promises = tuple(Promise(name, "1.12.2026", "Anna Łoś", n == 1) for n, name in enumerate(NAMES))
    people = ((f"{PANGRAM}, prezes", "+48 600 100 200"), (NAMES[5], ""))
    outcomes = ("Zainteresowana", "Materiały", "Kolejne spotkanie", "Odmowa", "Nikogo")
    sheet = VisitSheet(
        NAMES[6], "Firma · mała", CENTRE, FACTS, people, promises, history, outcomes, LONG
    )
    return draw_visit_sheet(sheet)


def report() -> DrawnPaper:
    """Draw a report with both of its charts."""
    bars = tuple(Bar(name, (n,), (str(n),)) for n, name in enumerate(("Media", LONG, PANGRAM)))
    tests = Chart(
        "Test wiedzy",
        (Bar("Pracodawca", (38, 70), ("38 %", "70 %")), Bar("Wszyscy", (41, 78), ("41 %", "78 %"))),
        ("Przed", "Po"),
        100,
    )
    sessions = (("1.12.2026, 9:00–15:00", LONG, PANGRAM, "6 h", "40"),) * 9
    made = EventReport(
        TITLE, "Szkolenie", CENTRE, FACTS, (("Media", "3", "2", "1"),), ("Razem", "3", "2", "1"),
        sessions, Chart("Kto przyszedł (osoby)", bars), tests, PANGRAM,
        (("Pracodawca", "12", "38 %", "70 %", "+32 p.p."),),
        ("Wszyscy", "20", "41 %", "78 %", "+37 p.p."),
        (("Ulotka", "120"),), (("Zdjęcia", "brakuje"),),
    )  # fmt: skip
    return draw_event_report(made)


def participants() -> DrawnPaper:
    """Draw the register of participants."""
    members = tuple(
        Member(str(n), name, "+48 600 100 200 · anna@example.pl", "Pracodawca", "12 h", "100 %")
        for n, name in enumerate(NAMES * 4, start=1)
    )
    return draw_participants(Register(TITLE, CENTRE, FACTS), members)


def certificate_register() -> DrawnPaper:
    """Draw the register of certificates."""
    given = tuple(
        GivenOut(f"EL/2026/7K3QX/{n:03}", name, "26.11.2026", "27.11.2026" if n == 1 else "")
        for n, name in enumerate(NAMES * 4, start=1)
    )
    return draw_certificate_register(Register(TITLE, CENTRE, FACTS), given)


def stock() -> DrawnPaper:
    """Draw the sheet for counting a stock."""
    lines = tuple(Counted(f"U{n}", name, "Ulotka", "37") for n, name in enumerate(NAMES * 3))
    return draw_stock_sheet(StockSheet(CENTRE, FACTS, lines))


def box() -> DrawnPaper:
    """Draw four labels for boxes."""
    facts = (("Wersja", "2"), ("Sztuk", "______"))
    return draw_box_labels(BoxLabel("U1-PL", f"{PANGRAM} {LONG}", "Ulotka", CENTRE, facts))


def letter() -> DrawnPaper:
    """Draw a letter of two pages to somebody with a long name."""
    address = (NAMES[6], "ul. Leśna 7", "12-200 Pisz")
    words = tuple(f"{PANGRAM}. {LONG}" * 3 for _n in range(9))
    made = Letter(address, "26.11.2026", f"Informacja: {PANGRAM}", words, "Podpis", CENTRE, "nr 1")
    return draw_letters((made,))


def slips(count: int = 12) -> DrawnPaper:
    """Draw contact slips."""
    numbers = tuple(str(104_217 + n) for n in range(count))
    consents = (PANGRAM, "Zgadzam się na zaproszenia. " * 3)
    return draw_slips(SlipSheet(TITLE, CENTRE, numbers, consents, "Klauzula. " * 35, "26.11.2026"))


PAPERS: dict[str, Callable[[], DrawnPaper]] = {
    "attendance-list": sign_in,
    "attendance-list-wide": lambda: sign_in(24, 5),
    "certificates": certificates,
    "badges-2x5": badges,
    "badges-3x7": lambda: badges("3x7"),
    "hours": hours,
    "roster": roster,
    "visit-sheet": visit,
    "event-report": report,
    "participants": participants,
    "certificate-register": certificate_register,
    "stock-sheet": stock,
    "box-labels": box,
    "letter": letter,
    "contact-slips": slips,
}
