import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { learning } from "../../texts/learning.ts";
import { Loaded, useAsk, type Basis } from "../../ui/ask.tsx";
import { CsvButton } from "../../ui/csv.tsx";
import { proportionText, type Proportion } from "../../ui/figure.tsx";
import { texts } from "../../ui/language.ts";
import { Panel } from "./parts.tsx";
import type { Scope } from "./scope.ts";
import { TagLink } from "./tag-table.tsx";

const t = texts(learning);

interface Topic {
  tag: string;
  verdict: string;
  reasons: string[];
  cards: number;
  seen: number;
  mastery: number;
  trend14: number;
  retention30: Proportion;
  expectedLapses: number;
  q: number;
}

interface Answer extends Basis {
  desiredRetention: number;
  topics: Topic[];
}

const FIRST = 5;

/** Topics that need attention, with every reason spelled out. */
export function Attention({ scope }: { scope: Scope }): JSX.Element {
  const asked = useAsk<Answer>("/mastery/attention", scope.cards);
  return (
    <Panel title={t.attentionTitle} slug="topic-attention">
      <Loaded of={asked} height={12}>{(answer) => <Topics answer={answer} scope={scope} />}</Loaded>
      <p class="tools"><CsvButton path="/mastery/attention" query={scope.cards} name="attention" /></p>
    </Panel>
  );
}

function Topics({ answer, scope }: { answer: Answer; scope: Scope }): JSX.Element {
  const [isWhole, setWhole] = useState(false);
  const of = (verdict: string) => answer.topics.filter((topic) => topic.verdict === verdict);
  const [worrying, unclear, well] = [of("NEEDS_ATTENTION"), of("NOT_ENOUGH_DATA"), of("WELL")];
  return (
    <>
      {worrying.length === 0 && <p>{t.attentionNone}</p>}
      <ul class="topics">
        {(isWhole ? worrying : worrying.slice(0, FIRST)).map((topic) => (
          <li key={topic.tag}>
            <h3 dir="auto"><TagLink tag={topic.tag} scope={scope} /></h3>
            <ul>{topic.reasons.map((reason) => <li key={reason}>{reasonText(reason, topic, answer.desiredRetention)}</li>)}</ul>
            {topic.tag && <a class="button quiet" href={`/review?${new URLSearchParams({ tag: topic.tag })}`}>{t.reviewTopic}</a>}
          </li>
        ))}
      </ul>
      {worrying.length > FIRST && !isWhole && <button class="quiet" onClick={() => setWhole(true)}>{t.showAll(worrying.length)}</button>}
      {unclear.length > 0 && <Folded title={t.notEnough(unclear.length)} topics={unclear} scope={scope} />}
      {well.length > 0 && <Folded title={t.well(well.length)} topics={well} scope={scope} />}
    </>
  );
}

function Folded({ title, topics, scope }: { title: string; topics: Topic[]; scope: Scope }): JSX.Element {
  return (
    <details>
      <summary>{title}</summary>
      <ul class="tags">
        {topics.map(({ tag, retention30 }) => <li key={tag}><TagLink tag={tag} scope={scope} /> <span class="aside">{proportionText(retention30)}</span></li>)}
      </ul>
    </details>
  );
}

function reasonText(reason: string, topic: Topic, desired: number): string {
  const { retention, lapses, falling, low } = t.attentionReasons;
  switch (reason) {
    case "RETENTION":
      return retention(proportionText(topic.retention30), desired);
    case "MORE_LAPSES_THAN_PREDICTED":
      return lapses(proportionText(topic.retention30), topic.expectedLapses, topic.q);
    case "FALLING":
      return falling(topic.trend14);
    case "LOW_MASTERY":
      return low(topic.seen, topic.cards, topic.mastery);
    default:
      return reason; // a reason of a newer server
  }
}
