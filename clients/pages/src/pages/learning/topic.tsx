import type { JSX } from "preact";
import { useId } from "preact/hooks";
import { learning } from "../../texts/learning.ts";
import { learningTopic } from "../../texts/learning-topic.ts";
import { shared } from "../../texts/shared.ts";
import { Freshness, Loaded, useAsk } from "../../ui/ask.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Figure, intervalText } from "../../ui/figure.tsx";
import { decimal, percent } from "../../ui/format.ts";
import { texts, whole } from "../../ui/language.ts";
import { Near } from "../../ui/near.tsx";
import { setQuery } from "../../ui/query.ts";
import { useRoute } from "../../ui/route.ts";
import type { PartProps } from "../learning.tsx";
import { Cards } from "./cards.tsx";
import { Curve } from "./curve.tsx";
import { Distributions } from "./distributions.tsx";
import { Choice, useChoice } from "./parts.tsx";
import { daysAfter, today, type Scope } from "./scope.ts";
import { SeriesChart, type Series } from "./series.tsx";
import type { TagAnswer, TagRow } from "./tag-table.tsx";

const t = texts(learningTopic);
const l = texts(learning);
const common = texts(shared);
const RANGES = ["90", "30", "365"] as const;

/** One topic, or all cards: how it is known, how it was learned, and what of it would be forgotten. */
export default function Topic({ scope, decks }: PartProps): JSX.Element {
  const tag = useRoute().query.get("tag") ?? "";
  const tags = useAsk<TagAnswer>("/mastery/tags", scope.ahead);
  const isUnknown = tag !== "" && tags.data !== undefined && rowOf(tags.data, tag) === undefined;
  return (
    <div class="stack">
      <Loaded of={tags} height={10}>
        {(answer) => {
          const row = rowOf(answer, tag);
          return (
            <section class="panel">
              <TopicHead tag={tag} answer={answer} scope={scope} />
              {!tag && <p class="aside">{t.chooseHint}</p>}
              {tag && (row ? <TopicFigures row={row} scope={scope} /> : <Empty title={t.unknown}>{t.unknownHint}</Empty>)}
              <Freshness of={answer} />
            </section>
          );
        }}
      </Loaded>
      {!isUnknown && (
        <>
          <Forgetting key={`series ${tag}`} tag={tag} scope={scope} />
          <Near key={`cards ${tag}`} height={30}>{() => <Cards tag={tag || undefined} scope={scope} decks={decks} />}</Near>
          <Near key={`curve ${tag}`} height={24}>{() => <Curve query={{ ...scope.cards, tag: tag || undefined }} />}</Near>
          <Near key={`distributions ${tag}`} height={22}>{() => <Distributions query={{ ...scope.cards, tag: tag || undefined }} />}</Near>
        </>
      )}
    </div>
  );
}

const rowOf = ({ tags }: TagAnswer, tag: string) => tags.find((row) => row.tag.toLowerCase() === tag.toLowerCase());

function TopicHead({ tag, answer, scope }: { tag: string; answer: TagAnswer; scope: Scope }): JSX.Element {
  const id = useId();
  const parts = tag.split("::");
  const around = parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join("::"));
  return (
    <header>
      <div>
        {around.length > 0 && (
          <nav class="aside" aria-label={t.around}>
            {around.map((name, index) => <span key={name}>{index > 0 && " › "}<a dir="auto" href={scope.link("/learning/tags", { tag: name })}>{parts[index]}</a></span>)}
          </nav>
        )}
        <h2 dir="auto">{tag ? parts.at(-1) : t.allCards}</h2>
      </div>
      <div class="controls no-print">
        <div class="field inline">
          <label for={id}>{t.choose}</label>
          <select id={id} value={tag} onChange={({ currentTarget: { value } }) => setQuery({ tag: value, card: null })}>
            <option value="">{t.all}</option>
            {answer.tags.filter((row) => row.tag).map((row) => <option key={row.tag} value={row.tag}>{row.tag}</option>)}
          </select>
        </div>
      </div>
    </header>
  );
}

function TopicFigures({ row, scope }: { row: TagRow; scope: Scope }): JSX.Element {
  const { observedRetention: observed } = row;
  return (
    <div class="figures">
      <Figure label={l.mastery} slug="mastery" value={percent(row.mastery, 1)}>{common.levels[row.level.toUpperCase()] ?? row.level}, {l.masteryAside(scope.horizon)}</Figure>
      <Figure label={l.recallNow} slug="recall-now" value={percent(row.recallNow, 1)}>{l.coverageAside(row.seen, row.cards)} {l.coverage.toLowerCase()}</Figure>
      <Figure label={t.knowledge} slug="estimated-knowledge" value={decimal(row.estimatedKnowledge)}>{t.knowledgeAside(row.cards)}</Figure>
      <Figure label={t.observed} slug="observed-retention" value={observed.value === undefined ? "–" : percent(observed.value, 1)}>{observed.n === 0 ? common.noAnswers : intervalText(observed)}</Figure>
      <div class="figure-action">
        <Figure label={t.due} slug="due" value={whole(row.due)}>{row.suspended > 0 ? t.suspendedAside(row.suspended) : t.dueAside}</Figure>
        {row.due > 0 && !scope.asOf && <a class="button" href={`/review?${new URLSearchParams({ tag: row.tag })}`}>{t.review}</a>}
      </div>
    </div>
  );
}

/** The past, and the days to come if nothing is studied. */
function Forgetting({ tag, scope }: { tag: string; scope: Scope }): JSX.Element {
  const range = Number(useChoice("range", RANGES));
  const query = { ...scope.ahead, tag: tag || undefined };
  const past = useAsk<Series>("/mastery/series", { ...query, from: daysAfter(scope.asOf ?? today(), -range) });
  const last = past.data?.days.at(-1)?.day;
  const ahead = useAsk<Series>(last ? "/mastery/series" : null, { ...query, from: last, to: last && daysAfter(last, range) });
  return (
    <section class="panel">
      <Loaded of={past} height={24}>
        {({ days }) => (days.length === 0 ? <p class="aside">{common.noRows}</p> : <SeriesChart title={t.forgettingTitle} past={days} ahead={ahead.data?.days ?? []} controls={<Choice name="range" label={t.range} values={RANGES} text={(n) => t.days(Number(n))} />} />)}
      </Loaded>
    </section>
  );
}
