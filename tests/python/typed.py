"""What a type checker sees: `mypy --strict` passes over this file and finds nothing."""

from typing import Optional

import duizhao


def renderings(index: duizhao.Index, term: str) -> dict[str, int]:
    return {rendering.text: rendering.count for rendering in index.terms(term)}


def marked(index: duizhao.Index, query: str) -> list[str]:
    return [hit.zh[mark.start : mark.end] for hit in index.search(query, side="zh") if hit.zh for mark in hit.zh_marks]


def place(error: duizhao.QueryError) -> tuple[int, Optional[str]]:
    return error.at, error.nearest


def pairs(zh: str, en: str) -> list[tuple[Optional[str], Optional[str]]]:
    return [(link.zh, link.en) for link in duizhao.align(zh, en)]
