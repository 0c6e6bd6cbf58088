// Under attack a form asks for work: a number with which the hash of its stamp begins with enough zeros.
// The browser looks for it while one types. Without it the server asks to wait a minute, and that is all.
for (const form of document.querySelectorAll("form[data-work]")) find(form, Number(form.dataset.work));

async function find(form, bits) {
  if (!globalThis.crypto?.subtle) return;
  const text = new TextEncoder(), stamp = form.elements.stamp.value;
  for (let number = 0; number < 1e7; number++) {
    const hash = await crypto.subtle.digest("SHA-256", text.encode(`${stamp}:${number}`));
    if (new DataView(hash).getUint32(0) >>> (32 - bits) === 0) { form.elements.work.value = number; return; }
  }
}
