// Comfort only: signing with the keyboard. 1–4 choose the answer of the circumstance in hand, Ctrl+Enter signs.
(() => {
  "use strict";
  const form = document.querySelector("[data-signing]");
  if (!form) return;
  const types = (element) => element.matches("textarea, select, input:not([type=radio], [type=file])");
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[type=submit]"));
      return;
    }
    const place = event.target.closest("fieldset.opinion");
    if (!place || types(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
    const radio = place.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    radio.focus();
  });
  if (!document.querySelector("main form .refusal")) form.querySelector("input[type=radio]")?.focus({ preventScroll: true });
})();
