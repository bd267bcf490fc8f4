import type { JSX } from "preact";
import { learning } from "../../texts/learning.ts";
import type { Basis } from "../../ui/ask.tsx";
import { Chart, type Plot } from "../../ui/chart.tsx";
import { dayText, decimal } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";
import type { Column } from "../../ui/table.tsx";
import { daysAfter } from "./scope.ts";

const t = texts(learning);

interface Day {
  day: string;
  answers: number;
  minutes: number;
  /** 1 to 5; 0 without answers. */
  step: number;
}

export interface Activity extends Basis {
  streak: { current: number; longest: number; lastDay?: string };
  days: Day[];
}

const COLUMNS: Column<Day>[] = [
  { key: "day", title: t.day, value: (of) => of.day, show: (of) => dayText(of.day, { dateStyle: "full" }) },
  { key: "answers", title: t.answers, slug: "activity", value: (of) => of.answers, numeric: true },
  { key: "minutes", title: t.minutes, slug: "activity", value: (of) => of.minutes, show: (of) => decimal(of.minutes), numeric: true },
  { key: "step", title: t.step, slug: "activity-step", value: (of) => of.step, numeric: true },
];

/** A year of study days, one square each. */
export function Calendar({ of }: { of: Activity }): JSX.Element {
  const most = of.days.reduce<Day | undefined>((top, day) => (day.answers > (top?.answers ?? 0) ? day : top), undefined);
  const sum = (value: (day: Day) => number) => of.days.reduce((n, day) => n + value(day), 0);
  const summary = most ? t.calendarSummary(of.days.length, sum((day) => day.answers), sum((day) => day.minutes), t.calendarTop(dayText(most.day), most.answers)) : t.calendarNone;
  return (
    <>
      <Chart title={t.calendarTitle} level={2} slug="activity" summary={summary} name="study-days" columns={COLUMNS} rows={of.days} height={150} drawKey={of.asOf.slice(0, 10)} draw={(plot, width) => draw(plot, width, of)} />
      <p class="aside step-scale">
        {t.fewer} <span aria-hidden="true">{[0, 1, 2, 3, 4, 5].map((step) => <i key={step} class={`step-${step}`} />)}</span> {t.more}. {t.calendarLegend}
      </p>
    </>
  );
}

interface Cell extends Day {
  week: number;
  weekday: number;
}

/** Weekday of a day, Monday 0. */
const weekdayOf = (day: string) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** The days of a year up to that of the figures, as squares of weeks. */
function cellsOf(of: Activity): Cell[] {
  const end = [of.asOf.slice(0, 10), of.days.at(-1)?.day ?? ""].sort().at(-1) as string; // the study day can be one later than that of UTC
  const start = daysAfter(end, -364 - weekdayOf(daysAfter(end, -364)));
  const answered = new Map(of.days.map((day) => [day.day, day]));
  const cells: Cell[] = [];
  for (let day = start, index = 0; day <= end; day = daysAfter(day, 1), index++) {
    cells.push({ ...(answered.get(day) ?? { day, answers: 0, minutes: 0, step: 0 }), week: Math.floor(index / 7), weekday: index % 7 });
  }
  return cells;
}

/** In one row of weeks, in two where there is little room. */
function draw(plot: Plot, width: number, of: Activity): SVGSVGElement | HTMLElement {
  const cells = cellsOf(of);
  const perRow = width < 620 ? 27 : 53;
  const margin = 34;
  const size = Math.min(20, (width - margin) / perRow);
  const row = (cell: Cell) => Math.floor(cell.week / perRow) * 9 + cell.weekday;
  const rows = Math.ceil(53 / perRow) * 9 - 1;
  const at = (cell: Cell) => cell.week % perRow;
  const months = cells.filter((cell) => cell.day.endsWith("-01"));
  const weekdays = cells.slice(0, 7).filter(({ weekday }) => weekday % 2 === 0);
  return plot.plot({
    width: margin + size * perRow,
    height: rows * size + 18,
    marginLeft: margin,
    marginTop: 18,
    marginRight: 0,
    marginBottom: 0,
    x: { domain: [0, perRow], axis: null },
    y: { domain: [rows, 0], axis: null },
    color: { type: "identity" },
    marks: [
      plot.rect(cells, { x1: at, x2: (cell: Cell) => at(cell) + 1, y1: row, y2: (cell: Cell) => row(cell) + 1, inset: 1, rx: 2, fill: (cell: Cell) => `var(--step-${cell.step})`, title: (cell: Cell) => t.calendarCell(dayText(cell.day, { dateStyle: "full" }), cell.answers, cell.minutes) }),
      plot.text(months, { x: at, y: (cell: Cell) => Math.floor(cell.week / perRow) * 9, dy: -8, textAnchor: "start", fill: "currentColor", text: (cell: Cell) => dayText(cell.day, { month: "short" }) }),
      plot.text(weekdays, { x: 0, y: (cell: Cell) => cell.weekday + 0.5, dx: -6, textAnchor: "end", fill: "currentColor", text: (cell: Cell) => dayText(cell.day, { weekday: "short" }) }),
    ],
  });
}
