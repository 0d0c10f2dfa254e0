"""The preview: a document's pages before it is saved or printed, and the ways it leaves from there."""
