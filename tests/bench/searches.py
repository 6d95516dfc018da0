#!/usr/bin/env python3
"""What 1,000 searches cost from Python, against the searches themselves, in one run. Wants the wheel.

    tests/bench/searches.py INDEX [SEARCHES]

The search itself is timed inside (`took_ms`). `called` is the call of the method, `read` the call and the texts and marks
of its ten hits as Python has them.
"""

import sys
import time

import duizhao

QUERIES = ["商业秘密", "ODR", "trade secret", "知識產權 ODR", "地理標志", "mediation", "調解", "damages", "法院", "arbitration"]


def main(path, searches=1000):
    index = duizhao.Index(path)
    inside = called = read = 0.0
    # The first round opens what the others find open.
    for n in range(-len(QUERIES), searches):
        start = time.perf_counter()
        found = index.search(QUERIES[n % len(QUERIES)])
        call = time.perf_counter() - start
        for hit in found:
            _ = (hit.id, hit.zh, hit.en, hit.zh_marks, hit.en_marks)
        whole = time.perf_counter() - start
        if n >= 0:
            inside, called, read = inside + found.took_ms / 1000, called + call, read + whole
    print(f"{searches} searches: {inside:.3f} s inside, called {called / inside:.3f} times, read {read / inside:.3f} times")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
