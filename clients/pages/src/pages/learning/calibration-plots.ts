import type { Plot } from "../../ui/chart.tsx";
import { proportionText } from "../../ui/figure.tsx";
import type { Group } from "./calibration.tsx";
import { apart, SHARES } from "./plots.ts";
import { percent } from "../../ui/format.ts";

const title = (of: Group) => `${of.name}: ${percent(of.predicted, 1)} → ${proportionText(of.observed)}`;
const low = (of: Group) => of.observed.low;
const high = (of: Group) => of.observed.high;
const value = (of: Group) => of.observed.value;

/** Predicted along, observed up: what lies on the diagonal was predicted rightly. */
export function drawDiagonal(plot: Plot, width: number, groups: Group[], isNamed: boolean): SVGSVGElement | HTMLElement {
  const least = Math.max(0, Math.floor(Math.min(...groups.map(({ predicted }) => predicted)) * 10 - 0.5) / 10);
  const named = isNamed ? apart(groups.filter(({ observed }) => observed.n >= 10).map((of) => ({ at: of.observed.value ?? 0, of })), 0.05) : [];
  return plot.plot({
    width,
    height: 320,
    marginLeft: 44,
    marginRight: isNamed ? 24 : 12,
    marginBottom: 36,
    x: { domain: [least, 1], label: null, ticks: width < 420 ? 4 : 6, tickFormat: (share: number) => percent(share), grid: true },
    y: SHARES,
    marks: [
      plot.line([least, 1], { x: (at: number) => at, y: (at: number) => at, stroke: "currentColor", strokeDasharray: "6 4" }),
      plot.ruleX(groups, { x: "predicted", y1: low, y2: high, stroke: "var(--series-1)", strokeWidth: 1.5, strokeOpacity: 0.6 }),
      plot.dot(groups, { x: "predicted", y: value, r: (of: Group) => Math.sqrt(of.observed.n), fill: "var(--series-1)", fillOpacity: 0.85, title }),
      plot.text(named, { x: (label: { of: Group }) => label.of.predicted, y: (label: { at: number }) => label.at, dx: 10, textAnchor: "start", text: (label: { of: Group }) => label.of.name, fill: "currentColor", stroke: "var(--panel)", strokeWidth: 3 }),
    ],
    r: { range: [3, 9] },
  });
}

/** Groups side by side, each with a dash for what was predicted and a dot for what was observed. */
export function drawGroups(plot: Plot, width: number, groups: Group[]): SVGSVGElement | HTMLElement {
  const isNarrow = width < 120 * groups.length;
  return plot.plot({
    width,
    height: 260,
    marginLeft: 44,
    marginBottom: isNarrow ? 64 : 36,
    x: { type: "band", domain: groups.map(({ name }) => name), label: null, tickRotate: isNarrow ? -20 : 0 },
    y: SHARES,
    marks: [
      plot.tickY(groups, { x: "name", y: "predicted", stroke: "var(--series-2)", strokeWidth: 3, insetLeft: 6, insetRight: 6 }),
      plot.ruleX(groups, { x: "name", y1: low, y2: high, stroke: "var(--series-1)", strokeWidth: 1.5, strokeOpacity: 0.6 }),
      plot.dot(groups, { x: "name", y: value, r: 5, fill: "var(--series-1)", title }),
      plot.text(groups, { x: "name", frameAnchor: "bottom", dy: -4, text: (of: Group) => `n = ${of.observed.n}`, fill: "currentColor" }),
    ],
  });
}
