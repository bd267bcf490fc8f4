import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { learning } from "../../texts/learning.ts";
import { shared } from "../../texts/shared.ts";
import { Loaded, useAsk, type Basis } from "../../ui/ask.tsx";
import { CsvButton } from "../../ui/csv.tsx";
import { Bar, intervalText, type Proportion } from "../../ui/figure.tsx";
import { percent, points } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";
import { Table, type Column } from "../../ui/table.tsx";
import { Panel } from "./parts.tsx";
import type { Scope } from "./scope.ts";

const t = texts(learning);
const common = texts(shared);

/** Figures of a topic or a deck. */
export interface MasteryRow {
  mastery: number;
  recallNow: number;
  estimatedKnowledge: number;
  coverage: number;
  cards: number;
  seen: number;
  due: number;
  suspended: number;
  level: string;
  observedRetention: Proportion;
}

export interface TagRow extends MasteryRow {
  tag: string;
}

export interface TagAnswer extends Basis {
  tags: TagRow[];
}

interface Trends {
  tags: { tag: string; trend7: number; trend28: number }[];
}

type Row = TagRow & { label: string; within?: string; trend7?: number; trend28?: number };

/** Figures that topics and decks have alike. */
const FIGURES: Column<MasteryRow>[] = [
  { key: "mastery", title: t.mastery, slug: "mastery", value: (row) => row.mastery, show: Mastery },
  { key: "seen", title: t.coverage, slug: "coverage", value: (row) => row.coverage, show: (row) => t.seenOf(row.seen, row.cards), numeric: true },
  { key: "recallNow", title: t.recallNow, slug: "recall-now", value: (row) => row.recallNow, show: (row) => percent(row.recallNow), numeric: true },
  { key: "due", title: t.due, slug: "due", value: (row) => row.due, numeric: true },
  { key: "observed", title: t.observed, slug: "observed-retention", value: (row) => row.observedRetention.value, show: (row) => <Observed of={row.observedRetention} />, numeric: true },
];

const NOTICEABLE = 0.0005;

/** In colour, unless it is shown as 0.0. */
const change = (value: number | undefined) => value !== undefined && <span class={Math.abs(value) < NOTICEABLE ? undefined : value < 0 ? "falls" : "rises"}>{points(value)}</span>;

function columnsOf(scope: Scope): Column<Row>[] {
  return [
    { key: "tag", title: t.tag, value: (row) => row.tag, show: (row) => <TagLink tag={row.tag} label={row.label} scope={scope} /> },
    ...FIGURES,
    { key: "trend7", title: t.trend(7), slug: "trend", value: (row) => row.trend7, show: (row) => change(row.trend7), numeric: true },
    { key: "trend28", title: t.trend(28), slug: "trend", value: (row) => row.trend28, show: (row) => change(row.trend28), numeric: true },
  ];
}

/** Leads to the page of a topic; cards without one have none. */
export function TagLink({ tag, label, scope }: { tag: string; label?: string; scope: Scope }): JSX.Element {
  return tag ? <a dir="auto" href={scope.link("/learning/tags", { tag })}>{label ?? tag}</a> : <span>{common.untagged}</span>;
}

/** Mastery as bar, number and word. */
function Mastery(row: MasteryRow): JSX.Element {
  return (
    <div class="mastery">
      <span><strong>{percent(row.mastery)}</strong> <span class="aside">{common.levels[row.level.toUpperCase()] ?? row.level}</span></span>
      <Bar share={row.mastery} behind={row.coverage} />
    </div>
  );
}

/** A share, beneath it interval and number of answers. */
export function Observed({ of }: { of: Proportion }): JSX.Element {
  return of.n === 0 || of.value === undefined ? <span class="aside">–<span class="only-spoken">{common.noAnswers}</span></span> : <>{percent(of.value)} <span class="aside line">{intervalText(of)}</span></>;
}

/** Every topic with its figures; topics that lie in others fold under them. */
export function TagTable({ answer, scope }: { answer: TagAnswer; scope: Scope }): JSX.Element {
  const trends = useAsk<Trends>("/mastery/trends", scope.ahead);
  const rows = useMemo(() => rowsOf(answer.tags, trends.data?.tags ?? []), [answer, trends.data]);
  const columns = useMemo(() => columnsOf(scope), [scope.link("")]);
  if (rows.length === 0) {
    return <p class="aside">{t.tagsNone}</p>;
  }
  return (
    <div class="dense led">
      <Table caption={t.tagsTitle} hideCaption columns={columns} rows={rows} rowKey={(row) => row.tag.toLowerCase()} rowName={(row) => row.tag} {...(rows.some((row) => row.within) ? { within: (row: Row) => row.within } : {})} pageSize={40} sortIn="sort" />
      <p class="tools"><CsvButton path="/mastery/tags" query={scope.ahead} name="topics" /></p>
    </div>
  );
}

/** Each topic at its place: in the nearest of those around it that is there. */
function rowsOf(tags: TagRow[], trends: Trends["tags"]): Row[] {
  const trendOf = new Map(trends.map((trend) => [trend.tag, trend]));
  const names = new Set(tags.map(({ tag }) => tag.toLowerCase()));
  return tags.map((row) => {
    const parts = row.tag.split("::");
    let depth = parts.length - 1;
    while (depth > 0 && !names.has(parts.slice(0, depth).join("::").toLowerCase())) {
      depth--;
    }
    const trend = trendOf.get(row.tag);
    const place = depth > 0 ? { within: parts.slice(0, depth).join("::").toLowerCase() } : {};
    return { ...row, ...place, ...(trend ? { trend7: trend.trend7, trend28: trend.trend28 } : {}), label: parts.slice(depth).join("::") || common.untagged };
  });
}

type DeckRow = MasteryRow & { deckId: string; title: string };

/** The same figures for each deck. */
export function DeckTable({ scope }: { scope: Scope }): JSX.Element {
  const asked = useAsk<{ decks: DeckRow[] }>("/mastery/decks", scope.ahead);
  const columns = useMemo((): Column<DeckRow>[] => [{ key: "deck", title: t.deck, value: (row) => row.title, show: (row) => <a dir="auto" href={scope.link("/learning", { deck: row.deckId })}>{row.title}</a> }, ...FIGURES], [scope.link("")]);
  return (
    <Panel title={t.decksTitle} slug="mastery">
      <Loaded of={asked} height={12}>{({ decks }) => <div class="dense led"><Table caption={t.decksTitle} hideCaption columns={columns} rows={decks} rowKey={(row) => row.deckId} pageSize={20} /></div>}</Loaded>
      <p class="tools"><CsvButton path="/mastery/decks" query={scope.ahead} name="decks" /></p>
    </Panel>
  );
}
