// An evening: what is typed stays on the phone until the house has it; a timer counts; cards are dragged or moved by keys.
const kept = (form) => `idea:${form.dataset.draft}`;

function restore() {
  const form = document.querySelector("form[data-draft]");
  if (!form || form.elements.text.value) return;
  const draft = JSON.parse(localStorage.getItem(kept(form)) || "null");
  if (draft) { form.elements.text.value = draft.text; form.elements.once.value = draft.once; }
}

function keep(form) {
  const { text, once } = form.elements;
  if (text.value.trim()) localStorage.setItem(kept(form), JSON.stringify({ text: text.value, once: once.value }));
  else localStorage.removeItem(kept(form));
}

let waiting = 0;
function again(form) {
  clearTimeout(waiting);
  waiting = setTimeout(() => { if (form.isConnected && form.elements.text.value.trim()) form.requestSubmit(); }, 4000);
}

document.addEventListener("input", (event) => { const form = event.target.closest("form[data-draft]"); if (form) keep(form); });
document.addEventListener("htmx:sendError", (event) => { if (event.target.matches("form[data-draft]")) again(event.target); });
document.addEventListener("htmx:responseError", (event) => {
  if (event.target.matches("form[data-draft]") && event.detail.xhr.status >= 500) again(event.target);
});
document.addEventListener("htmx:afterSwap", () => {
  const pad = document.querySelector("#pad[data-saved]");
  if (pad) { localStorage.removeItem(kept(pad.querySelector("form"))); pad.removeAttribute("data-saved"); pad.querySelector("textarea").focus(); }
});
// The phone may write while the wall asks; a late answer must not put an old picture over a new one.
document.addEventListener("htmx:beforeSwap", (event) => { if (dragged && event.target.id === "wall") event.detail.shouldSwap = false; });

function tick() {
  for (const timer of document.querySelectorAll("[data-until]")) {
    const left = Math.max(0, Math.round(Number(timer.dataset.until) - Date.now() / 1000));
    timer.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  }
}

let dragged = null;
async function put(idea, values) {
  await htmx.ajax("POST", document.getElementById("wall").dataset.sort, { target: "#wall", swap: "outerHTML", values: { idea, ...values } });
  document.getElementById(`idea-${idea}`)?.focus();
}
const sortable = (event) => event.target.closest?.("[data-sort]") && event.target.closest("[data-idea][draggable]");
document.addEventListener("dragstart", (event) => { const card = sortable(event); if (card) { dragged = card.dataset.idea; event.dataTransfer.setData("text/plain", dragged); } });
document.addEventListener("dragend", () => { dragged = null; });
document.addEventListener("dragover", (event) => { if (dragged && event.target.closest(".pile")) event.preventDefault(); });
document.addEventListener("drop", (event) => {
  const pile = event.target.closest(".pile"), card = event.target.closest("[data-idea]"), idea = dragged;
  if (!idea || !pile) return;
  event.preventDefault();
  dragged = null;
  if (event.shiftKey && card && card.dataset.idea !== idea) put(idea, { into: card.dataset.idea });
  else put(idea, { group: pile.dataset.group });
});
document.addEventListener("keydown", (event) => {
  const card = sortable(event), step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!card || !step) return;
  event.preventDefault();
  const piles = [...document.querySelectorAll(".pile")], now = piles.indexOf(card.closest(".pile"));
  const next = piles[now + step];
  if (next) put(card.dataset.idea, { group: next.dataset.group });
});
restore();
tick();
setInterval(tick, 1000);
