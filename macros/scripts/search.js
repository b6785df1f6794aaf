// Search: ranks everything the site holds for a query with lunr, and shows the best while the reader types.
//
// What can be found stands in the A to Z on this page (link, kind, aliases); search-index.js adds the summaries and
// the words of the texts. Nothing is stored, and nothing is sent.
(() => {
  "use strict";

  // What a word counts for where it stands. A "line" is one title or alias by itself.
  const FIELDS = { title: 1.8, aliases: 2.5, summary: 1, kind: 0.4, text: 3, line: 1.2 };
  const SYNONYM = 0.2, LONGER = 0.25;  // what a word's relatives count for, beside its own 1
  const UNKNOWN = { synonym: 0.9, misspelt: 0.4 };  // what a word counts for that is found through relatives alone
  const ALIKE = 0.7;  // what the best line of an entry counts for, beside the entry as a whole
  const COVERED = 0.45;  // the higher, the more it counts how many of the question's words an entry has
  const DAMPED = 0.65;  // the lower, the less one rare word outweighs several common ones
  const WEAK = 0.2;  // an entry below this part of the best one's score is not shown
  const MOST = 20;

  // ── Words ──────────────────────────────────────────────────────────────────────────────────────────

  const words = text => text.toLowerCase().replace(/(\w)['’]\w*/g, "$1").match(/[\p{L}\p{N}]+/gu) ?? [];
  const stem = word => lunr.stemmer(new lunr.Token(word)).toString();
  const small = new Set(words(searchIndex.stopWords));
  const telling = text => words(text).filter(word => !small.has(word));

  const synonyms = new Map();
  for (const group of searchIndex.synonyms.map(group => words(group).map(stem))) {
    for (const word of group) synonyms.set(word, [...synonyms.get(word) ?? [], ...group.filter(other => other !== word)]);
  }

  // ── Entries ────────────────────────────────────────────────────────────────────────────────────────

  const root = new URL("..", document.currentScript.src);
  const items = new Map();
  for (const item of document.querySelectorAll(".a-to-z li")) items.set(item.querySelector("a").href, item);
  const read = (item, selector) => item.querySelector(selector)?.textContent ?? "";

  const texts = searchIndex.documents.map(() => []);
  for (const line of searchIndex.words.split("\n")) {
    const [word, ...steps] = line.split(" ");
    let number = 0;
    for (const step of steps) texts[number += Number(step)].push(word);
  }

  // Return what two questions have in common that differ in small words, order and endings only.
  const gist = text => [...new Set(telling(text).map(stem))].sort().join(" ") || words(text).join(" ");

  const entries = searchIndex.documents.map(([address, summary], number) => {
    const item = items.get(new URL(address, root).href);
    const kind = words(read(item, ".kind")), code = words(read(item, "b"))[0];
    const lines = [read(item, "a"), ...read(item, ".aliases").split(" · ").filter(Boolean)];
    return {
      address, item, summary, lines,
      gists: lines.map(gist),
      names: code ? [code, [...kind.slice(0, -1), code.replace(/\D+/, "")].join(" ")] : [],  // "q7", "question 7"
      kind: read(item, ".kind"),
      text: texts[number].join(" "),
    };
  });

  const index = lunr(function () {
    this.tokenizer = value => telling(value ?? "").map(word => new lunr.Token(stem(word)));
    this.pipeline.reset();
    this.b(0.2);  // how much a word counts for less in a longer field
    this.k1(1.2);  // how soon it counts for no more to stand in a field again
    this.ref("id");
    for (const [field, boost] of Object.entries(FIELDS)) this.field(field, { boost });
    entries.forEach(({ lines, summary, kind, text }, number) => {
      this.add({ id: `${number}`, title: lines[0], aliases: lines.slice(1).join(" "), summary, kind, text });
      lines.forEach((line, place) => this.add({ id: `${number}.${place}`, line }));
    });
  });

  const vocabulary = Object.keys(index.invertedIndex);

  // ── Ranking ────────────────────────────────────────────────────────────────────────────────────────

  // Return what lunr finds for one word of a query, and what that counts for. It is looked up with its synonyms; the
  // last one also as the beginning of a word; and one that is nowhere as a misspelling.
  function lookUp(word, last) {
    const base = stem(word), options = { usePipeline: false };
    const others = (synonyms.get(base) ?? []).filter(other => other in index.invertedIndex);
    const known = base in index.invertedIndex;
    const begun = last && word.length > 1 && vocabulary.some(other => other.startsWith(word));
    const slips = known || begun || others.length || word.length < 5 ? 0 : word.length < 9 ? 1 : 2;
    const worth = known ? 1 : others.length ? UNKNOWN.synonym : UNKNOWN.misspelt;
    const results = index.query(query => {
      query.term(base, { ...options, editDistance: slips });
      for (const other of others) query.term(other, { ...options, boost: SYNONYM });
      if (begun) query.term(word, { ...options, boost: LONGER, wildcard: lunr.Query.wildcard.TRAILING });
    });
    return results.map(({ ref, score, matchData }) => ({ ref, score: worth * score ** DAMPED, terms: Object.keys(matchData.metadata) }));
  }

  // Return the entries that answer a query, the best first, and the stems it was taken for.
  function rank(text) {
    const typed = words(text.slice(0, 300)).map(word => word.slice(0, 30)), said = typed.join(" ");
    const asked = [...new Set(typed)].filter(word => !small.has(word));
    const whole = new Map(), single = new Map(), covered = new Map(), taken = new Set();
    const add = (map, key, value) => map.set(key, (map.get(key) ?? 0) + value);
    for (const word of asked) {
      const held = new Set();
      for (const { ref, score, terms } of lookUp(word, word === asked.at(-1))) {
        const entry = entries[ref.split(".")[0]];
        if (ref.includes(".")) add(single, ref, score);
        else add(whole, entry, score);
        held.add(entry);
        for (const term of terms) taken.add(term);
      }
      for (const entry of held) add(covered, entry, 1);
    }
    const alike = new Map();
    for (const [ref, score] of single) {
      const entry = entries[ref.split(".")[0]];
      alike.set(entry, Math.max(alike.get(entry) ?? 0, score));
    }
    const exact = ({ lines, gists, names }) => {  // a code or the very words, then the same words but for small ones
      if (names.some(name => ` ${said} `.includes(` ${name} `)) || lines.some(line => words(line).join(" ") === said)) return 2;
      return said && gists.includes(gist(said)) ? 1 : 0;
    };
    const scored = entries.map(entry => ({
      entry,
      exact: exact(entry),
      score: ((whole.get(entry) ?? 0) + ALIKE * (alike.get(entry) ?? 0))
        * ((covered.get(entry) ?? 0) / asked.length) ** COVERED || 0,
    }));
    if (!asked.length && typed.length) {  // small words alone: "about" is the name of a page
      for (const one of scored) one.score = typed.every(word => words(one.entry.lines[0]).includes(word)) ? 1 : 0;
    }
    const best = Math.max(...scored.map(one => one.score));
    const found = scored.filter(one => one.exact || one.score > 0 && one.score >= WEAK * best)
      .sort((one, other) => other.exact - one.exact || other.score - one.score)
      .map(one => one.entry);
    return { found: found.slice(0, MOST), taken };
  }

  window.search = query => rank(query).found.map(entry => entry.address);

  // ── The page ───────────────────────────────────────────────────────────────────────────────────────

  const form = document.getElementById("ask"), field = form.elements.q;
  const list = document.getElementById("results"), status = document.getElementById("found");
  const title = document.title;
  let typing, saying;

  // Fill an element with a text, its wanted words marked.
  function fill(element, text, wanted) {
    element.replaceChildren(...text.split(/([\p{L}\p{N}'’]+)/u).map(piece => {
      if (!telling(piece).some(word => wanted.has(stem(word)))) return piece;
      const mark = document.createElement("mark");
      mark.textContent = piece;
      return mark;
    }));
  }

  function result({ item, summary }, wanted) {
    const shown = item.cloneNode(true), link = shown.querySelector("a");
    shown.querySelector(".aliases")?.remove();
    fill(link, link.textContent, wanted);
    fill(shown.appendChild(document.createElement("p")), summary, wanted);
    return shown;
  }

  // Show what the field asks for now, and say how much was found once the reader has paused for so long.
  function show(pause) {
    const query = field.value.trim();
    const { found, taken } = rank(query);
    list.replaceChildren(...found.map(entry => result(entry, taken)));
    document.title = query ? `${query} – ${title}` : title;
    clearTimeout(saying);
    saying = setTimeout(() => {
      const said = `${found.length || "Nothing"} ${["found", "result"][found.length] ?? "results"} for “${query}”`;
      status.textContent = query && (found.length ? said : `${said}. Everything there is stands below, from A to Z.`);
    }, pause);
    return query;
  }

  function ask(pause) {
    clearTimeout(typing);
    const query = show(pause);
    try {
      history.replaceState(null, "", query ? `?${new URLSearchParams({ q: query })}` : location.pathname);
    } catch { /* a browser may refuse where the page is a file */ }
  }

  function start() {
    field.value = new URLSearchParams(location.search).get("q") ?? "";
    show(0);
  }

  if (location.protocol === "file:") {  // where nothing turns an address that ends in a slash into a page
    for (const link of document.querySelectorAll(".a-to-z a")) link.href = link.href.replace(/\/(?=#|$)/, "/index.html");
  }
  form.hidden = false;
  form.addEventListener("submit", event => {
    event.preventDefault();
    ask(0);
  });
  field.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(ask, 120, 600);
  });
  addEventListener("popstate", start);
  start();
})();
