import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Loaded, useAsk } from "../../ui/ask.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Empty } from "../../ui/empty.tsx";
import { useTask } from "../../ui/form.tsx";
import { momentText } from "../../ui/format.ts";
import { Notice } from "../../ui/notice.tsx";
import { ask } from "../../ui/session.ts";
import { Table, type Column } from "../../ui/table.tsx";
import { codes, learnerPath, s, t, type Cohort } from "./model.tsx";

interface Member {
  username: string;
  joinedAt: string;
}

/** Who has joined, and the code by which others join. */
export function Members({ cohort, reload }: { cohort: Cohort; reload: () => void }): JSX.Element {
  const [after, setAfter] = useState<string>();
  const [removing, setRemoving] = useState<string>();
  const [removed, setRemoved] = useState("");
  const task = useTask();
  const members = useAsk<{ members: Member[] }>(`/cohorts/${cohort.cohortId}/members`, { after });
  const remove = (username: string) =>
    task.run(async () => {
      const { position } = await ask<{ position: string }>(`/cohorts/${cohort.cohortId}/members/${username}`, { method: "DELETE" });
      setAfter(position);
      setRemoved(username);
      setRemoving(undefined);
    });
  const columns: Column<Member>[] = [
    { key: "username", title: t.learner, value: ({ username }) => username, show: ({ username }) => <a href={learnerPath(cohort.cohortId, username)} dir="auto">{username}</a> },
    { key: "joined", title: t.joinedAt, value: ({ joinedAt }) => joinedAt, show: ({ joinedAt }) => momentText(joinedAt, { dateStyle: "medium" }) },
    { key: "remove", isAction: true, title: t.remove, value: () => undefined, show: ({ username }) => <button class="quiet" aria-label={t.removeMember(username)} onClick={() => (task.clear(), setRemoving(username))}>{t.remove}</button> },
  ];
  return (
    <div class="stack wide">
      <Code cohort={cohort} reload={reload} />
      <section class="panel">
        <header><h2>{t.members}</h2>{members.data && <span class="aside">{s.learners(members.data.members.length)}</span>}</header>
        {removed && <Notice kind="good">{t.removed(removed)}</Notice>}
        <Loaded of={members} height={20}>
          {(data) =>
            data.members.length === 0 ? <Empty title={t.noMembers}>{t.noMembersHint}</Empty> : (
              <Table caption={t.membersHint} columns={columns} rows={data.members} rowKey={({ username }) => username} sort={{ key: "username", down: false }} />
            )
          }
        </Loaded>
      </section>
      {removing && (
        <Dialog title={t.removeTitle(removing)} close={() => setRemoving(undefined)}>
          <p>{t.removeHint}</p>
          {task.error && <Notice kind="error">{task.error.message}</Notice>}
          <div class="actions">
            <button class="danger" disabled={task.busy} onClick={() => void remove(removing)}>{t.remove}</button>
            <button class="second" onClick={() => setRemoving(undefined)}>{s.cancel}</button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

/** The code large, to be read from a wall; the server tells it only when it is made. */
function Code({ cohort, reload }: { cohort: Cohort; reload: () => void }): JSX.Element {
  const [isAsking, setAsking] = useState(false);
  const [copied, setCopied] = useState("");
  const task = useTask();
  const code = codes.get(cohort.cohortId);
  const link = `${location.origin}/classes/join#${code ?? ""}`;
  const renew = () =>
    task.run(async () => {
      const changed = await ask<Cohort>(`/cohorts/${cohort.cohortId}`, { method: "PATCH", body: { newJoinCode: true }, headers: { "If-Match": `"${cohort.version}"` } });
      codes.set(cohort.cohortId, changed.joinCode ?? "");
      setAsking(false);
      setCopied("");
      reload();
    });
  const copy = (text: string) => navigator.clipboard.writeText(text).then(() => setCopied(t.copied), () => setCopied(t.notCopied));
  return (
    <section class="panel">
      <h2>{t.code}</h2>
      {cohort.archived ? <p>{t.archivedNoCode}</p> : (
        <>
          {code ? (
            <>
              <p class="join-code"><code>{code}</code></p>
              <dl class="join-link"><dt class="aside">{t.linkToSend}</dt><dd><a href={link}>{link}</a></dd></dl>
              <p class="aside">{t.codeOnce}</p>
            </>
          ) : <p>{t.codeGone}</p>}
          <div class="actions no-print">
            {code && <button onClick={() => void copy(code)}>{t.copyCode}</button>}
            {code && <button class="second" onClick={() => void copy(link)}>{t.copyLink}</button>}
            <button class="second" onClick={() => (task.clear(), setAsking(true))}>{t.newCode}</button>
            <span role="status" class="aside">{copied}</span>
          </div>
        </>
      )}
      {isAsking && (
        <Dialog title={t.newCodeTitle} close={() => setAsking(false)}>
          <p>{t.newCodeHint}</p>
          {task.error && <Notice kind="error">{task.error.message}</Notice>}
          <div class="actions">
            <button disabled={task.busy} onClick={() => void renew()}>{t.newCode}</button>
            <button class="second" onClick={() => setAsking(false)}>{s.cancel}</button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
