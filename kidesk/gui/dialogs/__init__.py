"""The dialogs beside the record's own: settings, export, import, history, shortcuts, about."""
