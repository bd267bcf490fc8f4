import type { JSX } from "preact";
import { Empty } from "../../ui/empty.tsx";
import { Figure } from "../../ui/figure.tsx";
import { dayText } from "../../ui/format.ts";
import { whole } from "../../ui/language.ts";
import { Table } from "../../ui/table.tsx";
import { byTag, masteryColumns, MasteryChart, type ClassMastery } from "./mastery.tsx";
import { daysText, daysUntil, Figures, t, useFigures, useMoment, type Cohort } from "./model.tsx";

/** What the class knows of each topic. */
export function Overview({ cohort }: { cohort: Cohort }): JSX.Element {
  const { horizonQuery } = useMoment();
  const path = `/cohorts/${cohort.cohortId}/mastery`;
  const asked = useFigures<ClassMastery>(path, horizonQuery);
  return (
    <Figures of={asked} height={36} csv={{ path, query: horizonQuery, name: `${cohort.name}-topics` }}>
      {(data) =>
        data.learners === 0 ? (
          <Empty title={t.noLearners} action={<a class="button" href={`/classes/${cohort.cohortId}?tab=members`}>{t.toMembers}</a>}>{t.noLearnersHint}</Empty>
        ) : data.tags.length === 0 ? (
          <Empty title={t.noTopics}>{t.noTopicsHint}</Empty>
        ) : (
          <>
            <section class="panel figures">
              <Figure label={t.learners} slug="class-learners" value={whole(data.learners ?? 0)}>{t.learnersHint}</Figure>
              <Figure label={t.topics} value={whole(data.tags.length)}>{t.topicsHint}</Figure>
              <Figure label={t.horizon} slug="mastery" value={t.horizonDays(Number(data.horizonDays.toFixed(1)))}>{t.looksAhead(daysText(data.horizonDays))}</Figure>
              <Figure label={t.exam} value={cohort.examDate ? dayText(cohort.examDate, { day: "numeric", month: "short" }) : t.noExam}>
                {cohort.examDate ? t.inDays(daysUntil(cohort.examDate)) : undefined}
              </Figure>
            </section>
            <section class="panel">
              <h2>{t.overviewTable}</h2>
              <Table caption={t.thresholds} columns={masteryColumns} {...byTag(data.tags)} sort={{ key: "mean", down: false }} />
            </section>
            <section class="panel"><MasteryChart tags={data.tags} name={`${cohort.name}-topics`} /></section>
          </>
        )
      }
    </Figures>
  );
}
