import type { JSX } from "preact";
import { Loaded, useAsk } from "../../ui/ask.tsx";
import { Chart, type Plot } from "../../ui/chart.tsx";
import { dotRangeHeight, shareDomain } from "../../ui/dot-range.ts";
import { Empty } from "../../ui/empty.tsx";
import { percent, points } from "../../ui/format.ts";
import { whole } from "../../ui/language.ts";
import { setQuery } from "../../ui/query.ts";
import { useRoute } from "../../ui/route.ts";
import { Table, type Column } from "../../ui/table.tsx";
import { byTag } from "./mastery.tsx";
import { Exports, t, tagName, useFigures, useMoment, type Cohort } from "./model.tsx";
import { Moment } from "./class.tsx";

interface Row {
  tag: string;
  cohortId: string;
  cards: number;
  learners: number;
  mean: number;
  median: number;
  coverage: number;
}

interface Answer {
  horizonDays: number;
  tags: Row[];
}

const MOST = 10;
const MOST_IN_CHART = 40;
const SYMBOLS = ["circle", "square", "triangle", "diamond", "star", "cross", "wye", "times", "plus", "asterisk"] as const;

/** Several classes side by side. */
export function Compare(): JSX.Element {
  const { query } = useRoute();
  const moment = useMoment();
  const cohorts = useAsk<{ cohorts: Cohort[] }>("/cohorts");
  const chosen = (query.get("ids") ?? "").split(",").filter(Boolean);
  const cohortQuery = { ...moment.query, cohortIds: chosen.join(",") };
  const asked = useFigures<Answer>(chosen.length > 1 ? "/cohorts/comparison" : null, cohortQuery);
  const taught = cohorts.data?.cohorts.filter(({ role }) => role === "TEACHER") ?? [];
  const nameOf = (id: string) => taught.find(({ cohortId }) => cohortId === id)?.name ?? id.slice(0, 8);
  const choose = (id: string, isOn: boolean) => setQuery({ ids: (isOn ? [...chosen, id] : chosen.filter((other) => other !== id)).join(",") });
  return (
    <>
      <p class="no-print"><a href="/classes">← {t.back}</a></p>
      <div class="page-head">
        <div>
          <h1>{t.compare}</h1>
          <p class="aside">{t.compareLead}</p>
        </div>
        <Moment withHorizon={false} />
      </div>
      <Loaded of={cohorts} height={6}>
        {() => (
          <fieldset class="panel choices">
            <legend>{t.compareChoose} <span class="aside">{t.compareHint}</span></legend>
            {taught.map(({ cohortId, name }) => (
              <label key={cohortId}>
                <input type="checkbox" checked={chosen.includes(cohortId)} disabled={!chosen.includes(cohortId) && chosen.length >= MOST} onChange={(event) => choose(cohortId, event.currentTarget.checked)} />
                <span dir="auto">{name}</span>
              </label>
            ))}
          </fieldset>
        )}
      </Loaded>
      {chosen.length < 2 ? (
        <Empty title={t.compareEmpty}>{t.compareEmptyHint}</Empty>
      ) : (
        <Loaded of={asked} height={30}>{({ tags }) => <Side rows={tags} nameOf={nameOf} query={cohortQuery} />}</Loaded>
      )}
    </>
  );
}

interface Topic {
  tag: string;
  cards: number;
  of: Record<string, Row>;
  /** Largest mean minus smallest. */
  spread: number;
}

function Side({ rows, nameOf, query }: { rows: Row[]; nameOf: (id: string) => string; query: Record<string, string | undefined> }): JSX.Element {
  const topics = topicsOf(rows);
  const ids = [...new Set(rows.map(({ cohortId }) => cohortId))];
  const first = topics[0];
  const inChart = topics.slice(0, MOST_IN_CHART);
  const columns: Column<Topic>[] = [
    { key: "tag", title: t.topic, value: ({ tag }) => tagName(tag) },
    ...ids.map((id): Column<Topic> => ({ key: id, title: nameOf(id), slug: "class-mean", numeric: true, value: ({ of }) => of[id]?.mean, show: ({ of }) => <Beside of={of[id]} /> })),
    { key: "spread", title: t.largestGap, numeric: true, value: ({ spread }) => spread, show: ({ spread }) => gap(spread) },
    { key: "cards", title: t.cards, slug: "cards", numeric: true, value: ({ cards }) => cards, show: ({ cards }) => whole(cards) },
  ];
  if (first === undefined) {
    return <Empty title={t.noLearners}>{t.noLearnersHint}</Empty>;
  }
  return (
    <div class="stack wide">
      <section class="panel">
        <Chart
          title={t.compareChart}
          level={2}
          slug="class-mean"
          summary={t.compareSummary(tagName(first.tag), gap(first.spread))}
          name="classes"
          columns={columns}
          rows={inChart}
          height={dotRangeHeight(inChart.length) + LEGEND}
          drawKey={ids.map(nameOf).join()}
          draw={(plot, width) => draw(plot, width, inChart, ids, nameOf)}
        />
      </section>
      <section class="panel">
        <h2>{t.compareTable}</h2>
        <Table caption={t.compareLead} columns={columns} {...byTag(topics)} />
        <Exports path="/cohorts/comparison" query={query} name="classes" />
      </section>
    </div>
  );
}

