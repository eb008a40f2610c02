// What the pages of `kaitei site` can do besides being read. Every page is whole without it.
"use strict";

(function () {
  const root = document.querySelector(".redline");
  if (root) redline(root);
  const compare = document.querySelector("form.compare");
  if (compare) pairs(compare);
  const search = document.querySelector("form.search");
  if (search) find(search);
  outline();
  // Paper shows what is folded on the screen.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    opened.forEach((d) => { d.open = true; });
  });
  addEventListener("afterprint", () => opened.forEach((d) => { d.open = false; }));

  // The view that was chosen last, where the browser lets it be kept.
  function kept(name, value) {
    try {
      if (value !== undefined) localStorage.setItem(name, value);
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  }

  function redline(root) {
    const views = [...root.querySelectorAll("input[name=view]")];
    const last = kept("kaitei-view");
    views.forEach((view) => {
      if (view.value === last) view.checked = true;
      view.addEventListener("change", () => kept("kaitei-view", view.value));
    });
    const steps = root.querySelector(".steps");
    const changes = [...root.querySelectorAll(".change")];
    steps.hidden = false;
    let at = -1;
    const go = (by) => {
      if (!changes.length) return;
      const seen = changes.indexOf(document.activeElement && document.activeElement.closest(".change"));
      if (seen >= 0) at = seen;
      at = Math.min(changes.length - 1, Math.max(0, at + by));
      changes.forEach((c, n) => c.classList.toggle("here", n === at));
      changes[at].focus({ preventScroll: true });
      changes[at].scrollIntoView({ block: "start" });
    };
    steps.querySelectorAll("[data-step]").forEach((button) => {
      button.addEventListener("click", () => go(Number(button.dataset.step)));
    });
    const fold = steps.querySelector("[data-fold]");
    fold.addEventListener("click", () => {
      const open = fold.getAttribute("aria-pressed") !== "true";
      root.querySelectorAll("details.same").forEach((d) => { d.open = open; });
      fold.setAttribute("aria-pressed", String(open));
    });
    // Keys of one letter can be turned off: who dictates says letters without meaning them.
    const keys = steps.querySelector("[data-keys]");
    keys.checked = kept("kaitei-keys") !== "off";
    keys.addEventListener("change", () => kept("kaitei-keys", keys.checked ? "on" : "off"));
    addEventListener("keydown", (event) => {
      if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.target.closest && event.target.closest("input:not([type=radio], [type=checkbox]), select, textarea")) return;
      if (event.key === "n") go(1);
      if (event.key === "p") go(-1);
    });
    const target = location.hash && document.getElementById(decoded(location.hash.slice(1)));
    if (target) at = changes.indexOf(target);
  }

  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  function outline() {
    const box = document.querySelector(".outline details");
    // A narrow page begins with the text.
    if (box && matchMedia("(max-width: 61.99rem)").matches) box.open = false;
  }

  // Two versions: neighbours have a page, others are reached through the revisions between them.
  function pairs(form) {
    // A server makes the page of any two versions.
    if (form.hasAttribute("action")) return;
    const chain = document.querySelector(".chain");
    const command = document.querySelector(".command code");
    const status = document.querySelector(".chosen");
    const keys = [...form.elements.new.options].map((o) => o.value).reverse();
    form.hidden = false;
    const chosen = () => {
      const [a, b] = [keys.indexOf(form.elements.old.value), keys.indexOf(form.elements.new.value)];
      return [Math.min(a, b), Math.max(a, b)];
    };
    const say = () => {
      const id = form.dataset.policy;
      command.textContent = `kaitei diff ${id}@${form.elements.old.value} ${id}@${form.elements.new.value}`;
    };
    form.addEventListener("change", say);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const [from, to] = chosen();
      if (to - from === 1) {
        location.href = `changes/${keys[to]}.html`;
        return;
      }
      const between = new Set(keys.slice(from + 1, to + 1));
      chain.querySelectorAll("li").forEach((item) => { item.hidden = between.size > 0 && !between.has(item.dataset.key); });
      chain.open = between.size > 0;
      status.textContent = between.size ? status.dataset.between : status.dataset.same;
    });
  }

  // Search: the lists say which policies hold each pair of characters asked for; their texts say where.
  function find(form) {
    const PART = 20;
    const { index, tree, root: base } = form.dataset;
    const input = form.elements.q;
    const status = document.querySelector(".found");
    const list = document.querySelector(".results");
    const more = document.querySelector(".search-more");
    const files = new Map();
    let run = 0;

    const load = (path) => {
      if (!files.has(path)) {
        files.set(path, fetch(path).then((answer) => {
          if (!answer.ok) throw new Error(path);
          return answer.json();
        }));
        files.get(path).catch(() => files.delete(path));
      }
      return files.get(path);
    };
    const escape = (path) => path.split("/").map(encodeURIComponent).join("/");

    // One width, one case, each character by itself, and where each came from.
    const fold = (text) => {
      let folded = "";
      const from = [];
      let at = 0;
      for (const c of text) {
        const f = c.normalize("NFKC").toLowerCase();
        for (let i = 0; i < f.length; i += 1) from.push(at);
        folded += f;
        at += c.length;
      }
      from.push(at);
      return { folded, from };
    };

    const numbers = (runs) => {
      const out = new Set();
      for (const part of (runs || "").split(",")) {
        if (!part) continue;
        const [first, last] = part.split("-").map(Number);
        for (let n = first; n <= (last === undefined ? first : last); n += 1) out.add(n);
      }
      return out;
    };

    async function candidates(head, words) {
      let left = head.policies;
      if (!head.shards) return left;
      for (const word of words) {
        const chars = Array.from(word);
        for (let i = 0; i + 1 < chars.length; i += 1) {
          const [a, b] = [chars[i].codePointAt(0), chars[i + 1].codePointAt(0)];
          const shard = (a * 31 + b) & (head.shards - 1);
          const lists = await load(`${base}search/${shard.toString(16).padStart(3, "0")}.json`);
          const held = numbers(lists[chars[i] + chars[i + 1]]);
          left = left.filter(([n]) => held.has(n));
          if (!left.length) return left;
        }
      }
      return left;
    }

    const textual = (tag, text, lang) => {
      const element = document.createElement(tag);
      element.textContent = text;
      if (lang) element.lang = lang;
      return element;
    };

    // The words with some text around the first of them.
    const excerpt = (text, words) => {
      const { folded, from } = fold(text);
      const hits = words.map((w) => folded.indexOf(w)).filter((n) => n >= 0).sort((a, b) => a - b);
      const start = Math.max(0, (hits.length ? from[hits[0]] : 0) - 30);
      const end = Math.min(text.length, start + 140);
      const line = document.createElement("p");
      line.lang = "ja";
      if (start > 0) line.append("…");
      let at = start;
      while (at < end) {
        let next = null;
        for (const word of words) {
          const n = folded.indexOf(word, from.findIndex((f) => f >= at));
          if (n >= 0 && from[n] < end && (!next || from[n] < next[0])) next = [from[n], from[n + word.length]];
        }
        if (!next) break;
        line.append(text.slice(at, next[0]));
        line.append(textual("mark", text.slice(next[0], next[1])));
        at = Math.max(next[1], at + 1);
      }
      line.append(text.slice(at, Math.max(at, end)));
      if (end < text.length) line.append("…");
      return line;
    };

    const show = (href, title, name, text, gone, words) => {
      const item = document.createElement("li");
      const head = document.createElement("p");
      const link = textual("a", name || title);
      link.href = href;
      head.append(link);
      if (name) {
        const by = textual("span", ` ${title}`);
        by.className = "by";
        head.append(by);
      }
      if (gone) {
        const tag = textual("span", form.dataset.gone, document.documentElement.lang);
        tag.className = "tag";
        head.append(" ", tag);
      }
      item.append(head);
      if (text) item.append(excerpt(text, words));
      list.append(item);
    };

    async function search() {
      const mine = (run += 1);
      const words = fold(input.value).folded.split(/\s+/u).filter(Boolean);
      list.replaceChildren();
      more.hidden = true;
      status.textContent = "";
      if (!words.length) return;
      status.textContent = form.dataset.busy;
      let count = 0;
      const all = (text) => {
        const folded = fold(text).folded;
        return words.every((w) => folded.includes(w));
      };
      try {
        const head = await load(index);
        if (mine !== run) return;
        let left = await candidates(head, words);
        const part = async () => {
          more.hidden = true;
          const now = left.slice(0, PART);
          left = left.slice(PART);
          for (const [, id, title, organization] of now) {
            const folder = `policies/${escape(id)}/`;
            const texts = await load(`${base}${folder}search.json`);
            if (mine !== run) return;
            const found = [];
            if (all(`${title} ${organization || ""}`)) {
              found.push([0, () => show(`${base}${tree}${folder}index.html`, title, "", organization || "", 0, words)]);
            }
            for (const [page, name, text, gone] of texts.clauses) {
              if (!all(`${name}\n${text}`)) continue;
              const rank = (all(name) ? 1 : 2) + (gone ? 2 : 0);
              found.push([rank, () => show(`${base}${tree}${folder}${escape(page)}`, title, name, text, gone, words)]);
            }
            found.sort((a, b) => a[0] - b[0]).forEach(([, f]) => f());
            count += found.length;
          }
          more.hidden = !left.length;
          status.textContent = count || left.length
            ? `${count} ${form.dataset.found}`.replace(/ (?=[ぁ-ヺ一-鿿])/u, "")
            : form.dataset.none;
        };
        more.querySelector("button").onclick = () => part().catch(fail);
        // Pages of few hits go on by themselves.
        do { await part(); } while (mine === run && left.length && count < PART);
      } catch (error) {
        fail(error);
      }
      function fail() {
        if (mine === run) status.textContent = form.dataset.failed;
      }
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const url = new URL(location.href);
      url.searchParams.set("q", input.value);
      history.replaceState(null, "", url);
      search();
    });
    const asked = new URL(location.href).searchParams.get("q");
    if (asked) {
      input.value = asked;
      search();
    }
  }
})();
