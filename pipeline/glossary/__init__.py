"""The glossary: its entries, where they occur, and getting them into the English."""
