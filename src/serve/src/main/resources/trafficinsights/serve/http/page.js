import { CellCard, ChartCard, drawForecast, link } from "./charts.js";

const $ = id => document.getElementById(id);
const API = "/api/v1/runs/";
const LEAST_MILLIS = 1000;
const SLOW_MILLIS = 10000;
const RETRY_MILLIS = 2000;
/** Pages of a screen on the wall. */
const PAGES = ["1", "2", "3"];

/** All that a link carries. */
const view = Object.fromEntries(new URLSearchParams(location.search));
const cards = new Map();
const cells = { lanes: new CellCard($("lanes"), say), heat: new CellCard($("heat"), say) };
let run = null;
let sheet = null;
let events = null;
let pending = null;
let shownAt = 0;
let slowAt = 0;
let isStopped = false;
let outlook = null;

function say(text) { $("said").textContent = text; }

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

async function json(path) {
  const answer = await fetch(path);
  if (answer.status === 401) {
    location.assign("/login" + location.search);
    throw new Error("not signed in");
  }
  const body = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(body.detail), { status: answer.status, problem: body });
  return body;
}

/** Puts the view into the address, so that it can be shared. */
function remember(isStep = true) {
  const known = Object.entries(view).filter(([, value]) => value);
  const address = "/" + (known.length ? "?" + new URLSearchParams(known) : "");
  if (isStep) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

function change(changes) {
  Object.assign(view, changes);
  remember();
  slowAt = 0;
  refresh();
}

function query() {
  const asked = new URLSearchParams();
  for (const name of ["from", "to", "last", "part"]) if (view[name]) asked.set(name, view[name]);
  const text = asked.toString();
  return text ? "?" + text : "";
}

async function refresh() {
  pending = null;
  shownAt = Date.now();
  if (!run) return;
  const base = API + encodeURIComponent(run);
  try {
    const isSlow = Date.now() - slowAt > SLOW_MILLIS;
    const [head, charts, found, grids, health] = await Promise.all([
      json(base + query()), json(base + "/charts" + query()), json(base + "/incidents" + query()),
      json(base + "/cells" + query()), json(base + "/health")]);
    showHead(head);
    showCharts(charts);
    showCells(grids);
    showIncidents(found.incidents);
    if (isSlow) {
      slowAt = Date.now();
      outlook = await json(base + "/forecast");
      showForecasts();
    }
    // The quality of the data is known at the end.
    showHealth(health, head.run.isLive ? null : await json(base + "/quality").catch(() => null));
    $("problem").hidden = head.problem === "" && head.doubt === "";
    $("problem").textContent = head.problem || head.doubt;
    document.body.dataset.version = head.run.version;
  } catch (failure) {
    if (failure.status === 400 || failure.status === 404) {
      $("problem").hidden = false;
      $("problem").textContent = failure.message;
      if (view.part && failure.problem.type.endsWith("unknown-part")) change({ part: "" });
    } else if (failure.status === undefined || failure.status >= 500) {
      stopped();
    } else {
      later();
    }
  }
}

/** News come often; a picture a second is enough. */
function later() {
  if (pending === null) pending = setTimeout(refresh, Math.max(0, LEAST_MILLIS - (Date.now() - shownAt)));
}

const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const minute = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "UTC" });

function showHead(head) {
  const { title, state, isLive } = head.run;
  $("title").textContent = title;
  document.title = `${title} – Traffic Insights`;
  $("state").textContent = isLive ? state : head.problem ? "failed" : "finished";
  $("dot").className = "dot " + (isLive ? "live" : head.problem ? "failed" : "done");
  const from = new Date(view.from ?? head.run.from);
  const to = new Date(view.to || head.run.to);
  $("range-text").textContent = view.last ? `Last ${view.last / 60} min, to ${minute.format(to)}`
    : `${day.format(from)}, ${minute.format(from)} – ${minute.format(to)} UTC`;
  $("numbers").replaceChildren(...head.numbers.map(number => {
    const tile = element("div");
    tile.id = "number-" + number.figure;
    const value = element("dd", number.text);
    if (number.change) value.append(element("small", number.change, number.meaning));
    const name = element("dt", number.label);
    name.title = number.explanation;
    tile.append(name, value);
    return tile;
  }));
  $("basis").textContent = "Numbers over " + head.basis + ". ";
  $("verdict").textContent = head.verdict;
  $("foot").textContent = head.requestsText;
  options($("part"), [["", "All requests"],
    ...head.regions.map(name => ["region:" + name, "Region " + name]),
    ...head.servers.map(name => ["server:" + name, "Server " + name])], view.part ?? "");
  for (const button of $("ranges").children) {
    button.setAttribute("aria-pressed", String(!view.from && button.dataset.last === (view.last ?? "")));
  }
  $("back").hidden = !view.from;
}

