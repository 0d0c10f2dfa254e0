"""Between kidesk's records and agreements as Erasmus Without Paper exchanges them."""
