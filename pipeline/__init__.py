"""Glosswerk: German news into English, offline, under a controlled glossary."""

__version__ = "0.1.0"
