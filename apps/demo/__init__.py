"""Demo data: a fictional company's eighteen months in the field, so that every page has something to show."""
