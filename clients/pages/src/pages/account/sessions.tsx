import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { account } from "../../texts/account.ts";
import { Loaded, useAsk } from "../../ui/ask.tsx";
import { useTask } from "../../ui/form.tsx";
import { momentText } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { ask } from "../../ui/session.ts";
import { Table, type Column } from "../../ui/table.tsx";
import { Part } from "./part.tsx";

const t = texts(account);

interface Session {
  id: string;
  kind: "page" | "client";
  client: string;
  createdAt: string;
  usedAt: string;
  expiresAt: string;
  current: boolean;
}

/** Where the person is signed in; any but this one can be ended here. */
export function Sessions(): JSX.Element {
  const asked = useAsk<{ sessions: Session[] }>("/sessions");
  const task = useTask();
  const [told, tell] = useState("");
  const end = (sessions: Session[], text: string) => task.run(async () => {
    for (const { id } of sessions) {
      await ask(`/sessions/${id}`, { method: "DELETE" });
    }
    tell(text);
    asked.reload();
  });
  const columns: Column<Session>[] = [
    { key: "device", title: t.device, value: (of) => deviceText(of.client), show: (of) => <>{deviceText(of.client)} {of.current ? <span class="chip good">{t.thisSession}</span> : <span class="aside">{t.kind[of.kind] ?? of.kind}</span>}</> },
    { key: "used", title: t.lastUse, value: (of) => of.usedAt, show: (of) => momentText(of.usedAt) },
    { key: "ends", title: t.ends, value: (of) => of.expiresAt, show: (of) => momentText(of.expiresAt) },
    { key: "end", isAction: true, title: t.end, value: () => "", show: (of) => !of.current && <button class="quiet" disabled={task.busy} aria-label={t.endOf(deviceText(of.client), momentText(of.usedAt))} onClick={() => void end([of], t.ended)}>{t.end}</button> },
  ];
  return (
    <Part title={t.sessions} hint={t.sessionsHint}>
      {task.error && <Notice kind="error">{task.error.message}</Notice>}
      {told && <Notice kind="good">{told}</Notice>}
      <Loaded of={asked} height={8}>
        {({ sessions }) => {
          const others = sessions.filter((session) => !session.current);
          return (
            <div class="form">
              <Table caption={t.sessions} hideCaption columns={columns} rows={sessions} rowKey={(of) => of.id} sort={{ key: "used", down: true }} pageSize={8} />
              {others.length > 1 && <div class="actions"><button class="danger" disabled={task.busy} onClick={() => void end(others, t.othersEnded)}>{t.endOthers(others.length)}</button></div>}
            </div>
          );
        }}
      </Loaded>
    </Part>
  );
}

const BROWSERS: [RegExp, string][] = [[/Edg\//, "Edge"], [/OPR\//, "Opera"], [/Firefox\//, "Firefox"], [/Chrome\/|CriOS\//, "Chrome"], [/Safari\//, "Safari"]];
const SYSTEMS: [RegExp, string][] = [[/Android/, "Android"], [/iPhone|iPad/, "iOS"], [/Windows/, "Windows"], [/Mac OS X/, "macOS"], [/CrOS/, "ChromeOS"], [/Linux/, "Linux"]];

/** What a person knows a device by; what is no browser says its own name. */
function deviceText(client: string): string {
  const of = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(client))?.[1];
  const [browser, system] = [of(BROWSERS), of(SYSTEMS)];
  return browser && system ? t.browserOn(browser, system) : client.slice(0, 60) || "?";
}
