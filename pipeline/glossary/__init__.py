"""The glossary: its entries, where they occur in German, and whether an English text has them."""
