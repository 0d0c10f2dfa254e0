"""The icon of each page and record type."""

ICONS = {
    "overview": "layout-dashboard",
    "agenda": "calendar-clock",
    "organisations": "building-2",
    "persons": "users",
    "interactions": "message-square",
    "ambassadors": "award",
    "agreements": "handshake",
    "memberships": "network",
    "plans": "map",
    "plan-items": "target",
    "quarters": "calendar-range",
    "indicators": "chart-line",
    "risk-assessments": "shield-check",
    "decision-routes": "route",
    "risk-guidelines": "list-checks",
    "privacy-decisions": "shield-user",
    "import-mappings": "table-properties",
    "saved-views": "bookmark",
    "settings": "settings",
}
