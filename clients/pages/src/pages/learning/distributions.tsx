import type { JSX } from "preact";
import { learningTopic } from "../../texts/learning-topic.ts";
import { Loaded, useAsk, type Basis, type Query } from "../../ui/ask.tsx";
import { Chart, type Plot } from "../../ui/chart.tsx";
import { percent } from "../../ui/format.ts";
import { texts, whole } from "../../ui/language.ts";
import type { Column } from "../../ui/table.tsx";
import { Panel } from "./parts.tsx";

const t = texts(learningTopic);
const MEASURES = ["STABILITY_DAYS", "DIFFICULTY", "RETRIEVABILITY"];
const LAST_OF_STABILITY = 36_500;

interface Bin {
  measure: string;
  from: number;
  to: number;
  cards: number;
}

const edge = (measure: string, value: number) => (measure === "RETRIEVABILITY" ? percent(value) : whole(value));

const nameOf = ({ measure, from, to }: Bin) => (to === LAST_OF_STABILITY ? t.binFrom(edge(measure, from)) : t.bin(edge(measure, from), edge(measure, to)));

const COLUMNS: Column<Bin>[] = [
  { key: "class", title: t.class, value: (bin) => bin.from, show: nameOf },
  { key: "cards", title: t.cards, slug: "distribution", value: (bin) => bin.cards, numeric: true },
];

/** Histograms of stability, difficulty and recall of the seen cards. */
export function Distributions({ query }: { query: Query }): JSX.Element {
  const asked = useAsk<Basis & { bins: Bin[] }>("/mastery/distributions", query);
  return (
    <Panel title={t.distributions} slug="distribution" lead={t.distributionsLead}>
      <Loaded of={asked} height={16}>
        {({ bins }) => (bins.every(({ cards }) => cards === 0) ? <p class="aside">{t.noneSeen}</p> : <div class="columns three">{MEASURES.map((measure) => <Histogram key={measure} measure={measure} bins={bins.filter((bin) => bin.measure === measure)} />)}</div>)}
      </Loaded>
    </Panel>
  );
}

function Histogram({ measure, bins }: { measure: string; bins: Bin[] }): JSX.Element {
  const most = bins.reduce((top, bin) => (bin.cards > top.cards ? bin : top));
  const sum = bins.reduce((n, { cards }) => n + cards, 0);
  return (
    <Chart
      title={t.measures[measure] ?? measure}
      summary={t.measureSummaries[measure]?.(nameOf(most), most.cards, sum) ?? ""}
      name={measure.toLowerCase()}
      columns={COLUMNS}
      rows={bins}
      height={180}
      draw={(plot, width) => draw(plot, width, bins)}
    />
  );
}

/** Edges of the classes stand between the bars, as the classes are of different widths. */
function draw(plot: Plot, width: number, bins: Bin[]): SVGSVGElement | HTMLElement {
  const edges = bins.map(({ measure, from }, index) => ({ at: index, text: edge(measure, from).replace(/\s?%/, "") }));
  return plot.plot({
    width,
    height: 180,
    marginLeft: 32,
    marginRight: 8,
    x: { domain: [0, bins.length], axis: null },
    y: { label: null, grid: true, ticks: 4, tickFormat: (n: number) => (Number.isInteger(n) ? whole(n) : "") },
    marks: [
      plot.rectY(bins, { x1: (_: Bin, index: number) => index, x2: (_: Bin, index: number) => index + 1, y: "cards", insetLeft: 1, insetRight: 1, fill: "var(--series-1)", title: (bin: Bin) => `${nameOf(bin)}: ${whole(bin.cards)}` }),
      plot.ruleY([0], { stroke: "currentColor" }),
      plot.text(edges, { x: "at", frameAnchor: "bottom", dy: 14, text: "text", fill: "currentColor" }),
    ],
  });
}
