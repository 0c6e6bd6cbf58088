// Check a draw in the browser: docs/rules/draw.md, with nothing but what the browser brings. No network.
// A form[data-verify-draw] has fields roster, randomness and token (which may be empty) and says what it found in its
// output, with the sentences data-drawn, data-compared, data-absent, data-right and data-wrong of the form.
const QUICKNET = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";
const HEX = "[0-9a-f]{64}", WHOLE = "[1-9][0-9]{0,5}";
const ROSTER = new RegExp(`^fuerwort draw 1\nratio (${WHOLE}):(${WHOLE})\nsource (drand ${HEX} [1-9][0-9]{0,17}|` +
  `numbers [a-z0-9][a-z0-9.-]{0,79}|secrets(?: ${HEX}){3,50})\ndate (2[0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z)\n` +
  `members (${WHOLE})\n((?:[a-z0-9][a-z0-9.-]{0,39} ${HEX}\n)+)$`);
const REVEALED = {
  drand: new RegExp(`^${HEX}$`),
  numbers: /^(0|[1-9][0-9]{0,8})( (0|[1-9][0-9]{0,8})){5,19}$/,
  secrets: /^[0-9A-Za-z]{22,64}( [0-9A-Za-z]{22,64})*$/,
};
const bytes = (text) => new TextEncoder().encode(text);
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
const sha = async (text) => hex(await crypto.subtle.digest("SHA-256", bytes(text)));
const less = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function need(right, otherwise) {
  if (!right) throw new Error(otherwise);
}

function read(text) {
  const found = ROSTER.exec(text);
  need(found, "this is no roster of a draw, or not to the byte");
  const [, drawn, compared, source, date, count, lines] = found;
  const members = lines.trimEnd().split("\n").map((line) => line.split(" "));
  need(Number(count) === members.length, "members are not counted right");
  const sorted = members.map((member) => member.join(" ")).sort(less);
  // A space sorts before every character of a stratum, so lines sort as pairs do.
  need(sorted.join("\n") + "\n" === lines, "members are not in order");
  need(new Set(members.map(([, token]) => token)).size === members.length, "a token is there twice");
  checkSource(source.split(" "), date);
  return { drawn: Number(drawn), compared: Number(compared), source: source.split(" "), members };
}

function checkSource([kind, ...rest], date) {
  const due = Date.parse(date.replace("Z", ":00Z"));
  need(!Number.isNaN(due) && new Date(due).toISOString().startsWith(date.slice(0, 16)), `there is no ${date}`);
  if (kind === "drand" && rest[0] === QUICKNET) {
    const given = 1692803367n + 3n * (BigInt(rest[1]) - 1n), from = BigInt(due / 1000);
    need(from <= given && given < from + 3n, `round ${rest[1]} does not come at ${date}`);
  }
  if (kind === "secrets") need(rest.join() === [...new Set(rest)].sort(less).join(), "hashes are not in order");
}

export async function draw(text, revealed) {
  const { drawn, compared, source, members } = read(text);
  need(REVEALED[source[0]].test(revealed), "the randomness has not the form that was announced");
  if (source[0] === "secrets") {
    const hashes = await Promise.all(revealed.split(" ").map(sha));
    need(hashes.join(" ") === source.slice(1).join(" "), "these are not the secrets that were promised");
  }
  const n = members.length, places = Math.floor((n * drawn) / (drawn + compared));
  need(places > 0 && places < n, "the ratio makes no two groups of these members");
  const commitment = await sha(text), seed = await sha(`${commitment}\n${revealed}\n`);
  const raw = Uint8Array.from(seed.match(/../g), (pair) => parseInt(pair, 16));
  const key = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const mark = async (said) => hex(await crypto.subtle.sign("HMAC", key, bytes(said)));
  const order = async (kind, names) => {
    const marked = await Promise.all(names.map(async (name) => [await mark(kind + name), name]));
    return marked.sort((a, b) => less(a[0], b[0])).map(([, name]) => name);
  };
  const strata = new Map();
  for (const [stratum, token] of members) {
    if (!strata.has(stratum)) strata.set(stratum, []);
    strata.get(stratum).push(token);
  }
  const start = Number(BigInt("0x" + (await mark("start"))) % BigInt(n));
  const shares = {};
  let at = 0; // where the part of a place that was cut off begins, all such parts laid end to end
  for (const stratum of await order("stratum|", [...strata.keys()])) {
    const exact = places * strata.get(stratum).length, rest = exact % n;
    const next = start + n * Math.ceil((at - start) / n); // first of start, start + n, ... from there on
    shares[stratum] = Math.floor(exact / n) + (next >= at && next < at + rest ? 1 : 0);
    at += rest;
  }
  const result = {};
  for (const [stratum, tokens] of strata) {
    result[stratum] = { order: await order(`token|${stratum}|`, tokens), places: shares[stratum] };
  }
  return { commitment, seed, strata: result };
}

async function tell(form) {
  const said = form.querySelector("output"), { roster, randomness, token } = form.elements;
  try {
    const { commitment, strata } = await draw(roster.value.replaceAll("\r\n", "\n"), randomness.value.trim());
    const own = Object.values(strata).find(({ order }) => order.includes(token.value.trim()));
    const drawn = own && own.order.indexOf(token.value.trim()) < own.places;
    const result = token.value.trim() === "" ? "" : own ? (drawn ? "drawn" : "compared") : "absent";
    said.textContent = [form.dataset.right, commitment, result && form.dataset[result]].filter(Boolean).join(" ");
  } catch (error) {
    said.textContent = `${form.dataset.wrong} ${error.message}`;
  }
}

for (const form of globalThis.document?.querySelectorAll("form[data-verify-draw]") ?? []) {
  form.addEventListener("submit", (event) => { event.preventDefault(); tell(form); });
}
