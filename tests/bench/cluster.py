#!/usr/bin/env python3
"""An index on a cluster beside the same index on this machine: how long each takes to write and to ask, as ratios.

    python3 tests/bench/cluster.py ROWS.tsv target/bench-quick/duizhao http://127.0.0.1:9200/laws [--times N] [--queries N]

Both are built without a lexicon and asked through `duizhao serve`, one after the other, with the same queries: strings of
two to four characters and English words of the rows. What travels between server and cluster is counted by a proxy of
this program's own. --times repeats the rows, each time with other text, to see what grows.
"""
import argparse
import http.client
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request


def rows(path, times, out):
    """Writes the rows again and again, each time with a word of its own; some of them as queries."""
    texts = []
    with open(path, encoding="utf-8") as f, open(out, "w", encoding="utf-8") as to:
        lines = f.readlines()
        for n in range(times):
            for line in lines:
                zh, en, *rest = line.rstrip("\n").split("\t")
                if n == 0:
                    texts.append((zh, en))
                    to.write(line)
                else:
                    to.write("\t".join([f"{zh}本{n}", f"{en} copy{n}"] + [f"{r}-{n}" for r in rest]) + "\n")
    return texts, len(lines) * times


def queries(texts, count):
    chance = random.Random(7)
    out = []
    while len(out) < count:
        zh, en = chance.choice(texts)
        if len(out) % 2 == 0:
            parts = re.findall(r"[\u4e00-\u9fff]{4,}", zh)
            if parts:
                part = chance.choice(parts)
                length = chance.randint(2, 4)
                at = chance.randint(0, len(part) - length)
                out.append(part[at:at + length])
        else:
            words = re.findall(r"[A-Za-z]{4,}", en)
            if words:
                out.append(chance.choice(words))
    return out


class Proxy:
    """Hands bytes on to a node, and counts them and the requests."""

    def __init__(self, host, port):
        self.there, self.sent, self.received, self.requests = (host, port), 0, 0, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            server = socket.create_connection(self.there)
            threading.Thread(target=self.copy, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self.copy, args=(server, client, False), daemon=True).start()

    def copy(self, source, to, up):
        try:
            while data := source.recv(1 << 16):
                if up:
                    self.sent += len(data)
                    self.requests += len(re.findall(rb"(?:^|\n|\})(?:GET|POST|PUT|DELETE) /", data))
                else:
                    self.received += len(data)
                to.sendall(data)
        except OSError:
            pass
        for end in (source, to):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


class Served:
    def __init__(self, program, index):
        command = [program, "-q", "--index", index, "serve", "--port", "0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().strip().rstrip("/").rsplit(":", 1)[1])

    def ask(self, query, connection=None):
        connection = connection or http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", "/api/search?facets=false&counterparts=false&limit=10&q=" + urllib.parse.quote(query))
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            sys.exit(f"{query}: {answer.status} {body[:200]}")
        return json.loads(body)

    def end(self):
        self.process.terminate()
        self.process.wait()


def timed(served, asked, clients):
    """Milliseconds of each query, asked by so many at once."""
    times, lock, at = [], threading.Lock(), iter(asked)

    def client():
        connection = http.client.HTTPConnection("127.0.0.1", served.port)
        while True:
            with lock:
                query = next(at, None)
            if query is None:
                return
            start = time.perf_counter()
            served.ask(query, connection)
            took = time.perf_counter() - start
            with lock:
                times.append(took * 1000)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = len(times) / (time.perf_counter() - start)
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.99)], rate


def built(program, index, source):
    start = time.perf_counter()
    command = [program, "-q", "--index", index, "index", "--no-lexicon", "--rebuild", source]
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return time.perf_counter() - start, after.children_user - before.children_user


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("rows")
    parser.add_argument("program")
    parser.add_argument("cluster")
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--queries", type=int, default=1000)
    args = parser.parse_args()
    at, _, options = args.cluster.partition("?")
    base, name = at.rsplit("/", 1)
    # Sources stay with an index, and these are gone afterwards: each run has an index of its own.
    name = f"{name}-{os.getpid()}"
    cluster = f"{base}/{name}" + (f"?{options}" if options else "")
    node = urllib.parse.urlparse(base.split(",")[0])
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "rows.tsv")
        texts, count = rows(args.rows, args.times, source)
        asked = queries(texts, args.queries)
        local = os.path.join(folder, "index")
        here, here_user = built(args.program, local, source)
        there, there_user = built(args.program, cluster, source)
        print(f"rows {count}")
        print(f"write: {count / here:.0f} rows/s here, {count / there:.0f} there: {here / there:.2f} of the rate; "
              f"user time of the client {there_user / here_user:.2f} times")
        size = sum(os.path.getsize(os.path.join(d, f)) for d, _, fs in os.walk(os.path.join(local, "store")) for f in fs)
        url = f"http://{node.netloc}/{name}*/_stats/store?filter_path=_all"
        with urllib.request.urlopen(url) as answer:
            said = json.load(answer)["_all"]
        stored = said["primaries"]["store"]["size_in_bytes"]
        print(f"store: {size / 1e6:.0f} MB here, {stored / 1e6:.0f} MB there without copies: {stored / size:.2f} times, "
              f"{stored / count:.0f} bytes a row; with copies {said['total']['store']['size_in_bytes'] / 1e6:.0f} MB")
        servers = [Served(args.program, local), Served(args.program, cluster)]
        for served in servers:
            timed(served, asked[:200], 4)
        for clients in (1, 4, 16):
            (p50, p99, rate), (q50, q99, many) = (timed(served, asked, clients) for served in servers)
            print(f"{clients} clients: p50 {q50 / p50:.1f} times ({p50:.2f} and {q50:.2f} ms), p99 {q99 / p99:.1f} times "
                  f"({p99:.1f} and {q99:.1f} ms), {rate:.0f} and {many:.0f} queries/s")
        for served in servers:
            served.end()
        proxy = Proxy(node.hostname, node.port)
        served = Served(args.program, f"http://127.0.0.1:{proxy.port}/{name}")
        served.ask(asked[0])
        for kind, some in (("first", asked[:200]), ("again", asked[:200])):
            before = (proxy.sent, proxy.received, proxy.requests)
            start = time.perf_counter()
            for query in some:
                served.ask(query)
            # The server itself looks every second whether the index has changed.
            looks = time.perf_counter() - start
            sent, received, requests = (now - then for now, then in zip((proxy.sent, proxy.received, proxy.requests), before))
            n = len(some)
            print(f"a query asked {kind}: {(requests - looks) / n:.1f} requests, {sent / n / 1000:.1f} kB sent, {received / n / 1000:.1f} kB received")
        served.end()
        for index in urllib.request.urlopen(f"http://{node.netloc}/_cat/indices/{name}*?h=index").read().decode().split():
            urllib.request.urlopen(urllib.request.Request(f"http://{node.netloc}/{index}", method="DELETE")).read()


main()
