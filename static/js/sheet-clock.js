// The countdown to the cut-off, minute by minute, and a button that prints.
(() => {
  "use strict";
  const clock = document.querySelector("[data-due]:not([data-still])");
  const span = (minutes) => {
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
    if (hours >= 24) return `${Math.floor(hours / 24)} 天`;
    if (!hours) return `${rest} 分`;
    return rest ? `${hours} 小时 ${rest} 分` : `${hours} 小时`;
  };
  const tick = () => {
    const left = Math.floor((new Date(clock.dataset.due) - Date.now()) / 60000);
    clock.textContent = left < 0 ? `已过 ${span(-left)}，现在提交记为迟报` : `还有 ${span(left)}`;
    clock.parentElement.className = left < 0 ? "late" : left < 60 ? "soon" : "";
  };
  if (clock) setInterval(tick, 60000);

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
})();
