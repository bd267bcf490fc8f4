import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { learning } from "../../texts/learning.ts";
import { learningTopic } from "../../texts/learning-topic.ts";
import { patiently, type Query } from "../../ui/ask.tsx";
import { CsvButton } from "../../ui/csv.tsx";
import { Bar, type Proportion } from "../../ui/figure.tsx";
import { decimal, momentText, percent } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";
import { Notice, Placeholder } from "../../ui/notice.tsx";
import { setQuery } from "../../ui/query.ts";
import { useRoute } from "../../ui/route.ts";
import { ask, told } from "../../ui/session.ts";
import { Table, type Column } from "../../ui/table.tsx";
import type { StudiedDeck } from "../learning.tsx";
import { CardDialog } from "./card.tsx";
import { Panel } from "./parts.tsx";
import { Question } from "./questions.tsx";
import type { Scope } from "./scope.ts";

const t = texts(learningTopic);
const l = texts(learning);

/** The figures of a card. */
export interface CardRow {
  cardId: string;
  mastery: number;
  recallNow: number;
  phase: string;
  stabilityDays: number;
  difficulty: number;
  due: boolean;
  dueAt?: string;
  reviews: number;
  lapses: number;
  suspended: boolean;
  observedRetention: Proportion;
}

const seen = <V,>(row: CardRow, value: V) => (row.phase === "NEW" ? undefined : value);

const columnsOf = (decks: StudiedDeck[]): Column<CardRow>[] => [
  { key: "card", title: t.card, value: (row) => row.cardId, show: (row) => <button class="quiet card-link" onClick={() => setQuery({ card: row.cardId })}><Question cardId={row.cardId} of={decks} /></button> },
  { key: "state", title: t.state, value: (row) => row.phase, show: (row) => <span class="line">{t.phases[row.phase] ?? row.phase}{row.suspended && <> <span class="chip warn">{t.suspended}</span></>}</span> },
  { key: "mastery", title: l.mastery, slug: "mastery", value: (row) => row.mastery, show: (row) => <><strong>{percent(row.mastery)}</strong> <Bar share={row.mastery} behind={row.recallNow} /></> },
  { key: "recallNow", title: l.recallNow, slug: "recall-now", value: (row) => row.recallNow, show: (row) => percent(row.recallNow), numeric: true },
  { key: "due", title: t.due, slug: "due", value: (row) => row.dueAt, show: (row) => <Due row={row} />, numeric: true },
  { key: "stability", title: t.stability, slug: "distribution", value: (row) => seen(row, row.stabilityDays), show: (row) => seen(row, t.dayCount(row.stabilityDays)), numeric: true },
  { key: "difficulty", title: t.difficulty, slug: "distribution", value: (row) => seen(row, row.difficulty), show: (row) => seen(row, decimal(row.difficulty)), numeric: true },
  { key: "answers", title: t.answers, value: (row) => row.reviews, numeric: true },
  { key: "lapses", title: t.lapses, value: (row) => row.lapses, numeric: true },
];

function Due({ row }: { row: CardRow }): JSX.Element {
  if (row.dueAt === undefined) {
    return <span class="aside">–</span>;
  }
  return <span class="line">{momentText(row.dueAt, { dateStyle: "medium" })}{row.due && <span class="aside line overdue">{t.due.toLowerCase()}</span>}</span>;
}

/** All cards with their figures, in pages; behind each its answers. */
export function Cards({ tag, scope, decks }: { tag: string | undefined; scope: Scope; decks: StudiedDeck[] }): JSX.Element {
  const query = { ...scope.ahead, tag };
  const { rows, error, isWhole, again } = useCards(query);
  const columns = useMemo(() => columnsOf(decks), [decks]);
  const chosen = useRoute().query.get("card");
  const row = rows?.find(({ cardId }) => cardId === chosen);
  return (
    <Panel title={t.cardsTitle}>
      {error && <Notice kind="error" action={<button class="quiet" onClick={again}>↻</button>}>{error}</Notice>}
      {rows ? (
        <div class="dense of-cards"><Table caption={isWhole ? t.cardsOf(rows.length) : t.cardsLoaded(rows.length)} columns={columns} rows={rows} rowKey={(of) => of.cardId} sort={{ key: "mastery", down: false }} sortIn="cards" pageSize={50} {...(chosen ? { selected: chosen } : {})} /></div>
      ) : (
        !error && <Placeholder height={24} />
      )}
      <p class="tools"><CsvButton path="/mastery/cards" query={{ ...query, limit: 1000 }} name="cards" /></p>
      {chosen && <CardDialog cardId={chosen} row={row} decks={decks} close={() => setQuery({ card: null })} />}
    </Panel>
  );
}

interface CardPage {
  cards: CardRow[];
  next?: string;
}

/** All cards, page after page, so that they can be put in any order; those that have come are there meanwhile. */
function useCards(query: Query): { rows: CardRow[] | undefined; error: string; isWhole: boolean; again: () => void } {
  const [state, setState] = useState<{ rows?: CardRow[]; error: string; isWhole: boolean }>({ error: "", isWhole: false });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    const load = async () => {
      let rows: CardRow[] = [];
      let cursor: string | undefined;
      do {
        const page = await patiently(() => ask<CardPage>("/mastery/cards", { query: { ...query, limit: 1000, cursor }, signal: stop.signal }), stop.signal);
        rows = [...rows, ...page.cards];
        cursor = page.next;
        if (stop.signal.aborted) {
          return;
        }
        setState({ rows, error: "", isWhole: cursor === undefined });
      } while (cursor !== undefined);
    };
    load().catch((failure: unknown) => stop.signal.aborted || setState((before) => ({ ...before, error: told(failure).message })));
    return () => stop.abort();
  }, [JSON.stringify(query), turn]);
  return { rows: state.rows, error: state.error, isWhole: state.isWhole, again: () => setTurn((n) => n + 1) };
}
