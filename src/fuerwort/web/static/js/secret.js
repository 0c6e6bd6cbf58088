// Make a secret and its hash in the browser: only the hash is sent. Without this, sha256sum does the same.
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

for (const form of document.querySelectorAll("form[data-secret]")) {
  const make = form.querySelector("[data-make]");
  make.hidden = false;
  make.addEventListener("click", async () => {
    // Bytes from 224 on are thrown away, so that each of the 56 letters is equally likely.
    const bytes = Array.from(crypto.getRandomValues(new Uint8Array(256))).filter((byte) => byte < 224);
    const secret = bytes.slice(0, 32).map((byte) => LETTERS[byte % LETTERS.length]).join("");
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
    form.elements.hash.value = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
    form.querySelector("output").textContent = `${form.dataset.words} ${secret}`;
  });
}
