// Keeps the weekly report's paragraphs as they are typed. The page works without it.
(() => {
  "use strict";
  const form = document.querySelector("[data-weekly]");
  if (!form) return;
  const status = form.querySelector("[data-save-status]");
  const areas = [...form.querySelectorAll("textarea")];
  const baseOf = (area) => form.elements[`base-${area.name}`];
  const plain = (text) => text.replace(/\r\n/g, "\n");
  const changed = () => areas.filter((area) => plain(area.value) !== plain(baseOf(area).value));
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || form.elements.csrfmiddlewaretoken.value;
  let timer = 0, busy = false, stopped = false, leaving = false;

  const save = async () => {
    const mine = changed();
    if (busy || stopped || !mine.length) return;
    busy = true;
    const body = new FormData(), sent = mine.map((area) => [area, area.value]);
    for (const [area, text] of sent) {
      body.append(area.name, text);
      body.append(`base-${area.name}`, baseOf(area).value);
    }
    let wait = 1500;
    try {
      const answer = await fetch(form.dataset.saveUrl, { method: "POST", body, redirect: "manual",
                                                         headers: { "X-CSRFToken": token(), Accept: "application/json" } });
      const result = answer.ok || answer.status === 409 ? await answer.json() : null;
      if (answer.ok) {
        sent.forEach(([area, text]) => {
          baseOf(area).value = text;
        });
        status.textContent = `已保存 ${result.saved_at}`;
      } else if (result) {
        stopped = true;
        status.textContent = `${result.words}（您写的还在本页，点“保存”可查看双方内容）`;
      } else throw new Error();
    } catch {
      status.textContent = "未保存，正在重试";
      wait = 5000;
    }
    busy = false;
    if (changed().length) timer = setTimeout(save, wait);
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 1500);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    leaving = true;
    setTimeout(() => {
      leaving = false;
    }, 4000);
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && changed().length) event.preventDefault();
  });
})();
