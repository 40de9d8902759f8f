// The day sheet under the fingers: moves like a spreadsheet, takes a block from Excel or WPS.
(() => {
  "use strict";
  const sheet = window.huanjieSheet;
  if (!sheet) return;
  const { form } = sheet;
  const phone = matchMedia("(max-width: 767.98px)");
  document.documentElement.classList.add("has-sheet");
  document.querySelectorAll("[data-save-button]").forEach((button) => {
    button.hidden = true;
  });

  // --- moving: "ready" after arriving, "enter" while typing over, "edit" with the caret inside (F2, double click) ---
  let mode = "ready", start = "";
  const isCell = (target) => target.matches?.("tbody.line tr:first-child input:not([type=hidden])");
  const columnOf = (input) => [...input.closest("tr").children].indexOf(input.closest("td"));
  const inputAt = (line, column) => line?.querySelector("tr").children[column]?.querySelector("input") ?? null;
  const go = (input) => {
    input?.focus();
    return Boolean(input);
  };

  const vertical = (input, step) => {
    const column = columnOf(input);
    let line = input.closest("tbody");
    do line = step > 0 ? line.nextElementSibling : line.previousElementSibling;
    while (line && !inputAt(line, column));
    return go(inputAt(line, column));
  };
  const horizontal = (input, step) => {
    let td = input.closest("td");
    do td = step > 0 ? td.nextElementSibling : td.previousElementSibling;
    while (td && !td.querySelector("input:not([type=hidden])"));
    return go(td?.querySelector("input"));
  };
  const along = (input, step) => {
    const fields = [...form.querySelectorAll("tbody.line input:not([type=hidden])")].filter((each) => each.offsetParent);
    return go(fields[fields.indexOf(input) + step]);
  };

  const MOVES = {
    ArrowUp: (input) => vertical(input, -1),
    ArrowDown: (input) => vertical(input, 1),
    ArrowLeft: (input) => mode !== "edit" && !isText(input) && horizontal(input, -1),
    ArrowRight: (input) => mode !== "edit" && !isText(input) && horizontal(input, 1),
  };
  const isText = (input) => mode === "enter" && input.name.startsWith("n-");

  form.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!input.matches("tbody.line input") || event.isComposing) return;
    if (event.key === "Tab" && !event.ctrlKey && !event.altKey) {
      if (along(input, event.shiftKey ? -1 : 1)) event.preventDefault();
      return;
    }
    if (event.key === "Enter") {
      event.preventDefault(); // never the form's first button
      if (event.ctrlKey) input.closest("td").querySelector(".lock")?.click();
      else if (!isCell(input)) input.blur();
      else if (!vertical(input, event.shiftKey ? -1 : 1)) sheet.touch(input, true);
      return;
    }
    if (!isCell(input)) return;
    if (event.key === "Escape") {
      input.value = start;
      mode = "ready";
      input.select();
      sheet.touch(input);
    } else if (event.key === "F2") {
      event.preventDefault();
      mode = "edit";
      input.setSelectionRange(input.value.length, input.value.length);
      input.closest("td").classList.add("is-editing");
    } else if (MOVES[event.key] && !event.ctrlKey && !event.altKey && !event.shiftKey) {
      if (MOVES[event.key](input)) event.preventDefault();
    }
  });

  form.addEventListener("focusin", ({ target }) => {
    if (!isCell(target)) return;
    [mode, start] = ["ready", target.value];
    if (!phone.matches) target.select();
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  form.addEventListener("dblclick", ({ target }) => {
    if (isCell(target)) mode = "edit";
  });
  form.addEventListener("input", ({ target }) => {
    if (mode === "ready") mode = "enter";
    if (target.matches("tbody.line input")) sheet.touch(target);
  });
  form.addEventListener("focusout", ({ target }) => {
    if (!target.matches("tbody.line input")) return;
    target.closest("td").classList.remove("is-editing");
    sheet.touch(target, true);
    sheet.settle(target);
  });

  // --- a block from Excel or WPS ---
  const blockOf = (text) => {
    const rows = [[""]];
    let quoted = false;
    const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let place = 0; place < plain.length; place += 1) {
      const char = plain[place], row = rows.at(-1);
      if (char === '"' && (quoted || row.at(-1) === "")) {
        if (quoted && plain[place + 1] === '"') {
          row[row.length - 1] += '"';
          place += 1;
        } else quoted = !quoted;
      } else if (char === "\t" && !quoted) row.push("");
      else if (char === "\n" && !quoted) rows.push([""]);
      else row[row.length - 1] += char === "\n" ? " " : char;
    }
    return rows;
  };
  const bare = (name) => name.replace(/\s|(社区)?(居民委员会|居委会)$|社区$/g, "");
  const linesByName = new Map([...form.querySelectorAll("tbody.line")].map((line) => [bare(line.dataset.name), line]));

  const pasteBlock = (input, rows) => {
    const column = columnOf(input);
    const named = rows.every((row) => row.length > 1 && linesByName.has(bare(row[0])));
    const all = [...form.querySelectorAll("tbody.line")];
    const first = all.indexOf(input.closest("tbody"));
    let filled = 0, left = 0;
    rows.forEach((row, down) => {
      const line = named ? linesByName.get(bare(row[0])) : all[first + down];
      (named ? row.slice(1) : row).forEach((text, across) => {
        const field = line && inputAt(line, column + across);
        if (!field) {
          left += text.trim() ? 1 : 0;
          return;
        }
        field.value = text.trim();
        sheet.touch(field);
        filled += 1;
      });
    });
    announce(`已粘贴 ${filled} 个单元格${named ? "（按社区名称对应）" : ""}${left ? `；另有 ${left} 个超出表格或所在行不能填写，没有填入，请核对` : ""}。`, left > 0);
    sheet.flush();
  };
  form.addEventListener("paste", (event) => {
    const input = event.target;
    if (!isCell(input)) return;
    const text = event.clipboardData.getData("text/plain");
    if (!/[\t\n\r]/.test(text)) return;
    event.preventDefault();
    pasteBlock(input, blockOf(text));
  });

  const announce = (words, warn) => {
    const place = document.getElementById("messages");
    const notice = document.createElement("div");
    notice.className = `notice notice-${warn ? "warning" : "info"}`;
    notice.textContent = words;
    place.replaceChildren(notice);
    if (!warn) setTimeout(() => notice.remove(), 8000);
  };

  // --- what stands below a line: questions, conflicts, reasons ---
  const later = new WeakMap();
  const fill = (place, html, answer, line) => {
    place.innerHTML = html;
    for (const [key, words] of Object.entries(answer.errors)) place.append(entry(key, words));
    for (const [key, conflict] of Object.entries(answer.conflicts)) place.append(choice(line, key, conflict));
    place.querySelectorAll("[data-reason]").forEach((input) => line.known.set(input.name, input.value));
    place.closest("tr").hidden = !place.childElementCount;
  };
  const entry = (key, words) => {
    const element = document.createElement("div");
    element.className = "trouble-line blocked";
    element.dataset.trouble = key;
    element.innerHTML = '<span class="sign" aria-hidden="true">⚠</span><span class="say"></span>';
    element.querySelector(".say").textContent = words;
    return element;
  };
  const choice = (line, key, conflict) => {
    const element = entry(key, conflict.words.replace("再次保存即以您的为准。", ""));
    const input = sheet.inputOf(line, key);
    const button = (words, act) => {
      const each = document.createElement("button");
      each.type = "button";
      each.className = "btn btn-plain btn-sm";
      each.textContent = words;
      each.addEventListener("click", () => {
        act();
        sheet.insist(input);
      });
      element.append(each);
    };
    button(`改用 ${conflict.shown || "空"}`, () => {
      input.value = conflict.shown;
    });
    button(`保留 ${input.value || "空"}`, () => {});
    return element;
  };
  sheet.drawn((line, answer) => {
    const place = line.element.querySelector("[data-troubles]");
    const draw = () => fill(place, answer.row.troubles, answer, line);
    if (place.contains(document.activeElement) && document.activeElement.matches("input")) later.set(place, draw);
    else draw();
  });
  form.addEventListener("focusout", ({ target }) => {
    const place = target.closest("[data-troubles]");
    if (place && later.has(place)) {
      setTimeout(() => {
        if (place.contains(document.activeElement)) return;
        const draw = later.get(place);
        later.delete(place);
        if (!sheet.waiting()) draw?.();
      }, 0);
    }
  });
  form.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-put]");
    if (!button) return;
    const line = sheet.lines.get(button.closest("tbody").dataset.report);
    const input = sheet.inputOf(line, button.dataset.put);
    input.value = Number(button.dataset.value).toLocaleString("en-US");
    input.focus();
    sheet.touch(input, true);
  });

  // --- a phone: one card open at a time, the one that needs a hand first ---
  if (phone.matches) {
    const cards = [...form.querySelectorAll("tbody.line")];
    const open = cards.find((card) => card.querySelector(".is-blocked, .is-conflict, .returned")) || cards[0];
    cards.forEach((card) => {
      const name = card.querySelector(".place .name");
      const fold = document.createElement("button");
      fold.type = "button";
      fold.className = "fold";
      fold.textContent = name.textContent;
      name.replaceWith(fold);
      const set = (folded) => {
        card.classList.toggle("is-folded", folded);
        fold.setAttribute("aria-expanded", String(!folded));
      };
      set(card !== open && cards.length > 1);
      fold.addEventListener("click", () => set(!card.classList.contains("is-folded")));
    });
    addEventListener("hashchange", () => {
      const target = document.getElementById(location.hash.slice(1));
      target?.closest("tbody.line")?.classList.remove("is-folded");
      target?.focus();
    });
  }

  document.querySelector("[data-summary]")?.focus();
})();
