// What a reader keeps, with notes: passages and searches, in this browser and nowhere else.
"use strict";
(() => {
  const { $, $$, say, spoken, cited } = window.duizhao;
  const KEY = "saved";
  // An item: path, title, texts (one string), note, and the day when it was kept.
  const all = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(kept) ? kept.filter((item) => item && typeof item.path === "string") : [];
    } catch { return []; }
  };
  const keep = (items) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(items));
      return true;
    } catch {
      say(spoken("full"));
      return false;
    }
  };
  const has = (path) => all().some((item) => item.path === path);
  // A path of this site only: what is kept may have been changed by hand.
  const inside = (path) => path.startsWith("/") && !path.startsWith("//");

  const toggle = (item) => {
    const there = has(item.path);
    const others = all().filter((other) => other.path !== item.path);
    const day = new Date().toISOString().slice(0, 10);
    if (keep(there ? others : [{ ...item, note: "", day }, ...others])) say(spoken(there ? "dropped" : "kept"));
  };
  const button = (item) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "keep";
    const path = item().path;
    const show = () => {
      const there = has(path);
      button.textContent = spoken(there ? "drop" : "keep");
      button.setAttribute("aria-pressed", String(there));
    };
    button.addEventListener("click", () => { toggle(item()); show(); });
    show();
    return button;
  };

  // Buttons on passages, and on a search.
  const dress = () => {
    for (const hit of $$("article.hit[data-cite]")) {
      const link = $("a.id", hit);
      const copy = $(".copy", hit);
      if (!link || !copy || $(".keep", hit)) continue;
      copy.after(button(() => ({ path: link.getAttribute("href"), title: hit.dataset.cite, texts: cited(hit) })));
    }
    const summary = $("form.search[action='/'] ~ #results .summary .count");
    if (summary && !$(".keep", summary)) {
      const here = () => location.pathname + location.search;
      summary.append(" · ", button(() => ({ path: here(), title: $("#q").value, texts: summary.firstChild.textContent })));
    }
  };
  addEventListener("dressed", dress);
  dress();

  // The page of what is kept.
  const list = $("#kept");
  if (!list) return;
  const row = (item) => {
    const entry = $("#kept-item").content.cloneNode(true);
    const link = $("a", entry);
    if (inside(item.path)) link.href = item.path;
    link.textContent = item.title || item.path;
    $(".day", entry).textContent = item.day || "";
    $(".texts", entry).textContent = item.texts || "";
    const note = $("textarea", entry);
    note.value = item.note || "";
    note.addEventListener("input", () => {
      keep(all().map((other) => (other.path === item.path ? { ...other, note: note.value } : other)));
    });
    $("button", entry).addEventListener("click", () => {
      keep(all().filter((other) => other.path !== item.path));
      say(spoken("dropped"));
      show();
    });
    return entry;
  };
  const show = () => {
    const items = all();
    list.replaceChildren(...items.map(row));
    $("#kept-none").hidden = items.length > 0;
    $("#kept-files").hidden = items.length === 0;
  };
  const cell = (text) => String(text || "").replace(/\s*[\t\n\r]+\s*/g, " ").trim();
  const quoted = (text) => String(text || "").trimEnd().split("\n").map((line) => "> " + line).join("\n");
  const forms = {
    json: (items) => JSON.stringify(items, null, 2) + "\n",
    tsv: (items) => items.map((i) => [i.title, i.texts, i.note, i.day, i.path].map(cell).join("\t") + "\n").join(""),
    md: (items) => items.map((i) => `## ${cell(i.title)}\n\n${quoted(i.texts)}\n\n${i.note ? i.note.trim() + "\n\n" : ""}`).join(""),
  };
  for (const link of $$("#kept-files a")) {
    link.addEventListener("click", () => {
      const text = forms[link.dataset.form](all());
      URL.revokeObjectURL(link.href);
      link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
      link.download = "duizhao." + link.dataset.form;
    });
  }
  // Another window of this browser may keep something too.
  addEventListener("storage", (event) => { if (event.key === KEY) show(); });
  show();
})();
