"""The verbs on workspaces and files, for the command line: init, export, import, check, demo."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import product
from pathlib import Path

from sqlalchemy import select

from kidesk.cli import agreements, contacts_import, listings, printing, values_import
from kidesk.errors import KideskError
from kidesk.i18n import CODES, N_, Language
from kidesk.operations.erasure_marks import check_erased
from kidesk.operations.export_report import export as export_report
from kidesk.operations.report_list import REPORTS
from kidesk.operations.start_workspace import load_demonstration, load_starter
from kidesk.records import AGREEMENTS, INDICATORS, ORGANISATIONS, PERSONS, RISK_ASSESSMENTS, clock
from kidesk.records.agreement import Agreement
from kidesk.records.agreement_rules import is_in_force
from kidesk.records.indicator import Indicator
from kidesk.records.organisation import Organisation, PartnerStanding
from kidesk.records.person import Person
from kidesk.records.risk_assessment import RiskAssessment
from kidesk.settings import Settings
from kidesk.store.check import CHECKS, Finding, check, check_files, known_files
from kidesk.store.store import Store
from kidesk.store.workspace import Workspace

# Stands in a folder that `demo` made: only such a folder is replaced when it runs again.
_MARK = "made-by-kidesk-demo.txt"
_MARKED = "“kidesk demo” made this folder and replaces it when it runs again.\n"

# What a report is a list of, where it is not agreements
_LISTED = {"contact-list": PERSONS}

Pictures = Callable[[Workspace, Path, Settings], list[Path]]


def init(folder: Path, given: argparse.Namespace, settings: Settings) -> None:
    """Makes a new workspace, empty or filled."""
    fill = load_starter if given.starter else _load_demonstration if given.demo else None
    Workspace.create(folder, settings.person, is_demonstration=given.demo, fill=fill).close()
    print(Language(settings.language).text(N_("A new workspace stands in {folder}."), folder=folder))


def _load_demonstration(store: Store) -> None:
    load_demonstration(store, clock.today())


def export(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Writes a report."""
    language = Language(settings.language)
    written = export_report(
        workspace.store,
        given.report,
        language=Language(given.document_language or settings.language),
        output=given.output,
        settings=settings,
        is_demonstration=workspace.is_demonstration,
        quarter=given.quarter,
        number=given.id,
        year=given.year,
        listing=listings.chosen(workspace.store, _LISTED.get(given.report, AGREEMENTS), given, language),
        earlier=given.earlier,
        edition=given.edition,
        country=given.country or "",
        city=given.city or "",
    )
    printing.warnings((warning.said(language) for warning in written.warnings), language)
    print(language.text(N_("The report stands in {file}."), file=given.output))


