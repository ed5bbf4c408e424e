// Language, theme, the paper behind each number, filters and search. No library, no request.
"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const NEAREST = 1.6, LEGIBLE = 1.25, FARTHEST = 0.8; // pixels of the screen per point
  const BESIDE = 60;               // points of the row shown beside a figure, at least
  const AT_ONCE = 6, HITS = 40;
  const [AT, PAGE, X0, TOP, X1, BOTTOM, TEXT, ID, LEFT, NUMBERS, RIGHT, HEAD, HEAD_END, ROW, ROW_END] = Array(15).keys();

  // ---- words
  function word(key, parts) {
    const text = data.words[key][root.lang];
    return text.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
  }
  function remember(name, value) {
    try { localStorage.setItem("kyokai-" + name, value); } catch { /* the choice lasts for this page */ }
  }
  function speak(language) {
    root.lang = language;
    for (const element of document.querySelectorAll("[data-ja]")) {
      const text = element.dataset[language];
      if (element.hasAttribute("aria-label")) element.setAttribute("aria-label", text);
      else element.textContent = text;
    }
    if (document.getElementById("words").value) search();
    filter();
  }
  document.getElementById("language").addEventListener("click", () => {
    const language = root.lang === "ja" ? "en" : "ja";
    remember("language", language);
    speak(language);
  });
  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    remember("theme", root.dataset.theme);
  });

  // ---- pictures of pages, decoded when first asked for
  const pictures = new Map();
  function picture(at, page) {
    const name = `page-${at}-${page}`;
    if (!pictures.has(name)) {
      const bytes = Uint8Array.from(atob(document.getElementById(name).textContent.trim()), (c) => c.charCodeAt(0));
      pictures.set(name, createImageBitmap(new Blob([bytes], { type: "image/webp" })));
    }
    return pictures.get(name);
  }

  function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  // Pixels of a page's picture per point; pages that only hold text that is searched are drawn smaller.
  function scaleOf(image, at, page) {
    return Math.round(image.width / data.editions[at].sizes[page - 1][0] * 10) / 10; // a picture has whole pixels
  }

  function mark(pen, scale, x, y, width, height) {
    const room = 2.5 * scale;
    pen.lineWidth = 1.6 * scale;
    pen.strokeStyle = "#c8102e";
    pen.strokeRect(x - room, y - room, width + 2 * room, height + 2 * room);
  }

  // The row with its label and the column with its head, put together like a table with fixed heads; all in whole pixels.
  async function drawPart(canvas, figure, available) {
    const image = await picture(figure[AT], figure[PAGE]);
    const scale = scaleOf(image, figure[AT], figure[PAGE]);
    const pixel = (index) => Math.round(figure[index] / 10 * scale);
    const label = pixel(NUMBERS) - pixel(LEFT), body = pixel(RIGHT) - pixel(NUMBERS), head = pixel(HEAD_END) - pixel(HEAD);
    const wanted = Math.min(NEAREST, Math.max(LEGIBLE, available * scale / (label + body)));
    const least = Math.min(body, pixel(X1) - pixel(X0) + BESIDE * scale);
    const width = Math.round(Math.min(body, Math.max(available * scale / wanted - label, least)));
    const middle = Math.round((pixel(X0) + pixel(X1) - width) / 2);
    const from = Math.min(Math.max(middle, pixel(NUMBERS)), pixel(RIGHT) - width);
    const shown = Math.max(FARTHEST, Math.min(wanted, available * scale / (label + width)));
    const rows = [[pixel(ROW), pixel(ROW_END) - pixel(ROW)]];
    if (head > 0) rows.unshift([pixel(HEAD), head]);
    const columns = label > 0 ? [[pixel(LEFT), label], [from, width]] : [[from, width]];
    canvas.width = label + width;
    canvas.height = rows.reduce((sum, row) => sum + row[1], 0);
    canvas.style.width = `${Math.round(canvas.width / scale * shown)}px`;
    const pen = canvas.getContext("2d");
    let y = 0;
    for (const [top, height] of rows) {
      let x = 0;
      for (const [left, wide] of columns) {
        pen.drawImage(image, left, top, wide, height, x, y, wide, height);
        x += wide;
      }
      y += height;
    }
    const at = [label + pixel(X0) - from, Math.max(0, head) + pixel(TOP) - pixel(ROW)];
    mark(pen, scale, at[0], at[1], pixel(X1) - pixel(X0), pixel(BOTTOM) - pixel(TOP));
    canvas.dataset.at = at.join(" ");
  }

  async function drawPage(canvas, at, page, boxes) {
    const image = await picture(at, page);
    canvas.width = image.width;
    canvas.height = image.height;
    const scale = scaleOf(image, at, page);
    canvas.style.width = `${Math.round(image.width / scale * NEAREST)}px`;
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    for (const [x0, top, x1, bottom] of boxes) {
      mark(pen, scale, x0 / 10 * scale, top / 10 * scale, (x1 - x0) / 10 * scale, (bottom - top) / 10 * scale);
    }
  }

  // ---- the dialog
  const dialog = document.getElementById("evidence");
  const body = dialog.querySelector(".body");
  const title = document.getElementById("evidence-title");
  let opener = null;
  dialog.querySelector(".close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => { if (opener) opener.focus(); });

  function show(heading, fill) {
    title.textContent = heading;
    body.replaceChildren();
    body.scrollTop = 0;
    if (!dialog.open) dialog.showModal();
    fill();
  }

  function citation(edition, page, text, id) {
    return word("cite", { title: edition.title, page, text, file: edition.file, sha256: edition.sha256, id });
  }

  async function copy(text, button) {
    try { await navigator.clipboard.writeText(text); } catch {
      const field = element("textarea", {});
      field.value = text;
      dialog.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    button.textContent = word("copied");
  }

  function paper(at, page, text, id, part, boxes) {
    const edition = data.editions[at];
    const canvas = element("canvas", { role: "img", "data-figure": id });
    const frame = element("div", { class: "paper", tabindex: "0", role: "group" }, canvas);
    const cite = element("button", { type: "button" }, word("copy"));
    const whole = element("button", { type: "button", "aria-pressed": "false" }, word("whole"));
    let all = !part;
    const draw = () => {
      const name = word(all ? "alt_page" : "alt", { title: edition.title, page, text });
      canvas.setAttribute("aria-label", name);
      frame.setAttribute("aria-label", name);
      whole.textContent = word(all ? "part" : "whole");
      whole.setAttribute("aria-pressed", String(all));
      return all ? drawPage(canvas, at, page, boxes) : part(canvas, frame.clientWidth);
    };
    cite.addEventListener("click", () => copy(citation(edition, page, text, id), cite));
    whole.addEventListener("click", async () => {
      all = !all;
      await draw();
      if (all && boxes.length) {
        const shown = canvas.clientWidth / edition.sizes[page - 1][0] / 10;
        frame.scrollTo((boxes[0][0] * shown) - frame.clientWidth / 2, (boxes[0][1] * shown) - frame.clientHeight / 2);
      }
    });
    const caption = element("figcaption", {},
      element("p", {}, element("b", {}, edition.id), " ", word("page", { page }), " ", element("span", { lang: "ja", class: "printed" }, word("printed", { text }))),
      element("p", { class: "file" }, element("code", {}, edition.file), " SHA-256 ", element("code", { class: "hash" }, edition.sha256), " ", element("code", {}, id)));
    const buttons = element("p", { class: "buttons" }, cite);
    if (part) buttons.append(whole);
    body.append(element("figure", {}, frame, caption, buttons));
    draw();
  }

  function showFigure(number) {
    const figure = data.figures[number];
    paper(figure[AT], figure[PAGE], figure[TEXT], figure[ID],
      (canvas, width) => drawPart(canvas, figure, width), [[figure[X0], figure[TOP], figure[X1], figure[BOTTOM]]]);
  }

  function sqlOf(query) {
    const [table, column, key] = query.split("|");
    const where = key.split("&").map((pair) => {
      const at = pair.indexOf("=");
      const value = pair.slice(at + 1);
      return `${pair.slice(0, at)} = ${/^\d+$/.test(value) ? value : `'${value.replace(/'/g, "''")}'`}`;
    });
    return `SELECT ${column} FROM ${table} WHERE ${where.join(" AND ")}`;
  }

  function visibleText(of) {
    return Array.from(of.querySelectorAll("*")).some((e) => e.classList.contains(root.lang)) ?
      Array.from(of.querySelectorAll(`.${root.lang}`)).map((e) => e.textContent).join(" ") : of.textContent;
  }

  function nameOf(trigger) {
    const row = trigger.closest("tr");
    const from = row ? row.querySelector("th .name") || row.querySelector("th") : trigger.closest("article")?.querySelector("h3");
    const number = trigger.querySelector("em") || trigger;
    return (from ? visibleText(from).trim() + "　" : "") + visibleText(number).trim();
  }

  function showNumber(trigger) {
    const numbers = trigger.dataset.f.split(" ").map(Number);
    opener = trigger.matches("button") ? trigger : null;
    show(nameOf(trigger), () => {
      if (numbers.length > 1) body.append(element("p", { class: "note" }, word("made_of", { n: numbers.length })));
      numbers.slice(0, AT_ONCE).forEach(showFigure);
      const rest = numbers.slice(AT_ONCE);
      if (rest.length) {
        const more = element("button", { type: "button", class: "more" }, word("more", { n: rest.length }));
        more.addEventListener("click", () => { more.remove(); rest.forEach(showFigure); });
        body.append(more);
      }
      if (trigger.dataset.q) {
        body.append(element("details", {}, element("summary", {}, word("query")), element("pre", { tabindex: "0" }, sqlOf(trigger.dataset.q))));
      }
    });
  }

  // A passage has no figure: its lines are boxed, or the page is shown as a whole where they were not found.
  function showText(index, trigger) {
    const [at, page, , text, x0, top, x1, bottom] = data.texts[index];
    const short = text.length > 40 ? text.slice(0, 40) + "…" : text;
    opener = trigger;
    show(short, () => {
      const figure = [at, page, x0, top, x1, bottom, short, "", x0 - 60, x0 - 60, x1 + 60, top, top, top - 60, bottom + 60];
      paper(at, page, short, data.editions[at].id + `:p${String(page).padStart(2, "0")}`,
        x0 === undefined ? null : (canvas, width) => drawPart(canvas, figure, width),
        x0 === undefined ? [] : [[x0, top, x1, bottom]]);
    });
  }

  document.addEventListener("click", (event) => {
    const number = event.target.closest("[data-f]");
    if (number && number.dataset.f) { showNumber(number); return; }
    const text = event.target.closest("[data-t]");
    if (text) {
      const [page, position] = text.dataset.t.split("-").map(Number);
      const first = data.texts.findIndex((one) => one[0] === 0 && one[1] === page);
      showText(first + position - 1, text);
      return;
    }
    const hit = event.target.closest("[data-n]");
    if (hit) { showText(Number(hit.dataset.n), hit); return; }
    const initiative = event.target.closest("[data-i]");
    if (initiative) {
      const found = data.initiatives.find((one) => one.slice(0, 3).join("-") === initiative.dataset.i);
      if (found[5] !== null) showText(found[5], initiative);
    }
  });

  // ---- flow: one kind of member at a time
  for (const radio of document.querySelectorAll('input[name="member"]')) {
    radio.addEventListener("change", () => {
      for (const panel of document.querySelectorAll(".panels")) panel.hidden = !panel.classList.contains("flow-" + radio.value);
    });
  }

  // ---- indicators: filter and sort
  const table = document.querySelector("#kpis tbody");
  const rows = Array.from(table.rows);
  const ORDER = ["not_achieved", "nearly_achieved", "achieved", "not_judged"];
  function filter() {
    const [pillar, status, order] = ["by-pillar", "by-status", "by-order"].map((id) => document.getElementById(id).value);
    const key = {
      sort_document: (row) => Number(row.dataset.position),
      sort_ratio: (row) => Number(row.dataset.ratio),
      sort_status: (row) => ORDER.indexOf(row.dataset.status) * 1000 + Number(row.dataset.position),
    }[order];
    let shown = 0;
    for (const row of rows.slice().sort((a, b) => key(a) - key(b))) {
      row.hidden = (pillar !== "all" && row.dataset.pillar !== pillar) || (status !== "all" && row.dataset.status !== status);
      shown += row.hidden ? 0 : 1;
      table.append(row);
    }
    document.getElementById("kpi-count").textContent = word("shown", { n: shown });
    document.getElementById("no-indicator").hidden = shown > 0;
    document.getElementById("kpis").hidden = shown === 0;
  }
  document.querySelector(".filters").addEventListener("change", filter);
  document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());

  // ---- search
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  let folded = null;
  function snippet(text, words) {
    const plain = fold(text);
    const at = plain.length === text.length ? plain.indexOf(words[0]) : -1;
    const span = element("span", { lang: "ja" });
    if (at < 0) { span.textContent = text.slice(0, 90) + (text.length > 90 ? "…" : ""); return span; }
    const from = Math.max(0, at - 40);
    span.append((from ? "…" : "") + text.slice(from, at), element("mark", {}, text.slice(at, at + words[0].length)),
      text.slice(at + words[0].length, at + words[0].length + 60) + (text.length > at + words[0].length + 60 ? "…" : ""));
    return span;
  }
  // Texts that hold every word, newest edition first; what several editions say in the same words is one hit.
  function matches(texts, words) {
    const found = new Map();
    texts.forEach((text, at) => {
      if (words.every((one) => text.includes(one))) found.set(text, [...(found.get(text) || []), at]);
    });
    return Array.from(found.values());
  }
  // The newest place as a large button, the same words in other editions as small ones.
  function hit(places, text) {
    const many = data.editions.length > 1;
    const [[edition, where, name, value, section], ...others] = places;
    const place = element("small", {}, (many ? `${data.editions[edition].id} · ` : "") + where,
      section ? element("span", { lang: "ja" }, ` · ${section}`) : "");
    const made = [element("button", { type: "button", [name]: value }, place, text)];
    if (others.length) {
      const also = element("p", { class: "also" }, word("also"));
      for (const [of, there, key, at] of others) {
        also.append(element("button", { type: "button", class: "link", [key]: at }, `${data.editions[of].id} ${there}`));
      }
      made.push(also);
    }
    return made;
  }
  function search() {
    const words = fold(document.getElementById("words").value).split(/\s+/).filter(Boolean);
    const list = document.getElementById("hits"), said = document.getElementById("found");
    list.replaceChildren();
    said.textContent = "";
    if (!words.length) return;
    folded = folded || { texts: data.texts.map((one) => fold(one[3])), initiatives: data.initiatives.map((one) => fold(one[3])) };
    const entries = [
      ...matches(folded.initiatives, words).map((same) => () => {
        const said = same.map((at) => {
          const [edition, pillar, number, , page] = data.initiatives[at];
          return [edition, word("initiative") + (page ? ` · ${word("report_page", { page })}` : ""), "data-i", `${edition}-${pillar}-${number}`];
        });
        return hit(said, snippet(data.initiatives[same[0]][3], words));
      }),
      ...matches(folded.texts, words).map((same) => () => {
        const said = same.map((at) => [data.texts[at][0], word("page", { page: data.texts[at][1] }), "data-n", at, data.texts[at][2]]);
        return hit(said, snippet(data.texts[same[0]][3], words));
      }),
    ];
    for (const make of entries.slice(0, HITS)) list.append(element("li", {}, ...make()));
    said.textContent = entries.length > HITS ? word("first", { n: entries.length, m: HITS }) : word("found", { n: entries.length });
  }
  document.getElementById("words").addEventListener("input", search);
  document.querySelector("form.search").addEventListener("submit", (event) => event.preventDefault());

  speak(root.lang);
})();
