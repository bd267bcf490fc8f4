import type { JSX } from "preact";
import { Loaded } from "../../ui/ask.tsx";
import { Empty } from "../../ui/empty.tsx";
import type { Account } from "../../ui/session.ts";
import { Table } from "../../ui/table.tsx";
import { byTag, memberColumns, MasteryChart, type ClassMastery } from "./mastery.tsx";
import { Figures, t, useFigures, type Cohort } from "./model.tsx";
import { Reasons, type RiskAnswer } from "./risks.tsx";

/** A class as one of its members sees it: the own entry, and figures that say nothing about few. */
export function Mine({ cohort, account }: { cohort: Cohort; account: Account }): JSX.Element {
  const path = `/cohorts/${cohort.cohortId}/mastery`;
  const mastery = useFigures<ClassMastery>(path, {});
  const risks = useFigures<RiskAnswer>(`/cohorts/${cohort.cohortId}/risks`, {});
  return (
    <>
      <p class="aside">{t.seesYou(cohort.teacher ?? t.yourTeacher)} <a href="/learning">{t.otherSide}</a></p>
      <section class="panel">
        <h2>{t.mine}</h2>
        <p class="aside">{t.mineHint}</p>
        <Loaded of={risks} height={4}>
          {(data) => {
            const own = data.risks.filter(({ learner }) => learner === account.username);
            return own.length > 0 ? <><Reasons of={own} /><p class="aside">{t.neverMarks}</p></> : <p>{t.mineNone}</p>;
          }}
        </Loaded>
      </section>
      <Figures of={mastery} height={24} csv={{ path, query: {}, name: `${cohort.name}-topics` }}>
        {({ tags }) =>
          tags.length === 0 ? <Empty title={t.fewMembers}>{t.fewMembersHint}</Empty> : (
            <>
              <section class="panel">
                <h2>{t.overviewTable}</h2>
                <p class="aside">{t.memberBasis}</p>
                <Table caption={t.thresholds} columns={memberColumns} {...byTag(tags)} />
              </section>
              {tags.some(({ lowerQuartile }) => lowerQuartile.value !== undefined) && <section class="panel"><MasteryChart tags={tags} name={`${cohort.name}-topics`} /></section>}
            </>
          )
        }
      </Figures>
    </>
  );
}
