#!/usr/bin/python3
"""Compares duizhao with what one would take instead, on the same rows and the same queries.

ripgrep, SQLite FTS5 (trigrams; bigrams of Chinese made outside) and Xapian (bigrams of its own), as Debian has them:
    apt install ripgrep sqlite3 python3-xapian
    python3 tests/bench/compare.py ROWS.tsv target/dist/duizhao [QUERIES] > table.md

ROWS.tsv has zh, en and a reference in columns. QUERIES (1000) are taken from the rows: Chinese pieces of 2 to 4
characters and English words by turns, the same every time. Every engine is asked for the ten best rows with their text.
What is not installed is left out, and said to be. The table goes to stdout as Markdown, progress to stderr.

What the figures are: build time of one process that reads the rows and writes the index; bytes of all its files; time
of a query in a process that is running and has been asked all of them once before (duizhao: in a second run of `search
--batch --format trec`, which fetches the passages and marks what matched, but not the other side; ripgrep: a whole
process each, of the first hundred); time of a whole process that answers one query, median of twenty. SQLite and Xapian
are called from Python, whose share (some hundredths of a millisecond a query, for Xapian about 15 ms a process) is in
their figures; a whole process of SQLite is the program sqlite3. Trigrams find nothing of two characters: there SQLite
reads the rows through.
"""

import json
import os
import platform
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
PIECES = re.compile(f"{HAN}+|[a-z0-9]+")


def say(text):
    print(text, file=sys.stderr, flush=True)


def read(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) > 1:
                yield columns[0], columns[1]


def bigrams(text):
    """Chinese two by two, other words as they stand, with blanks between."""
    out = []
    for piece in PIECES.findall(text.lower()):
        if piece[0] < "\u3400":
            out.append(piece)
        else:
            out.extend(piece[i : i + 2] for i in range(max(1, len(piece) - 1)))
    return " ".join(out)


def queries(rows, count):
    chance = random.Random(1)
    found = []
    for _ in range(count * 100):
        if len(found) == count:
            break
        zh, en = rows[chance.randrange(len(rows))]
        if len(found) % 2 == 0:
            pieces = re.findall(f"{HAN}{{4,}}", zh)
            if not pieces:
                continue
            piece, length = chance.choice(pieces), chance.randint(2, 4)
            at = chance.randrange(len(piece) - length + 1)
            found.append(piece[at : at + length])
        else:
            words = re.findall(r"[a-z]{4,}", en.lower())
            if words:
                found.append(chance.choice(words))
    return found


def phrase(query):
    return '"' + bigrams(query) + '"'


# The engines, each asked in a process of its own: `compare.py --run ENGINE STEP …`.


def sqlite_build(rows, path, tokenizer, prepare):
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode=OFF")
    db.execute("PRAGMA synchronous=OFF")
    db.execute("CREATE TABLE rows(zh TEXT, en TEXT)")
    db.execute(f"CREATE VIRTUAL TABLE hits USING fts5(zh, en, content='', tokenize='{tokenizer}')")
    for n, (zh, en) in enumerate(read(rows), 1):
        db.execute("INSERT INTO rows(rowid, zh, en) VALUES (?, ?, ?)", (n, zh, en))
        db.execute("INSERT INTO hits(rowid, zh, en) VALUES (?, ?, ?)", (n, prepare(zh), prepare(en)))
    db.commit()
    db.execute("INSERT INTO hits(hits) VALUES ('optimize')")
    db.commit()


SQLITE = (
    "SELECT rows.zh, rows.en FROM (SELECT rowid FROM hits WHERE hits MATCH {} ORDER BY rank LIMIT 10) AS best"
    " JOIN rows ON rows.rowid = best.rowid"
)
SQLITE_LIKE = "SELECT zh, en FROM rows WHERE zh LIKE {} LIMIT 10"


def sqlite_asked(engine, query):
    """The statement and its argument. Trigrams find nothing of two characters: there the rows are read through."""
    if engine == "trigram":
        if len(query) < 3:
            return SQLITE_LIKE, f"%{query}%"
        return SQLITE, f'"{query}"'
    return SQLITE, phrase(query)


def xapian_build(rows, path):
    import xapian

    db = xapian.WritableDatabase(path, xapian.DB_CREATE_OR_OVERWRITE)
    for zh, en in read(rows):
        document = xapian.Document()
        for at, term in enumerate((bigrams(zh) + " " + bigrams(en)).split()):
            # Xapian takes terms of at most 245 bytes.
            document.add_posting(term[:60], at)
        document.set_data(zh + "\t" + en)
        db.add_document(document)
    db.commit()
    db.close()


def xapian_ask(db, query):
    import xapian

    terms = bigrams(query).split()
    asked = xapian.Query(xapian.Query.OP_PHRASE, terms) if len(terms) > 1 else xapian.Query(terms[0])
    enquire = xapian.Enquire(db)
    enquire.set_query(asked)
    return [match.document.get_data() for match in enquire.get_mset(0, 10)]


def open_engine(engine, path):
    if engine == "xapian":
        import xapian

        db = xapian.Database(path)
        return lambda query: xapian_ask(db, query)
    db = sqlite3.connect(path)

    def ask(query):
        statement, argument = sqlite_asked(engine, query)
        return db.execute(statement.format("?"), (argument,)).fetchall()

    return ask


