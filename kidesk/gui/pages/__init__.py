"""The pages that are unlike a list of records."""
