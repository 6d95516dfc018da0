"""The wheel, installed: what a search says is what the command says, and Python has its own kinds of things."""

import doctest
import json
import pickle
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import duizhao

REPORT = """燈塔管理年度報告
一、調解服務
商業秘密糾紛由專責小組處理。小組在三日內委任調解員。
全年處理個案88件，涉及金額88.5億元。
Annual Report on Lighthouses
I. Mediation
Disputes over trade secrets are handled by a special team. The team appoints a mediator within three days.
The team handled 88 cases in the year, involving RMB 8.85 billion.
"""
YARD = "船廠有工人1240人。\tThe shipyard employs 1,420 workers.\n\U0001f6a2船塢週日關閉。\tThe dock \U0001f6a2 is closed on Sundays.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    (folder / "lighthouses.txt").write_text(REPORT, encoding="utf-8")
    (folder / "yard.tsv").write_text(YARD, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def index(folder):
    return duizhao.Index.create(folder / "index", [folder / "lighthouses.txt", str(folder / "yard.tsv")])


def command(*args):
    """What the command of the same wheel prints."""
    return subprocess.run(["duizhao", *args], capture_output=True, text=True, encoding="utf-8", check=False)


def test_docstrings_are_true():
    assert doctest.testmod(duizhao).attempted > 5
    assert doctest.testmod(duizhao).failed == 0


def test_the_command_and_the_module_say_the_same(folder, index):
    said = json.loads(command("--index", str(folder / "index"), "search", "商业秘密", "--json").stdout)
    found = index.search("商业秘密")
    assert (found.total, found.mode, len(found)) == (said["total"], said["mode"], len(said["hits"]))
    for hit, wire in zip(found, said["hits"]):
        assert (hit.rank, hit.id, hit.zh, hit.en) == (wire["rank"], wire["id"], wire["zh"]["text"], wire["en"]["text"])
        marks = [(mark.start, mark.end, mark.kind) for mark in hit.en_marks]
        assert marks == [(mark["start"], mark["end"], mark["kind"]) for mark in wire["en"]["marks"]]
    assert command("--version").stdout.strip() == f"duizhao {duizhao.__version__}"


def test_the_notebook_does_the_main_job(folder):
    notebook = Path(__file__).with_name("notebook.py")
    ran = subprocess.run([sys.executable, notebook, folder / "lighthouses.txt"], capture_output=True, encoding="utf-8", check=True)
    for line in [
        "lighthouses 4 passages | 燈塔管理年度報告 | Annual Report on Lighthouses",
        "商业秘密: 1 (exact)",
        "  lighthouses#1.1 ['商業秘密'] ['trade secrets']",
        "  lighthouses#1.2 ['88.5億元'] ['RMB 8.85 billion']",
        "check: []",
    ]:
        assert line in ran.stdout.splitlines(), ran.stdout


def test_results_are_a_sequence_of_hits(index):
    found = index.search("商業秘密 OR 88件")
    assert [hit.id for hit in found] == [found[0].id, found[-1].id] and found.total == 2
    assert [hit.rank for hit in found[:1]] == [1]
    with pytest.raises(IndexError):
        found[2]
    hit = index.search("商業秘密", context=1)[0]
    assert [hit.zh[mark.start : mark.end] for mark in hit.zh_marks] == ["商業秘密"]
    assert hit.passage.sentences[1] == ("小組在三日內委任調解員。", "The team appoints a mediator within three days.")
    assert hit.passage.headings == ("一、調解服務", "I. Mediation") and hit.passage.section == [1]
    assert len(hit.before) == 1 and len(hit.after) == 1
    assert "[trade secrets]" in str(hit) and hit.id in repr(hit)


def test_offsets_are_those_of_python(index):
    """Behind a character that takes four bytes."""
    hit = index.search("dock 關閉")[0]
    assert [hit.zh[mark.start : mark.end] for mark in hit.zh_marks][:1] and "\U0001f6a2" in hit.zh
    assert "dock" in [hit.en[mark.start : mark.end] for mark in hit.en_marks]


def test_what_narrows_a_search(index):
    assert index.search("dock", side="zh", closest=False).total == 0
    assert index.search("商業秘密", not_en='"trade secret"', closest=False).total == 0
    assert index.search("工人", doc="yard", kind="segment")[0].id == "yard#1"
    assert index.search("哪座燈塔最高？", limit=1).mode == "closest"
    assert index.count("商業秘密") == 1


def test_counterpart_terms_and_concordance(index):
    (match,) = index.counterpart("handled 88 cases in the year")
    assert (match.id, match.level) == ("lighthouses#1.2", "paragraph") and match.zh.startswith("全年處理個案88件")
    terms = index.terms("商業秘密")
    assert (terms.side, terms.passages, terms[0].text, terms[0].ids) == ("zh", 1, "trade secrets", ["lighthouses#1.1"])
    (line,) = index.kwic("調解員")
    assert (line.left, line.node, line.right) == ("小組在三日內委任", "調解員", "。")
    assert line.counterpart == "The team appoints a mediator within three days."


def test_check_finds_what_differs(index):
    check = index.check("yard")
    assert (check.errors, check.passages, len(check)) == (1, 2, 1)
    assert (check[0].id, check[0].rule, check[0].message) == ("yard#1", "number.changed", "1240 is not 1,420")
    assert len(index.check("yard", ignore=["number"])) == 0


def test_documents_and_passages_are_read_one_after_the_other(index):
    docs = index.docs()
    assert {doc.id: doc.passages for doc in docs} == {"lighthouses": 4, "yard": 2}
    passages = index.passages()
    assert iter(passages) is passages
    assert len({passage.id for passage in passages}) == 6 and next(passages, None) is None
    assert [passage.zh for passage in index.passages("yard")] == [row.split("\t")[0] for row in YARD.splitlines()]
    assert [passage.id for passage in index.show("lighthouses#1")][0] == "lighthouses#1.0"


def test_texts_in_memory():
    index = duizhao.Index.in_memory(texts={"whales": "鯨魚\twhales\n"})
    assert index.search("whale")[0].zh == "鯨魚"


def test_what_could_not_be_read_is_a_warning(folder, tmp_path):
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04no document")
    with pytest.warns(UserWarning, match="broken.docx"):
        index = duizhao.Index.create(tmp_path / "index", [tmp_path / "broken.docx", folder / "yard.tsv"])
    assert len(index.docs()) == 1


def test_align():
    zh, en = "你好。今天下雨。\n", "Hello. It is raining today.\n"
    assert [(link.zh, link.en) for link in duizhao.align(zh, en)] == [
        ("你好。", "Hello."),
        ("今天下雨。", "It is raining today."),
    ]
    links = duizhao.align(["一。", "二。", "三。"], ["One.", "Two.", "Three."])
    assert [link.zh_range for link in links] == [(0, 1), (1, 2), (2, 3)]
    with pytest.raises(duizhao.UsageError, match="segment 0 has a line break"):
        duizhao.align(["a\nb"], ["c"])
    with pytest.raises(duizhao.UsageError, match="two texts or two lists"):
        duizhao.align("a", ["b"])
    with pytest.raises(TypeError):
        duizhao.align(b"a", b"b")


def test_errors_are_of_one_family(index, tmp_path):
    for error in [duizhao.QueryError, duizhao.NotFoundError, duizhao.FileError, duizhao.UsageError]:
        assert issubclass(error, duizhao.Error) and not issubclass(duizhao.Error, error)
    with pytest.raises(duizhao.QueryError) as raised:
        index.search("商業秘密 OR")
    assert (raised.value.at, raised.value.nearest) == (5, "商業秘密")
    with pytest.raises(duizhao.NotFoundError, match="nearest: yard"):
        index.passages("yrad")
    with pytest.raises(duizhao.NotFoundError):
        index.show("yard#9")
    with pytest.raises(duizhao.UsageError, match="is not an id"):
        index.show("#")
    with pytest.raises(duizhao.UsageError, match="expected one of `both`, `zh`, `en`"):
        index.search("a", side="fr")
    with pytest.raises(duizhao.UsageError, match="there is no rule 'numbr'"):
        index.check("yard", only=["numbr"])
    with pytest.raises(duizhao.Error, match="no index in"):
        duizhao.Index(tmp_path)
    with pytest.raises(OverflowError):
        index.search("a", limit=-1)
    with pytest.raises(TypeError):
        pickle.dumps(index)


def test_an_index_is_opened_again(folder, index):
    assert duizhao.Index(folder / "index").count("商業秘密") == index.count("商業秘密")


def test_tables(index):
    pandas = pytest.importorskip("pandas")
    found = index.search("商業秘密 OR 工人").to_pandas()
    assert isinstance(found, pandas.DataFrame)
    assert list(found.columns) == ["rank", "id", "doc", "score", "zh", "en", "confidence"] and len(found) == 2
    assert list(index.terms("商業秘密").to_pandas()["rendering"]) == ["trade secrets"]
    assert list(index.kwic("調解員").to_pandas()["node"]) == ["調解員"]
    assert list(index.check("yard").to_pandas()["rule"]) == ["number.changed"]


def test_notebooks_show_both_sides_with_their_marks(tmp_path):
    file = tmp_path / "a.tsv"
    file.write_text("甲<乙，商業秘密3件。\tA<script> & trade secrets: 4 cases.\n", encoding="utf-8")
    index = duizhao.Index.in_memory([file])
    html = index.search("商業秘密")._repr_html_()
    assert "甲&lt;乙，<mark>商業秘密</mark>3件。" in html and "A&lt;script&gt; &amp; " in html
    for table in [index.terms("商業秘密"), index.kwic("商業秘密"), index.check("a")]:
        assert table._repr_html_().startswith("<table>") and "<script>" not in table._repr_html_()
    assert "A&lt;script&gt;" in index.check("a")._repr_html_()


def test_threads_search_at_once(index):
    found = []
    threads = [threading.Thread(target=lambda: found.extend(index.count("商業秘密") for _ in range(50))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 400
