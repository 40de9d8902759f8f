// The day sheet's memory: what was typed, what is stored, and the queue between the two. The page works without it.
(() => {
  "use strict";
  const form = document.querySelector("[data-sheet]");
  if (!form) return;
  const status = document.querySelector("[data-save-status]");
  const IDLE = 1200;
  const RETRY = [2000, 4000, 8000, 15000, 30000];
  const lines = new Map();
  let timer = 0, failures = 0, running = null, leaving = false, onDrawn = () => {};

  for (const element of form.querySelectorAll("tbody.line[data-editable]")) {
    const id = element.dataset.report;
    const hidden = form.elements[`base-${id}`];
    const line = { id, element, hidden, seen: form.elements[`seen-${id}`], base: JSON.parse(hidden.value),
                   dirty: new Map(), known: new Map(), bad: new Set() };
    for (const input of element.querySelectorAll("input:not([type=hidden])")) line.known.set(input.name, input.defaultValue);
    // What the server laid back into a field because it could not be kept is not stored yet.
    element.querySelectorAll(".is-conflict input").forEach((input) => line.bad.add(input.name));
    lines.set(id, line);
  }

  const parts = (name) => name.match(/^([vrn])-(\d+)(?:-(.+))?$/);
  const lineOf = (input) => lines.get(parts(input.name)?.[2]);
  const cellOf = (line, key) => line.element.querySelector(`[data-key="${key}"]`);
  const inputOf = (line, key) => form.elements[key === "note" ? `n-${line.id}` : `v-${line.id}-${key}`];
  const waiting = () => [...lines.values()].some((line) => line.dirty.size);
  const unresolved = () => [...lines.values()].some((line) => line.bad.size);
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || form.elements.csrfmiddlewaretoken.value;

  const say = (words, failing = false) => {
    if (!status || status.textContent === words) return;
    status.textContent = words;
    status.classList.toggle("is-failing", failing);
  };

  // A field was changed, or changed back.
  const touch = (input, soon = false) => {
    const line = lineOf(input);
    if (!line) return;
    const same = input.value === line.known.get(input.name) && !line.bad.has(input.name);
    if (same) line.dirty.delete(input.name);
    else if (line.bad.has(input.name) && input.value === line.known.get(input.name)) return;
    else line.dirty.set(input.name, input.value);
    input.closest("td")?.classList.toggle("is-pending", line.dirty.has(input.name));
    if (line.dirty.size) schedule(soon ? 50 : IDLE);
  };

  // A conflict was decided: this number stands.
  const insist = (input) => {
    const line = lineOf(input);
    line.bad.delete(input.name);
    line.dirty.set(input.name, input.value);
    schedule(0);
  };

  const schedule = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(flush, delay);
  };

  const flush = () => {
    clearTimeout(timer);
    running ||= drain().finally(() => {
      running = null;
    });
    return running;
  };

  const drain = async () => {
    while (waiting()) {
      const line = [...lines.values()].find((each) => each.dirty.size);
      say("正在保存…");
      let answer;
      try {
        answer = await send(line);
      } catch (problem) {
        const words = problem.words || "未保存，正在重试";
        say(words, true);
        if (!problem.final) schedule(RETRY[Math.min(failures++, RETRY.length - 1)]);
        return false;
      }
      failures = 0;
      say(unresolved() ? "有单元格需要处理" : `已保存 ${answer.saved_at}`, unresolved());
    }
    return true;
  };

  const send = async (line) => {
    const taken = new Map(line.dirty);
    const body = { report: Number(line.id), values: {}, base: {}, reasons: {} };
    for (const [name, text] of taken) {
      const [, kind, , key] = parts(name);
      if (kind === "v") [body.values[key], body.base[key]] = [text, line.base[key] ?? null];
      if (kind === "r") body.reasons[key] = text;
      if (kind === "n") [body.note, body.base.note] = [text, line.base.note];
    }
    const response = await fetch(form.dataset.saveUrl, {
      method: "POST", body: JSON.stringify(body), credentials: "same-origin", redirect: "manual",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
    });
    if (response.type === "opaqueredirect") throw { words: "登录已过期：请另开窗口重新登录，本页内容会自动保存" };
    if (![200, 409].includes(response.status)) {
      throw response.status >= 500 ? {} : { words: "未保存，请刷新页面后再试", final: response.status === 404 };
    }
    const answer = await response.json();
    receive(line, taken, answer);
    return answer;
  };

  const receive = (line, taken, answer) => {
    for (const [name, text] of taken) {
      const [, kind, , key] = parts(name);
      if (line.dirty.get(name) === text) line.dirty.delete(name);
      line.known.set(name, text);
      const troubled = kind === "v" ? answer.errors[key] || answer.conflicts[key] : kind === "n" && answer.conflicts.note;
      line.bad[troubled || answer.words ? "add" : "delete"](name);
    }
    for (const [key, conflict] of Object.entries(answer.conflicts)) line.base[key] = conflict.theirs;
    draw(line, taken, answer);
    line.seen.value = answer.version;
    line.hidden.value = JSON.stringify(line.base);
    if (answer.words) say(answer.lost.join(" ") || answer.words, true);
    onDrawn(line, answer);
  };

  const draw = (line, taken, answer) => {
    for (const [key, cell] of Object.entries(answer.row.cells)) {
      const input = inputOf(line, key), td = cellOf(line, key);
      if (!input || !td) continue;
      const troubled = answer.errors[key] || answer.conflicts[key] || line.bad.has(input.name);
      const mine = taken.has(input.name);
      if (!answer.conflicts[key]) line.base[key] = cell.value;
      if (!troubled && !line.dirty.has(input.name)) {
        if (!mine && line.known.get(input.name) !== cell.shown) td.classList.add("is-fresh");
        line.known.set(input.name, cell.shown);
        if (document.activeElement !== input || !mine) input.value = cell.shown;
      }
      td.classList.toggle("is-pending", line.dirty.has(input.name));
      td.classList.toggle("is-changed", cell.changed);
      td.classList.toggle("is-blocked", Boolean(cell.blocked || answer.errors[key]));
      td.classList.toggle("differs", cell.differs);
      td.classList.toggle("is-conflict", Boolean(answer.conflicts[key]));
      td.querySelector(".delta").textContent = cell.delta;
      if (cell.blocked || answer.errors[key]) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
    const note = inputOf(line, "note");
    if (!line.dirty.has(note.name) && !line.bad.has(note.name)) {
      line.base.note = answer.row.note;
      line.known.set(note.name, answer.row.note);
      if (document.activeElement !== note) note.value = answer.row.note;
    }
    line.element.querySelector("[data-state]").innerHTML = answer.row.state;
    document.querySelector("[data-filled]").textContent = answer.filled;
    document.querySelector("[data-ratios]").innerHTML = answer.ratios;
    for (const [key, [sum, delta]] of Object.entries(answer.totals)) {
      const total = form.querySelector(`[data-total="${key}"]`);
      if (total) [total.querySelector(".today").textContent, total.querySelector(".delta").textContent] = [sum, delta];
    }
  };

  // A number accepted while its field was still in hand gets its commas when the hand leaves.
  const settle = (input) => {
    const line = lineOf(input), key = parts(input.name)?.[3];
    if (!line || !key || parts(input.name)[1] !== "v" || line.dirty.has(input.name) || line.bad.has(input.name)) return;
    const value = line.base[key];
    input.value = value === null || value === undefined ? "" : value.toLocaleString("en-US");
    line.known.set(input.name, input.value);
  };

  // The whole form goes out only after everything typed is stored.
  form.addEventListener("submit", async (event) => {
    document.activeElement?.matches?.("tbody.line input") && touch(document.activeElement, true);
    if (!leaving && (waiting() || running)) {
      event.preventDefault();
      const button = event.submitter;
      if ((await flush()) && !waiting()) setTimeout(() => form.requestSubmit(button), 0);
      return;
    }
    leaving = true;
    setTimeout(() => {
      leaving = false;
    }, 4000);
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && (waiting() || unresolved())) event.preventDefault();
  });
  addEventListener("online", () => waiting() && schedule(0));
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  window.huanjieSheet = { form, lines, touch, insist, flush, settle, lineOf, inputOf, cellOf, say, waiting,
                          drawn: (callback) => { onDrawn = callback; } };
})();
