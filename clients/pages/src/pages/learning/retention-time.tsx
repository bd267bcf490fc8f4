import type { JSX } from "preact";
import { learningMemory } from "../../texts/learning-memory.ts";
import { Loaded, useAsk } from "../../ui/ask.tsx";
import { Chart, type Plot } from "../../ui/chart.tsx";
import { proportionText, type Proportion } from "../../ui/figure.tsx";
import { dayText, percent } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";
import type { Column } from "../../ui/table.tsx";
import { dateOf, days as dayAxis, SHARES } from "./plots.ts";
import type { Scope } from "./scope.ts";

const t = texts(learningMemory);

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

/** Observed retention of up to twelve periods of 30 days. */
export function RetentionOverTime({ scope, desired }: { scope: Scope; desired: number | undefined }): JSX.Element {
  const asked = useAsk<{ periods: Period[] }>("/mastery/retention/series", scope.cards);
  return (
    <Loaded of={asked} height={18}>
      {({ periods }) => {
        const last = periods.at(-1);
        return last === undefined ? <p class="aside">{t.timeNone}</p> : (
          <Chart
            title={t.timeTitle}
            level={2}
            slug="observed-retention"
            summary={t.timeSummary(periods.filter(({ all }) => all.n > 0).length, proportionText(last.all)) + (desired !== undefined ? ` ${t.desired(desired)}` : "")}
            name="retention-over-time"
            columns={COLUMNS}
            rows={periods}
            height={240}
            drawKey={String(desired)}
            draw={(plot, width) => draw(plot, width, periods, desired)}
          />
        );
      }}
    </Loaded>
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
