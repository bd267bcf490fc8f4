import type { JSX } from "preact";
import { learningMemory } from "../../texts/learning-memory.ts";
import { learningTopic } from "../../texts/learning-topic.ts";
import { Loaded, useAsk, type Basis, type Query } from "../../ui/ask.tsx";
import { Chart, type Plot } from "../../ui/chart.tsx";
import { proportionText, type Proportion } from "../../ui/figure.tsx";
import { percent } from "../../ui/format.ts";
import { texts, whole } from "../../ui/language.ts";
import type { Column } from "../../ui/table.tsx";
import { SHARES } from "./plots.ts";

const t = texts(learningMemory);
const { ratings } = texts(learningTopic);
const COLOURS: Record<string, string> = { AGAIN: "var(--again)", HARD: "var(--hard)", GOOD: "var(--good-answer)", EASY: "var(--easy)" };

interface Button {
  kind: string;
  rating: string;
  answers: number;
}

interface Hour {
  hour: number;
  answers: number;
  retention: Proportion;
}

const kindOf = ({ kind }: Button) => t.kinds[kind] ?? kind;
const ratingOf = ({ rating }: Button) => ratings[rating] ?? rating;
const hourOf = (hour: number) => `${whole(hour)}–${whole(hour + 1)} h`;
const share = (value: number | undefined) => value !== undefined && percent(value, 1);

const BUTTONS: Column<Button>[] = [
  { key: "kind", title: t.kind, value: kindOf },
  { key: "rating", title: t.rating, value: ratingOf },
  { key: "answers", title: t.answers, slug: "answer-buttons", value: ({ answers }) => answers, numeric: true },
];

const HOURS: Column<Hour>[] = [
  { key: "hour", title: t.hour, value: ({ hour }) => hour, show: ({ hour }) => hourOf(hour) },
  { key: "answers", title: t.answers, slug: "answer-hours", value: ({ answers }) => answers, numeric: true },
  { key: "remembered", title: t.remembered, slug: "observed-retention", value: ({ retention }) => retention.value, show: ({ retention }) => share(retention.value), numeric: true },
  { key: "low", title: t.low, value: ({ retention }) => retention.low, show: ({ retention }) => share(retention.low), numeric: true },
  { key: "high", title: t.high, value: ({ retention }) => retention.high, show: ({ retention }) => share(retention.high), numeric: true },
  { key: "n", title: t.n, value: ({ retention }) => retention.n, numeric: true },
];

/** Which buttons were pressed, by what the card was before. */
export function Buttons({ query }: { query: Query }): JSX.Element {
  const asked = useAsk<Basis & { buttons: Button[] }>("/mastery/buttons", query);
  return (
    <section class="panel">
      <Loaded of={asked} height={28}>
        {({ buttons }) => {
          const sum = buttons.reduce((n, { answers }) => n + answers, 0);
          const top = [...buttons].sort((a, b) => b.answers - a.answers)[0];
          const summary = sum > 0 && top ? t.buttonsSummary(`${ratingOf(top)} (${kindOf(top)})`, top.answers, sum) : t.none;
          return <Chart title={t.buttonsTitle} level={2} slug="answer-buttons" summary={summary} name="answer-buttons" columns={BUTTONS} rows={buttons} height={400} draw={(plot, width) => drawButtons(plot, width, buttons)} />;
        }}
      </Loaded>
    </section>
  );
}

