"""Bilingual (Chinese–English) full-text search.

Give it documents that exist in both languages; ask in either language and either script, and read the passage with its
counterpart.

>>> import duizhao
>>> index = duizhao.Index.in_memory(texts={"report": '''保護商業秘密。
... 調解糾紛六千餘件。
... Trade secrets are protected.
... Over 6,000 disputes were mediated.
... '''})
>>> hit = index.search("商业秘密")[0]
>>> hit.id, hit.zh, hit.en
('report#0.1', '保護商業秘密。', 'Trade secrets are protected.')
>>> [hit.en[mark.start:mark.end] for mark in hit.en_marks]
['Trade secrets']
>>> index.counterpart("disputes were mediated")[0].zh
'調解糾紛六千餘件。'
>>> [(link.zh, link.en) for link in duizhao.align(["你好。", "再見。"], ["Hello.", "Goodbye."])]
[('你好。', 'Hello.'), ('再見。', 'Goodbye.')]
"""

from ._native import (
    Check,
    Concordance,
    Document,
    Error,
    FileError,
    Finding,
    Hit,
    Index,
    Line,
    Link,
    Mark,
    Match,
    NotFoundError,
    Passage,
    Passages,
    QueryError,
    Rendering,
    Results,
    Terms,
    UsageError,
    __version__,
    align,
)

__all__ = [
    "Check",
    "Concordance",
    "Document",
    "Error",
    "FileError",
    "Finding",
    "Hit",
    "Index",
    "Line",
    "Link",
    "Mark",
    "Match",
    "NotFoundError",
    "Passage",
    "Passages",
    "QueryError",
    "Rendering",
    "Results",
    "Terms",
    "UsageError",
    "__version__",
    "align",
]
