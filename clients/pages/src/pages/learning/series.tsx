import type { JSX } from "preact";
import { learning } from "../../texts/learning.ts";
import type { Basis } from "../../ui/ask.tsx";
import { Chart, type Plot } from "../../ui/chart.tsx";
import { dayText, percent } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";
import type { Column } from "../../ui/table.tsx";
import { apart, dateOf, days as dayAxis, SHARES } from "./plots.ts";

const t = texts(learning);

export interface SeriesDay {
  day: string;
  mastery: number;
  recallNow: number;
  coverage: number;
  seen: number;
  cards: number;
}

export interface Series extends Basis {
  days: SeriesDay[];
}

type Row = SeriesDay & { isAhead: boolean };

const COLUMNS: Column<Row>[] = [
  { key: "day", title: t.day, value: (row) => row.day, show: (row) => dayText(row.day) },
  { key: "kind", title: t.kind, value: (row) => (row.isAhead ? t.ahead : t.past) },
  { key: "mastery", title: t.mastery, slug: "mastery", value: (row) => row.mastery, show: (row) => percent(row.mastery, 1), numeric: true },
  { key: "recallNow", title: t.recallNow, slug: "recall-now", value: (row) => row.recallNow, show: (row) => percent(row.recallNow, 1), numeric: true },
  { key: "coverage", title: t.coverage, slug: "coverage", value: (row) => row.coverage, show: (row) => percent(row.coverage, 1), numeric: true },
];

const LINES = [
  { key: "mastery", name: t.mastery, stroke: "var(--series-1)", width: 2.5, dash: undefined },
  { key: "recallNow", name: t.recallNow, stroke: "var(--series-3)", width: 1.75, dash: undefined },
  { key: "coverage", name: t.coverage, stroke: "var(--line-strong)", width: 1.5, dash: "6 4" },
] as const;

/** Mastery, recall and coverage day by day. @property ahead - days to come if nothing is studied, as the API forecasts them */
export function SeriesChart(props: { title: string; past: SeriesDay[]; ahead?: SeriesDay[]; controls?: JSX.Element }): JSX.Element {
  const { past, ahead = [] } = props;
  const last = past.at(-1);
  const far = ahead.at(-1);
  const rows: Row[] = [...past.map((day) => ({ ...day, isAhead: false })), ...ahead.filter(({ day }) => day > (last?.day ?? "")).map((day) => ({ ...day, isAhead: true }))];
  const first = past[0];
  const summary = first && last ? t.seriesSummary(dayText(first.day), dayText(last.day), first.mastery, last.mastery, last.recallNow) : "";
  return (
    <Chart
      title={props.title}
      level={2}
      controls={props.controls}
      slug="mastery"
      summary={summary + (far && far !== last ? t.seriesAhead(dayText(far.day), far.mastery, far.recallNow) : "")}
      name="mastery"
      columns={COLUMNS}
      rows={rows}
      height={240}
      draw={(plot, width) => draw(plot, width, rows, last)}
    />
  );
}

function draw(plot: Plot, width: number, rows: Row[], last: SeriesDay | undefined): SVGSVGElement | HTMLElement {
  const ahead = rows.filter((row) => row.isAhead || row.day === last?.day);
  const end = rows.at(-1);
  const labels = apart(LINES.map((line) => ({ ...line, at: end?.[line.key] ?? 0 })), 0.07);
  return plot.plot({
    width,
    height: 240,
    marginLeft: 44,
    marginRight: 92,
    x: dayAxis(width),
    y: SHARES,
    marks: [
      ...LINES.map((line) => plot.line(rows.filter((row) => !row.isAhead), { x: (row: Row) => dateOf(row.day), y: line.key, stroke: line.stroke, strokeWidth: line.width, strokeDasharray: line.dash })),
      ...LINES.map((line) => plot.line(ahead, { x: (row: Row) => dateOf(row.day), y: line.key, stroke: line.stroke, strokeWidth: line.width, strokeDasharray: "2 4" })),
      ...(ahead.length > 1 && last
        ? [
            plot.ruleX([dateOf(last.day)], { stroke: "currentColor", strokeOpacity: 0.5 }),
            plot.text([last], { x: () => dateOf(last.day), frameAnchor: "bottom", dy: -6, dx: 6, textAnchor: "start", text: () => t.ifNothing, fill: "currentColor" }),
          ]
        : []),
      plot.text(labels, { x: () => (end ? dateOf(end.day) : 0), y: (label: { at: number }) => label.at, dx: 8, textAnchor: "start", text: "name", fill: (label: (typeof LINES)[number]) => (label.key === "coverage" ? "currentColor" : label.stroke) }),
      plot.ruleX(rows, plot.pointerX({ x: (row: Row) => dateOf(row.day), stroke: "currentColor", strokeOpacity: 0.4 })),
      plot.text(rows, plot.pointerX({ px: (row: Row) => dateOf(row.day), frameAnchor: "top-left", dx: 6, dy: 0, lineHeight: 1.2, text: (row: Row) => `${dayText(row.day)}: ${t.mastery} ${percent(row.mastery, 1)}, ${t.recallNow} ${percent(row.recallNow, 1)}`, fill: "currentColor", stroke: "var(--panel)", strokeWidth: 4 })),
    ],
    color: { type: "identity" },
  });
}
