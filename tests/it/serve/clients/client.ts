// The main job over HTTP, with the types that openapi-typescript generates from the description of the API.

import createClient from "openapi-fetch";
import type { paths } from "./api.js";

declare const process: { argv: [string, string, string] };
const api = createClient<paths>({ baseUrl: process.argv[2] });

for (const q of ["商业秘密", "哪個機構的調解率遠高於全國水平？"]) {
  const { data: found } = await api.GET("/api/search", { params: { query: { q, in: "zh", limit: 1 } } });
  console.log(found!.mode, found!.total);
  for (const hit of found!.hits) {
    // Offsets are code points; those of a string here are UTF-16.
    const points = [...hit.en!.text];
    const marked = hit.en!.marks.map((mark) => points.slice(mark.start, mark.end).join(""));
    console.log(hit.id, marked.join(" | "));
  }
}

const { data: other } = await api.GET("/api/counterpart", { params: { query: { text: "調解組織167个" } } });
for (const match of other!.matches) console.log(match.id, match.level, match.en!.text);

const { data: terms } = await api.GET("/api/terms", { params: { query: { term: "地理標志" } } });
console.log(terms!.renderings.map((rendering) => `${rendering.text} ${rendering.count}`).join(", "));

const { data: check } = await api.GET("/api/check", { params: { query: { doc: "guangdong-ip-report" } } });
console.log(check!.errors);

const { error } = await api.GET("/api/search", { params: { query: { q: "商業秘密 OR" } } });
console.log(error!.status, error!.message);
