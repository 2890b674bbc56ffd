// Draws what the server made: axes, ticks, colours and texts are its, nothing is computed here.

const style = getComputedStyle(document.documentElement);
export const colour = name => style.getPropertyValue(name).trim();
const clock = seconds => new Date(seconds * 1000).toISOString().slice(11, 19);
const SYNC = "traffic";

/** The instant that all charts point at; null for none. Each chart tells the others. */
export const link = {
  listeners: new Set(),
  at(seconds, from) { this.listeners.forEach(listener => listener !== from && listener(seconds)); },
};

function rgba(hex, alpha) {
  const n = parseInt(hex.slice(1), 16);
  return `rgba(${n >> 16}, ${(n >> 8) & 255}, ${n & 255}, ${alpha})`;
}

/** Opaque, so that what is painted over something else hides it. */
function onSurface(hex, share) {
  const surface = colour("--surface");
  const part = (text, shift) => (parseInt(text.slice(1), 16) >> shift) & 255;
  return `rgb(${[16, 8, 0].map(shift => Math.round(share * part(hex, shift) + (1 - share) * part(surface, shift))).join(", ")})`;
}

function hatch(context, ink) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const c = tile.getContext("2d");
  c.strokeStyle = rgba(ink, .45);
  c.beginPath();
  c.moveTo(0, 8); c.lineTo(8, 0); c.moveTo(-2, 2); c.lineTo(2, -2); c.moveTo(6, 10); c.lineTo(10, 6);
  c.stroke();
  return context.createPattern(tile, "repeat");
}

/** What is marked over the height of a chart: faults in the ground, findings with an upper edge. */
function drawMarks(u, marks) {
  const { ctx, bbox } = u;
  const ratio = devicePixelRatio;
  for (const mark of marks) {
    const left = Math.max(bbox.left, u.valToPos(mark.from, "x", true));
    const right = Math.min(bbox.left + bbox.width, u.valToPos(mark.to, "x", true));
    if (right < bbox.left || left > bbox.left + bbox.width) continue;
    const ink = colour(mark.colour);
    ctx.save();
    if (mark.kind === "truth") {
      ctx.fillStyle = hatch(ctx, ink);
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
    } else if (mark.kind === "event") {
      ctx.fillStyle = ink;
      ctx.fillRect(left, bbox.top, Math.max(ratio, right - left), bbox.height);
    } else {
      ctx.fillStyle = rgba(ink, .12);
      ctx.fillRect(left, bbox.top, right - left, bbox.height);
      ctx.fillStyle = ink;
      ctx.fillRect(left, bbox.top, right - left, 3 * ratio);
    }
    ctx.restore();
  }
}

/** A card with one chart; kept while its data change. */
export class ChartCard {
  constructor(parent, id, onRange, onSay) {
    this.onRange = onRange;
    this.onSay = onSay;
    this.root = document.createElement("figure");
    this.root.className = "card chart";
    this.root.id = "chart-" + id;
    this.root.innerHTML = '<figcaption class="head"><h3></h3><span class="keys"></span></figcaption><div class="plot" tabindex="0" role="img"></div>';
    this.plot = this.root.querySelector(".plot");
    this.keys = this.root.querySelector(".keys");
    parent.append(this.root);
    this.plot.addEventListener("keydown", event => this.step(event));
    new ResizeObserver(() => this.resize()).observe(this.plot);
    link.listeners.add(this.listener = seconds => this.point(seconds));
  }

  show(drawing, sheet) {
    this.drawing = drawing;
    this.sheet = sheet;
    this.root.querySelector("h3").textContent = drawing.title;
    this.root.querySelector("h3").title = drawing.subtitle;
    this.u?.destroy();
    this.u = null;
    this.plot.classList.toggle("empty", drawing.emptyText !== "");
    this.plot.textContent = drawing.emptyText;
    if (drawing.emptyText === "") this.draw();
    this.showValues(null);
    this.describe();
  }

