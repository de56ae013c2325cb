// The page from which readers search: Pagefind is fetched once they have typed something, and not before.
(() => {
  "use strict";
  const root = document.querySelector(".fl-search");
  if (!root) return;
  const form = root.querySelector("form");
  const box = form.elements.q;
  const selects = [...form.querySelectorAll("select")];
  const said = root.querySelector(".fl-search__said");
  const list = root.querySelector(".fl-search__found");
  const more = root.querySelector(".fl-search__more");
  const words = root.dataset;
  const home = new URL(words.home, location.href);
  const folded = Object.entries(JSON.parse(words.folded));
  const AT_ONCE = 10;
  const PAUSE = 120; // ms without a key

  if (location.protocol === "file:") { // where no page may fetch another file
    said.textContent = words.disk;
    form.hidden = true;
    return;
  }

  // What is asked, as web/search_words.py has written the pages: ligatures in letters, apostrophes as spaces.
  // An article that has lost its vowel is dropped, as every page has one: « l’oiseau » is « oiseau ».
  const ELIDED = /(^|[^\p{L}])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ](?=\p{L})/giu;
  const asked = text => {
    let query = text.normalize("NFC");
    for (const [sign, letters] of folded) query = query.replaceAll(sign, letters.replace(/[\u2060\u2064]/g, ""));
    if (!query.includes('"')) query = query.replace(ELIDED, "$1");
    return query.replace(/['’ʼ]/g, " ").trim();
  };

  // And a passage as it was before.
  const restored = text => {
    text = text.replace(/\u2060(<\/mark>)? /g, "$1");
    for (const [sign, letters] of folded) text = text.replaceAll(letters, sign);
    text = text.replaceAll("\u2060", ""); // at the end of a passage
    return text.replace(/ (?=[;:!?»])/g, "\u00a0").replace(/« /g, "«\u00a0");
  };

  let engine;
  const load = () => engine ??= import(new URL("pagefind/pagefind.js", home)).then(async found => {
    await found.options({
      excerptLength: 32,
      ranking: {metaWeights: {title: 6, author: 5, person: 2, theme: 3, line: 0, path: 0}},
    });
    const [filters] = await Promise.all([fetch(new URL("pagefind/filters.json", home)), found.init()]);
    const {pages, kinds} = await filters.json();
    const places = new Map(pages.map((id, place) => [id, place]));
    for (const names of Object.values(kinds)) {
      for (const name in names) names[name] = new Set(names[name]);
    }
    return {search: query => found.search(query), places, kinds};
  });

  // Of some results, those that are of what is chosen, whatever is chosen of one kind.
  const narrowed = ({places, kinds}, all, except) => {
    const chosen = selects.filter(each => each.value && each.name !== except);
    const of = chosen.map(each => kinds[each.name]?.[each.value] ?? new Set());
    return all.filter(result => of.every(set => set.has(places.get(result.id))));
  };
  const counts = (loaded, all, kind) => {
    const rest = narrowed(loaded, all, kind);
    const count = set => rest.filter(result => set.has(loaded.places.get(result.id))).length;
    return Object.fromEntries(Object.entries(loaded.kinds[kind] ?? {}).map(([name, set]) => [name, count(set)]));
  };

  let turn = 0; // of the newest search: what an older one finds is thrown away
  let results = [];
  let shown = 0;

  const search = async () => {
    const mine = ++turn;
    const query = asked(box.value);
    const chosen = Object.fromEntries(selects.filter(each => each.value).map(each => [each.name, each.value]));
    const address = new URLSearchParams(query ? {q: box.value, ...chosen} : {});
    history.replaceState(history.state, "", `${location.pathname}${query ? `?${address}` : ""}`);
    if (!query) return show(mine, null, [], "");
    root.setAttribute("aria-busy", "true");
    try {
      const loaded = await load();
      await show(mine, loaded, (await loaded.search(query)).results, query);
    } catch (error) {
      engine = undefined; // the next search tries again
      if (mine === turn) said.textContent = words.failed;
      console.warn(error);
    } finally {
      if (mine === turn) root.removeAttribute("aria-busy");
    }
  };

  // Where no page has a word, Pagefind finds those that begin like it, however short: readers are told. In quotes
  // it finds a word, in any of its forms, or nothing; what begins with what is typed is no other word either.
  const plain = text => text.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
  const marks = data => [...data.excerpt.matchAll(/<mark>(.*?)<\/mark>/g)].flatMap(each => each[1].split("-").concat(each[1]));
  const isNear = async (loaded, query, first) => {
    const marked = first.flatMap(marks).map(plain);
    const words = query.replaceAll('"', "").split(/[\s-]+/).filter(plain);
    const unseen = words.filter(word => !marked.some(each => each.startsWith(plain(word))));
    const known = await Promise.all(unseen.map(word => loaded.search(`"${word}"`)));
    return known.some(each => !each.results.length);
  };
  // A page whose passage has but words that begin like those asked for (« back » for « bac ») comes after others.
  const bare = word => plain(word).replace(/[sx]$/, "");
  const isLoose = (query, data) => {
    const marked = marks(data);
    const asked = query.split(/[\s-]+/).map(bare).filter(Boolean);
    return marked.length > 0 && !marked.some(word => asked.includes(bare(word)));
  };
  const sum = async (loaded, query, total, first) => {
    if (!query) return "";
    if (!total) return words.none;
    return (await isNear(loaded, query, first) ? words.near : words.found).replace("{n}", total);
  };

  const show = async (mine, loaded, all, query) => {
    if (mine !== turn) return;
    const left = loaded ? narrowed(loaded, all) : [];
    const first = await Promise.all(left.slice(0, AT_ONCE).map(each => each.data()));
    const summed = await sum(loaded, query, left.length, first);
    if (mine !== turn) return;
    first.sort((one, other) => isLoose(query, one) - isLoose(query, other));
    results = left;
    shown = first.length;
    list.replaceChildren(...first.map(item));
    more.hidden = shown >= results.length;
    said.textContent = summed;
    for (const select of selects) offer(select, loaded ? counts(loaded, all, select.name) : {});
  };

  more.addEventListener("click", async () => {
    const mine = turn;
    const next = await Promise.all(results.slice(shown, shown + AT_ONCE).map(each => each.data()));
    if (mine !== turn) return;
    const items = next.map(item);
    list.append(...items);
    shown += next.length;
    more.hidden = shown >= results.length;
    items[0]?.querySelector("a").focus();
  });

  // What narrows the search down, with how many pages it leaves.
  const offer = (select, left) => {
    const names = Object.keys(left).filter(name => left[name] || name === select.value);
    names.sort((a, b) => a.localeCompare(b, document.documentElement.lang, {numeric: true}));
    const value = select.value;
    const options = names.map(name => new Option(`${name} (${left[name]})`, name, false, name === value));
    select.replaceChildren(select.options[0], ...options);
    select.parentElement.hidden = names.length < 2 && !value;
  };

  // A passage as text and marks, whatever else stands in it.
  const passage = html => {
    const parsed = new DOMParser().parseFromString(restored(html), "text/html").body;
    return [...parsed.childNodes].flatMap(node => {
      const text = node.textContent;
      if (node.nodeName !== "MARK") return [element("span", text)];
      const [, before, word, after] = text.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su);
      return [element("span", before), element("mark", word), element("span", after)].filter(each => each.textContent);
    });
  };

  const element = (name, text, ...children) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    made.append(...children);
    return made;
  };

  const cut = data => {
    // Letters, figures and points alone: entities and spaces are written otherwise in the one than in the other.
    const bare = text => text.replace(/<[^>]*>|&(?:amp|lt|gt|quot|#39);|[&<>"'\s\u2060\u2064]/g, "");
    const [whole, part] = [data.content, data.excerpt].map(bare);
    const ends = whole.endsWith(part) || /[.!?…][»”]?$/.test(part);
    return {start: whole.startsWith(part) ? "" : "… ", end: ends ? "" : /[’ʼ]$/.test(part) ? "…" : " …"};
  };

  const link = (text, address) => {
    const made = element("a", text);
    made.href = address;
    return made;
  };

  const item = data => {
    const page = new URL(data.meta.path, home).href;
    const excerpt = passage(data.excerpt);
    // Browsers scroll to the words (https://wicg.github.io/scroll-to-text-fragment/); others ignore it.
    const word = excerpt.find(node => node.nodeName === "MARK")?.textContent.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
    const there = word ? `#:~:text=${encodeURIComponent(word).replaceAll("-", "%2D")}` : "";
    const made = element("li", "", link(restored(data.meta.title), page + there));
    if (data.meta.line) made.append(element("p", restored(data.meta.line)));
    made.lastElementChild.className = data.meta.line ? "fl-search__line" : "";
    // A passage from the midst of a text says so.
    const {start, end} = cut(data);
    if (excerpt.length) excerpt.at(-1).textContent = excerpt.at(-1).textContent.trimEnd();
    made.append(element("p", "", start, ...excerpt, end));
    const sections = data.sub_results.filter(each => each.anchor && /^h[2-6]$/.test(each.anchor.element)).slice(0, 3);
    if (sections.length) {
      made.append(element("ul", "", ...sections.map(each =>
        element("li", "", link(restored(each.title), `${page}#${each.anchor.id}`)))));
    }
    return made;
  };

  let pause;
  box.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(search, PAUSE);
  });
  for (const select of selects) select.addEventListener("change", search);
  form.addEventListener("submit", event => {
    event.preventDefault();
    clearTimeout(pause);
    search();
  });

  const given = new URLSearchParams(location.search);
  box.value = given.get("q") ?? "";
  for (const select of selects) {
    const value = given.get(select.name);
    if (value) select.append(new Option(value, value, false, true));
  }
  if (box.value) search();
  else box.focus({preventScroll: true});
})();
