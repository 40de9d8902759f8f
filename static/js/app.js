// Comfort only: every page works without this file.
(() => {
  "use strict";

  // --- the number of things that wait, at most one look a minute ---
  const badge = document.querySelector("[data-todo-count]");
  const showCount = (count) => {
    badge.textContent = String(count);
    badge.hidden = !count;
  };
  const remember = (count) => sessionStorage.setItem("todo", JSON.stringify([badge.dataset.viewer, Date.now(), count]));
  const totalIn = (page) => page.querySelector("[data-todo-total]")?.dataset.todoTotal;
  const countTodos = async () => {
    const here = totalIn(document);
    if (here !== undefined) {
      remember(Number(here));
      return showCount(Number(here));
    }
    const [viewer, at, count] = JSON.parse(sessionStorage.getItem("todo") || "[]");
    if (viewer === badge.dataset.viewer) {
      showCount(count);
      if (Date.now() - at < 60000) return undefined;
    }
    const answer = await fetch(badge.dataset.source, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok || answer.redirected) return undefined;
    const total = Number(totalIn(new DOMParser().parseFromString(await answer.text(), "text/html")) || 0);
    remember(total);
    return showCount(total);
  };
  if (badge) countTodos().catch(() => {});

  // --- menus: one open at a time, Escape and a click outside close them ---
  const menus = "details.popover-menu, details.menu";
  const closeMenus = (except) =>
    document.querySelectorAll(menus).forEach((menu) => {
      if (menu !== except && menu.open) menu.open = false;
    });
  document.addEventListener("click", (event) => closeMenus(event.target.closest(menus)));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.popover-menu[open], details.menu[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });

  // --- filters fold away on a phone unless one of them is wrong ---
  if (matchMedia("(max-width: 767.98px)").matches) {
    document.querySelectorAll("[data-fold-on-phone]:not([data-active])").forEach((fold) => {
      fold.open = false;
    });
  }
  // Empty fields stay out of the address, so that it can be passed on.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.filter-bar")) return;
    for (const field of event.target.elements) if (field.name && !field.value) field.disabled = true;
  });
  addEventListener("pageshow", () => {
    document.querySelectorAll("form.filter-bar :disabled").forEach((field) => {
      field.disabled = false;
    });
  });

  // --- what kept a form from being saved is read first ---
  document.querySelector('main form .refusal[tabindex="-1"]')?.focus({ preventScroll: true });

  // --- a table wider than its place is reached by the keyboard and has a name ---
  document.querySelectorAll(".table-scroll:not([tabindex]), .table-wrap:not([tabindex])").forEach((place) => {
    if (place.scrollWidth <= place.clientWidth && place.scrollHeight <= place.clientHeight) return;
    const heading = place.closest("section, details, fieldset, main")?.querySelector("h1, h2, h3, legend, summary");
    place.tabIndex = 0;
    place.setAttribute("role", "region");
    place.setAttribute("aria-label", `${heading?.textContent.trim() || "表格"}：可左右滚动`);
  });

  // --- ticking rows ---
  const bulk = document.querySelector("[data-bulk]");
  if (bulk) {
    const all = document.querySelector("[data-tick-all]");
    const boxes = [...document.querySelectorAll('input[name="ids"]')];
    const say = bulk.querySelector("[data-bulk-count]");
    const hint = say.textContent;
    let last = null;
    const refresh = () => {
      const count = boxes.filter((box) => box.checked).length;
      say.textContent = count ? `已选 ${count} 条：` : hint;
      bulk.querySelectorAll("button").forEach((button) => {
        button.disabled = !count;
      });
      all.checked = count === boxes.length;
      all.indeterminate = count > 0 && count < boxes.length;
    };
    all.hidden = false;
    all.addEventListener("change", () => {
      boxes.forEach((box) => {
        box.checked = all.checked;
      });
      refresh();
    });
    boxes.forEach((box, place) =>
      box.addEventListener("click", (event) => {
        if (event.shiftKey && last !== null) {
          const [from, to] = [Math.min(last, place), Math.max(last, place)];
          boxes.slice(from, to + 1).forEach((each) => {
            each.checked = box.checked;
          });
        }
        last = place;
        refresh();
      }),
    );
    addEventListener("pageshow", refresh);
  }

  // --- one press, one request ---
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.dataset.sent) {
      if (form.dataset.sent) event.preventDefault();
      return;
    }
    if (event.defaultPrevented) return;
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 4000);
  });

  // --- a part of the page asked for after the session ended: the whole page signs in, not the part ---
  document.addEventListener("htmx:beforeSwap", (event) => {
    const answered = event.detail.xhr.responseURL;
    if (answered && new URL(answered).pathname === document.body.dataset.signIn) {
      event.detail.shouldSwap = false;
      location.reload();
    }
  });

  // --- a connection lost while a part of the page renews itself is said once ---
  document.addEventListener("htmx:sendError", () => {
    const place = document.getElementById("messages");
    if (!place || place.querySelector("[data-offline]")) return;
    const notice = document.createElement("div");
    notice.className = "notice notice-warning";
    notice.dataset.offline = "";
    notice.setAttribute("role", "alert");
    notice.textContent = "网络连接中断，页面内容可能不是最新的。恢复后会自动更新。";
    place.append(notice);
  });
  document.addEventListener("htmx:afterOnLoad", () => document.querySelector("[data-offline]")?.remove());
})();
