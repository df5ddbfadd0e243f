"""One PO file per article, in which the work of people and of the machine are merged.

before = read(path)                                  # raises InputError where it is damaged
past = memory.past(document)
merged = merge(document, drafts, before, past, judge=…, examine=…)
memory.keep_texts(document, merged.past)             # before the catalog is written
write(path, render(Bilingual(document, merged.entries), merged.obsolete, before, date=…))
memory.keep_last(document, merged.past)              # after
"""

from pipeline.catalog.header import dated
from pipeline.catalog.merging import Merged, merge
from pipeline.catalog.message import Catalog, Message
from pipeline.catalog.past import Past
from pipeline.catalog.po import read
from pipeline.catalog.writing import render

__all__ = ["Catalog", "Merged", "Message", "Past", "dated", "merge", "read", "render"]
