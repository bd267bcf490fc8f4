import type { JSX } from "preact";
import { Loaded, useAsk } from "../../ui/ask.tsx";
import { Chart } from "../../ui/chart.tsx";
import { dotRangeHeight, drawDotRanges, shareDomain } from "../../ui/dot-range.ts";
import type { Proportion } from "../../ui/figure.tsx";
import { percent } from "../../ui/format.ts";
import { whole } from "../../ui/language.ts";
import { Table, type Column } from "../../ui/table.tsx";
import { Moment } from "./class.tsx";
import { Drill, TopicLink } from "./drill.tsx";
import { byTag, levelName, type Level } from "./mastery.tsx";
import { Figures, Recorded, ShareCell, t, tagName, useFigures, useMoment, type ClassBasis, type Cohort } from "./model.tsx";
import { Reasons, type RiskAnswer } from "./risks.tsx";

interface Row {
  tag: string;
  mastery: number;
  recallNow: number;
  coverage: number;
  seen: number;
  cards: number;
  due: number;
  level: Level;
  observedRetention: Proportion;
  medianMastery: number;
  medianRecallNow: number;
  medianCoverage: number;
}

interface Answer extends ClassBasis {
  horizonDays: number;
  tags: Row[];
}

const MOST_IN_CHART = 40;

const beside = (mine: number, theirs: number) => <>{percent(mine)}<br /><span class="aside">{t.medianOf(percent(theirs))}</span></>;

const columns: Column<Row>[] = [
  { key: "tag", title: t.topic, value: ({ tag }) => tagName(tag), show: ({ tag }) => <TopicLink tag={tag} /> },
  { key: "mastery", title: t.mastery, slug: "mastery", numeric: true, value: ({ mastery }) => mastery, show: ({ mastery, medianMastery }) => beside(mastery, medianMastery) },
  { key: "median", title: t.median, slug: "class-median", numeric: true, value: ({ medianMastery }) => medianMastery, show: ({ medianMastery }) => percent(medianMastery) },
  { key: "level", title: t.level, slug: "level", value: ({ mastery }) => mastery, show: ({ level }) => levelName(level) },
  { key: "recallNow", title: t.recallNow, slug: "recall-now", numeric: true, value: ({ recallNow }) => recallNow, show: ({ recallNow, medianRecallNow }) => beside(recallNow, medianRecallNow) },
  { key: "coverage", title: t.coverage, slug: "coverage", numeric: true, value: ({ coverage }) => coverage, show: ({ coverage, medianCoverage }) => beside(coverage, medianCoverage) },
  { key: "seen", title: t.cards, slug: "cards", numeric: true, value: ({ cards }) => cards, show: ({ seen, cards }) => <>{whole(cards)}<br /><span class="aside">{t.seen(seen)}</span></> },
  { key: "due", title: t.due, slug: "due", numeric: true, value: ({ due }) => due, show: ({ due }) => whole(due) },
  { key: "retention", title: t.retention, slug: "observed-retention", value: ({ observedRetention }) => observedRetention.value, show: ({ observedRetention }) => <ShareCell of={observedRetention} /> },
];
const shownColumns = columns.filter(({ key }) => key !== "median");

/** One learner beside the class. */
export function Learner({ cohortId, username }: { cohortId: string; username: string }): JSX.Element {
  const { query, horizonQuery } = useMoment();
  const cohort = useAsk<Cohort>(`/cohorts/${cohortId}`);
  const path = `/cohorts/${cohortId}/members/${username}/mastery`;
  const asked = useFigures<Answer>(path, horizonQuery);
  const risks = useFigures<RiskAnswer>(`/cohorts/${cohortId}/risks`, query);
  return (
    <>
      <p class="no-print"><a href={`/classes/${cohortId}?tab=grid`} dir="auto">← {cohort.data?.name ?? t.back}</a></p>
      <div class="page-head">
        <div>
          <h1 dir="auto">{username}</h1>
          <p class="aside">{t.learnerLead}</p>
        </div>
        <Moment withHorizon />
      </div>
      <Recorded />
      <section class="panel">
        <h2>{t.riskOf}</h2>
        <Loaded of={risks} height={4}>
          {(data) => {
            const own = data.risks.filter(({ learner }) => learner === username);
            return own.length > 0 ? <><Reasons of={own} /><p class="aside">{t.neverMarks} {t.ask}</p></> : <p>{t.notAtRisk}</p>;
          }}
        </Loaded>
      </section>
      <Figures of={asked} height={36} csv={{ path, query: horizonQuery, name: username }}>
        {({ tags }) => (
          <>
            <section class="panel"><BesideChart tags={tags} name={username} /></section>
            <section class="panel">
              <h2>{t.learnerTable}</h2>
              <Table caption={t.thresholds} columns={shownColumns} {...byTag(tags)} sort={{ key: "mastery", down: false }} />
            </section>
            <Drill cohortId={cohortId} username={username} deckId={cohort.data?.deckId} moment={horizonQuery} />
          </>
        )}
      </Figures>
    </>
  );
}

/** The topics in which the learner is furthest below the class come first. */
function BesideChart({ tags, name }: { tags: Row[]; name: string }): JSX.Element | null {
  const gap = (row: Row) => row.mastery - row.medianMastery;
  const all = [...tags].sort((a, b) => gap(a) - gap(b));
  const rows = all.slice(0, MOST_IN_CHART);
  const largest = [...tags].sort((a, b) => Math.abs(gap(b)) - Math.abs(gap(a)))[0];
  if (largest === undefined) {
    return null;
  }
  const summary = t.learnerSummary(tags.filter((row) => gap(row) < 0).length, tags.length, tagName(largest.tag), percent(largest.mastery), percent(largest.medianMastery));
  return (
    <Chart
      title={t.learnerChart}
      level={2}
      slug="class-median"
      summary={rows.length < all.length ? `${summary} ${t.shownOf(rows.length, all.length)}` : summary}
      name={`${name}-class`}
      columns={columns}
      rows={rows}
      height={dotRangeHeight(rows.length)}
      draw={(plot, width) =>
        drawDotRanges(plot, width, rows.map((row) => ({ label: tagName(row.tag), value: row.mastery, other: row.medianMastery })), { label: `${t.mastery} →`, domain: shareDomain(rows.flatMap(({ mastery, medianMastery }) => [mastery, medianMastery])), format: (value) => percent(value) })
      }
    />
  );
}
