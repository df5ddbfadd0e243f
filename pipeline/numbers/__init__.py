"""Numbers by value, in German and English, in figures and in words."""