const gap = (spread: number) => points(spread).replace(/^\+/, "");

function Beside({ of }: { of: Row | undefined }): JSX.Element {
  return of === undefined ? <>–</> : <>{percent(of.mean, 1)}<br /><span class="aside">{t.besideMean(percent(of.median), percent(of.coverage), whole(of.learners))}</span></>;
}

/** Topics with the largest difference between classes first. */
function topicsOf(rows: Row[]): Topic[] {
  const topics = new Map<string, Topic>();
  for (const row of rows) {
    const topic = topics.get(row.tag) ?? { tag: row.tag, cards: row.cards, of: {}, spread: 0 };
    topic.of[row.cohortId] = row;
    topics.set(row.tag, topic);
  }
  for (const topic of topics.values()) {
    const means = Object.values(topic.of).map(({ mean }) => mean);
    topic.spread = Math.max(...means) - Math.min(...means);
  }
  return [...topics.values()].sort((a, b) => b.spread - a.spread);
}

const LEGEND = 28;

function draw(plot: Plot, width: number, topics: Topic[], ids: string[], nameOf: (id: string) => string): SVGSVGElement | HTMLElement {
  const letters = width < 520 ? 16 : 34;
  const short = (tag: string) => (tagName(tag).length > letters ? `${tagName(tag).slice(0, letters - 1)}…` : tagName(tag));
  const rows = topics.flatMap(({ of }) => Object.values(of));
  const marginLeft = Math.max(4, ...topics.map(({ tag }) => short(tag).length)) * 6.4 + 14;
  const place = placeLegend(ids.map((id) => ({ id, name: nameOf(id) })), width);
  const marginTop = (place.at(-1)?.y ?? 0) + LEGEND;
  const domain = shareDomain(rows.map(({ mean }) => mean));
  return plot.plot({
    width,
    height: dotRangeHeight(topics.length) + marginTop,
    marginLeft,
    marginTop,
    marginRight: 24,
    marginBottom: 40,
    x: { label: `${t.mean} →`, domain, grid: true, tickFormat: (value: number) => percent(value), ticks: width < 520 ? 4 : 8 },
    y: { type: "band", domain: topics.map(({ tag }) => tag), tickFormat: short, tickSize: 0, label: null, padding: 0.2 },
    symbol: { domain: ids, range: ids.map((_, index) => SYMBOLS[index % SYMBOLS.length] ?? "circle") },
    color: { domain: ids, range: ids.map((_, index) => `var(--series-${(index % 4) + 1})`) },
    marks: [
      ...place.flatMap(({ id, name, x, y }) => {
        const at = { frameAnchor: "top-left" as const, dx: x - marginLeft + 6, dy: y - marginTop + 8 };
        return [plot.dot([id], { ...at, symbol: (of: string) => of, stroke: (of: string) => of, strokeWidth: 2, r: 5 }), plot.text([name], { ...at, dx: at.dx + 12, textAnchor: "start", fill: "currentColor" })];
      }),
      plot.dot(rows, { x: "mean", y: "tag", symbol: "cohortId", stroke: "cohortId", strokeWidth: 2, r: 5, title: (row: Row) => `${nameOf(row.cohortId)}: ${percent(row.mean, 1)}` }),
    ],
  });
}

/** Names beside each other, on as many lines as they need; inside the picture, so that a download has them. */
function placeLegend(names: { id: string; name: string }[], width: number): { id: string; name: string; x: number; y: number }[] {
  let [x, y] = [0, 0];
  return names.map(({ id, name }) => {
    const space = name.length * 7 + 36;
    if (x > 0 && x + space > width) {
      [x, y] = [0, y + 20];
    }
    const placed = { id, name, x, y };
    x += space;
    return placed;
  });
}
