import type { Plot } from "./chart.tsx";

/** A line of a chart of dots: a value, with an interval or another value beside it. */
export interface DotRange {
  label: string;
  value: number;
  low?: number | undefined;
  high?: number | undefined;
  /** Hollow, joined to the value by a line. */
  other?: number | undefined;
  /** At the end of the row, such as another figure that is not on this axis. */
  note?: string;
}

export interface DotRangeAxis {
  label: string;
  domain?: [number, number];
  format: (value: number) => string;
  /** What the notes at the ends of the rows are. */
  noteLabel?: string;
  /** Whole numbers, such as ranks: no ticks between them. */
  isWhole?: boolean;
}

/** Whole tenths around the values, at least three of them: a chart of dots need not begin at 0, and close values stay apart. */
export function shareDomain(values: (number | undefined)[]): [number, number] {
  const known = values.filter((value) => value !== undefined);
  const low = Math.max(0, Math.floor(Math.min(...known, 1) * 10 - 0.2) / 10);
  const high = Math.min(1, Math.ceil(Math.max(...known, 0) * 10 + 0.2) / 10);
  return high - low < 0.3 ? [Math.max(0, high - 0.3), Math.max(0.3, high)] : [low, high];
}

const ROW_HEIGHT = 26;

/** Height of the chart for so many rows. */
export const dotRangeHeight = (rows: number) => rows * ROW_HEIGHT + 52;

/** Dots with intervals, one row each, in the order given. Rows are told apart by their place, so that labels may be alike. */
export function drawDotRanges(plot: Plot, width: number, rows: DotRange[], axis: DotRangeAxis): SVGSVGElement | HTMLElement {
  const letters = width < 520 ? 16 : 34;
  const short = rows.map(({ label }) => (label.length > letters ? `${label.slice(0, letters - 1)}…` : label));
  const longest = Math.max(4, ...short.map((label) => label.length));
  const points = rows.map((row, index) => ({ ...row, index, to: row.high ?? row.other, from: row.low ?? row.value }));
  const hasNotes = axis.noteLabel !== undefined;
  const marginTop = hasNotes ? 8 + NOTE_HEAD : 8;
  return plot.plot({
    width,
    height: dotRangeHeight(rows.length) + (hasNotes ? NOTE_HEAD : 0),
    marginLeft: longest * 6.4 + 14,
    marginRight: hasNotes ? Math.max(axis.noteLabel?.length ?? 0, ...rows.map(({ note = "" }) => note.length)) * 6.4 + 30 : 24,
    marginTop,
    marginBottom: 40,
    x: { label: axis.label, grid: true, tickFormat: axis.format, ticks: axis.isWhole && axis.domain ? wholeTicks(axis.domain, width < 520 ? 5 : 12) : width < 520 ? 4 : 8, nice: !axis.domain, ...(axis.domain ? { domain: axis.domain } : {}) },
    y: { type: "band", domain: points.map(({ index }) => index), tickFormat: (index: number) => short[index] ?? "", tickSize: 0, label: null, padding: 0.2 },
    marks: [
      ...(hasNotes ? [plot.text([axis.noteLabel ?? ""], { frameAnchor: "top-right", dx: 12, dy: -NOTE_HEAD, textAnchor: "start", fill: "currentColor" }), plot.text(points, { frameAnchor: "right", dx: 12, y: "index", text: "note", textAnchor: "start", fill: "currentColor" })] : []),
      plot.link(points.filter(({ to }) => to !== undefined), { x1: "from", x2: "to", y1: "index", y2: "index", stroke: "var(--series-1)", strokeWidth: 2, strokeOpacity: 0.55 }),
      plot.dot(points.filter(({ other }) => other !== undefined), { x: "other", y: "index", r: 5, fill: "var(--panel)", stroke: "var(--series-2)", strokeWidth: 2 }),
      plot.dot(points, { x: "value", y: "index", r: 5, fill: "var(--series-1)", title: (row: DotRange) => `${row.label}: ${axis.format(row.value)}` }),
    ],
  });
}

const NOTE_HEAD = 18;

function wholeTicks([from, to]: [number, number], most: number): number[] {
  const first = Math.ceil(from);
  const last = Math.floor(to);
  const step = Math.max(1, Math.ceil((last - first) / most));
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);
}