function drawButtons(plot: Plot, width: number, buttons: Button[]): SVGSVGElement | HTMLElement {
  return plot.plot({
    width,
    height: 400,
    marginLeft: 96,
    marginRight: 40,
    marginTop: 8,
    x: { axis: null },
    y: { label: null, domain: Object.keys(COLOURS).map((rating) => ratings[rating] ?? rating), tickSize: 0 },
    fy: { label: null, domain: ["LEARNING", "RELEARNING", "YOUNG", "MATURE"].map((kind) => t.kinds[kind] ?? kind), axis: null, padding: 0.2 },
    color: { type: "identity" },
    marks: [
      plot.barX(buttons, { x: "answers", y: ratingOf, fy: kindOf, fill: (of: Button) => COLOURS[of.rating] ?? "currentColor", insetTop: 1, insetBottom: 1, title: (of: Button) => `${kindOf(of)}, ${ratingOf(of)}: ${whole(of.answers)}` }),
      plot.ruleX([0], { stroke: "currentColor", strokeOpacity: 0.4 }),
      plot.text(buttons, { x: "answers", y: ratingOf, fy: kindOf, text: (of: Button) => whole(of.answers), dx: 6, textAnchor: "start", fill: "currentColor" }),
      plot.text(buttons.filter(({ rating }) => rating === "AGAIN"), { fy: kindOf, frameAnchor: "top-left", dx: -90, dy: -4, textAnchor: "start", text: kindOf, fill: "var(--ink)", fontWeight: "600", lineAnchor: "bottom" }),
    ],
  });
}

/** When the learner answers, and what is remembered at which hour. */
export function Hours({ query }: { query: Query }): JSX.Element {
  const asked = useAsk<Basis & { hours: Hour[] }>("/mastery/hours", query);
  return (
    <section class="panel">
      <Loaded of={asked} height={28}>
        {({ hours }) => {
          const sum = hours.reduce((n, { answers }) => n + answers, 0);
          const top = [...hours].sort((a, b) => b.answers - a.answers)[0];
          const remembered = hours.filter(({ retention }) => retention.n > 0);
          return (
            <>
              <Chart title={t.hoursTitle} level={2} slug="answer-hours" summary={sum > 0 && top ? t.hoursSummary(hourOf(top.hour), top.answers, sum) : t.none} name="hours" columns={HOURS} rows={hours} height={160} draw={(plot, width) => drawHours(plot, width, hours)} />
              {remembered.length > 0 && <Chart title={t.hoursRetentionTitle} slug="observed-retention" summary={t.hoursRetentionSummary} name="hours-remembered" columns={HOURS} rows={remembered} height={160} draw={(plot, width) => drawRemembered(plot, width, remembered)} />}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

const HOUR_AXIS = { domain: [0, 24], ticks: [0, 6, 12, 18, 24], label: null, tickFormat: (hour: number) => `${whole(hour)} h` };
const middle = ({ hour }: Hour) => hour + 0.5;

function drawHours(plot: Plot, width: number, hours: Hour[]): SVGSVGElement | HTMLElement {
  return plot.plot({
    width,
    height: 160,
    marginLeft: 44,
    x: HOUR_AXIS,
    y: { label: null, grid: true, ticks: 3, tickFormat: (n: number) => (Number.isInteger(n) ? whole(n) : "") },
    marks: [
      plot.rectY(hours, { x1: "hour", x2: (of: Hour) => of.hour + 1, y: "answers", insetLeft: 1, insetRight: 1, fill: "var(--series-1)", title: (of: Hour) => `${hourOf(of.hour)}: ${whole(of.answers)}` }),
      plot.ruleY([0], { stroke: "currentColor" }),
    ],
  });
}

function drawRemembered(plot: Plot, width: number, hours: Hour[]): SVGSVGElement | HTMLElement {
  return plot.plot({
    width,
    height: 160,
    marginLeft: 44,
    x: HOUR_AXIS,
    y: SHARES,
    marks: [
      plot.ruleX(hours, { x: middle, y1: (of: Hour) => of.retention.low, y2: (of: Hour) => of.retention.high, stroke: "var(--series-faint)", strokeWidth: 4, strokeLinecap: "round" }),
      plot.dot(hours, { x: middle, y: (of: Hour) => of.retention.value, r: 3.5, fill: "var(--series-3)", title: (of: Hour) => `${hourOf(of.hour)}: ${proportionText(of.retention)}` }),
    ],
  });
}