function options(select, entries, chosen) {
  const text = JSON.stringify(entries);
  if (select.dataset.entries !== text) {
    select.dataset.entries = text;
    select.replaceChildren(...entries.map(([value, label]) => {
      const option = element("option", label);
      option.value = value;
      return option;
    }));
  }
  select.value = chosen;
}

function showCharts(charts) {
  sheet = charts;
  charts.charts.forEach((drawing, i) => {
    if (!cards.has(drawing.id)) {
      const card = new ChartCard($("charts"), drawing.id, zoom, say);
      card.root.dataset.page = i < 3 ? "1" : "2";
      cards.set(drawing.id, card);
      turn();
    }
    cards.get(drawing.id).show(drawing, charts);
  });
}

function zoom(from, to) {
  const iso = seconds => new Date(Math.round(seconds) * 1000).toISOString().replace(".000", "");
  change({ from: iso(from), to: iso(Math.max(to, from + 1)), last: "" });
}

function showCells(both) {
  for (const name of ["lanes", "heat"]) {
    $(name + "-title").textContent = both[name].title;
    $(name + "-sub").textContent = both[name].subtitle;
    cells[name].show(both[name], both, sheet);
  }
}

function showIncidents(incidents) {
  $("found-count").textContent = incidents.length;
  const list = $("incidents");
  if (list.dataset.seen === JSON.stringify([incidents, view.incident])) return;
  list.dataset.seen = JSON.stringify([incidents, view.incident]);
  const focused = document.activeElement?.dataset?.start;
  list.replaceChildren(...incidents.map(incident => {
    const item = element("li");
    const button = element("button");
    button.dataset.start = incident.start;
    button.setAttribute("aria-expanded", String(view.incident === incident.start));
    const mark = element("span", "!", "mark severity-" + incident.severity);
    mark.title = incident.severity;
    const text = element("span", incident.sentence);
    text.append(element("small", `${incident.severity}, ${minute.format(new Date(incident.start))} – ${minute.format(new Date(incident.end))}. ${incident.before}`));
    button.append(mark, text);
    button.addEventListener("click", () => change({ incident: view.incident === incident.start ? "" : incident.start }));
    item.append(button);
    return item;
  }));
  if (incidents.length === 0) list.append(element("li", "None in this time range.", "muted"));
  list.querySelector(`[data-start="${focused}"]`)?.focus();
  showChanged(incidents.find(incident => incident.start === view.incident));
}

async function showChanged(incident) {
  $("changed").hidden = !incident;
  if (!incident) return;
  const asked = incident.start + incident.end;
  if ($("changed").dataset.asked === asked) return;
  $("changed").dataset.asked = asked;
  $("changed-body").replaceChildren(element("p", "Reading the source again …", "muted"));
  try {
    const span = new URLSearchParams({ from: incident.start, to: incident.end });
    const changes = await json(API + encodeURIComponent(run) + "/what-changed?" + span);
    $("changed-body").replaceChildren(...changed(changes));
  } catch (failure) {
    $("changed-body").replaceChildren(element("p", failure.message));
    if (failure.status === undefined) delete $("changed").dataset.asked;
  }
}

function table(heads, rows) {
  const box = element("div", undefined, "scroll");
  const made = element("table");
  const head = element("tr");
  heads.forEach((name, i) => head.append(element("th", name, i > 0 ? "number" : "")));
  made.append(head);
  rows.forEach(row => {
    const line = element("tr");
    row.forEach((text, i) => line.append(element("td", text, i > 0 ? "number" : "")));
    made.append(line);
  });
  box.append(made);
  return box;
}

function changed(changes) {
  const parts = [element("p", changes.sentence)];
  const list = element("ul", undefined, "changes");
  changes.changes.slice(1).forEach(one => list.append(element("li", one.sentence)));
  parts.push(list);
  const grid = element("div", undefined, "changed-grid");
  const figures = element("div");
  figures.append(element("h4", "Figures of all requests"),
    table(["Figure", "before", "now", "change"], changes.figures.map(f => [f.label, f.thenText, f.nowText, f.chance ? "chance" : f.change])));
  grid.append(figures);
  changes.dimensions.slice(0, 2).forEach(shares => {
    const part = element("div");
    part.append(element("h4", "Requests by " + shares.dimension.replace("_", " ")),
      table(["", "before", "now"], shares.keys.slice(0, 6).map(key => [key.key, key.thenText, key.nowText])));
    grid.append(part);
  });
  parts.push(grid);
  return parts;
}

function showForecasts() {
  if (!outlook) return;
  $("forecasts").replaceChildren();
  outlook.forecasts.slice(0, 3).forEach(forecast => {
    const box = element("div", undefined, "forecast");
    box.append(element("h4", forecast.title), element("p", forecast.sentence, "muted"));
    const plot = element("div");
    plot.setAttribute("role", "img");
    plot.setAttribute("aria-label", forecast.sentence);
    box.append(plot);
    $("forecasts").append(box);
    drawForecast(plot, forecast);
  });
  if (outlook.forecasts.length === 0) $("forecasts").append(element("p", "A forecast needs 20 windows or more.", "muted"));
}

