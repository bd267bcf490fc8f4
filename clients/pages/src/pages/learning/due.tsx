import type { JSX } from "preact";
import { learning } from "../../texts/learning.ts";
import type { Basis } from "../../ui/ask.tsx";
import { Chart, type Plot } from "../../ui/chart.tsx";
import { dayText } from "../../ui/format.ts";
import { texts, whole } from "../../ui/language.ts";
import type { Column } from "../../ui/table.tsx";
import { shortDay } from "./plots.ts";

const t = texts(learning);

export interface Workload extends Basis {
  backlog: number;
  dailyLoad: number;
  active: number;
  days: { day: string; due: number }[];
}

/** A bar: the backlog, or a day. */
interface Bar {
  day: string;
  due: number;
  isBacklog: boolean;
  from: number;
  to: number;
}

const COLUMNS: Column<Bar>[] = [
  { key: "day", title: t.day, value: (bar) => (bar.isBacklog ? t.backlog : bar.day), show: (bar) => (bar.isBacklog ? t.backlog : dayText(bar.day)) },
  { key: "due", title: t.due, slug: "future-due", value: (bar) => bar.due, numeric: true },
];

/** Cards by the day on which they fall due; those that fell due before stand in a bar of their own. */
export function FutureDue({ load, controls }: { load: Workload; controls: JSX.Element }): JSX.Element {
  const { days, backlog } = load;
  const wide = Math.max(1, days.length / 25);
  const bars: Bar[] = [
    { day: t.backlog, due: backlog, isBacklog: true, from: -2.5 * wide, to: -1.5 * wide },
    ...days.map(({ day, due }, index) => ({ day, due, isBacklog: false, from: index, to: index + 1 })),
  ];
  const later = days.slice(1);
  const top = later.reduce<Workload["days"][number] | undefined>((most, day) => (day.due > (most?.due ?? 0) ? day : most), undefined);
  const sum = later.reduce((n, { due }) => n + due, 0);
  return (
    <Chart
      title={t.dueTitle}
      level={2}
      slug="future-due"
      controls={controls}
      summary={t.dueSummary(backlog, days[0]?.due ?? 0, sum, days.length, top ? t.dueTop(dayText(top.day), top.due) : "")}
      name="due"
      columns={COLUMNS}
      rows={bars}
      height={220}
      draw={(plot, width) => draw(plot, width, bars, days.length)}
    />
  );
}

function draw(plot: Plot, width: number, bars: Bar[], days: number): SVGSVGElement | HTMLElement {
  const inset = width / days > 6 ? 1 : 0;
  const every = Math.ceil(days / Math.max(2, Math.floor(width / 90)));
  const ticks = bars.filter((bar, index) => bar.isBacklog || (index > 1 && (index - 1) % every === 0));
  return plot.plot({
    width,
    height: 220,
    marginLeft: 36,
    marginRight: 16,
    x: { domain: [bars[0]?.from ?? 0, days], axis: null },
    y: { label: null, grid: true, ticks: 4, tickFormat: (n: number) => (Number.isInteger(n) ? whole(n) : "") },
    marks: [
      plot.rectY(bars, { x1: "from", x2: "to", y: "due", insetLeft: inset, insetRight: inset, fill: (bar: Bar) => (bar.isBacklog ? "var(--series-2)" : "var(--series-1)"), title: (bar: Bar) => `${bar.isBacklog ? t.backlog : dayText(bar.day)}: ${whole(bar.due)}` }),
      plot.ruleY([0], { stroke: "currentColor" }),
      plot.text(bars.filter((bar) => bar.isBacklog), { x: (bar: Bar) => (bar.from + bar.to) / 2, y: "due", text: (bar: Bar) => whole(bar.due), dy: -8, fill: "currentColor" }),
      plot.text(ticks, { x: (bar: Bar) => (bar.from + bar.to) / 2, frameAnchor: "bottom", dy: 16, text: (bar: Bar) => (bar.isBacklog ? t.backlog : shortDay(bar.day)), textAnchor: "middle", fill: "currentColor" }),
    ],
    color: { type: "identity" },
  });
}
