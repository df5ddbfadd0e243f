"""The review page: a person reads, edits and approves translations in a browser on this machine.

browser ──► views ──► Desk ──► editing (pure) ──► catalog.merge ──► PO, memory
                        │
                        └──► Library: articles as a run would see them, without a model
"""
