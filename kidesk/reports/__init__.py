"""Paper: records and a language in, a document out; import the modules here only where a document is made."""
