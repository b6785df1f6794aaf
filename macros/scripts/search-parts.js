// The index of a large site: what a search needs of it, loaded when it is asked for (see macros/search_parts.py).
(() => {
  "use strict";

  const CANDIDATES = 48;  // so many entries, the likeliest by their words alone, are looked at closely
  const here = document.currentScript.src;
  const coming = new Map(), parts = new Map();

  searchIndex.take = ([name, part]) => parts.set(name, part);

  // Load a part once; one that doesn't come is taken for an empty one.
  function load(name) {
    if (!coming.has(name)) {
      coming.set(name, new Promise(done => {
        const script = document.createElement("script");
        script.src = new URL(`search/${name}.js`, here).href;
        script.onload = script.onerror = done;
        document.head.append(script);
      }));
    }
    return coming.get(name);
  }

  // Return an element with a text.
  function element(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  // Return an entry as the A to Z would list it.
  function listed([address, , title, kind, code, aliases]) {
    const item = document.createElement("li"), link = element("a", title), kinds = element("span", kind);
    link.href = new URL(`../${address}`, here).href;
    kinds.className = "kind";
    if (code) kinds.append(" ", element("b", code));
    item.append(link, " ", kinds);
    if (aliases) item.append(Object.assign(element("p", aliases), { className: "aliases" }));
    return item;
  }

  // Return the part of the index that may answer a query: some documents, what words say of them, what lists them.
  // `asked` are the stems of its words, the last of which may be half typed; `heard` reads a line of words.
  searchIndex.gather = async (asked, synonyms, heard) => {
    const last = asked.at(-1), roots = [...asked, ...asked.flatMap(root => synonyms.get(root) ?? [])];
    const letters = [...new Set(roots.map(root => root[0]))].filter(letter => searchIndex.letters.includes(letter));
    await Promise.all(letters.map(letter => load(`words-${letter}`)));
    const lines = letters.flatMap(letter => (parts.get(`words-${letter}`) ?? "").split("\n")).filter(Boolean);
    const scores = new Map();
    for (const line of lines) {
      const [root, weights] = heard(line);
      const worth = roots.includes(root) ? 1 : root.startsWith(last) ? 0.25 : 0;
      for (const [number, weight] of worth ? weights : []) {
        scores.set(number, (scores.get(number) ?? 0) + worth * weight / Math.log2(2 + weights.length));
      }
    }
    const likely = [...scores].sort(([, one], [, other]) => other - one).slice(0, CANDIDATES).map(([number]) => number);
    await Promise.all(likely.map(number => load(`entries-${Math.floor(number / searchIndex.size)}`)));
    const documents = [];
    for (const number of likely) {
      const known = parts.get(`entries-${Math.floor(number / searchIndex.size)}`)?.[number % searchIndex.size];
      if (known) documents[number] = known;
    }
    return [documents, lines, listed];
  };
})();
