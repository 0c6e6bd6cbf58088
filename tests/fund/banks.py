"""A bank of our own that writes camt.053 and CSV, knowing nothing of how they are read.

Its camt.053 follows the official schemas (elements in their order); `benchmarks/fund.py` writes its large ones with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from xml.sax.saxutils import escape

OWN = "DE02120300000000202051"


@dataclass(frozen=True)
class Paid:
    """One payment, in cents; below zero it leaves."""

    on: date
    cents: int
    name: str = ""
    iban: str = ""
    text: str = ""
    end_to_end: str = ""
    returned: str = ""
    booked: str = ""


@dataclass(frozen=True)
class Together:
    """Payments that the bank books as one."""

    parts: Sequence[Paid] = field(default_factory=tuple)

    @property
    def cents(self) -> int:
        return sum(part.cents for part in self.parts)

    @property
    def on(self) -> date:
        return self.parts[0].on


def money(cents: int) -> str:
    return f"{abs(cents) // 100}.{abs(cents) % 100:02d}"


def amount(cents: int, name: str = "Amt", currency: str = "EUR") -> str:
    return f'<{name} Ccy="{currency}">{money(cents)}</{name}>'


def side(cents: int) -> str:
    return f"<CdtDbtInd>{'CRDT' if cents >= 0 else 'DBIT'}</CdtDbtInd>"


def balance(code: str, cents: int, on: date) -> str:
    kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    return f"<Bal>{kind}{amount(cents)}{side(cents)}<Dt><Dt>{on}</Dt></Dt></Bal>"


def party(one: Paid, version: str) -> str:
    role = "Dbtr" if (one.cents >= 0) != bool(one.returned) else "Cdtr"
    name = f"<Nm>{escape(one.name)}</Nm>" if one.name else ""
    if name and int(version) >= 8:
        name = f"<Pty>{name}</Pty>"
    account = f"<{role}Acct><Id><IBAN>{one.iban}</IBAN></Id></{role}Acct>" if one.iban else ""
    who = f"<{role}>{name}</{role}>" if name else ""
    return f"<RltdPties>{who}{account}</RltdPties>" if who or account else ""


def detail(one: Paid, version: str, alone: bool) -> str:
    booked = f"<AcctSvcrRef>{escape(one.booked)}</AcctSvcrRef>" if one.booked and not alone else ""
    refs = f"<Refs>{booked}<EndToEndId>{escape(one.end_to_end or 'NOTPROVIDED')}</EndToEndId></Refs>"
    words = f"<RmtInf><Ustrd>{escape(one.text)}</Ustrd></RmtInf>" if one.text else ""
    back = f"<RtrInf><Rsn><Cd>{one.returned}</Cd></Rsn></RtrInf>" if one.returned else ""
    if int(version) >= 4:
        paid = amount(one.cents) + side(one.cents)
    else:
        paid = "" if alone else f"<AmtDtls><TxAmt>{amount(one.cents)}</TxAmt></AmtDtls>"
    return f"<TxDtls>{refs}{paid}{party(one, version)}{words}{back}</TxDtls>"


def entry(one: Paid | Together, version: str, status: str = "BOOK") -> str:
    parts = one.parts if isinstance(one, Together) else [one]
    state = f"<Sts><Cd>{status}</Cd></Sts>" if int(version) >= 8 else f"<Sts>{status}</Sts>"
    day = f"<BookgDt><Dt>{one.on}</Dt></BookgDt><ValDt><Dt>{one.on}</Dt></ValDt>"
    code = "<BkTxCd><Prtry><Cd>NTRF+166</Cd></Prtry></BkTxCd>"
    day += f"<AcctSvcrRef>{escape(parts[0].booked)}</AcctSvcrRef>" if len(parts) == 1 and parts[0].booked else ""
    details = "".join(detail(part, version, len(parts) == 1) for part in parts)
    return f"<Ntry>{amount(one.cents)}{side(one.cents)}{state}{day}{code}<NtryDtls>{details}</NtryDtls></Ntry>"


def camt(
    paid: Sequence[Paid | Together],
    *,
    version: str = "08",
    iban: str = OWN,
    opening: int = 0,
    pending: Sequence[Paid] = (),
    closing: int | None = None,
) -> bytes:
    first = min((one.on for one in paid), default=date(2026, 1, 1))
    last = max((one.on for one in paid), default=first)
    end = opening + sum(one.cents for one in paid) if closing is None else closing
    stamp = f"{last + timedelta(days=1)}T06:00:00"
    entries = "".join(entry(one, version) for one in paid) + "".join(entry(one, version, "PDNG") for one in pending)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt>'
        f"<GrpHdr><MsgId>M1</MsgId><CreDtTm>{stamp}</CreDtTm></GrpHdr>"
        f"<Stmt><Id>S1</Id><ElctrncSeqNb>1</ElctrncSeqNb><CreDtTm>{stamp}</CreDtTm>"
        f"<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
        f"{balance('OPBD', opening, first)}{balance('CLBD', end, last)}{entries}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def german(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100:,}".replace(",", ".") + f",{abs(cents) % 100:02d}"


def sparkasse(paid: Sequence[Paid], iban: str = OWN) -> bytes:
    """Windows-1252, semicolons, short years, umlauts in the header."""
    head = ("Auftragskonto", "Buchungstag", "Valutadatum", "Buchungstext", "Verwendungszweck", "Glaeubiger ID",
            "Kundenreferenz (End-to-End)", "Beguenstigter/Zahlungspflichtiger", "Kontonummer/IBAN", "BIC (SWIFT-Code)",
            "Betrag", "Waehrung", "Info")  # fmt: skip
    rows = [(iban, f"{one.on:%d.%m.%y}", f"{one.on:%d.%m.%y}", "GUTSCHR. UEBERWEISUNG", one.text, "", one.end_to_end,
             one.name, one.iban, "", german(one.cents), "EUR", "Umsatz gebucht") for one in paid]  # fmt: skip
    return _written([head, *rows], ";").encode("cp1252", "replace")


def dkb(paid: Sequence[Paid], closing: int = 0) -> bytes:
    """UTF-8 with a mark, lines on top, payer and payee apart, the euro sign in the header."""
    top = [("Girokonto", OWN), ("Zeitraum:", "01.01.2026 - 31.12.2026"), ("Kontostand:", f"{german(closing)} €"), ("",)]
    head = ("Buchungsdatum", "Wertstellung", "Status", "Zahlungspflichtige*r", "Zahlungsempfänger*in",
            "Verwendungszweck", "Umsatztyp", "IBAN", "Betrag (€)")  # fmt: skip
    rows = [(f"{one.on:%d.%m.%y}", f"{one.on:%d.%m.%y}", "Gebucht", *_sides(one), one.text, "Eingang", one.iban,
             german(one.cents)) for one in paid]  # fmt: skip
    return b"\xef\xbb\xbf" + _written([*top, head, *rows], ";").encode()


def volksbank(paid: Sequence[Paid], opening: int = 0) -> bytes:
    """UTF-8, newest first, a balance after each row."""
    head = ("Bezeichnung Auftragskonto", "IBAN Auftragskonto", "Buchungstag", "Valutadatum", "Name Zahlungsbeteiligter",
            "IBAN Zahlungsbeteiligter", "Buchungstext", "Verwendungszweck", "Betrag", "Waehrung", "Saldo nach Buchung",
            "Bemerkung")  # fmt: skip
    rows, saldo = [], opening
    for one in paid:
        saldo += one.cents
        rows.append(("Kasse", OWN, f"{one.on:%d.%m.%Y}", f"{one.on:%d.%m.%Y}", one.name, one.iban, "Gutschrift",
                     one.text, german(one.cents), "EUR", german(saldo), ""))  # fmt: skip
    return _written([head, *reversed(rows)], ";").encode()


def n26(paid: Sequence[Paid]) -> bytes:
    """Commas, quotes, points for cents, ISO days."""
    head = ("Booking Date", "Value Date", "Partner Name", "Partner Iban", "Type", "Payment Reference", "Amount (EUR)")
    rows = [(f"{one.on}", f"{one.on}", one.name, one.iban, "Credit Transfer", one.text,
             ("-" if one.cents < 0 else "") + money(one.cents)) for one in paid]  # fmt: skip
    return _written([head, *rows], ",").encode()


def two_columns(paid: Sequence[Paid]) -> bytes:
    """UTF-16 and tabs as a spreadsheet writes them, debit and credit apart."""
    head = ("Datum", "Name", "IBAN", "Verwendungszweck", "Soll", "Haben")
    rows = [(f"{one.on:%d.%m.%Y}", one.name, one.iban, one.text, german(-one.cents) if one.cents < 0 else "",
             german(one.cents) if one.cents > 0 else "") for one in paid]  # fmt: skip
    return _written([head, *rows], "\t").encode("utf-16")


SHAPES = {"Sparkasse": sparkasse, "DKB": dkb, "Volksbank": volksbank, "N26": n26, "two columns": two_columns}


def _sides(one: Paid) -> tuple[str, str]:
    return (one.name, "Raum am Kanal e. V.") if one.cents > 0 else ("Raum am Kanal e. V.", one.name)


def _written(rows: Sequence[Sequence[str]], mark: str) -> str:
    return "\r\n".join(mark.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows) + "\r\n"
