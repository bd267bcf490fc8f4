import type { JSX } from "preact";
import { people } from "../../texts/people.ts";
import { Loaded, useAsk } from "../../ui/ask.tsx";
import { Empty } from "../../ui/empty.tsx";
import { momentText } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";
import { go, useRoute } from "../../ui/route.ts";
import { Table, type Column } from "../../ui/table.tsx";

const t = texts(people);

interface Entry {
  at: string;
  action: string;
  outcome: string;
  actor?: string;
  subject?: string;
  address?: string;
  details: Record<string, string>;
}

const details = (of: Entry) => Object.entries(of.details).map(([name, value]) => `${name}: ${value}`).join(", ");

const NEUTRAL = new Set(["asked", "ok"]);

const COLUMNS: Column<Entry>[] = [
  { key: "at", title: t.when, value: (of) => of.at, show: (of) => momentText(of.at, { dateStyle: "short", timeStyle: "medium" }) },
  { key: "action", title: t.action, value: (of) => of.action, show: (of) => <code>{of.action}</code> },
  { key: "outcome", title: t.outcome, value: (of) => of.outcome, show: (of) => <span class={`chip ${NEUTRAL.has(of.outcome) ? "" : "warn"}`}>{of.outcome}</span> },
  { key: "actor", title: t.actor, value: (of) => of.actor ?? "" },
  { key: "subject", title: t.subject, value: (of) => of.subject ?? "" },
  { key: "address", title: t.address, value: (of) => of.address ?? "" },
  { key: "details", title: t.details, value: details },
];

/** What was done with accounts and with what belongs to others; the place in it stands in the address. */
export function AuditTrail(): JSX.Element {
  const cursor = useRoute().query.get("cursor") ?? undefined;
  const asked = useAsk<{ entries: Entry[]; next?: string }>("/audit-trail", { limit: 50, cursor });
  return (
    <>
      <p class="aside">{t.trailHint}</p>
      <Loaded of={asked} height={30}>
        {({ entries, next }) => (
          <section class="panel trail">
            {entries.length === 0 ? <Empty title={t.noEntries} /> : <Table key={cursor} caption={t.auditTrail} hideCaption columns={COLUMNS} rows={entries} rowKey={(of) => JSON.stringify(of)} />}
            <div class="actions">
              {cursor && <button class="second" onClick={() => go("/people/audit-trail")}>{t.newest}</button>}
              {next && <button class="second" onClick={() => go(`/people/audit-trail?cursor=${encodeURIComponent(next)}`)}>{t.older}</button>}
            </div>
          </section>
        )}
      </Loaded>
    </>
  );
}
