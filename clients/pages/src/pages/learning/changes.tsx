import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { learning } from "../../texts/learning.ts";
import { Loaded, useAsk, type Basis } from "../../ui/ask.tsx";
import { CsvButton } from "../../ui/csv.tsx";
import { percent, points } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";
import { Table, type Column } from "../../ui/table.tsx";
import { Choice, Panel, useChoice } from "./parts.tsx";
import type { Scope } from "./scope.ts";
import { TagLink } from "./tag-table.tsx";

const t = texts(learning);

interface Change {
  tag: string;
  mastery: number;
  change: number;
  answers: number;
  again: number;
  lapses: number;
  firstSeen: number;
}

const SINCE = ["today", "week", "month"] as const;
const DAYS: Record<string, number> = { week: 7, month: 28 };

const columnsOf = (scope: Scope): Column<Change>[] => [
  { key: "tag", title: t.tag, value: (row) => row.tag, show: (row) => <TagLink tag={row.tag} scope={scope} /> },
  { key: "change", title: t.change, slug: "topic-change", value: (row) => row.change, show: (row) => <>{points(row.change)} <span class="aside line">{percent(row.mastery)}</span></>, numeric: true },
  { key: "answers", title: t.answers, slug: "topic-change", value: (row) => row.answers, numeric: true },
  { key: "again", title: t.again, slug: "topic-change", value: (row) => row.again, numeric: true },
  { key: "lapses", title: t.lapses, slug: "topic-change", value: (row) => row.lapses, numeric: true },
  { key: "firstSeen", title: t.firstSeen, slug: "topic-change", value: (row) => row.firstSeen, numeric: true },
];

/** What has changed of each topic since yesterday, or over some weeks. */
export function Changes({ scope }: { scope: Scope }): JSX.Element {
  const since = useChoice("since", SINCE);
  const query = useMemo(() => ({ ...scope.ahead, since: momentBefore(String(scope.cards.asOf ?? ""), DAYS[since]) }), [since, scope.link("")]);
  const asked = useAsk<Basis & { tags: Change[] }>("/mastery/changes", query);
  const columns = useMemo(() => columnsOf(scope), [scope.link("")]);
  return (
    <Panel title={t.changesTitle} slug="topic-change" tools={<Choice name="since" label={t.changesSince} values={SINCE} text={(value) => t.changesOptions[value] ?? value} />}>
      <Loaded of={asked} height={12}>
        {({ tags }) => {
          const answered = tags.filter(({ answers }) => answers > 0);
          return answered.length === 0 ? <p>{t.changesNone}</p> : <div class="dense"><Table caption={t.changesSummary(answered.length)} columns={columns} rows={answered} rowKey={(row) => row.tag} sort={{ key: "change", down: false }} pageSize={10} /></div>;
        }}
      </Loaded>
      <p class="tools"><CsvButton path="/mastery/changes" query={query} name="changes" /></p>
    </Panel>
  );
}

/** @param days absent: the API begins with today's study day */
function momentBefore(asOf: string, days: number | undefined): string | undefined {
  return days === undefined ? undefined : new Date((asOf ? Date.parse(asOf) : Date.now()) - days * 86_400_000).toISOString();
}
