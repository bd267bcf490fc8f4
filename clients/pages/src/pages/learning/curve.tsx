import type { JSX } from "preact";
import { learningTopic } from "../../texts/learning-topic.ts";
import { Loaded, useAsk, type Basis, type Query } from "../../ui/ask.tsx";
import { Chart, type Plot } from "../../ui/chart.tsx";
import { proportionText, type Proportion } from "../../ui/figure.tsx";
import { decimal, percent } from "../../ui/format.ts";
import { texts, whole } from "../../ui/language.ts";
import type { Column } from "../../ui/table.tsx";
import { Panel } from "./parts.tsx";
import { SHARES } from "./plots.ts";

const t = texts(learningTopic);

interface Point {
  opportunity: number;
  again: Proportion;
  stabilityDays?: number;
  successes: number;
}

const OPPORTUNITY: Column<Point> = { key: "opportunity", title: t.opportunity, value: (point) => point.opportunity };
const share = (value: number | undefined) => value !== undefined && percent(value, 1);

const CURVE: Column<Point>[] = [
  OPPORTUNITY,
  { key: "again", title: t.again, slug: "learning-curve", value: ({ again }) => again.value, show: ({ again }) => share(again.value), numeric: true },
  { key: "low", title: t.low, value: ({ again }) => again.low, show: ({ again }) => share(again.low), numeric: true },
  { key: "high", title: t.high, value: ({ again }) => again.high, show: ({ again }) => share(again.high), numeric: true },
  { key: "n", title: t.n, value: ({ again }) => again.n, numeric: true },
];

const GROWTH: Column<Point>[] = [
  OPPORTUNITY,
  { key: "stability", title: t.stabilityDays, slug: "stability-growth", value: (point) => point.stabilityDays, show: ({ stabilityDays }) => stabilityDays !== undefined && decimal(stabilityDays), numeric: true },
  { key: "successes", title: t.successes, value: (point) => point.successes, numeric: true },
];

/** How answers became better from opportunity to opportunity, and memories more stable. */
export function Curve({ query }: { query: Query }): JSX.Element {
  const asked = useAsk<Basis & { opportunities: Point[] }>("/mastery/curve", query);
  return (
    <Panel title={t.curve} lead={t.caveat}>
      <Loaded of={asked} height={18}>{({ opportunities }) => (opportunities.length === 0 ? <p class="aside">{t.noCurve}</p> : <Charts points={opportunities} />)}</Loaded>
    </Panel>
  );
}

function Charts({ points }: { points: Point[] }): JSX.Element {
  const grown = points.filter((point) => point.stabilityDays !== undefined);
  const [first, last] = [points[0], points.at(-1)];
  const [began, ended] = [grown[0], grown.at(-1)];
  return (
    <div class="columns">
      <Chart
        title={t.curveTitle}
        slug="learning-curve"
        summary={first && last ? t.curveSummary(proportionText(first.again), proportionText(last.again), last.opportunity) : ""}
        name="learning-curve"
        columns={CURVE}
        rows={points}
        height={200}
        draw={(plot, width) => drawCurve(plot, width, points)}
      />
      <Chart
        title={t.growthTitle}
        slug="stability-growth"
        summary={began && ended ? t.growthSummary(t.dayCount(began.stabilityDays ?? 0), t.dayCount(ended.stabilityDays ?? 0), ended.opportunity) : ""}
        name="stability-growth"
        columns={GROWTH}
        rows={grown}
        height={200}
        draw={(plot, width) => drawGrowth(plot, width, grown)}
      />
    </div>
  );
}

const xAxis = (points: Point[]) => ({ label: t.opportunity, domain: [0.5, (points.at(-1)?.opportunity ?? 1) + 0.5], ticks: Math.min(points.length, 8), tickFormat: (n: number) => (Number.isInteger(n) ? whole(n) : "") });

function drawCurve(plot: Plot, width: number, points: Point[]): SVGSVGElement | HTMLElement {
  return plot.plot({
    width,
    height: 200,
    marginLeft: 44,
    x: xAxis(points),
    y: SHARES,
    marks: [
      plot.ruleX(points, { x: "opportunity", y1: (point: Point) => point.again.low, y2: (point: Point) => point.again.high, stroke: "var(--series-faint)", strokeWidth: 4, strokeLinecap: "round" }),
      plot.line(points, { x: "opportunity", y: (point: Point) => point.again.value, stroke: "var(--series-2)", strokeWidth: 1.5 }),
      plot.dot(points, { x: "opportunity", y: (point: Point) => point.again.value, r: 3.5, fill: "var(--series-2)", title: (point: Point) => `${whole(point.opportunity)}: ${proportionText(point.again)}` }),
    ],
  });
}

function drawGrowth(plot: Plot, width: number, points: Point[]): SVGSVGElement | HTMLElement {
  return plot.plot({
    width,
    height: 200,
    marginLeft: 44,
    x: xAxis(points),
    y: { label: null, grid: true, zero: true, ticks: 5, tickFormat: (days: number) => t.dayCount(days) },
    marks: [
      plot.line(points, { x: "opportunity", y: "stabilityDays", stroke: "var(--series-3)", strokeWidth: 2 }),
      plot.dot(points, { x: "opportunity", y: "stabilityDays", r: 3.5, fill: "var(--series-3)", title: (point: Point) => `${whole(point.opportunity)}: ${t.dayCount(point.stabilityDays ?? 0)}, ${t.cardsOf(point.successes)}` }),
    ],
  });
}
