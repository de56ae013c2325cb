"use strict";
// The form: what is filled in → a file of an essay, an author and pictures. Nothing leaves the browser.

const DATA = JSON.parse(document.getElementById("data").textContent);
const WORDS = DATA.words;
const at = (id) => document.getElementById(id);

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

function made(name, attributes = {}, ...within) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...within);
  return element;
}

// ---- Texts

// As catalogue/ids.py makes a name of a file from words.
function idOf(text, otherwise) {
  const letters = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d", þ: "th", ð: "d", ı: "i" };
  const plain = text.toLowerCase().replace(/[œæßøłđþðı]/g, (each) => letters[each]).normalize("NFD").replace(/\p{M}/gu, "");
  const id = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 58).replace(/-$/, "") || otherwise;
  return DATA.reserved.includes(id) ? `${id}-1` : id;
}

function free(id, taken) {
  let name = id;
  for (let number = 2; taken.includes(name); number += 1) name = `${id}-${number}`;
  return name;
}

const clean = (text) => text.normalize("NFC").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u2060\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "");
const oneLine = (text) => clean(text.replace(/[\t\n\r\f ]+/g, " ")).trim();
const unix = (text) => text.replace(/\r\n?|\u2028|\u2029/g, "\n");

// The rules of intake/plain_text.py: what Markdown would misread of a text that has none.

const INDENT = /^(?: {0,3}\t| {4})[ \t]*/;
const NUMBER = /^( {0,3})(\p{Nd}{1,9})\.(?=[ \t])/u;
const isItem = (line) => /^ {0,3}[-*+][ \t]+\S/.test(line) || NUMBER.test(line);
const isProse = (line) => line.trim() !== "" && !isItem(line) && !/^[ \t]/.test(line);
const lengthOf = (line) => [...line].length;

function plain(text) {
  let lines = unix(text.replace(/^\ufeff/, "")).split("\n");
  while (lines.length && !lines.at(-1).trim()) lines.pop();
  if (!lines.length) return "";
  for (const step of [outdented, escaped, parted, listed]) lines = step(lines);
  return lines.join("\n") + "\n";
}

function outdented(lines) {
  let inList = false;
  return lines.map((line) => {
    if (!line.trim()) return line;
    const indented = INDENT.test(line);
    inList = isItem(line) || (inList && indented);
    return inList || !indented ? line : line.replace(INDENT, "");
  });
}

