"""The main job over HTTP, with a client that openapi-python-client generates from the description of the API."""

import sys

from api import Client
from api.api.default import check, counterpart, search, terms
from api.models import Error
from api.models.search_in import SearchIn

client = Client(base_url=sys.argv[1])

for query in ["商业秘密", "哪個機構的調解率遠高於全國水平？"]:
    found = search.sync(client=client, q=query, in_=SearchIn.ZH, limit=1)
    print(found.mode, found.total)
    for hit in found.hits:
        marked = [hit.en.text[mark.start : mark.end] for mark in hit.en.marks]
        print(hit.id, " | ".join(marked))

(match,) = counterpart.sync(client=client, text="調解組織167个").matches
print(match.id, match.level, match.en.text)

renderings = terms.sync(client=client, term="地理標志").renderings
print(", ".join(f"{rendering.text} {rendering.count}" for rendering in renderings))

print(check.sync(client=client, doc="guangdong-ip-report").errors)

refused = search.sync(client=client, q="商業秘密 OR")
assert isinstance(refused, Error)
print(refused.status, refused.message)
