// Search: ranks everything the site holds for a query with lunr, and shows the best while the reader types.
//
// What can be found stands in the A to Z on this page (link, kind, aliases); search-index.js adds the summaries, and
// what each word says about the answer (see macros/learning.py). Of a large site it has parts, and gathers for a query
// what may answer it. Nothing is stored, and nothing is sent.
(() => {
  "use strict";

  const FIELDS = { title: 2, aliases: 2.5, summary: 1, text: 3 };  // what a word counts for where it stands
  const SYNONYM = 0.2, LONGER = 0.25;  // what a word's relatives count for, beside its own 1
  const RELATED = 0.9, NEAREST = 0.7;  // what a word counts for that is found through relatives, or its like, alone
  const LEARNED = 0.6;  // what counts by the questions that the words were learned from; the rest, by where words stand
  const WEAK = 0.2;  // an entry below this part of the best one's score is not shown
  const MOST = 20;

  // ── Words ──────────────────────────────────────────────────────────────────────────────────────────

  const words = text => text.toLowerCase().replace(/(\w)['’]\w*/g, "$1").match(/[\p{L}\p{N}]+/gu) ?? [];
  const stems = new Map();
  const stem = word => {
    if (!stems.has(word)) stems.set(word, lunr.stemmer(new lunr.Token(word)).toString());
    return stems.get(word);
  };
  const small = new Set(words(searchIndex.stopWords));
  const telling = text => words(text).filter(word => !small.has(word));

  const synonyms = new Map();
  for (const group of searchIndex.synonyms.map(group => words(group).map(stem))) {
    for (const word of group) synonyms.set(word, [...synonyms.get(word) ?? [], ...group.filter(other => other !== word)]);
  }

  // ── Entries ────────────────────────────────────────────────────────────────────────────────────────

  const root = new URL("..", document.currentScript.src);
  const read = (item, selector) => item?.querySelector(selector)?.textContent ?? "";

  // Return the stem in a line of the index, and as often as there are, the number of an entry and its weight.
  function heard(line) {
    const [word, places] = line.split(" ");
    let number = -1;
    return [stem(word), [...places.matchAll(/(\.*)([A-Za-z])(\d?)/g)].map(([, stops, letter, weight]) => {
      number += 52 * stops.length + letter.charCodeAt() - (letter < "a" ? 64 : 70);  // "A" is 1, "a" 27
      return [number, +weight || 1];
    })];
  }

  // Return what ranks entries for a query, by their documents, what words say of them, and what lists them.
  function ranking(documents, lines, listed) {
    const learned = new Map(), texts = documents.map(() => []);
    for (const line of lines) {
      const [term, places] = heard(line), weights = places.filter(([number]) => texts[number]?.push(term));
      learned.set(term, [...learned.get(term) ?? [], ...weights]);
    }

    // Return what two questions have in common that differ in small words, order and endings only.
    const gist = text => [...new Set(telling(text).map(stem))].sort().join(" ");

    const entries = documents.map((known, number) => {
      const [address, summary] = known, item = listed(known), link = item?.querySelector("a");
      // On a disk nothing turns an address that ends in a slash into a page.
      if (link && location.protocol === "file:") link.href = link.href.replace(/\/(?=#|$)/, "/index.html");
      const kind = words(read(item, ".kind")), code = words(read(item, "b"))[0];
      const lines = [read(item, "a"), ...read(item, ".aliases").split(" · ").filter(Boolean)];
      return {
        address, item, summary, lines,
        gists: lines.map(gist),
        names: code ? [code, [...kind.slice(0, -1), code.replace(/\D+/, "")].join(" ")] : [],  // "q7", "question 7"
        text: texts[number],
      };
    });

    const index = lunr(function () {
      this.tokenizer = value => value.map(term => new lunr.Token(term));
      this.pipeline.reset();
      this.b(0.2);  // how much a word counts for less in a longer field
      this.ref("number");
      for (const [field, boost] of Object.entries(FIELDS)) this.field(field, { boost });
      entries.forEach(({ lines: [title, ...aliases], summary, text }, number) => {
        const terms = line => telling(line).map(stem);
        this.add({ number, title: terms(title), aliases: aliases.flatMap(terms), summary: terms(summary), text });
      });
    });

    const vocabulary = Object.keys(index.invertedIndex);

    // ── Ranking ────────────────────────────────────────────────────────────────────────────────────────

    const matches = terms => terms.size ? index.query(query => {
      for (const [term, options] of terms) query.term(term, { usePipeline: false, ...options });
    }) : [];

    // Return the stems in the index that an unknown word may be meant for: the longest it begins with, for the slip may
    // be in its ending ("exploitaton"), else those that are as few slips of the pen away as any.
    function nearest(word) {
      const begun = vocabulary.filter(other => other.length > 5 && word.startsWith(other));
      if (begun.length) return [begun.reduce((one, other) => one.length < other.length ? other : one)];
      for (let editDistance = 1; editDistance <= (word.length < 5 ? 0 : word.length < 9 ? 1 : 2); editDistance++) {
        const found = matches(new Map([[stem(word), { editDistance }]]));
        if (found.length) return [...new Set(found.flatMap(({ matchData }) => Object.keys(matchData.metadata)))];
      }
      return [];
    }

    // Return what is known of one word of a query: the stems it is taken for, what lunr finds for them, and what they
    // say about the answer. A word that is nowhere is taken for its synonyms, if it is the last one for what it may be
    // the beginning of, or for a misspelling.
    function lookUp(word, last) {
      const base = stem(word), known = base in index.invertedIndex;
      const relatives = term => (synonyms.get(term) ?? []).filter(other => other in index.invertedIndex);
      const longer = last && word.length > 1 ? vocabulary.filter(other => other.startsWith(word)) : [];
      const meant = [known ? [base] : relatives(base), longer].find(some => some.length) ?? nearest(word);
      const worth = known ? 1 : relatives(base).length ? RELATED : NEAREST;
      const terms = new Map([
        ...meant.flatMap(relatives).map(term => [term, { boost: SYNONYM }]),
        ...longer.map(term => [term, { boost: LONGER }]),
        ...meant.map(term => [term, { boost: 1 }]),
      ]);
      return {
        terms: [...terms.keys()],
        one: meant.length === 1 ? meant[0] : base,
        found: matches(terms).map(({ ref, score }) => [entries[ref], worth * score]),
        votes: meant.flatMap(term => learned.get(term) ?? []).map(([number, weight]) => [entries[number], worth * weight / meant.length]),
      };
    }

    // Return the entries that answer a query, the best first, and the stems it was taken for.
    return text => {
      const typed = words(text.slice(0, 300)).map(word => word.slice(0, 30)), said = typed.join(" ");
      const asked = [...new Set(typed)].filter(word => !small.has(word));
      const matched = new Map(), covered = new Map(), voted = new Map(), taken = new Set(), stemmed = new Map();
      const add = (map, entry, value) => map.set(entry, (map.get(entry) ?? 0) + value);
      for (const word of asked) {
        const { terms, one, found, votes } = lookUp(word, word === asked.at(-1));
        stemmed.set(word, one);
        for (const [entry, score] of found) {
          add(matched, entry, score);
          add(covered, entry, 1);
        }
        for (const [entry, weight] of votes) add(voted, entry, weight);
        for (const term of terms) taken.add(term);
      }
      for (const [entry, count] of covered) matched.set(entry, matched.get(entry) * count);
      const meant = typed.map(word => stemmed.get(word) ?? stem(word)).join(" ");
      const exact = ({ lines, gists, names }) => {  // the very words, then a code, then the same but for small words
        if (lines.some(line => words(line).map(stem).join(" ") === meant)) return 3;
        if (names.some(name => ` ${said} `.includes(` ${name} `))) return 2;
        return asked.length > 1 && gists.includes(gist(said)) ? 1 : 0;  // one word may be all that is left of a title
      };
      const part = (map, entry) => (map.get(entry) ?? 0) / Math.max(1e-9, ...map.values());
      const scored = entries.flatMap(entry => ({  // what a part of an index leaves open is passed over
        entry,
        exact: exact(entry),
        score: LEARNED * part(voted, entry) + (1 - LEARNED) * part(matched, entry),
      }));
      if (!asked.length && typed.length) {  // small words alone: "about" is the name of a page
        for (const one of scored) one.score = typed.every(word => words(one.entry.lines[0]).includes(word)) ? 1 : 0;
      }
      const best = Math.max(...scored.map(one => one.score));
      // A page and an index of different days may not know the same entries: what isn't in both is left out.
      const found = scored.filter(one => one.entry.item && (one.exact || one.score > 0 && one.score >= WEAK * best))
        .sort((one, other) => other.exact - one.exact || other.score - one.score)
        .map(one => one.entry);
      return { found: found.slice(0, MOST), taken };
    };
  }

  const items = new Map();
  for (const item of document.querySelectorAll(".a-to-z li")) {
    items.set(item.querySelector("a").href.replace("index.html", ""), item);
  }
  const all = searchIndex.documents;
  const whole = all && ranking(all, searchIndex.words.split("\n"), ([address]) => items.get(new URL(address, root).href));
  const rank = async text => (whole ?? ranking(...await searchIndex.gather(telling(text).map(stem), synonyms, heard)))(text);

  window.search = async query => (await rank(query)).found.map(entry => entry.address);

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
  async function show(pause) {
    const query = field.value.trim();
    const { found, taken } = await rank(query);
    if (query !== field.value.trim()) return;  // another is asked by now
    list.replaceChildren(...found.map(entry => result(entry, taken)));
    list.className = "ready";
    document.title = query ? `${query} – ${title}` : title;
    clearTimeout(saying);
    saying = setTimeout(() => {
      const said = `${found.length || "Nothing"} ${["found", "result"][found.length] ?? "results"} for “${query}”`;
      status.textContent = query && (found.length ? said : `${said}. Everything there is stands below, from A to Z.`);
    }, pause);
  }

  function ask(pause) {
    clearTimeout(typing);
    const query = field.value.trim();
    show(pause);
    try {
      history.replaceState(null, "", query ? `?${new URLSearchParams({ q: query })}` : location.pathname);
    } catch { /* a browser may refuse where the page is a file */ }
  }

  function start() {
    field.value = new URLSearchParams(location.search).get("q") ?? "";
    show(0);
  }

  form.addEventListener("submit", event => {
    event.preventDefault();
    ask(0);
  });
  field.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(ask, 120, 600);
  });
  addEventListener("popstate", start);
  if (field.value) ask(0);  // typed while this script was on its way
  else start();
  })();