def run_step(engine, step, path, rest):
    if step == "build" and engine == "trigram":
        sqlite_build(rest, path, "trigram", str)
    elif step == "build" and engine == "bigram":
        sqlite_build(rest, path, "unicode61", bigrams)
    elif step == "build":
        xapian_build(rest, path)
    elif step == "one":
        print(len(open_engine(engine, path)(rest)))
    else:
        ask = open_engine(engine, path)
        with open(rest, encoding="utf-8") as lines:
            asked = lines.read().splitlines()
        times = []
        for _ in range(2):
            times = []
            for query in asked:
                start = time.perf_counter()
                ask(query)
                times.append((time.perf_counter() - start) * 1000)
        print(json.dumps(times))


# The measuring.


def measured(command):
    """Runs a command: seconds, stdout."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        done = subprocess.run([str(word) for word in command], stdout=out, stderr=subprocess.DEVNULL)
        took = time.perf_counter() - start
        if done.returncode not in (0, 1):
            raise SystemExit(f"{command} ended with {done.returncode}")
        out.seek(0)
        return took, out.read().decode()


def median_process(command):
    """Milliseconds of a whole process with warm caches."""
    return sorted(measured(command)[0] for _ in range(20))[10] * 1000


def at(times, percent):
    times = sorted(times)
    return times[max(1, -(-len(times) * percent // 100)) - 1]


def size(path):
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(path) for name in names)


def version(*command):
    return subprocess.run(command, capture_output=True, text=True).stdout.splitlines()[0].strip()


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.machine()


def duizhao(program, rows, asked, folder):
    index = os.path.join(folder, "duizhao")
    base = [program, "--index", index]
    took, _ = measured([*base, "index", rows, "-q", "--no-lexicon"])
    batch = [*base, "search", "--batch", asked, "--stats", "--format", "trec", "-n", "10"]
    subprocess.run(batch, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    said = subprocess.run(batch, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True).stderr
    p50, p99 = (float(re.search(name + r" ([\d.]+) ms", said)[1]) for name in ("p50", "p99"))
    with open(asked, encoding="utf-8") as lines:
        whole = median_process([*base, "search", lines.readline().strip()])
    return "duizhao", took, size(os.path.join(index, "store")), p50, p99, whole


def ripgrep(rows, asked):
    with open(asked, encoding="utf-8") as lines:
        some = lines.read().splitlines()[:100]
    times = [measured(["rg", "-F", "-i", "-m", "10", query, rows])[0] * 1000 for query in some]
    whole = median_process(["rg", "-F", "-i", "-c", some[0], rows])
    return f"{version('rg', '--version')} (each query a process)", None, 0, at(times, 50), at(times, 99), whole


def engine(name, label, rows, asked, folder):
    path = os.path.join(folder, name)
    step = ["/usr/bin/python3", os.path.abspath(__file__), "--run", name]
    took, _ = measured([*step, "build", path, rows])
    times = json.loads(measured([*step, "batch", path, asked])[1])
    with open(asked, encoding="utf-8") as lines:
        first = lines.readline().strip()
    if name != "xapian" and shutil.which("sqlite3"):
        statement, argument = sqlite_asked(name, first)
        whole = median_process(["sqlite3", path, statement.format("'" + argument.replace("'", "''") + "'")])
    else:
        whole = median_process([*step, "one", path, first])
    return label, took, size(path), at(times, 50), at(times, 99), whole


def main():
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    rows, program = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
    texts = list(read(rows))
    lines, total, missing = [], os.path.getsize(rows), []
    with tempfile.TemporaryDirectory() as folder:
        asked = os.path.join(folder, "queries.txt")
        with open(asked, "w", encoding="utf-8") as out:
            out.write("\n".join(queries(texts, count)) + "\n")
        say("duizhao")
        lines.append(duizhao(program, rows, asked, folder))
        if shutil.which("rg"):
            say("ripgrep")
            lines.append(ripgrep(rows, asked))
        else:
            missing.append("ripgrep")
        lite = sqlite3.sqlite_version
        for name, label in [("bigram", f"SQLite {lite} FTS5, bigrams"), ("trigram", f"SQLite {lite} FTS5, trigrams")]:
            say(label)
            lines.append(engine(name, label, rows, asked, folder))
        try:
            import xapian

            say("Xapian")
            lines.append(engine("xapian", f"Xapian {xapian.version_string()}, bigrams", rows, asked, folder))
        except ImportError:
            missing.append("Xapian (python3-xapian)")
    print(f"{len(texts):,} rows, {total / 1e6:.1f} MB; {count:,} queries, Chinese of 2-4 characters and English words.")
    print(f"{processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}.")
    print(f"`python3 tests/bench/compare.py {os.path.basename(rows)} {os.path.relpath(program)} {count}`\n")
    print("| | build, s | index, MB | query p50, ms | p99, ms | one process, ms |")
    print("|---|---:|---:|---:|---:|---:|")
    for label, took, volume, p50, p99, whole in lines:
        build = "-" if took is None else f"{took:.1f}"
        print(f"| {label} | {build} | {volume / 1e6:.1f} | {p50:.2f} | {p99:.2f} | {whole:.1f} |")
    if missing:
        print(f"\nNot installed: {', '.join(missing)}.")


if __name__ == "__main__":
    if len(sys.argv) == 6 and sys.argv[1] == "--run":
        run_step(*sys.argv[2:])
    else:
        main()
