// What a page does more with a script than without: search as you type, keys, citations, the sides as they were left.
"use strict";
(() => {
  const $ = (query, from = document) => from.querySelector(query);
  const $$ = (query, from = document) => [...from.querySelectorAll(query)];
  const root = document.documentElement;
  root.classList.add("js");

  // Told to whoever does not see it happen.
  const say = (text) => { $("#said").textContent = text; };
  // What there is to say, in the language of the page.
  const spoken = (name) => $(`template[data-said=${name}]`).content.textContent;

  // Another language is kept, and the page stays where it is.
  for (const link of $$(".languages a")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      document.cookie = `lang=${link.hreflang}; path=/; max-age=31536000; samesite=strict`;
      location.reload();
    });
  }

  // The sides stay as they were left.
  const swap = $("#swap");
  const keep = (value) => { try { localStorage.setItem("swap", value); } catch { /* not allowed to remember */ } };
  const kept = () => { try { return localStorage.getItem("swap"); } catch { return null; } };
  swap.checked = kept() === "1";
  swap.addEventListener("change", () => keep(swap.checked ? "1" : "0"));

  // Search as you type: the same page is fetched, and its results are put in the place of the old ones. Queries that
  // were looked at are steps that Back goes through; one that is still being typed is not.
  const form = $("form.search");
  const box = $("#q");
  const TYPED = 160; // milliseconds from the last key to the question
  const DOUBT = 900; // until nothing found is believed of a word that may be going on
  const READ = 1500; // until results count as looked at
  let waiting = 0;
  let doubting = 0;
  let reading = 0;
  let lookedAt = true;
  let asking = null;
  let composing = false;
  const address = (more = "") => {
    const fields = new FormData(form);
    if (more) fields.set(box.name, fields.get(box.name) + more);
    const query = new URLSearchParams([...fields].filter(([, value]) => value !== "")).toString();
    return form.getAttribute("action") + (query ? "?" + query : "");
  };
  const fetched = async (to, signal) => {
    const response = await fetch(to, { signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return { page, results: $("#results", page), wrong: response.status === 400 };
  };
  const isEmpty = (results) => Boolean($(".empty", results));
  // A word of letters that may be going on; hanzi are found wherever they stand.
  const goesOn = () => document.activeElement === box && /[a-z]$/i.test(box.value) && !box.value.includes('"');
  const put = ({ page, results }, to) => {
    $("#results").replaceWith(results);
    document.title = page.title;
    const old = $("footer a[href^='/api/']");
    const now = $("footer a[href^='/api/']", page);
    if (old && now) old.href = now.getAttribute("href");
    // What results can be sorted by depends on what they are.
    const offered = $("#sort", page);
    const order = $("#sort");
    if (offered && order) {
      // Options that are moved one by one are chosen one after the other.
      const chosen = offered.value;
      order.replaceChildren(...offered.children);
      order.value = chosen;
    }
    dress();
    if (to === location.pathname + location.search) return;
    history[lookedAt ? "pushState" : "replaceState"](null, "", to);
    lookedAt = false;
    clearTimeout(reading);
    reading = setTimeout(() => { lookedAt = true; }, READ);
  };
  const ask = async () => {
    const to = address();
    if (asking) asking.abort();
    clearTimeout(doubting);
    const { signal } = (asking = new AbortController());
    root.classList.add("busy");
    try {
      let found = await fetched(to, signal);
      // A query that is not finished yet is no mistake: what was found stays until it can be read.
      if (!found.results || (found.wrong && document.activeElement === box)) return;
      if (isEmpty(found.results) && goesOn()) {
        const begun = await fetched(address("*"), signal);
        if (begun.results && !begun.wrong && !isEmpty(begun.results)) {
          found = begun;
        } else {
          doubting = setTimeout(() => put(found, to), DOUBT);
          return;
        }
      }
      if (!signal.aborted) put(found, to);
    } catch (error) {
      if (error.name !== "AbortError") location.assign(to);
    } finally {
      if (asking && asking.signal === signal) root.classList.remove("busy");
    }
  };
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(ask, TYPED); };
  if (form && $("#results")) {
    // Hanzi are typed in several keys: nothing is asked for until they stand there.
    box.addEventListener("compositionstart", () => { composing = true; });
    box.addEventListener("compositionend", () => { composing = false; soon(); });
    box.addEventListener("input", () => { if (!composing) soon(); });
    for (const field of $$("select, input[type=checkbox]", form)) field.addEventListener("change", () => { lookedAt = true; soon(); });
    // Back and forward bring the form as it was, with its results.
    addEventListener("popstate", async () => {
      const to = location.pathname + location.search;
      if (asking) asking.abort();
      clearTimeout(waiting);
      clearTimeout(doubting);
      try {
        const { signal } = (asking = new AbortController());
        const found = await fetched(to, signal);
        if (!found.results) { location.reload(); return; }
        const there = $("form.search", found.page);
        for (const field of $$("input[type=search], input[type=checkbox], select", form)) {
          const before = there.elements[field.name];
          if (field.type === "checkbox") field.checked = Boolean(before && before.checked);
          else field.value = before ? before.value : "";
        }
        lookedAt = true;
        put(found, to);
      } catch (error) {
        if (error.name !== "AbortError") location.reload();
      }
    });
  }

  // Files are dropped anywhere on the page that takes them.
  const adding = $("form.adding");
  if (adding) {
    const held = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
    addEventListener("dragover", (event) => {
      if (!held(event)) return;
      event.preventDefault();
      adding.classList.add("over");
    });
    addEventListener("dragleave", () => adding.classList.remove("over"));
    addEventListener("drop", (event) => {
      if (!held(event)) return;
      event.preventDefault();
      $("input[type=file]", adding).files = event.dataTransfer.files;
      adding.requestSubmit();
    });
  }

  // Citations: both sides as they are shown, and where they stand.
  const cited = (item) => {
    const sides = swap.checked ? ["en", "zh"] : ["zh", "en"];
    const texts = sides.map((side) => $$(".pair > ." + side + ":not(.none)", item).map((p) => p.innerText.trim()).join(" … "));
    const lines = texts.filter(Boolean);
    if (!lines.length) lines.push($$(".line, .under:not(.none)", item).map((p) => p.textContent.trim()).join("\n"));
    return lines.join("\n") + "\n— " + item.dataset.cite + "\n";
  };
  const copy = async (item) => {
    const text = cited(item);
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Pages that do not come from this machine may not use the clipboard; a selection can.
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      item.focus();
    }
    say(spoken("told"));
    const button = $(".copy", item);
    if (button) {
      button.textContent = spoken("copied");
      setTimeout(() => { button.textContent = spoken("copy"); }, 1500);
    }
  };
  const dress = () => {
    for (const item of $$("article.hit[data-cite]")) {
      const head = $("header", item) || $(".where", item);
      if ($(".copy", item) || !head) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = spoken("copy");
      button.addEventListener("click", () => copy(item));
      head.append(button);
    }
    dispatchEvent(new Event("dressed"));
  };
  // What is kept is another matter, in a script of its own.
  window.duizhao = { $, $$, say, spoken, cited };
  dress();

  // Keys. In the reader they go from sentence to sentence, elsewhere from hit to hit.
  const items = () => {
    const sentences = $$(".reader .row .pair > ." + (swap.checked ? "en" : "zh") + " .s");
    return sentences.length ? sentences : $$(".hit, .row");
  };
  const step = (by) => {
    const all = items();
    if (!all.length) return;
    const here = document.activeElement;
    let at = all.indexOf(here);
    if (at < 0) at = all.findIndex((item) => item.contains(here));
    if (at < 0 && here.matches(".row")) at = all.findIndex((item) => here.contains(item)) - (by > 0 ? 1 : 0);
    const next = at < 0 ? (by > 0 ? firstVisible(all) : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
    all[next].focus({ preventScroll: true });
    all[next].scrollIntoView({ block: "center" });
  };
  const firstVisible = (all) => Math.max(all.findIndex((item) => item.getBoundingClientRect().bottom > 60), 0);
  const open = () => {
    const here = document.activeElement;
    if (here.closest("a, button, input, select, summary")) return false;
    const item = here.closest(".hit, .row");
    const link = item && ($("a.open", item) || $("a.id", item));
    if (!link) return false;
    location.assign(link.href);
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.matches("input, select, textarea");
    if (typing) {
      if (event.key === "Escape" && event.target === box) {
        event.preventDefault();
        box.blur();
        if ($(".hit")) $(".hit").focus();
      }
      return;
    }
    const acts = {
      "/": () => { box.focus(); box.select(); },
      j: () => step(1),
      k: () => step(-1),
      Enter: open,
      s: () => { swap.checked = !swap.checked; keep(swap.checked ? "1" : "0"); say(spoken(swap.checked ? "english" : "chinese")); },
      c: () => { const item = document.activeElement.closest("[data-cite]"); if (item) copy(item); },
      Escape: () => { document.activeElement.blur(); },
    };
    const act = acts[event.key];
    if (act && act() !== false) event.preventDefault();
  });

  // The passage that an address names is where the keys begin.
  const named = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named && named.matches(".row")) named.focus({ preventScroll: true });
})();
