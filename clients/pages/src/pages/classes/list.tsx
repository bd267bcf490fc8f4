import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Loaded, useAsk, type Asked } from "../../ui/ask.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Empty } from "../../ui/empty.tsx";
import { useTask } from "../../ui/form.tsx";
import { dayText, momentText } from "../../ui/format.ts";
import { Notice } from "../../ui/notice.tsx";
import { ask, type Account } from "../../ui/session.ts";
import { Table, type Column } from "../../ui/table.tsx";
import { Create } from "./create.tsx";
import { useDecks, type Deck } from "../../ui/decks.ts";
import { daysUntil, s, t, type Cohort } from "./model.tsx";

interface Cohorts {
  cohorts: Cohort[];
}

/** The classes that a person teaches and is in. */
export function List({ account }: { account: Account }): JSX.Element {
  const cohorts = useAsk<Cohorts>("/cohorts");
  const decks = useDecks();
  const [isMaking, setMaking] = useState(false);
  const isTeacher = account.roles.includes("teacher");
  const isLearner = account.roles.includes("learner");
  const taught = cohorts.data?.cohorts.filter(({ role }) => role === "TEACHER") ?? [];
  return (
    <>
      <div class="page-head">
        <div>
          <h1>{t.title}</h1>
          {isTeacher && <p class="aside">{t.lead}</p>}
        </div>
        <div class="actions">
          {taught.length > 1 && <a class="button second" href="/classes/compare">{t.compare}</a>}
          {isLearner && <a class="button second" href="/classes/join">{t.join}</a>}
          {isTeacher && <button onClick={() => setMaking(true)}>{t.make}</button>}
        </div>
      </div>
      {isTeacher && (
        <section class="panel">
          <h2>{t.taught}</h2>
          <Loaded of={cohorts} height={12}>
            {() =>
              taught.length === 0 ? (
                <Empty title={t.noneTaught} action={<button onClick={() => setMaking(true)}>{t.makeFirst}</button>}>{t.noneTaughtHint}</Empty>
              ) : (
                <Table caption={t.taught} hideCaption columns={columns(decks)} rows={taught} rowKey={({ cohortId }) => cohortId} />
              )
            }
          </Loaded>
        </section>
      )}
      {isLearner && <Joined cohorts={cohorts} decks={decks} isOnly={!isTeacher} />}
      {isMaking && <Create decks={decks} close={() => setMaking(false)} />}
    </>
  );
}

function Name({ of }: { of: Cohort }): JSX.Element {
  return <><a href={`/classes/${of.cohortId}`} dir="auto">{of.name}</a> {of.archived && <span class="chip">{t.archived}</span>}</>;
}

function Exam({ day }: { day: string | undefined }): JSX.Element {
  return day === undefined ? <>{t.noExam}</> : <>{dayText(day)} <span class="aside">{t.inDays(daysUntil(day))}</span></>;
}

const shared = (decks: Asked<Deck[]>): Column<Cohort>[] => {
  const titles = new Map(decks.data?.map(({ deckId, title }) => [deckId, title]));
  return [
    { key: "name", title: t.name, value: ({ name }) => name, show: (row) => <Name of={row} /> },
    { key: "deck", title: t.deck, value: ({ deckId }) => titles.get(deckId), show: ({ deckId }) => <span dir="auto">{decks.data ? (titles.get(deckId) ?? t.deckUnknown) : "…"}</span> },
    { key: "exam", title: t.exam, value: ({ examDate }) => examDate, show: ({ examDate }) => <Exam day={examDate} /> },
  ];
};

const columns = (decks: Asked<Deck[]>): Column<Cohort>[] => [
  ...shared(decks),
  { key: "since", title: t.since, value: ({ createdAt }) => createdAt, show: ({ createdAt }) => momentText(createdAt, { dateStyle: "medium" }) },
];

function Joined({ cohorts, decks, isOnly }: { cohorts: Asked<Cohorts>; decks: Asked<Deck[]>; isOnly: boolean }): JSX.Element | null {
  const [leaving, setLeaving] = useState<Cohort>();
  const [left, setLeft] = useState("");
  const task = useTask();
  const joined = cohorts.data?.cohorts.filter(({ role }) => role === "MEMBER") ?? [];
  if (!isOnly && joined.length === 0 && !left) {
    return null;
  }
  const leave = async (cohort: Cohort) => {
    if (await task.run(() => ask(`/cohorts/${cohort.cohortId}/leave`, { method: "POST" }))) {
      setLeft(cohort.name);
      setLeaving(undefined);
      cohorts.reload();
    }
  };
  const all: Column<Cohort>[] = [
    ...shared(decks),
    { key: "teacher", title: t.teacher, value: ({ teacher }) => teacher, show: ({ teacher }) => <span dir="auto">{teacher ?? t.teacherGone}</span> },
    { key: "since", title: t.since, value: ({ joinedAt }) => joinedAt, show: ({ joinedAt }) => joinedAt && momentText(joinedAt, { dateStyle: "medium" }) },
    { key: "leave", title: t.leave, value: () => undefined, show: (row) => <button class="quiet" aria-label={t.leaveTitle(row.name)} onClick={() => (task.clear(), setLeaving(row))}>{t.leave}</button> },
  ];
  return (
    <section class="panel">
      <h2>{t.joined}</h2>
      {left && <Notice kind="good">{t.left(left)}</Notice>}
      <Loaded of={cohorts} height={12}>
        {() =>
          joined.length === 0 ? (
            <Empty title={t.noneJoined} action={<a class="button" href="/classes/join">{t.join}</a>}>{t.noneJoinedHint}</Empty>
          ) : (
            <Table caption={t.joined} hideCaption columns={all} rows={joined} rowKey={({ cohortId }) => cohortId} />
          )
        }
      </Loaded>
      {leaving && (
        <Dialog title={t.leaveTitle(leaving.name)} close={() => setLeaving(undefined)}>
          <p>{t.leaveHint}</p>
          {task.error && <Notice kind="error">{task.error.message}</Notice>}
          <div class="actions">
            <button class="danger" disabled={task.busy} onClick={() => void leave(leaving)}>{t.leave}</button>
            <button class="second" onClick={() => setLeaving(undefined)}>{s.cancel}</button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
