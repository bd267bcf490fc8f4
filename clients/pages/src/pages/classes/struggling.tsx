import type { JSX } from "preact";
import { Empty } from "../../ui/empty.tsx";
import type { Proportion } from "../../ui/figure.tsx";
import { decimal, percent, points } from "../../ui/format.ts";
import { Table, type Column } from "../../ui/table.tsx";
import { Figures, learnerPath, Recorded, s, ShareCell, t, tagName, useFigures, useMoment, type ClassBasis, type Cohort } from "./model.tsx";

interface Row {
  tag: string;
  learner: string;
  reasons: string[];
  mastery: number;
  trend14: number;
  seen: number;
  cards: number;
  retention30: Proportion;
  expectedLapses: number;
  q: number;
}

interface Answer extends ClassBasis {
  topics: Row[];
}

const OPEN_AT_FIRST = 8;

const columns = (cohortId: string): Column<Row>[] => [
  { key: "learner", title: t.learner, value: ({ learner }) => learner, show: ({ learner }) => <a href={learnerPath(cohortId, learner)} dir="auto">{learner}</a> },
  { key: "why", title: t.why, slug: "topic-attention", value: ({ reasons }) => reasons.length, show: ({ reasons }) => <span class="chips">{reasons.map((reason) => <span key={reason} class="chip warn">{t.attention[reason] ?? reason}</span>)}</span> },
  { key: "mastery", title: t.mastery, slug: "mastery", numeric: true, value: ({ mastery }) => mastery, show: ({ mastery, seen, cards }) => <>{percent(mastery, 1)}<br /><span class="aside">{t.seenShort(seen, cards)}</span></> },
  { key: "trend", title: t.change14, slug: "trend", numeric: true, value: ({ trend14 }) => trend14, show: ({ trend14 }) => points(trend14) },
  { key: "retention", title: t.retention30, slug: "observed-retention", value: ({ retention30 }) => retention30.value, show: ({ retention30 }) => <ShareCell of={retention30} /> },
  { key: "expected", title: t.expected, slug: "expected-lapses", numeric: true, value: ({ expectedLapses }) => expectedLapses, show: ({ expectedLapses }) => decimal(expectedLapses) },
  { key: "q", title: t.q, slug: "expected-lapses", numeric: true, value: ({ q }) => q, show: ({ q }) => decimal(q, 3) },
];

/** Per topic who struggles; topics with most of them first. */
export function Struggling({ cohort }: { cohort: Cohort }): JSX.Element {
  const { query } = useMoment();
  const path = `/cohorts/${cohort.cohortId}/struggling`;
  const asked = useFigures<Answer>(path, query);
  const of = columns(cohort.cohortId);
  return (
    <>
      <Recorded />
      <Figures of={asked} height={30} csv={{ path, query, name: `${cohort.name}-struggling` }}>
        {(data) => {
          const topics = byTag(data.topics);
          return topics.length === 0 ? (
            <Empty title={t.noStruggling}>{t.noStrugglingHint}</Empty>
          ) : (
            <section class="panel">
              <h2>{t.strugglingTable}</h2>
              {topics.map(([tag, rows], index) => (
                <details key={tag} class="topic" open={index < OPEN_AT_FIRST}>
                  <summary><h3 dir="auto">{tagName(tag)}</h3> <span class="aside">{data.learners === undefined ? s.learners(rows.length) : t.strugglingOf(rows.length, data.learners)}</span></summary>
                  <Table caption={tagName(tag)} hideCaption columns={of} rows={rows} rowKey={({ learner }) => learner} sort={{ key: "why", down: true }} />
                </details>
              ))}
            </section>
          );
        }}
      </Figures>
    </>
  );
}

function byTag(rows: Row[]): [string, Row[]][] {
  const topics = new Map<string, Row[]>();
  for (const row of rows) {
    topics.set(row.tag, [...(topics.get(row.tag) ?? []), row]);
  }
  return [...topics].sort(([, a], [, b]) => b.length - a.length);
}
