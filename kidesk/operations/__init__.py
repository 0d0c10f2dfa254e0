"""The verbs of kidesk: one function per thing a person can do, each one transaction and one undo step."""
