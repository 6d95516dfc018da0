"""The main job, as in the cells of a notebook: python notebook.py FILE…"""

import sys

import duizhao

index = duizhao.Index.in_memory(sys.argv[1:])
for doc in index.docs():
    print(doc.id, doc.passages, "passages |", doc.zh, "|", doc.en)

for query in ["商业秘密", "ODR", "知識產權 ODR", 'zh:地理標志 -en:"geographical indication"', 'num:"8.85 billion"']:
    found = index.search(query, limit=2)
    print(f"\n{query}: {found.total} ({found.mode})")
    for hit in found:
        print(" ", hit.id, [hit.zh[m.start : m.end] for m in hit.zh_marks], [hit.en[m.start : m.end] for m in hit.en_marks])

(match,) = index.counterpart("调解员1360名，調解組織167个") or [None]
print("\ncounterpart:", match and (match.id, match.en))
print("terms:", [(rendering.text, rendering.count) for rendering in index.terms("知識產權")][:4])
for line in index.kwic("地理標志", limit=2):
    print("kwic:", line.left[-8:], "[" + line.node + "]", line.right[:8], "|", line.counterpart)
print("check:", [(finding.id, finding.rule, finding.message) for finding in index.check() if finding.severity == "error"])