  draw() {
    const { drawing, sheet } = this;
    const isStacked = drawing.form === "stacked";
    // What is stacked is painted from the top down, so that each part covers what is above it.
    const order = drawing.lines.map((_, i) => i);
    if (isStacked) order.reverse();
    const axis = { stroke: colour("--muted"), font: "12px Roboto", ticks: { show: false } };
    const narrow = this.plot.clientWidth < 420;
    const options = {
      width: this.plot.clientWidth,
      height: this.plot.clientHeight || 204,
      padding: [8, 12, 0, 0],
      legend: { show: false },
      cursor: {
        sync: { key: SYNC, setSeries: false },
        drag: { x: true, y: false, setScale: false },
        points: { size: 6 },
        y: false,
      },
      scales: {
        x: { time: false, range: () => [sheet.from, Math.max(sheet.to, sheet.from + 1)] },
        y: { distr: drawing.isLog ? 3 : 1, range: () => [drawing.low, drawing.high] },
      },
      axes: [
        {
          ...axis, grid: { show: false }, size: 26, gap: 4,
          splits: () => sheet.timeTicks.map(t => t.value),
          values: (_, splits) => splits.map((s, i) => narrow && i % 2 ? "" : sheet.timeTicks.find(t => t.value === s)?.label ?? ""),
        },
        {
          ...axis, grid: { stroke: colour("--grid"), width: 1 }, gap: 6,
          size: 8 + 7 * Math.max(...drawing.ticks.map(t => t.label.length), 3),
          splits: () => drawing.ticks.map(t => t.value),
          values: (_, splits) => splits.map(s => drawing.ticks.find(t => t.value === s)?.label ?? ""),
          filter: (_, splits) => splits,
        },
      ],
      series: [{}, ...order.map(i => this.series(drawing.lines[i], isStacked))],
      hooks: {
        drawAxes: [u => drawMarks(u, drawing.marks)],
        setCursor: [u => this.pointed(u)],
        setSelect: [u => this.selected(u)],
      },
    };
    const data = [drawing.times, ...order.map(i => drawing.lines[i].heights)];
    this.u = new uPlot(options, data, this.plot);
  }

  series(line, isStacked) {
    const ink = colour(line.colour);
    const { form, times } = this.drawing;
    const base = { stroke: ink, width: line.isLabelled || form === "area" ? 1.6 : 1, points: { show: times.length === 1, size: 6 } };
    if (isStacked) return { ...base, width: 1, fill: onSurface(ink, .7) };
    if (form === "area") return { ...base, fill: rgba(ink, .1) };
    if (form === "bars") return { ...base, fill: rgba(ink, .55), paths: uPlot.paths.bars({ size: [.7, 60] }) };
    return base;
  }

  pointed(u) {
    const index = u.cursor.idx ?? null;
    this.showValues(index);
    // Only the chart under the pointer tells the cells below.
    if (u.over.matches(":hover")) link.at(index === null ? null : this.drawing.times[index], this.listener);
  }

  point(seconds) {
    if (!this.u) return;
    this.u.setCursor(seconds === null ? { left: -10, top: -10 } : { left: this.u.valToPos(seconds, "x"), top: 10 }, false);
    this.showValues(seconds === null ? null : this.u.cursor.idx ?? this.u.valToIdx(seconds));
  }

  selected(u) {
    if (u.select.width > 4) this.onRange(u.posToVal(u.select.left, "x"), u.posToVal(u.select.left + u.select.width, "x"));
    u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  }

  /** The keys' values at an index; the newest without one. */
  showValues(index) {
    const { lines, times } = this.drawing;
    const shown = lines.filter(line => line.isLabelled || lines.length === 1);
    const at = index ?? times.length - 1;
    this.keys.replaceChildren(...shown.map(line => {
      const key = document.createElement("span");
      const mark = document.createElement("i");
      mark.style.background = colour(line.colour);
      const value = document.createElement("b");
      value.textContent = line.texts[at] ?? "";
      key.append(mark, line.name, value);
      return key;
    }));
    if (index !== null) {
      const time = document.createElement("span");
      time.textContent = clock(times[index]);
      this.keys.append(time);
    }
  }