function escaped(lines) {
  let last = null;
  return lines.map((line) => {
    const found = NUMBER.exec(line);
    const number = found && Number(found[2]);
    if (found && (number <= 1 || number - 1 === last)) last = number;
    else if (found) line = line.replace(NUMBER, "$1$2\\.");
    line = line.replace(/^ {0,3}(?=#[\p{L}\p{N}_]|!!!)/u, "$&\\");
    line = line.replace(/&([A-Za-z][A-Za-z0-9]*;)/g, (whole, name) => (isEntity(name) ? `&amp;${name}` : whole));
    line = line.replace(/(?<![\p{L}\p{N}_@\\])@(?:([\p{L}\p{N}_]*_)(?![\p{L}\p{N}_])|(_[\p{L}\p{N}_]+))/gu, (_, one, two) => "@" + edges(one || two));
    return line.replace(/<(?=[A-Za-z/!?])(?![A-Za-z][\p{L}\p{N}_+.-]*:|[\p{L}\p{N}_.+-]+@)/gu, "&lt;");
  });
}

function isEntity(name) {
  if (["amp;", "lt;", "gt;", "quot;", "nbsp;"].includes(name)) return false;
  const decoded = new DOMParser().parseFromString(`<p>&${name}`, "text/html").body.textContent;
  return name === "semi;" || !decoded.endsWith(";");
}

function edges(handle) {
  const inner = handle.replace(/^_+|_+$/g, "");
  const before = handle.length - handle.replace(/^_+/, "").length;
  const after = inner ? handle.length - handle.replace(/_+$/, "").length : 0;
  return "\\_".repeat(before) + inner + "\\_".repeat(after);
}

function parted(lines) {
  const prose = lines.filter((line) => !isItem(line));
  const whole = prose.filter((line) => lengthOf(line) >= 60 && /[.!?…»”"):]\s*$/.test(line));
  const unwrapped = prose.some((line) => lengthOf(line) >= 200) || 3 * whole.length >= 2 * prose.length;
  if (lines.some((line) => !line.trim()) || prose.length < 2 || !unwrapped) return lines;
  return apart(lines, (before, after) => !isItem(before) && !isItem(after));
}

const listed = (lines) => apart(lines, (before, after) => isItem(after) && isProse(before));

function apart(lines, isApart) {
  return lines.flatMap((line, index) => (index && isApart(lines[index - 1], line) ? ["", line] : [line]));
}

// ---- What is pasted from Word, LibreOffice, Google Docs or a page

const BLOCK = /^(?:P|DIV|H[1-6]|UL|OL|LI|BLOCKQUOTE|TABLE|TBODY|THEAD|TFOOT|TR|TD|TH|CAPTION|PRE|HR|SECTION|ARTICLE|MAIN|HEADER|FOOTER|ASIDE|NAV|FIGURE|FIGCAPTION|DL|DT|DD|CENTER|ADDRESS|BODY|FORM|FIELDSET|DETAILS|SUMMARY)$/;
const SILENT = /^(?:SCRIPT|STYLE|META|LINK|TITLE|HEAD|TEMPLATE|XML|NOSCRIPT|OBJECT|EMBED|IFRAME|SVG|MATH|CANVAS|VIDEO|AUDIO|BUTTON|INPUT|SELECT|TEXTAREA)$/;
const REFERENCE = /#_?(ftn|edn|ftnt|sdfootnote|sdendnote)(\d+)(?:sym)?$/;
const RETURN = /#_?(ftn|edn|ftnt|sdfootnote|sdendnote)(?:_?ref(\d+)|(\d+)anc)$/;

// → { markdown, title, lost: { what → how many } }
function fromHtml(html, firstNote = 1) {
  // The page's policy forbids styles within what is parsed too; they are only read here.
  const unstyled = html.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
  const body = new DOMParser().parseFromString(unstyled, "text/html").body;
  const paste = { lost: {}, notes: new Map(), bodies: new Map(), firstNote };
  const lose = (what) => { paste.lost[what] = (paste.lost[what] || 0) + 1; };
  paste.lose = lose;
  for (const each of [...body.querySelectorAll("*")]) {
    const style = styleOf(each);
    if (/mso-element:\s*comment/.test(style) || /MsoComment/.test(each.className)) { if (each.isConnected && !each.parentElement.closest("[data-gone]")) lose("comments"); each.setAttribute("data-gone", ""); }
    else if (each.tagName === "DEL") { lose("deleted"); each.setAttribute("data-gone", ""); }
    else if (/display:\s*none|mso-hide:\s*all/.test(style)) { lose("hidden"); each.setAttribute("data-gone", ""); }
  }
  for (const each of body.querySelectorAll("[data-gone]")) each.remove();
  for (const link of [...body.querySelectorAll("a[href]")]) {
    const found = RETURN.exec(link.getAttribute("href"));
    if (!found) continue;
    const holder = link.closest("div[id^=ftn], div[id^=edn], div[id^=sdfootnote], div[id^=sdendnote]") || link.closest("p, li, div");
    if (!holder || holder === body) continue;
    link.remove();
    paste.bodies.set(found[1] + (found[2] || found[3]), holder);
    holder.remove();
  }
  const blocks = [];
  blocksOf(body, blocks, paste, 0);
  return { ...written(blocks, paste), lost: paste.lost };
}

const styleOf = (node) => (node.getAttribute("data-style") || "").toLowerCase();

function blocksOf(node, blocks, paste, level, quote = false) {
  let runs = [];
  const flush = () => {
    const text = inline(runs);
    runs = [];
    if (text) blocks.push({ text, quote });
  };
  for (const child of node.childNodes) {
    if (child.nodeType === Node.ELEMENT_NODE && (BLOCK.test(child.tagName) || child.querySelector("p, div, h1, h2, h3, h4, h5, h6, ul, ol, table, blockquote"))) {
      flush();
      blockOf(child, blocks, paste, level, quote);
    } else {
      runsOf(child, {}, runs, paste);
    }
  }
  flush();
}

function blockOf(node, blocks, paste, level, quote) {
  const name = node.tagName;
  const heading = /^H([1-6])$/.exec(name);
  const listed = /mso-list:\s*(l\d+)\s+level(\d+)/.exec(styleOf(node));
  if (SILENT.test(name)) return;
  if (/\bMsoTitle\b/.test(node.className)) blocks.push({ title: inline(runsIn(node, paste)), text: "" });
  else if (heading) {
    const text = inline(runsIn(node, paste, { heading: true }));
    if (text) blocks.push({ heading: Number(heading[1]), text });
  } else if (listed) {
    const mark = node.querySelector("[data-style*='Ignore']");
    const ordered = mark ? /^[\s\u00a0(]*(?:\d+|[ivxlcdm]+|[a-z])[.)]/i.test(mark.textContent) : false;
    if (mark) mark.remove();
    const text = inline(runsIn(node, paste));
    if (text) blocks.push({ text, item: Number(listed[2]) - 1, ordered, quote, list: listed[1] });
  } else if (name === "UL" || name === "OL") {
    for (const child of node.children) {
      if (child.tagName === "UL" || child.tagName === "OL") { blockOf(child, blocks, paste, level + 1, quote); continue; }
      const within = [];
      blocksOf(child, within, paste, level + 1, quote);
      within.forEach((block, index) => {
        const own = "item" in block || "after" in block;
        blocks.push(own ? block : index === 0 ? { ...block, item: level, ordered: name === "OL", list: outermost(node) } : { ...block, after: level });
      });
    }
  } else if (name === "BLOCKQUOTE") blocksOf(node, blocks, paste, level, true);
  else if (name === "TABLE") tableOf(node, blocks, paste, level, quote);
  else if (name === "HR") blocks.push({ text: "* * *", rule: true });
  else blocksOf(node, blocks, paste, level, quote);
}

function outermost(list) {
  let outer = list;
  for (let node = list.parentElement; node; node = node.parentElement) if (/^[UO]L$/.test(node.tagName)) outer = node;
  return outer;
}

function tableOf(table, blocks, paste, level, quote) {
  const rows = [...table.rows].filter((row) => row.closest("table") === table);
  const isPlain = rows.length > 1 && Math.max(...rows.map((row) => row.cells.length)) > 1 && !table.querySelector("table, ul, ol");
  if (!isPlain) {
    for (const row of rows) for (const cell of row.cells) blocksOf(cell, blocks, paste, level, quote);
    return;
  }
  const wide = Math.max(...rows.map((row) => row.cells.length));
  const cells = rows.map((row) => [...row.cells].map((cell) => inline(runsIn(cell, paste, { cell: true })).replace(/(?<!\\)\|/g, "\\|")));
  const lines = cells.map((row) => `| ${[...row, ...Array(wide - row.length).fill("")].join(" | ")} |`);
  lines.splice(1, 0, `|${" --- |".repeat(wide)}`);
  blocks.push({ text: lines.join("\n"), raw: true });
}

function runsIn(node, paste, format = {}) {
  const runs = [];
  for (const child of node.childNodes) runsOf(child, format, runs, paste);
  return runs;
}

function runsOf(node, format, runs, paste) {
  if (node.nodeType === Node.TEXT_NODE) {
    const text = clean(node.data.replace(/[\t\n\r\f ]+/g, " "));
    if (text) runs.push({ ...format, text });
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  const name = node.tagName;
  const style = styleOf(node);
  if (SILENT.test(name)) return;
  if (name === "BR") { runs.push({ ...format, text: format.cell || format.heading ? " " : "\n" }); return; }
  if (name === "IMG" || /^V:/.test(name)) { if (name === "IMG") paste.lose("images"); if (name === "IMG") return; }
  const inner = { ...format };
  if (/^(?:B|STRONG)$/.test(name)) inner.bold = true;
  if (/^(?:I|EM|CITE|VAR|DFN)$/.test(name)) inner.italic = true;
  if (/(?<![\w-])font-weight:\s*(?:bold|[6-9]00)/.test(style)) inner.bold = true;
  if (/(?<![\w-])font-weight:\s*(?:normal|[1-5]00)/.test(style)) inner.bold = false;
  if (/(?<![\w-])font-style:\s*(?:italic|oblique)/.test(style)) inner.italic = true;
  if (/(?<![\w-])font-style:\s*normal/.test(style)) inner.italic = false;
  if (name === "SUP" || /(?<![\w-])vertical-align:\s*super/.test(style)) inner.script = "^";
  if (name === "SUB" || /(?<![\w-])vertical-align:\s*sub\b/.test(style)) inner.script = "~";
  if (inner.heading) inner.bold = false;
  if (name === "U" || (/(?<![\w-])text-decoration:[^;]*underline/.test(style) && !node.closest("a"))) paste.lose("underlined");
  if (/(?:^|;)\s*(?:background|mso-highlight)[^;]*:\s*(?!transparent|white|none|inherit)/.test(style)) paste.lose("coloured");
  if (name === "A") {
    const address = node.getAttribute("href") || "";
    const found = REFERENCE.exec(address);
    if (found) { noteOf(found[1] + found[2], runs, paste); return; }
    if (/^(?:https?:\/\/|mailto:)/i.test(address)) inner.link = address.replace(/[\s<>()\\]/g, encodeURIComponent).replace(/\(/g, "%28").replace(/\)/g, "%29");
  }
  for (const child of node.childNodes) runsOf(child, inner, runs, paste);
}

function noteOf(key, runs, paste) {
  if (!paste.bodies.has(key)) { paste.lose("notes"); return; }
  if (!paste.notes.has(key)) paste.notes.set(key, paste.firstNote + paste.notes.size);
  runs.push({ text: `[^${paste.notes.get(key)}]`, raw: true });
}

// Runs of one format → Markdown, spaces at the edges of what is marked put outside of it.
function inline(runs) {
  const alike = (one, other) => !one.raw && !other.raw && ["bold", "italic", "script", "link"].every((key) => (one[key] || "") === (other[key] || ""));
  const merged = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (last && (alike(last, run) || (!run.raw && !run.text.trim() && !last.raw))) last.text += run.text;
    else merged.push({ ...run });
  }
  let result = "";
  for (const run of merged) {
    if (run.raw) { result = result.replace(/ $/, "") + run.text; continue; }
    const [, before, words, after] = /^([ \n]*)([^]*?)([ \n]*)$/.exec(run.text.replace(/ *\n */g, "\n").replace(/ {2,}/g, " "));
    result += before + marked(words, run, result + before) + after;
  }
  return result
    .replace(/ {2,}/g, " ").replace(/ *\n */g, "\n").replace(/\n{2,}/g, "\n").trim()
    .replace(/\n/g, "\\\n");
}

function marked(words, run, before) {
  if (!words) return "";
  let text = words.replace(/[\\`*^~]/g, "\\$&").replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_").replace(/<(?=[A-Za-z/!?])/g, "&lt;")
    .replace(/&(?=[A-Za-z#][A-Za-z0-9]*;)/g, "&amp;").replace(/\[(?=\^|[^\]\n]*\][({])/g, "\\[").replace(/={2,}|\$(?=\S)/g, (each) => each.replace(/./g, "\\$&"));
  if (run.script && !/\s/.test(text)) text = run.script + text + run.script;
  const marks = (run.bold ? "**" : "") + (run.italic ? "*" : "");
  const canMark = marks && !/[*\\]$/.test(before) && !/\n/.test(text) && /[\p{L}\p{N}]/u.test(text);
  if (run.link) text = text === run.link && !/[\\*]/.test(text) ? `<${text}>` : `[${text.replace(/[[\]]/g, "\\$&")}](${run.link})`;
  return canMark ? marks + text + [...marks].reverse().join("") : text;
}

const RULE = /^(?:(?:\\?\*[ \u00a0]*)+|_{3,}|-{3,}|(?:\\~)+|⁂|•[ •]*)$/;

function written(blocks, paste) {
  const titled = blocks.find((block) => block.title);
  let rest = blocks.filter((block) => block !== titled).map((block) => ("title" in block ? { text: block.title } : block)).filter((block) => block.text);
  let title = titled ? titled.title : "";
  const headings = rest.filter((block) => block.heading);
  if (!title && rest[0] && rest[0].heading && headings.filter((block) => block.heading <= rest[0].heading).length === 1) {
    title = rest[0].text;
    rest = rest.slice(1);
  }
  const highest = Math.min(...rest.filter((block) => block.heading).map((block) => block.heading));
  while (paste.bodies.size && rest.length && rest.at(-1).rule) rest.pop(); // the line above notes
  const numbers = [];
  let list = null;
  const pieces = rest.map((block) => {
    const text = block.raw ? block.text : safe(block.text);
    if (block.heading) return { text: `${"#".repeat(Math.min(6, block.heading - highest + 2))} ${text}` };
    if ("item" in block) {
      if (block.list !== list) numbers.length = 0;
      list = block.list;
      numbers.length = block.item + 1;
      numbers[block.item] = (numbers[block.item] || 0) + 1;
      const mark = block.ordered ? `${numbers[block.item]}.` : "-";
      return { text: indent(`${mark} ${text.replace(/\n/g, "\n    ")}`, block.item), list };
    }
    if ("after" in block) return { text: indent(text, block.after + 1) };
    numbers.length = 0;
    return { text: block.quote ? text.replace(/^/gm, "> ") : text, quote: block.quote };
  });
  let markdown = "";
  pieces.forEach((piece, index) => {
    const before = pieces[index - 1];
    const between = before && before.list && piece.list === before.list ? "\n" : before && before.quote && piece.quote ? "\n>\n" : "\n\n";
    markdown += (index ? between : "") + piece.text;
  });
  for (const [key, number] of paste.notes) { // a note may name another, which the loop then comes to
    const within = [];
    blocksOf(paste.bodies.get(key), within, paste, 0);
    markdown += `\n\n[^${number}]: ` + within.map((block) => block.text).filter(Boolean).join("\n\n    ");
  }
  for (const key of paste.bodies.keys()) if (!paste.notes.has(key)) paste.lose("notes");
  return { markdown: markdown ? markdown + "\n" : "", title: title.replace(/\\?[*\\`^~]+/g, "").replace(/\[\^\d+\]/g, "") };
}

const indent = (text, level) => text.replace(/^(?=.)/gm, "    ".repeat(level));

// A paragraph whose first characters would be markup.
function safe(text) {
  if (RULE.test(text)) return "* * *";
  const bullet = /^[•▪◦‣●○■·][ \u00a0]+(?=\S)/;
  if (bullet.test(text)) return text.replace(bullet, "- ");
  return text.replace(/^(?=#|>|[-+](?:[ \t]|$)|!!!|\?\?\?|:::|:[ \t]|===|\{|\|)/gm, "\\").replace(/^(\d{1,9})\.(?=[ \t])/gm, "$1\\.");
}

// ---- Counting

function counted(markdown) {
  const text = markdown.replace(/\[\^[^\]\n]+\]:?/g, "").replace(SHOWN, (_, alt, name, caption) => caption || "")
    .replace(/\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*(?:\s+"[^"]*")?\)/g, "$1")
    .replace(/\[\[([^\]|]*)(?:\|([^\]]*))?\]\]/g, (_, name, printed) => printed || name).replace(/^[ \t]*(?:#{1,6}|>|[-*+]|\d+\.)[ \t]+/gm, "")
    .replace(/(?<!\\)[*`]|\\(?=[^\w\s])|^\|?(?:\s*:?-+:?\s*\|)+.*$/gm, "").replace(/\s+/g, " ").trim();
  return { words: (text.match(/\S*[\p{L}\p{N}]\S*/gu) || []).length, signs: lengthOf(text) };
}

// ---- Pictures

const IMAGES = []; // { name, blob, alt, caption }
let PORTRAIT = null;

// A picture as it leaves the form: upright, no larger than needed, without what the camera noted (place, time).
async function pictured(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, DATA.side / Math.max(bitmap.width, bitmap.height));
  const canvas = made("canvas", { width: Math.max(1, Math.round(bitmap.width * scale)), height: Math.max(1, Math.round(bitmap.height * scale)) });
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const isPng = file.type !== "image/jpeg";
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, isPng ? "image/png" : "image/jpeg", 0.92));
  if (!blob) throw new Error("empty");
  return { blob, suffix: isPng ? "png" : "jpg" };
}

async function addImages() {
  const refused = [];
  for (const file of at("images").files) {
    try {
      const { blob, suffix } = await pictured(file);
      const stem = idOf(file.name.replace(/\.[^.]*$/, ""), "image");
      const taken = IMAGES.map((each) => each.name.replace(/\.\w+$/, ""));
      const image = { name: `${free(stem, taken)}.${suffix}`, blob, alt: "", caption: "" };
      IMAGES.push(image);
      showImage(image);
    } catch {
      refused.push(file.name);
    }
  }
  at("images").value = "";
  show("images", refused.length ? filled(WORDS["image-unreadable"], { names: refused.join(", ") }) : "");
  at("image-list").hidden = !IMAGES.length;
  look();
}

function showImage(image) {
  const id = `image-${image.name.replace(".", "-")}`;
  const alt = made("input", { id: `${id}-alt`, type: "text", autocomplete: "off", "aria-describedby": `${id}-alt-help ${id}-alt-problem` });
  const caption = made("input", { id: `${id}-caption`, type: "text", autocomplete: "off" });
  alt.addEventListener("input", () => { image.alt = oneLine(alt.value); look(); });
  caption.addEventListener("input", () => { image.caption = oneLine(caption.value); });
  const insert = made("button", { type: "button" }, WORDS["insert"]);
  const remove = made("button", { type: "button" }, WORDS["remove"]);
  insert.append(made("span", { class: "name" }, ` ${image.name}`));
  remove.append(made("span", { class: "name" }, ` ${image.name}`));
  const address = URL.createObjectURL(image.blob);
  const item = made("li", {},
    made("img", { src: address, alt: "" }),
    made("div", {},
      made("div", { class: "field" }, made("label", { for: alt.id }, WORDS["alt"]), made("p", { class: "help", id: `${id}-alt-help` }, WORDS["alt.help"]), alt, made("p", { class: "problem", id: `${id}-alt-problem`, hidden: "" })),
      made("div", { class: "field" }, made("label", { for: caption.id }, WORDS["caption"]), caption),
      made("p", { class: "actions" }, insert, remove)));
  insert.addEventListener("click", () => put(`\n\n![](${image.name})\n\n`));
  remove.addEventListener("click", () => {
    IMAGES.splice(IMAGES.indexOf(image), 1);
    URL.revokeObjectURL(address);
    item.remove();
    at("image-list").hidden = !IMAGES.length;
    at("images").focus();
    look();
  });
  at("image-list").append(item);
}

async function addPortrait() {
  const [file] = at("portrait").files;
  PORTRAIT = null;
  at("portrait-shown").replaceChildren();
  let problem = "";
  if (file) {
    try {
      PORTRAIT = await pictured(file);
      at("portrait-shown").append(made("img", { src: URL.createObjectURL(PORTRAIT.blob), alt: "" }));
    } catch {
      problem = filled(WORDS["image-unreadable"], { names: file.name });
    }
  }
  show("portrait", problem);
  look();
}

const SHOWN = /!\[((?:[^\[\]\\]|\\.)*)\]\(([^()\s]+)(\s+"[^"\n]*")?\)/g;

// The text with what its pictures show and their captions.
function described(text) {
  return text.replace(SHOWN, (whole, alt, name, caption) => {
    const image = IMAGES.find((each) => each.name === name);
    if (!image) return whole;
    const said = alt.trim() || image.alt.replace(/[\\[\]*_`]/g, "\\$&");
    const below = caption || (image.caption ? ` "${image.caption.replace(/"/g, "”")}"` : "");
    return `![${said}](${name}${below})`;
  });
}

// ---- The live check

const TOUCHED = new Set();
let TRIED = false;

const value = (id) => (at(id) ? at(id).value : "");
const isNew = () => !value("known");

// The essay that a letter answers, and the letter: the page is opened so by « Répondre » below a text.
const ASKED = new URLSearchParams(location.search);
const answered = () => value("answered");
let LETTER = "";
const listOf = (text) => [...new Set(text.split(",").map(oneLine).filter(Boolean))];

function* problems() {
  const said = (code, values) => filled(DATA.problems[code], values);
  for (const field of DATA.fields) {
    if (field.kind === "author" && !isNew()) continue;
    if (answered() && !(field.name === "name" || (field.name === "title" && value(field.id)))) continue;
    const text = field.shape === "text" ? clean(value(field.id)).trim() : oneLine(value(field.id));
    const values = { field: field.label, value: text };
    if (field.required && !text) yield [field.id, said("field-empty", values)];
    else if (field.shape === "words") {
      const items = listOf(text);
      if (field.most && items.length > field.most) yield [field.id, said("list-too-long", { ...values, max: field.most })];
      const long = field.longest && items.find((item) => lengthOf(item) > field.longest);
      if (long) yield [field.id, said("field-too-long", { field: long, max: field.longest })];
    } else if (field.longest && lengthOf(text) > field.longest) yield [field.id, said("field-too-long", { ...values, max: field.longest })];
    else if (text && field.shape === "address" && !/^(?:https?:\/\/[^\s\\<>"/]+\S*|mailto:[^@\s/]+@[^@\s/]+)$/.test(text)) yield [field.id, said("url-invalid", values)];
    else if (text && field.name === "orcid" && !isOrcid(text)) yield [field.id, said("orcid-invalid", values)];
    else if (field.shape === "date" && at(field.id).validity.badInput) yield [field.id, said("date-form", values)];
  }
  const body = value("body");
  const limits = answered() ? null : DATA.volumes[value("essay-volume")];
  if (!body.trim()) yield ["body", said("field-empty", { field: WORDS["body"] })];
  else if (limits) {
    const count = counted(body)[limits.unit];
    if (limits.max !== null && count > limits.max) yield ["body", said(`essay-too-long-${limits.unit}`, { count, max: limits.max })];
    else if (count < limits.min) yield ["body", said(`essay-too-short-${limits.unit}`, { count, min: limits.min })];
  }
  const shown = [...body.matchAll(SHOWN)];
  if (answered() && shown.length) yield ["body", WORDS["answer-images"]];
  for (const [, , name] of answered() ? [] : shown) {
    if (!/^https?:/.test(name) && !IMAGES.some((each) => each.name === name)) yield ["images", said("image-missing", { image: name })];
  }
  for (const image of answered() ? [] : IMAGES) {
    const id = `image-${image.name.replace(".", "-")}-alt`;
    const own = shown.filter(([, , name]) => name === image.name);
    if (!own.length) yield [id, said("image-unused", { image: image.name })];
    else if (!image.alt && own.some(([, alt]) => !alt.trim())) yield [id, said("image-alt-missing", { image: image.name })];
  }
  if (!value("license")) yield ["license", said("license-missing", {})];
  for (const name of ["mine", "publish", "people"]) {
    if (!at(`consent-${name}`).checked && (name !== "people" || (!answered() && (IMAGES.length || (isNew() && PORTRAIT))))) yield [`consent-${name}`, WORDS["not-agreed"]];
  }
}

// ISO 7064 MOD 11-2, as ORCID counts its last character.
function isOrcid(text) {
  const digits = text.replace(/^https?:\/\/orcid\.org\//, "").replace(/-/g, "").toUpperCase();
  if (!/^\d{15}[\dX]$/.test(digits)) return false;
  const total = [...digits.slice(0, 15)].reduce((sum, digit) => (sum + Number(digit)) * 2, 0);
  const check = (12 - (total % 11)) % 11;
  return (check === 10 ? "X" : String(check)) === digits[15];
}

function show(id, text) {
  const line = at(`${id}-problem`);
  if (!line) return;
  line.textContent = text;
  line.hidden = !text;
  if (text) at(id).setAttribute("aria-invalid", "true");
  else at(id).removeAttribute("aria-invalid");
}

function look() {
  const found = [...problems()];
  const first = new Map();
  for (const [id, text] of found) if (!first.has(id)) first.set(id, text);
  for (const line of document.querySelectorAll(".problem[id]")) {
    const id = line.id.replace(/-problem$/, "");
    if (id !== "portrait" && (id !== "images" || first.has(id))) show(id, TRIED || TOUCHED.has(id) ? first.get(id) || "" : "");
  }
  const { words, signs } = counted(value("body"));
  const length = answered() ? "" : DATA.volumes[value("essay-volume")]?.asked;
  const asked = length ? filled(WORDS["asked"], { length }) : "";
  at("body-count").textContent = `${filled(WORDS["count"], { words: words.toLocaleString(DATA.lang), signs: signs.toLocaleString(DATA.lang) })}${asked}`;
  if (!TRIED) return [];
  const inOrder = [...first].sort(([one], [other]) => (at(one).compareDocumentPosition(at(other)) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  const links = inOrder.map(([id, text]) => made("li", {}, made("a", { href: `#${id}` }, text)));
  at("left").replaceChildren(...(links.length ? [made("p", {}, WORDS["left"]), made("ul", {}, ...links)] : [made("p", {}, WORDS["all-well"])]));
  return inOrder;
}

// ---- The files

const quoted = (text) => JSON.stringify(text);

function essayFile(author) {
  const signed = [author, ...listOf(value("others"))].map((each) => (each === author ? each : quoted(each)));
  const lines = [`title: ${quoted(oneLine(value("essay-title")))}`, `authors: [${signed.join(", ")}]`];
  for (const field of DATA.fields) {
    if (field.kind !== "essay" || field.name === "title") continue;
    const text = field.shape === "text" ? clean(value(field.id)).trim() : oneLine(value(field.id));
    if (text) lines.push(`${field.name}: ${field.shape === "words" ? `[${listOf(text).map(quoted).join(", ")}]` : field.shape === "date" ? text : quoted(text)}`);
  }
  if (value("essay-volume")) lines.push(`volume: ${value("essay-volume")}`);
  lines.push(`license: ${value("license")}`);
  return `---\n${lines.join("\n")}\n---\n\n${described(clean(unix(value("body")))).trim()}\n`;
}

// A letter in answer to an essay; who has no file of an author needs none.
function letterFile() {
  const signed = isNew() ? quoted(oneLine(value("author-name"))) : value("known");
  const lines = [`authors: [${signed}]`, `date: ${today()}`];
  if (LETTER) lines.push(`answers: ${LETTER}`);
  const title = oneLine(value("essay-title"));
  if (title) lines.push(`title: ${quoted(title)}`);
  lines.push(`license: ${value("license")}`);
  return `---\n${lines.join("\n")}\n---\n\n${clean(unix(value("body"))).trim()}\n`;
}

function today() {
  const day = new Date();
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((number) => String(number).padStart(2, "0")).join("-");
}

const writer = () => (isNew() ? oneLine(value("author-name")) : at("known").selectedOptions[0].text);

// What the text is called: by its title, a letter by the essay that it answers.
function called() {
  return answered() ? filled(WORDS["answer-to"], { title: at("answered").selectedOptions[0].text }) : oneLine(value("essay-title"));
}

function authorFile(id) {
  const lines = [];
  for (const field of DATA.fields) {
    const text = field.kind === "author" ? oneLine(value(field.id)) : "";
    if (text) lines.push(`${field.name}: ${quoted(text)}`);
  }
  if (PORTRAIT) lines.push(`portrait: ${id}.${PORTRAIT.suffix}`);
  const notice = clean(unix(value("notice"))).trim();
  return `---\n${lines.join("\n")}\n---\n${notice ? `\n${notice}\n` : ""}`;
}

function consentFile() {
  const agreed = ["mine", "publish", "people"].filter((name) => at(`consent-${name}`).checked).map((name) => `- ${document.querySelector(`label[for=consent-${name}]`).textContent}`);
  return [DATA.anthology, called(), writer(), at("license").selectedOptions[0].text, today(), "", ...agreed, ""].join("\n");
}

async function parcel() {
  const encoded = (text) => new TextEncoder().encode(text);
  if (answered()) {
    const letter = free(idOf(writer(), "lettre"), Object.keys(DATA.letters[answered()] || {}));
    const files = [["consent.txt", encoded(consentFile())], [`essays/${answered()}/letters/${letter}.md`, encoded(letterFile())]];
    return { name: `${answered()}-${letter}.florilege.zip`, content: zipped(files) };
  }
  const essay = free(idOf(value("essay-title"), "essai"), DATA.essays);
  const author = isNew() ? free(idOf(value("author-name"), "signature"), DATA.authors) : value("known");
  const files = [["consent.txt", encoded(consentFile())], [`essays/${essay}/index.md`, encoded(essayFile(author))]];
  for (const { name, blob } of IMAGES) files.push([`essays/${essay}/${name}`, new Uint8Array(await blob.arrayBuffer())]);
  if (isNew()) {
    files.push([`authors/${author}.md`, encoded(authorFile(author))]);
    if (PORTRAIT) files.push([`authors/${author}.${PORTRAIT.suffix}`, new Uint8Array(await PORTRAIT.blob.arrayBuffer())]);
  }
  return { name: `${essay}.florilege.zip`, content: zipped(files) };
}

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let rest = index;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ TABLE[(sum ^ byte) & 0xff];
  return (sum ^ 0xffffffff) >>> 0;
}

// A ZIP without compression (APPNOTE 4.3), dated 1980, so that the same files are the same bytes.
function zipped(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  const record = (...numbers) => new Uint8Array(numbers.flatMap(([number, size]) => Array.from({ length: size }, (_, at) => Math.floor(number / 256 ** at) % 256)));
  for (const [path, bytes] of files) {
    const name = new TextEncoder().encode(path);
    const common = [[20, 2], [0x0800, 2], [0, 2], [0, 2], [33, 2], [checksum(bytes), 4], [bytes.length, 4], [bytes.length, 4], [name.length, 2], [0, 2]];
    const head = record([0x04034b50, 4], ...common);
    directory.push(record([0x02014b50, 4], [20, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), name);
    parts.push(head, name, bytes);
    offset += head.length + name.length + bytes.length;
  }
  const size = directory.reduce((sum, each) => sum + each.length, 0);
  const end = record([0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [offset, 4], [0, 2]);
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
}

async function save(event) {
  event.preventDefault();
  TRIED = true;
  const [wrong] = look();
  if (wrong) {
    at("done").hidden = true;
    at(wrong[0]).focus();
    return;
  }
  const { name, content } = await parcel();
  const address = URL.createObjectURL(content);
  made("a", { href: address, download: name }).click();
  const mail = DATA.mail ? made("a", { href: `mailto:${DATA.mail}?subject=${encodeURIComponent(`${DATA.anthology} : ${called()}`)}` }, DATA.mail) : WORDS["editors"];
  const [before, after] = filled(WORDS["send"], { name }).split("{to}");
  at("done").replaceChildren(made("p", {}, made("strong", {}, WORDS["saved"])), made("p", {}, before, mail, after));
  at("done").hidden = false;
  at("done").focus();
}

// ---- Writing

function put(text) {
  const body = at("body");
  const start = body.value.slice(0, body.selectionStart);
  const wanted = start.trim() ? text.slice(Math.min(/\n*$/.exec(start)[0].length, /^\n*/.exec(text)[0].length)) : text.replace(/^\n+/, "");
  body.focus();
  if (!document.execCommand("insertText", false, wanted)) body.setRangeText(wanted, body.selectionStart, body.selectionEnd, "end");
  body.dispatchEvent(new Event("input", { bubbles: true }));
}

const nextNote = () => Math.max(0, ...[...value("body").matchAll(/\[\^(\d+)\]/g)].map((found) => Number(found[1]))) + 1;

const TOOLS = {
  heading: () => put(`\n\n## ${chosen() || WORDS["example-heading"]}\n\n`),
  italic: () => put(`*${chosen() || WORDS["example-word"]}*`),
  bold: () => put(`**${chosen() || WORDS["example-word"]}**`),
  quotation: () => put(`\n\n> ${(chosen() || WORDS["example-quotation"]).replace(/\n/g, "\n> ")}\n\n`),
  list: () => put(`\n\n${(chosen() || WORDS["example-word"]).replace(/^(?=.)/gm, "- ")}\n\n`),
  note: () => {
    const number = nextNote();
    const body = at("body");
    const text = chosen();
    put(`${text}[^${number}]`);
    body.selectionStart = body.selectionEnd = body.value.length;
    put(`\n\n[^${number}]: ${WORDS["example-note"]}`);
    body.setSelectionRange(body.selectionEnd - WORDS["example-note"].length, body.selectionEnd);
  },
};

const chosen = () => at("body").value.slice(at("body").selectionStart, at("body").selectionEnd).trim();

function paste(event) {
  const html = event.clipboardData.getData("text/html");
  const text = event.clipboardData.getData("text/plain");
  if (!html && !text) return;
  event.preventDefault();
  const found = html ? fromHtml(html, nextNote()) : { markdown: plain(text), title: "", lost: {} };
  const isWhole = !value("body").trim();
  if (found.title && isWhole && !value("essay-title").trim()) {
    at("essay-title").value = found.title;
    found.lost.title = found.title;
  } else if (found.title) {
    found.markdown = `## ${found.title}\n\n${found.markdown}`;
  }
  put(/\n/.test(found.markdown.trim()) || isWhole ? found.markdown : found.markdown.trim());
  const told = Object.entries(found.lost).map(([what, number]) => made("li", {}, filled(WORDS[`pasted-${what}`], { n: number })));
  at("pasted").replaceChildren(...(html ? [made("p", {}, WORDS["pasted"]), ...(told.length ? [made("ul", {}, ...told)] : [])] : []));
}

// ---- The draft that the browser keeps

const KEPT = `florilege:${DATA.anthology}`;
const keptFields = () => [...document.querySelectorAll("#form input:not([type=file]), #form textarea, #form select")].filter((each) => !each.closest("#image-list"));

function keep() {
  const values = Object.fromEntries(keptFields().map((each) => [each.id, each.type === "checkbox" ? each.checked : each.value]));
  try { localStorage.setItem(KEPT, JSON.stringify(values)); } catch { /* a browser that keeps nothing */ }
}

function restore() {
  try {
    const values = JSON.parse(localStorage.getItem(KEPT) || "{}");
    for (const each of keptFields()) {
      if (!(each.id in values)) continue;
      if (each.type === "checkbox") each.checked = values[each.id];
      else each.value = values[each.id];
    }
  } catch { /* likewise */ }
}

function forget() {
  if (!window.confirm(WORDS["forget-sure"])) return;
  try { localStorage.removeItem(KEPT); } catch { /* likewise */ }
  window.removeEventListener("pagehide", keep);
  at("form").reset();
  location.reload();
}

function choose() {
  for (const each of document.querySelectorAll(".essay-only")) each.hidden = Boolean(answered());
  for (const each of document.querySelectorAll("[data-of-answers]")) each.textContent = answered() ? each.dataset.ofAnswers : "";
  if (answered() !== ASKED.get("essay")) LETTER = "";
  if (at("answered-letter")) at("answered-letter").textContent = LETTER ? DATA.letters[answered()][LETTER] : "";
  at("essay-title").required = !answered();
  const option = at("license").selectedOptions[0];
  at("license-about").textContent = option ? option.dataset.about || "" : "";
  at("new-author").hidden = !isNew();
}

restore();
if (at("answered")) {
  const [essay, letter] = [ASKED.get("essay") || "", ASKED.get("letter") || ""];
  if ([...at("answered").options].some((each) => each.value === essay)) at("answered").value = essay;
  if (answered() && answered() === essay && (DATA.letters[essay] || {})[letter]) LETTER = letter;
}
choose();
look();
at("form").addEventListener("input", () => { choose(); look(); keep(); });
at("form").addEventListener("focusout", (event) => {
  if (event.target.id && event.target.value) TOUCHED.add(event.target.id);
  if (!PRESSED) look();
});
// What is said of a field that one leaves moves what is below: not before the click that leaves it has ended.
let PRESSED = false;
window.addEventListener("pointerdown", () => { PRESSED = true; }, true);
for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, () => { PRESSED = false; window.setTimeout(look, 50); }, true);
at("form").addEventListener("submit", save);
at("body").addEventListener("paste", paste);
at("images").addEventListener("change", addImages);
at("portrait").addEventListener("change", addPortrait);
at("forget").addEventListener("click", forget);
window.addEventListener("pagehide", keep);
for (const button of document.querySelectorAll("[data-tool]")) button.addEventListener("click", TOOLS[button.dataset.tool]);
at("left").addEventListener("click", (event) => {
  if (event.target.tagName !== "A") return;
  event.preventDefault();
  at(event.target.getAttribute("href").slice(1)).focus();
});