function showHealth(health, quality) {
  const rows = [["State", health.problem || health.state], ["Requests", health.requests.toLocaleString("en-US")],
    ["Processed", health.rowsPerSecondText], ["Rejected lines", health.rejects.toLocaleString("en-US")], ["Memory", health.heapText]];
  if (quality) rows.push(["Data quality", quality.scoreText]);
  const parts = [table(["The run", ""], rows)];
  if (health.servers.length > 0) {
    parts.push(table(["Server", "CPU at most", "memory", "unhealthy"], health.servers.map(s => [s.name, s.cpuText, s.memoryText, s.unhealthyText])));
  }
  $("health").replaceChildren(...parts);
}

/** The server is gone: say so, and look for it until it is back. */
function stopped() {
  if (isStopped) return;
  isStopped = true;
  events?.close();
  $("stopped").textContent = `The server does not answer. Figures are as of ${minute.format(new Date())} UTC. Trying again …`;
  $("stopped").hidden = false;
  const look = async () => {
    try {
      if ((await fetch("/healthz", { cache: "no-store" })).ok) {
        isStopped = false;
        $("stopped").hidden = true;
        slowAt = 0;
        start();
        return;
      }
    } catch {
      // Not yet.
    }
    setTimeout(look, RETRY_MILLIS);
  };
  setTimeout(look, RETRY_MILLIS);
}

function follow() {
  events?.close();
  events = new EventSource(API + encodeURIComponent(run) + "/live");
  events.addEventListener("news", later);
  events.onerror = stopped;
}

async function start() {
  try {
    const { runs } = await json("/api/v1/runs");
    run = runs.find(one => one.id === view.run)?.id ?? runs[0]?.id ?? null;
    if (run === null) {
      $("title").textContent = "No run yet";
      return;
    }
    options($("run"), runs.map(one => [one.id, one.title + (one.isLive ? " (live)" : "")]), run);
    $("run-field").hidden = runs.length < 2;
    follow();
    await refresh();
  } catch (failure) {
    if (failure.status === undefined || failure.status >= 500) stopped();
  }
}

function theme() {
  const chosen = view.theme || localStorage.getItem("theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
  else delete document.documentElement.dataset.theme;
}

let page = 0;
function turn() {
  const isKiosk = Boolean(view.kiosk);
  document.body.classList.toggle("kiosk", isKiosk);
  document.querySelectorAll("[data-page]").forEach(part => {
    const isNumbers = part.contains($("numbers"));
    part.classList.toggle("off", isKiosk && !isNumbers && part.dataset.page !== PAGES[page % PAGES.length]);
  });
  const now = PAGES[page % PAGES.length];
  const columns = document.querySelector(".columns");
  columns.classList.toggle("alone", isKiosk && now !== "1");
  columns.classList.toggle("off", isKiosk && now === "3");
  // What was hidden had no size to be drawn in.
  if (isKiosk && now === "3") showForecasts();
}

function kiosk() {
  turn();
  if (!view.kiosk) return;
  setInterval(() => { page++; turn(); }, Math.max(5, Number(view.kiosk) || 20) * 1000);
}

$("ranges").addEventListener("click", event => {
  if (event.target.dataset.last !== undefined) change({ last: event.target.dataset.last, from: "", to: "" });
});
$("back").addEventListener("click", () => change({ from: "", to: "" }));
$("part").addEventListener("change", event => change({ part: event.target.value }));
$("run").addEventListener("change", event => {
  Object.assign(view, { run: event.target.value, from: "", to: "", part: "", incident: "" });
  remember();
  slowAt = 0;
  start();
});
$("close-changed").addEventListener("click", () => change({ incident: "" }));
$("kiosk").addEventListener("click", () => location.assign("/?" + new URLSearchParams({ ...view, kiosk: 20 })));
$("theme").addEventListener("click", () => {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = document.documentElement.dataset.theme ?? (isDark ? "dark" : "light");
  view.theme = "";
  localStorage.setItem("theme", now === "dark" ? "light" : "dark");
  theme();
  refresh();
});
addEventListener("keydown", event => { if (event.key === "Escape" && view.kiosk) location.assign("/"); });
addEventListener("popstate", () => {
  Object.keys(view).forEach(name => delete view[name]);
  Object.assign(view, Object.fromEntries(new URLSearchParams(location.search)));
  start();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", refresh);

theme();
kiosk();
json("/api/v1/session").then(session => { $("sign-out").hidden = !session.hasUsers; }).catch(() => {});
start();
