/*<![CDATA[*/
(function () {
  "use strict";
  const source = document.getElementById("chart-values");
  if (!source) return;
  const data = JSON.parse(source.textContent);
  const SVG = "http://www.w3.org/2000/svg";
  const MOST_ROWS = 12;
  if (data.x.length === 0) return;

  const hairs = [];
  const views = Array.from(document.querySelectorAll("[data-chart]"), function (figure) {
    const plot = figure.querySelector(".plot");
    const svg = plot.querySelector("svg");
    const hair = document.createElementNS(SVG, "g");
    hair.setAttribute("visibility", "hidden");
    hair.setAttribute("pointer-events", "none");
    svg.appendChild(hair);
    hairs.push(hair);
    const tip = document.createElement("div");
    tip.className = "tip";
    tip.hidden = true;
    plot.appendChild(tip);
    return { plot, svg, hair, tip, series: data.charts[figure.dataset.chart] };
  });

  function nearest(x) {
    let low = 0, high = data.x.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (data.x[middle] > x) high = middle; else low = middle;
    }
    return x - data.x[low] > data.x[high] - x ? high : low;
  }

  function drawHair(view, t) {
    view.hair.replaceChildren();
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", "M" + data.x[t] + "," + data.top + "V" + data.bottom);
    line.setAttribute("stroke", "var(--axis)");
    view.hair.appendChild(line);
    for (const s of view.series) {
      if (s.y[t] < 0) continue;
      const dot = document.createElementNS(SVG, "circle");
      dot.setAttribute("cx", data.x[t]);
      dot.setAttribute("cy", s.y[t]);
      dot.setAttribute("r", "3");
      dot.setAttribute("fill", "var(" + s.ink + ")");
      dot.setAttribute("stroke", "var(--ground)");
      view.hair.appendChild(dot);
    }
    view.hair.setAttribute("visibility", "visible");
  }

  function fillTip(view, t) {
    const rows = view.series.filter(s => s.y[t] >= 0).sort((a, b) => a.y[t] - b.y[t]);
    const head = document.createElement("b");
    head.textContent = data.times[t];
    view.tip.replaceChildren(head);
    for (const s of rows.slice(0, MOST_ROWS)) {
      const row = document.createElement("div");
      const mark = document.createElement("i");
      mark.style.background = "var(" + s.ink + ")";
      const name = document.createElement("span");
      name.textContent = s.name;
      const value = document.createElement("em");
      value.textContent = s.text[t];
      row.append(mark, name, value);
      view.tip.appendChild(row);
    }
    if (rows.length > MOST_ROWS) {
      const more = document.createElement("b");
      more.textContent = "and " + (rows.length - MOST_ROWS) + " more";
      view.tip.appendChild(more);
    }
    if (rows.length === 0) {
      const none = document.createElement("b");
      none.textContent = "no data";
      view.tip.appendChild(none);
    }
  }

  function show(view, clientX) {
    const box = view.svg.getBoundingClientRect();
    const scale = box.width / data.width;
    const t = nearest((clientX - box.left) / scale);
    views.forEach(v => drawHair(v, t));
    fillTip(view, t);
    view.tip.hidden = false;
    const x = data.x[t] * scale;
    const width = view.tip.offsetWidth;
    const left = x + 16 + width > box.width ? x - 16 - width : x + 16;
    view.tip.style.left = Math.max(0, left) + "px";
    view.tip.style.top = "8px";
  }

  function hide() {
    hairs.forEach(h => h.setAttribute("visibility", "hidden"));
    views.forEach(v => { v.tip.hidden = true; });
  }

  for (const view of views) {
    view.svg.addEventListener("pointermove", e => show(view, e.clientX));
    view.svg.addEventListener("pointerdown", e => show(view, e.clientX));
    view.svg.addEventListener("pointerleave", hide);
  }
})();
/*]]>*/