  sentence(index) {
    return this.drawing.lines
      .filter(line => line.isLabelled || this.drawing.lines.length === 1)
      .slice(0, 6).map(line => `${line.name} ${line.texts[index]}`).join(", ");
  }

  describe() {
    const { title, subtitle, times, marks } = this.drawing;
    const found = marks.filter(mark => mark.kind !== "truth" && mark.kind !== "event").length;
    this.plot.setAttribute("aria-label", times.length === 0 ? title
      : `${title}, ${subtitle}. Newest: ${this.sentence(times.length - 1)}. ${found} marked time ranges. Arrow keys read the values.`);
  }

  /** The cross-hair by keyboard, in all charts; Escape takes it away. */
  step(event) {
    const { times } = this.drawing;
    if (!this.u || times.length === 0) return;
    const now = this.at ?? times.length - 1;
    const page = Math.max(1, Math.round(times.length / 10));
    const moves = { ArrowLeft: now - 1, ArrowRight: now + 1, PageUp: now - page, PageDown: now + page, Home: 0, End: times.length - 1 };
    if (event.key === "Escape") {
      this.at = null;
      link.at(null);
    } else if (event.key in moves) {
      this.at = Math.min(times.length - 1, Math.max(0, moves[event.key]));
      link.at(times[this.at]);
      this.onSay(`${clock(times[this.at])}: ${this.sentence(this.at)}`);
    } else {
      return;
    }
    event.preventDefault();
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.plot;
    const isOther = this.u && (this.u.width !== width || this.u.height !== height);
    if (isOther && width > 0) this.u.setSize({ width, height });
  }
}

/** Swim lanes or a heat map. */
export class CellCard {
  constructor(root, onSay) {
    this.root = root;
    this.onSay = onSay;
    root.innerHTML = '<div class="names" aria-hidden="true"></div><div class="field" tabindex="0" role="img"><canvas></canvas><div class="line" hidden></div></div><div class="axis" aria-hidden="true"></div><p class="tip"></p>';
    this.names = root.querySelector(".names");
    this.field = root.querySelector(".field");
    this.canvas = root.querySelector("canvas");
    this.line = root.querySelector(".line");
    this.axis = root.querySelector(".axis");
    this.tip = root.querySelector(".tip");
    this.field.addEventListener("mousemove", event => this.moved(event));
    this.field.addEventListener("mouseleave", () => { this.tip.textContent = ""; link.at(null, this.listener); this.point(null); });
    link.listeners.add(this.listener = seconds => this.point(seconds));
    new ResizeObserver(() => this.draw()).observe(this.field);
  }

  show(grid, both, sheet) {
    this.grid = grid;
    this.both = both;
    const isTall = grid.rows.length > 20;
    const height = Math.max(60, grid.rows.length * (isTall ? 6 : 22));
    this.field.style.height = height + "px";
    const every = Math.ceil(grid.rows.length / Math.max(1, Math.floor(height / 16)));
    this.names.replaceChildren(...grid.rows.map((name, i) => {
      const row = document.createElement("span");
      row.textContent = i % every === 0 ? name.split(" – ")[0] : "";
      return row;
    }));
    this.names.style.gridTemplateRows = `repeat(${Math.max(1, grid.rows.length)}, minmax(0, 1fr))`;
    this.names.style.height = height + "px";
    const narrow = this.field.clientWidth < 360;
    this.axis.replaceChildren(...(sheet?.timeTicks ?? []).filter((_, i) => !narrow || i % 2 === 0).map(tick => {
      const mark = document.createElement("span");
      mark.textContent = tick.label;
      mark.style.left = 100 * this.share(tick.value) + "%";
      return mark;
    }));
    this.field.setAttribute("aria-label", grid.emptyText || `${grid.title}, ${grid.subtitle}: ${grid.rows.length} rows`);
    this.tip.textContent = grid.emptyText;
    this.byPlace = new Map(grid.cells.map(cell => [cell.row + "," + cell.column, cell]));
    this.draw();
  }

