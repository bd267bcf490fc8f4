import type { JSX } from "preact";
import { hardness } from "../../texts/hardness.ts";
import { shared } from "../../texts/shared.ts";
import { Chart, type Plot } from "../../ui/chart.tsx";
import { Field } from "../../ui/form.tsx";
import { percent } from "../../ui/format.ts";
import { texts, whole } from "../../ui/language.ts";
import { setQuery } from "../../ui/query.ts";
import { useRoute } from "../../ui/route.ts";
import type { Column } from "../../ui/table.tsx";
import { Share, type DeckShare } from "./deck-cards.tsx";

const t = texts(hardness);
const s = texts(shared);

interface Point {
  tag: string;
  opportunity: number;
  cards: number;
  again: DeckShare;
}

export interface Curves {
  points: Point[];
}

const HEIGHT = 300;

const columns: Column<Point>[] = [
  { key: "opportunity", title: t.opportunity, numeric: true, value: ({ opportunity }) => opportunity },
  { key: "again", title: t.again, slug: "deck-learning-curve", numeric: true, value: ({ again }) => again.value, show: ({ again }) => <Share of={again} /> },
  { key: "n", title: t.n, numeric: true, value: ({ again }) => again.n, show: ({ again }) => (again.hidden ? t.hidden : whole(again.n ?? 0)) },
  { key: "cards", title: t.cards, numeric: true, value: ({ cards }) => cards, show: ({ cards }) => whole(cards) },
];

/** The learning curve of one topic at a time. */
export function DeckCurves({ points, name }: { points: Point[]; name: string }): JSX.Element | null {
  const { query } = useRoute();
  const tags = [...new Set(points.filter(({ again }) => again.value !== undefined).map(({ tag }) => tag))].sort();
  const asked = query.get("topic");
  const tag = asked !== null && tags.includes(asked) ? asked : longest(points);
  if (tag === undefined) {
    return null;
  }
  const rows = points.filter((point) => point.tag === tag);
  const shown = rows.filter(({ again }) => again.value !== undefined);
  const [first, last] = [shown[0], shown.at(-1)];
  return (
    <section class="panel">
      <Chart
        title={t.curveTitle(tag || s.untagged)}
        level={2}
        slug="deck-learning-curve"
        controls={<Field label={t.curveTag}>{(ids) => <select {...ids} value={tag} onChange={(event) => setQuery({ topic: event.currentTarget.value })}>{tags.map((of) => <option key={of} value={of}>{of || s.untagged}</option>)}</select>}</Field>}
        summary={first && last ? t.curveSummary(percent(first.again.value ?? 0), percent(last.again.value ?? 0), last.opportunity) : ""}
        name={name}
        columns={columns}
        rows={rows}
        height={HEIGHT}
        draw={(plot, width) => draw(plot, width, shown)}
      />
      <p class="aside">{t.curveCaveat}</p>
    </section>
  );
}

/** The tag of which most opportunities are shown. */
function longest(points: Point[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { tag, again } of points) {
    counts.set(tag, (counts.get(tag) ?? 0) + (again.value === undefined ? 0 : 1));
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most && most[1] > 0 ? most[0] : undefined;
}

function draw(plot: Plot, width: number, rows: Point[]): SVGSVGElement | HTMLElement {
  const points = rows.map(({ opportunity, again }) => ({ opportunity, ...again }));
  return plot.plot({
    width,
    height: HEIGHT,
    marginLeft: 48,
    x: { label: t.curveAxis, domain: [0.5, Math.max(...points.map(({ opportunity }) => opportunity)) + 0.5], ticks: points.map(({ opportunity }) => opportunity), tickFormat: (value: number) => whole(value) },
    y: { label: t.shareAgain, domain: [0, Math.min(1, Math.max(0.2, ...points.map(({ high = 0 }) => Math.ceil(high * 10) / 10)))], grid: true, tickFormat: (value: number) => percent(value), ticks: 5 },
    marks: [
      plot.ruleY([0], { stroke: "currentColor" }),
      plot.ruleX(points, { x: "opportunity", y1: "low", y2: "high", stroke: "var(--series-1)", strokeWidth: 2, strokeOpacity: 0.45 }),
      plot.line(points, { x: "opportunity", y: "value", stroke: "var(--series-1)", strokeWidth: 2 }),
      plot.dot(points, { x: "opportunity", y: "value", r: 4.5, fill: "var(--series-1)", title: (of: { n?: number; value?: number }) => `${percent(of.value ?? 0, 1)}, n = ${whole(of.n ?? 0)}` }),
    ],
  });
}
