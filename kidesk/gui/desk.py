"""The desk: what every window needs to know (workspace, language, settings), and the word that something changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication, QWidget

from kidesk.gui import theme
from kidesk.i18n import Language
from kidesk.settings import Settings
from kidesk.store.store import Store
from kidesk.store.workspace import Workspace


class Desk(QObject):
    """`records_changed` carries the record classes of a committed change, `language_changed` nothing.

    `say` sets a text now and again whenever the language changes, so that no window needs a method for that.
    """

    records_changed = Signal(object)
    language_changed = Signal()
    settings_changed = Signal()

    def __init__(
        self, app: QApplication, workspace: Workspace, settings: Settings, keep: Callable[[Settings], None]
    ) -> None:
        super().__init__(app)
        self._app = app
        self._keep = keep
        self._sayings: dict[int, list[Callable[[], object]]] = {}
        self._translator = QTranslator(self)
        self.workspace = workspace
        self.settings = settings
        self.language = Language(settings.language)
        tell = self.records_changed.emit
        workspace.store.on_change(tell)
        self.destroyed.connect(lambda: workspace.store.forget(tell))
        self._speak_qt()  # windows made from now on speak like that by themselves
        theme.apply(app, scheme_of(settings), settings.accent)

    @property
    def store(self) -> Store:
        """The open workspace's records."""
        return self.workspace.store

    def text(self, message: str, **details: object) -> str:
        """A message in the window's language."""
        return self.language.text(message, **details)

    def say(self, owner: QObject, setter: Callable[[str], object], message: str, **details: object) -> None:
        """Sets a text in the language of the window, now and after each change of language, while `owner` lives."""

        def speak() -> None:
            setter(self.language.text(message, **details))

        self.keep_saying(owner, speak)

    def keep_saying(self, owner: QObject, speak: Callable[[], object]) -> None:
        """Calls `speak` now and after each change of language, while `owner` lives."""
        key = id(owner)
        if key not in self._sayings:
            self._sayings[key] = []
            owner.destroyed.connect(lambda: self._sayings.pop(key, None))
        self._sayings[key].append(speak)
        speak()

    def use(self, **changes: object) -> None:
        """Changes settings, keeps them and shows their effect at once. Raises KideskError where they cannot be kept."""
        wanted = replace(self.settings, **changes)  # type: ignore[arg-type]
        self._keep(wanted)
        before, self.settings = self.settings, wanted
        self.store.who = self.settings.person
        if (self.settings.scheme, self.settings.accent) != (before.scheme, before.accent):
            theme.apply(self._app, scheme_of(self.settings), self.settings.accent)
        if self.settings.language != before.language:
            self._switch_language()
        self.settings_changed.emit()

    def _switch_language(self) -> None:
        self.language = Language(self.settings.language)
        self._speak_qt()
        for window in self._app.topLevelWidgets():
            speak_locale(window, QLocale())
        for sayings in list(self._sayings.values()):
            for speak in list(sayings):
                speak()
        self.language_changed.emit()

    def _speak_qt(self) -> None:
        """Qt's own texts: dialogs, buttons, calendars."""
        QCoreApplication.removeTranslator(self._translator)
        locale = QLocale(QLocale.Language.Swedish if self.language.code == "sv" else QLocale.Language.English)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{self.language.code}", folder):
            QCoreApplication.installTranslator(self._translator)
        QLocale.setDefault(locale)


def speak_locale(window: QWidget, locale: QLocale) -> None:
    """Gives a window the locale and tells it: a new default locale does not reach living widgets."""
    window.setLocale(locale)
    QCoreApplication.postEvent(window, QEvent(QEvent.Type.LanguageChange))


def scheme_of(settings: Settings) -> theme.Scheme:
    """The colour scheme of the settings."""
    return settings.scheme if settings.scheme in ("light", "dark") else "system"  # type: ignore[return-value]
