"""Where kidesk keeps its records: the workspace folder, its database, history and search index."""
