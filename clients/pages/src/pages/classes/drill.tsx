import type { JSX } from "preact";
import { learningTopic } from "../../texts/learning-topic.ts";
import { Loaded, type Query } from "../../ui/ask.tsx";
import { useAllPages } from "../../ui/all-pages.ts";
import { CsvButton } from "../../ui/csv.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import type { Proportion } from "../../ui/figure.tsx";
import { decimal, momentText, percent } from "../../ui/format.ts";
import { texts, whole } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { setQuery } from "../../ui/query.ts";
import { useRoute } from "../../ui/route.ts";
import { Table, type Column } from "../../ui/table.tsx";
import { Question } from "../learning/questions.tsx";
import { Figures, s, ShareCell, t, tagName, useFigures, type ClassBasis } from "./model.tsx";

const topic = texts(learningTopic);

interface CardRow {
  cardId: string;
  tags: string[];
  mastery: number;
  recallNow: number;
  phase: string;
  stabilityDays: number;
  due: boolean;
  dueAt?: string;
  reviews: number;
  lapses: number;
  suspended: boolean;
  observedRetention: Proportion;
}

interface Answer {
  reviewId: string;
  reviewedAt: string;
  studyDay?: string;
  rating: string;
  counted: boolean;
  inRetention: boolean;
  reason?: string;
  elapsedDays?: number;
  retrievabilityBefore?: number;
  phase?: string;
  stabilityDays?: number;
  intervalDays?: number;
}

interface Answers extends ClassBasis {
  earlier: number;
  answers: Answer[];
}

const ALL = "all";
const TAG = "tag:";

/** Leads from a figure of a learner to the cards behind it. */
export function TopicLink({ tag }: { tag: string }): JSX.Element {
  return <button class="quiet card-link" onClick={() => setQuery({ cards: `${TAG}${tag}` })}><bdi>{tagName(tag)}</bdi></button>;
}

/** The cards behind the figures of a learner, and the answers behind each card; asked for only when somebody wants to see them. */
export function Drill({ cohortId, username, deckId, moment }: { cohortId: string; username: string; deckId: string | undefined; moment: Query }): JSX.Element {
  const { query } = useRoute();
  const chosen = query.get("cards");
  const card = query.get("card");
  const tag = chosen?.startsWith(TAG) ? chosen.slice(TAG.length) : undefined;
  const path = `/cohorts/${cohortId}/members/${username}/cards`;
  const asked: Query = { asOf: moment.asOf, horizon: moment.horizon, limit: 1000, ...(tag === undefined ? {} : tag === "" ? { untagged: "true" } : { tag }) };
  const cards = useAllPages(chosen === null ? null : path, asked, (page: { cards: CardRow[]; next?: string }) => page.cards);
  return (
    <section class="panel">
      <header>
        <h2>{t.drillCards}{tag !== undefined && <>: <bdi>{tagName(tag)}</bdi></>}</h2>
        {chosen !== ALL && <button class="second" onClick={() => setQuery({ cards: ALL })}>{t.drillAll}</button>}
      </header>
      <p class="aside">{t.drillHint}</p>
      {chosen !== null && (
        <Loaded of={cards} height={20}>
          {(rows) => (
            <>
              <Table caption={s.cards(rows.length)} columns={columnsOf(deckId)} rows={rows} rowKey={({ cardId }) => cardId} sort={{ key: "mastery", down: false }} sortIn="order" pageSize={50} />
              <p><CsvButton path={path} query={asked} name={`${username}-cards`} /></p>
            </>
          )}
        </Loaded>
      )}
      {card && <AnswersDialog path={`/cohorts/${cohortId}/members/${username}/answers`} cardId={card} deckId={deckId} moment={moment} />}
    </section>
  );
}

const columnsOf = (deckId: string | undefined): Column<CardRow>[] => [
  { key: "card", title: topic.card, value: ({ cardId }) => cardId, show: ({ cardId }) => <button class="quiet card-link" onClick={() => setQuery({ card: cardId })}><Question cardId={cardId} of={deckId ? [{ deckId }] : []} /></button> },
  { key: "state", title: topic.state, value: ({ phase }) => topic.phases[phase] ?? phase, show: ({ phase, suspended }) => <>{topic.phases[phase] ?? phase}{suspended && <> <span class="chip warn">{topic.suspended}</span></>}</> },
  { key: "mastery", title: t.mastery, slug: "mastery", numeric: true, value: ({ mastery }) => mastery, show: ({ mastery }) => percent(mastery) },
  { key: "recallNow", title: t.recallNow, slug: "recall-now", numeric: true, value: ({ recallNow }) => recallNow, show: ({ recallNow }) => percent(recallNow) },
  { key: "due", title: t.due, slug: "due", value: ({ dueAt }) => dueAt, show: ({ dueAt }) => (dueAt ? momentText(dueAt, { dateStyle: "medium" }) : "–") },
  { key: "answers", title: topic.answers, numeric: true, value: ({ reviews }) => reviews, show: ({ reviews }) => whole(reviews) },
  { key: "lapses", title: topic.lapses, numeric: true, value: ({ lapses }) => lapses, show: ({ lapses }) => whole(lapses) },
  { key: "retention", title: t.retention, slug: "observed-retention", value: ({ observedRetention }) => observedRetention.value, show: ({ observedRetention }) => <ShareCell of={observedRetention} /> },
];

const answerColumns: Column<Answer>[] = [
  { key: "when", title: topic.when, value: ({ reviewedAt }) => reviewedAt, show: ({ reviewedAt }) => momentText(reviewedAt) },
  { key: "rating", title: topic.rating, value: ({ rating }) => topic.ratings[rating] ?? rating },
  { key: "elapsed", title: topic.elapsed, numeric: true, value: ({ elapsedDays }) => elapsedDays },
  { key: "predicted", title: topic.predicted, slug: "calibration", numeric: true, value: ({ retrievabilityBefore }) => retrievabilityBefore, show: ({ retrievabilityBefore }) => retrievabilityBefore !== undefined && percent(retrievabilityBefore) },
  { key: "state", title: topic.state, value: ({ phase }) => phase && (topic.phases[phase] ?? phase) },
  { key: "stability", title: topic.stability, slug: "distribution", numeric: true, value: ({ stabilityDays }) => stabilityDays, show: ({ stabilityDays }) => stabilityDays !== undefined && `${decimal(stabilityDays)} d` },
  { key: "interval", title: topic.interval, numeric: true, value: ({ intervalDays }) => intervalDays },
  { key: "counts", title: t.counts, value: ({ reason }) => reason, show: ({ reason, inRetention }) => (inRetention ? t.inRetention : reason === undefined ? "" : (t.notCounted[reason] ?? reason)) },
];

function AnswersDialog({ path, cardId, deckId, moment }: { path: string; cardId: string; deckId: string | undefined; moment: Query }): JSX.Element {
  const query: Query = { asOf: moment.asOf, cardId };
  const asked = useFigures<Answers>(path, query);
  return (
    <Dialog title={t.drillAnswers} close={() => setQuery({ card: null })} wide>
      <p class="card-question"><Question cardId={cardId} of={deckId ? [{ deckId }] : []} /></p>
      <Figures of={asked} height={16} csv={{ path, query, name: "answers" }}>
        {({ answers, earlier }) => (
          <>
            {earlier > 0 && <Notice>{t.earlierAnswers(earlier)}</Notice>}
            <Table caption={t.answersTable} columns={answerColumns} rows={answers} rowKey={({ reviewId }) => reviewId} sort={{ key: "when", down: true }} pageSize={25} />
          </>
        )}
      </Figures>
    </Dialog>
  );
}