  share(seconds) {
    return (seconds - this.both.from) / Math.max(1, this.both.to - this.both.from);
  }

  draw() {
    const { grid, canvas, field } = this;
    if (!grid || field.clientWidth === 0) return;
    canvas.width = field.clientWidth * devicePixelRatio;
    canvas.height = field.clientHeight * devicePixelRatio;
    const context = canvas.getContext("2d");
    const ink = colour(grid.colour);
    const width = canvas.width * this.share(this.both.from + grid.columnSeconds);
    const height = canvas.height / Math.max(1, grid.rows.length);
    const gap = grid.rows.length > 20 ? 0 : devicePixelRatio;
    for (const cell of grid.cells) {
      const left = canvas.width * this.share(grid.start + cell.column * grid.columnSeconds);
      context.fillStyle = rgba(ink, .06 + .94 * cell.shade / 100);
      context.fillRect(left, cell.row * height, Math.ceil(width), Math.max(1, height - gap));
    }
  }

  moved(event) {
    if (!this.grid || this.grid.rows.length === 0) return;
    const box = this.field.getBoundingClientRect();
    const seconds = this.both.from + (event.clientX - box.left) / box.width * (this.both.to - this.both.from);
    const row = Math.min(this.grid.rows.length - 1, Math.floor((event.clientY - box.top) / box.height * this.grid.rows.length));
    const column = Math.floor((seconds - this.grid.start) / this.grid.columnSeconds);
    const cell = this.byPlace.get(row + "," + column);
    this.tip.textContent = `${this.grid.rows[row]}, ${clock(this.grid.start + column * this.grid.columnSeconds)}: ${cell ? cell.text : "none"}`;
    this.point(seconds);
    link.at(seconds, this.listener);
  }

  point(seconds) {
    this.line.hidden = seconds === null || !this.both;
    if (!this.line.hidden) this.line.style.left = 100 * this.share(seconds) + "%";
  }
}

/** A forecast: the newest past, the expected course and its 80 and 95 % intervals. */
export function drawForecast(parent, forecast) {
  const past = forecast.past.slice(-Math.max(60, 3 * forecast.points.length));
  const first = Date.parse(forecast.points[0]?.time ?? 0) / 1000;
  const times = [...past.map((_, i) => first - (past.length - i) * forecast.stepSeconds), ...forecast.points.map(p => Date.parse(p.time) / 1000)];
  const none = past.map(() => null);
  const of = key => [...none, ...forecast.points.map(p => p[key] === null ? null : Math.max(0, p[key]))];
  const ink = colour("--series-1");
  const axis = { stroke: colour("--muted"), font: "12px Roboto", ticks: { show: false } };
  const faint = alpha => ({ stroke: "transparent", fill: undefined, width: 0, points: { show: false } });
  return new uPlot({
    width: parent.clientWidth, height: 150, legend: { show: false }, padding: [8, 12, 0, 0], cursor: { show: false },
    scales: { x: { time: false }, y: { range: () => [forecast.low, forecast.high] } },
    axes: [
      { ...axis, grid: { show: false }, size: 26, space: 90, values: (_, splits) => splits.map(s => clock(s).slice(0, 5)) },
      { ...axis, grid: { stroke: colour("--grid"), width: 1 }, size: 8 + 7 * Math.max(...forecast.ticks.map(t => t.label.length), 3),
        splits: () => forecast.ticks.map(t => t.value), values: (_, splits) => splits.map(s => forecast.ticks.find(t => t.value === s)?.label ?? "") },
    ],
    series: [{}, { stroke: colour("--series-rate"), width: 1.4, points: { show: false } }, { stroke: ink, width: 1.6, dash: [6, 4], points: { show: false } },
      faint(), faint(), faint(), faint()],
    bands: [{ series: [4, 3], fill: rgba(ink, .13) }, { series: [6, 5], fill: rgba(ink, .22) }],
  }, [times, [...past, ...forecast.points.map(() => null)], of("expected"), of("low95"), of("high95"), of("low80"), of("high80")], parent);
}