def import_file(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Imports contacts, organisations, agreements or values. Refused rows are part of the answer and no failure."""
    if given.records in ("contacts", "organisations"):
        contacts_import.import_file(workspace, given, settings)
        return
    contacts_import.refuse_options(given)
    if given.records == "indicators":
        values_import.import_file(workspace, given, settings)
        return
    values_import.refuse_options(given)
    agreements.import_file(workspace, given, settings)


def check_workspace(workspace: Workspace, given: argparse.Namespace, settings: Settings) -> None:
    """Runs all checks and prints what they found. Raises KideskError where something is wrong."""
    language = Language(settings.language)
    if given.clean:
        _clean(workspace, given, language)
    findings = [*check(workspace.store), *_check_files(workspace, language), check_erased(workspace)]
    if given.json:
        checks = [{"check": one.check, "problems": _spoken(one, language)} for one in findings]
        printing.as_json({"ok": not any(one.problems for one in findings), "checks": checks})
    else:
        for finding in findings:
            sign = language.text(N_("no") if finding.problems else N_("yes"))
            print(language.text(N_("{check}: {answer}"), check=language.text(CHECKS[finding.check]), answer=sign))
            for problem in _spoken(finding, language):
                print(f"  {printing.plain(problem)}")
    count = sum(len(finding.problems) for finding in findings)
    if count:
        message = N_("The check found {count} problems. Nothing was changed; the newest backup lies in {folder}.")
        raise KideskError(message, count=count, folder=workspace.folder / "backups")


def _spoken(finding: Finding, language: Language) -> list[str]:
    return [one if isinstance(one, str) else one.said(language) for one in finding.problems]


def _check_files(workspace: Workspace, language: Language) -> list[Finding]:
    """Reading all files may take minutes, so a person at a terminal sees how far it has come."""
    is_seen = sys.stderr is not None and sys.stderr.isatty()

    def show(done: int, whole: int) -> None:
        if is_seen:
            said = language.text(N_("Checked {done} of {whole} files"), done=done, whole=whole)
            print(f"\r{said}", end="\n" if done == whole else "", file=sys.stderr, flush=True)

    return check_files(workspace.store, workspace.attachments, show)


def _clean(workspace: Workspace, given: argparse.Namespace, language: Language) -> None:
    """Removes stored files that neither a record nor its history knows."""
    for path in workspace.attachments.clean(known_files(workspace.store)):
        said = language.text(N_("Removed {file}, which no record and no history knew."), file=path.name)
        print(said, file=sys.stderr if given.json else sys.stdout)


def demo(out: Path, settings: Settings, pictures: Pictures) -> None:
    """Makes a demonstration workspace, reports in both languages and pictures of the window; prints every path."""
    folder = out / "demonstration"
    _clear(folder, settings)
    made = Workspace.create(_marked(folder), settings.person, is_demonstration=True, fill=_load_demonstration)
    with closing(made) as workspace:
        print(folder)
        for file in _reports(workspace, out, settings):
            print(file)
        for file in pictures(workspace, out, settings):
            print(file)


def _marked(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True)
        (folder / _MARK).write_text(_MARKED, encoding="utf-8")
    except OSError as error:
        raise KideskError(
            N_("No demonstration could be made in {folder}: {reason}. Choose a folder you may write in."),
            folder=folder,
            reason=error.strerror or error,
        ) from error
    return folder


def _clear(folder: Path, settings: Settings) -> None:
    """Removes a demonstration that `demo` made earlier. Raises KideskError where anything else stands there."""
    if not folder.exists():
        return
    if not (folder / _MARK).is_file():
        raise KideskError(
            N_("“kidesk demo” did not make what stands in {folder}. It was left as it is; choose another folder."),
            folder=folder,
        )
    if Workspace.exists(folder):
        Workspace.open(folder, settings.person).close()  # refuses one that is open elsewhere
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise KideskError(
            N_("{folder} could not be removed: {reason}. Remove it by hand, or choose another folder."),
            folder=folder,
            reason=error.strerror or error,
        ) from error


def _reports(workspace: Workspace, out: Path, settings: Settings) -> Iterator[Path]:
    with workspace.store.read() as session:
        current = select(Agreement.id).where(is_in_force(clock.today())).order_by(Agreement.id)
        renewed = select(RiskAssessment.id).where(RiskAssessment.previous_id.is_not(None))
        first = select(Indicator.id).order_by(Indicator.id)
        someone = select(Person.id).where(Person.has_protected_identity.is_(False)).order_by(Person.id)
        is_partner = Organisation.standing == PartnerStanding.STRATEGIC
        partner = select(Organisation.id).where(is_partner).order_by(Organisation.id)
        numbers = {
            record_type: session.scalar(wanted.limit(1))
            for record_type, wanted in (
                (AGREEMENTS, current),
                (RISK_ASSESSMENTS, renewed),
                (INDICATORS, first),
                (PERSONS, someone),
                (ORGANISATIONS, partner),
            )
        }
    for (name, report), code, ending in product(REPORTS.items(), CODES, ("pdf", "html")):
        file = out / f"{name}-{code}.{ending}"
        export_report(
            workspace.store,
            name,
            language=Language(code),
            output=file,
            settings=settings,
            is_demonstration=True,
            number=numbers.get(report.about) if report.about is not None else None,
        )
        yield file
