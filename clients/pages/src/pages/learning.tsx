import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import type { PageProps } from "../app.tsx";
import { learning } from "../texts/learning.ts";
import { Loaded, useAsk } from "../ui/ask.tsx";
import { Empty } from "../ui/empty.tsx";
import { dayText, momentText, percent } from "../ui/format.ts";
import { texts } from "../ui/language.ts";
import { Later, type Load } from "../ui/later.tsx";
import { Notice } from "../ui/notice.tsx";
import { setQuery } from "../ui/query.ts";
import { useRoute } from "../ui/route.ts";
import { Overview } from "./learning/overview.tsx";
import { HORIZON, today, useScope, type Scope } from "./learning/scope.ts";

const t = texts(learning);

// the first use of each reads much data: in tasks of their own, while answers are on their way
setTimeout(() => percent(0));
setTimeout(() => momentText("2026-01-01T00:00:00Z"));

/** A deck that the learner studies. */
export interface StudiedDeck {
  deckId: string;
  title: string;
}

/** What every part of the page gets. */
export interface PartProps {
  scope: Scope;
  decks: StudiedDeck[];
}

interface Part {
  path: string;
  title: string;
  view: Load<PartProps>;
  hasHorizon?: boolean;
  /** Plans are made for now. */
  isNow?: boolean;
}

const PARTS: [Part, ...Part[]] = [
  { path: "/learning", title: t.overview, view: async () => ({ default: Overview }), hasHorizon: true },
  { path: "/learning/tags", title: t.topics, view: () => import("./learning/topic.tsx"), hasHorizon: true },
  { path: "/learning/retention", title: t.memory, view: () => import("./learning/memory.tsx") },
  { path: "/learning/plan", title: t.plan, view: () => import("./learning/plan.tsx"), isNow: true },
];

/** What a learner knows, what will be forgotten, and how much work lies ahead. */
export default function Page(_: PageProps): JSX.Element {
  const { path } = useRoute();
  const scope = useScope();
  const decks = useAsk<{ decks: StudiedDeck[] }>("/mastery/decks");
  const part = PARTS.find((candidate) => candidate.path === path) ?? PARTS[0];
  const asOf = part.isNow ? undefined : scope.asOf;
  return (
    <>
      <div class="page-head">
        <h1>{t.title}</h1>
        <Controls part={part} scope={scope} decks={decks.data?.decks ?? []} />
      </div>
      <nav class="tabs no-print" aria-label={t.sections}>
        {PARTS.map((of) => <a key={of.path} href={scope.link(of.path)} aria-current={of === part ? "page" : undefined}>{of.title}</a>)}
      </nav>
      {asOf && <Notice action={<button class="quiet" onClick={() => setQuery({ asOf: null })}>{t.asOfNow}</button>}>{t.asOfNotice(dayText(asOf))}</Notice>}
      <Loaded of={decks} height={40}>
        {({ decks: all }) => {
          if (all.length === 0) {
            return <Empty title={t.noDecks} action={<a class="button" href="/decks">{t.toDecks}</a>}>{t.noDecksHint}</Empty>;
          }
          return scope.deckId === undefined || all.some(({ deckId }) => deckId === scope.deckId) ? (
            <Later key={part.path} load={part.view} props={{ scope, decks: all }} height={40} />
          ) : (
            <Empty title={t.deckUnknown} action={<button onClick={() => setQuery({ deck: null })}>{t.showAllDecks}</button>}>{t.deckUnknownHint}</Empty>
          );
        }}
      </Loaded>
    </>
  );
}

function Controls({ part, scope, decks }: { part: Part; scope: Scope; decks: StudiedDeck[] }): JSX.Element {
  const id = useId();
  return (
    <div class="controls no-print">
      {part.hasHorizon && <HorizonChoice horizon={scope.horizon} />}
      {!part.isNow && (
        <div class="field">
          <label for={`${id}-as-of`}>{t.asOf}</label>
          <input id={`${id}-as-of`} type="date" max={today()} value={scope.asOf ?? today()} onChange={({ currentTarget: { value } }) => setQuery({ asOf: value === today() ? null : value })} />
        </div>
      )}
      {decks.length > 1 && (
        <div class="field">
          <label for={`${id}-deck`}>{t.deck}</label>
          <select id={`${id}-deck`} value={scope.deckId ?? ""} onChange={({ currentTarget: { value } }) => setQuery({ deck: value })}>
            <option value="">{t.allDecks}</option>
            {decks.map(({ deckId, title }) => <option key={deckId} value={deckId}>{title}</option>)}
          </select>
        </div>
      )}
    </div>
  );
}

const HORIZONS = [0, 7, HORIZON, 90, 365];

function HorizonChoice({ horizon }: { horizon: number }): JSX.Element {
  const id = useId();
  const [isOther, setOther] = useState(!HORIZONS.includes(horizon));
  const choose = (value: string) => {
    setOther(value === "other");
    if (value !== "other") {
      setQuery({ horizon: value === String(HORIZON) ? null : value });
    }
  };
  return (
    <>
      <div class="field">
        <label for={id}>{t.horizon}</label>
        <select id={id} value={isOther ? "other" : horizon} onChange={({ currentTarget: { value } }) => choose(value)}>
          {HORIZONS.map((days) => <option key={days} value={days}>{days === 0 ? t.horizonNow : t.horizonDays(days)}</option>)}
          <option value="other">{t.horizonOther}</option>
        </select>
      </div>
      {isOther && (
        <div class="field">
          <label for={`${id}-days`}>{t.horizonOtherLabel}</label>
          <input id={`${id}-days`} type="number" min={0} max={3650} defaultValue={horizon} onChange={({ currentTarget }) => currentTarget.reportValidity() && currentTarget.value && setQuery({ horizon: currentTarget.value })} />
        </div>
      )}
    </>
  );
}
