import type { JSX } from "preact";
import { Empty, Loaded, useAsk } from "../../ui/ask.tsx";
import { Chart, type Plot } from "../../ui/chart.tsx";
import { dotRangeHeight } from "../../ui/dot-range.ts";
import { percent, points, whole } from "../../ui/language.ts";
import { setQuery, useRoute } from "../../ui/route.ts";
import { Table, type Column } from "../../ui/table.tsx";
import { CsvButton, t, tagName, useFigures, useMoment, type Cohort } from "./model.tsx";
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

function Side({ rows, nameOf, query }: { rows: Row[]; nameOf: (id: string) => string; query: Record<string, string | undefined> }): JSX.Element {
  const topics = spreads(rows);
  const first = topics[0];
  const shown = new Set(topics.slice(0, MOST_IN_CHART).map(({ tag }) => tag));
  const inChart = rows.filter(({ tag }) => shown.has(tag));
  const columns: Column<Row>[] = [
    { key: "tag", title: t.topic, value: ({ tag }) => tagName(tag) },
    { key: "class", title: t.classColumn, value: ({ cohortId }) => nameOf(cohortId), show: ({ cohortId }) => <a href={`/classes/${cohortId}`} dir="auto">{nameOf(cohortId)}</a> },
    { key: "mean", title: t.mean, slug: "class-mean", numeric: true, value: ({ mean }) => mean, show: ({ mean }) => percent(mean, 1) },
    { key: "median", title: t.median, slug: "class-spread", numeric: true, value: ({ median }) => median, show: ({ median }) => percent(median, 1) },
    { key: "coverage", title: t.coverage, slug: "class-coverage", numeric: true, value: ({ coverage }) => coverage, show: ({ coverage }) => percent(coverage) },
    { key: "learners", title: t.learners, slug: "class-learners", numeric: true, value: ({ learners }) => learners, show: ({ learners }) => whole(learners) },
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
          summary={t.compareSummary(tagName(first.tag), points(first.spread).replace(/^\+/, ""))}
          name="classes"
          columns={columns}
          rows={inChart}
          height={dotRangeHeight(shown.size) + 30}
          draw={(plot, width) => draw(plot, width, topics.slice(0, MOST_IN_CHART).map(({ tag }) => tag), inChart, nameOf)}
        />
      </section>
      <section class="panel">
        <h2>{t.compareTable}</h2>
        <Table caption={t.compareLead} columns={columns} rows={rows} rowKey={({ tag, cohortId }) => `${tag} ${cohortId}`} />
        <CsvButton path="/cohorts/comparison" query={query} name="classes" />
      </section>
    </div>
  );
}

/** Topics with the largest difference between classes first. */
function spreads(rows: Row[]): { tag: string; spread: number }[] {
  const ends = new Map<string, [number, number]>();
  for (const { tag, mean } of rows) {
    const [low, high] = ends.get(tag) ?? [mean, mean];
    ends.set(tag, [Math.min(low, mean), Math.max(high, mean)]);
  }
  return [...ends].map(([tag, [low, high]]) => ({ tag, spread: high - low })).sort((a, b) => b.spread - a.spread);
}

function draw(plot: Plot, width: number, tags: string[], rows: Row[], nameOf: (id: string) => string): SVGSVGElement | HTMLElement {
  const letters = width < 520 ? 16 : 34;
  const short = (tag: string) => (tagName(tag).length > letters ? `${tagName(tag).slice(0, letters - 1)}…` : tagName(tag));
  const ids = [...new Set(rows.map(({ cohortId }) => cohortId))];
  const at = (id: string) => ids.indexOf(id);
  return plot.plot({
    width,
    height: dotRangeHeight(tags.length),
    marginLeft: Math.max(4, ...tags.map((tag) => short(tag).length)) * 6.4 + 14,
    marginRight: 24,
    marginBottom: 40,
    x: { label: `${t.mean} →`, domain: [0, 1], grid: true, tickFormat: (value: number) => percent(value), ticks: width < 520 ? 4 : 8 },
    y: { type: "band", domain: tags, tickFormat: short, tickSize: 0, label: null, padding: 0.2 },
    symbol: { legend: true, domain: ids, range: ids.map((_, index) => SYMBOLS[index % SYMBOLS.length] ?? "circle"), tickFormat: nameOf },
    color: { domain: ids, range: ids.map((_, index) => `var(--series-${(index % 4) + 1})`) },
    marks: [plot.dot(rows, { x: "mean", y: "tag", symbol: "cohortId", stroke: "cohortId", strokeWidth: 2, r: 5, title: (row: Row) => `${nameOf(row.cohortId)}: ${percent(row.mean, 1)}`, sort: (row: Row) => at(row.cohortId) })],
  });
}
