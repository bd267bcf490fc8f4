import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { learningMemory } from "../../texts/learning-memory.ts";
import { patiently } from "../../ui/ask.tsx";
import { Chart, type Plot } from "../../ui/chart.tsx";
import { proportionText, type Proportion } from "../../ui/figure.tsx";
import { dayText, percent } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";
import { Notice, Placeholder } from "../../ui/notice.tsx";
import { ask, told } from "../../ui/session.ts";
import type { Column } from "../../ui/table.tsx";
import type { PeriodRow } from "./memory.tsx";
import { dateOf, days as dayAxis, SHARES } from "./plots.ts";
import type { Scope } from "./scope.ts";

const t = texts(learningMemory);
const LENGTH = 30;
const MOST = 12;
const DAY = 86_400_000;

interface Period {
  from: string;
  to: string;
  all: Proportion;
  young: Proportion;
  mature: Proportion;
}

const share = (value: number | undefined) => value !== undefined && percent(value, 1);

const COLUMNS: Column<Period>[] = [
  { key: "from", title: t.from, value: (of) => of.from, show: (of) => dayText(of.from) },
  { key: "to", title: t.to, value: (of) => of.to, show: (of) => dayText(of.to) },
  { key: "remembered", title: t.remembered, slug: "observed-retention", value: (of) => of.all.value, show: (of) => share(of.all.value), numeric: true },
  { key: "low", title: t.low, value: (of) => of.all.low, show: (of) => share(of.all.low), numeric: true },
  { key: "high", title: t.high, value: (of) => of.all.high, show: (of) => share(of.all.high), numeric: true },
  { key: "n", title: t.n, value: (of) => of.all.n, numeric: true },
  { key: "young", title: t.young, value: (of) => of.young.value, show: (of) => proportionText(of.young), numeric: true },
  { key: "mature", title: t.mature, value: (of) => of.mature.value, show: (of) => proportionText(of.mature), numeric: true },
];

/** Observed retention of up to twelve periods of 30 days, the latest first: each is asked for by itself, one after the other, until there are no answers before. */
export function RetentionOverTime({ scope, desired }: { scope: Scope; desired: number | undefined }): JSX.Element {
  const [periods, setPeriods] = useState<Period[]>([]);
  const [state, setState] = useState<{ isDone: boolean; error: string }>({ isDone: false, error: "" });
  useEffect(() => {
    const stop = new AbortController();
    const load = async () => {
      const end = scope.cards.asOf ? Date.parse(String(scope.cards.asOf)) : Date.now();
      for (let back = 0; back < MOST && !stop.signal.aborted; back++) {
        const asOf = new Date(end - back * LENGTH * DAY);
        const answer = await patiently(() => ask<{ periods: PeriodRow[] }>("/mastery/retention", { query: { ...scope.cards, asOf: asOf.toISOString() }, signal: stop.signal }), stop.signal);
        const month = answer.periods.find(({ period }) => period === "MONTH");
        if (month && month.all.n > 0) {
          const day = (at: number) => new Date(at).toISOString().slice(0, 10);
          const period = { ...month, from: day(asOf.getTime() - (LENGTH - 1) * DAY), to: day(asOf.getTime()) };
          setPeriods((known) => [period, ...known]);
        }
        if (answer.periods.find(({ period }) => period === "ALL")?.all.n === month?.all.n) {
          break; // nothing before it
        }
      }
      setState({ isDone: true, error: "" });
    };
    load().catch((failure: unknown) => stop.signal.aborted || setState({ isDone: true, error: told(failure).message }));
    return () => stop.abort();
  }, []);
  if (periods.length === 0) {
    return state.isDone ? state.error ? <Notice kind="error">{state.error}</Notice> : <p class="aside">{t.timeNone}</p> : <Placeholder height={18} />;
  }
  const last = periods.at(-1) as Period;
  return (
    <>
      <Chart
        title={t.timeTitle}
        level={2}
        slug="observed-retention"
        summary={t.timeSummary(periods.length, proportionText(last.all)) + (desired !== undefined ? ` ${t.desired(desired)}` : "")}
        name="retention-over-time"
        columns={COLUMNS}
        rows={periods}
        height={240}
        drawKey={String(desired)}
        draw={(plot, width) => draw(plot, width, periods, desired)}
      />
      {!state.isDone && <p class="aside" role="status">{t.timeLoading}</p>}
      {state.error && <Notice kind="error">{state.error}</Notice>}
    </>
  );
}

function draw(plot: Plot, width: number, periods: Period[], desired: number | undefined): SVGSVGElement | HTMLElement {
  const middle = (of: Period) => new Date((Date.parse(of.from) + Date.parse(of.to)) / 2);
  const x = { ...dayAxis(width), domain: [dateOf(periods[0]?.from ?? ""), dateOf(periods.at(-1)?.to ?? "")] };
  return plot.plot({
    width,
    height: 240,
    marginLeft: 44,
    marginRight: 70,
    x,
    y: SHARES,
    marks: [
      ...(desired === undefined ? [] : [
        plot.ruleY([desired], { stroke: "var(--good)", strokeDasharray: "6 4" }),
        plot.text([desired], { y: (at: number) => at, frameAnchor: "right", dx: 62, textAnchor: "end", text: () => t.wanted, fill: "var(--good)" }),
      ]),
      plot.ruleX(periods, { x: middle, y1: (of: Period) => of.all.low, y2: (of: Period) => of.all.high, stroke: "var(--series-faint)", strokeWidth: 5, strokeLinecap: "round" }),
      plot.line(periods, { x: middle, y: (of: Period) => of.all.value, stroke: "var(--series-1)", strokeWidth: 1.5 }),
      plot.dot(periods, { x: middle, y: (of: Period) => of.all.value, r: 4, fill: "var(--series-1)", title: (of: Period) => `${dayText(of.from)} – ${dayText(of.to)}: ${proportionText(of.all)}` }),
    ],
  });
}
