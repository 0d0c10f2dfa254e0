"""The web room: a document as one HTML file that needs nothing beside it."""
