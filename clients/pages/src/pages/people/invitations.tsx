import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { people } from "../../texts/people.ts";
import { Loaded, useAsk } from "../../ui/ask.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Field, useTask } from "../../ui/form.tsx";
import { momentText } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { ask } from "../../ui/session.ts";
import { Table, type Column } from "../../ui/table.tsx";
import { LinkShown, RoleChoice, Roles, type OneTimeLink } from "./roles.tsx";

const t = texts(people);

interface Invitation {
  id: string;
  roles: string[];
  email?: string;
  createdBy?: string;
  createdAt: string;
  expiresAt: string;
}

interface Page {
  invitations: Invitation[];
  next?: string;
}

/** Invitations that nobody has used yet. */
export function Invitations(): JSX.Element {
  const asked = useAsk<Page>("/invitations", { limit: 500 });
  const [more, setMore] = useState<Page>({ invitations: [] });
  const [told, tell] = useState("");
  const task = useTask();
  useEffect(() => setMore({ invitations: [] }), [asked.data]);
  const withdraw = (of: Invitation) => task.run(async () => {
    await ask(`/invitations/${of.id}`, { method: "DELETE" });
    tell(t.withdrawn);
    asked.reload();
  });
  const day = (at: string) => momentText(at, { dateStyle: "medium" });
  const columns: Column<Invitation>[] = [
    { key: "roles", title: t.roles, value: (of) => of.roles.join(" "), show: (of) => <Roles of={of.roles} /> },
    { key: "email", title: t.forAddress, value: (of) => of.email ?? "" },
    { key: "by", title: t.createdBy, value: (of) => of.createdBy ?? "" },
    { key: "at", title: t.createdAt, value: (of) => of.createdAt, show: (of) => day(of.createdAt) },
    { key: "until", title: t.expiresAt, value: (of) => of.expiresAt, show: (of) => day(of.expiresAt) },
    { key: "withdraw", isAction: true, title: t.withdraw, value: () => "", show: (of) => <button class="quiet" disabled={task.busy} aria-label={t.withdrawOf(of.roles.join(", "), day(of.createdAt))} onClick={() => void withdraw(of)}>{t.withdraw}</button> },
  ];
  return (
    <>
      <NewInvitation made={() => (tell(""), asked.reload())} />
      {task.error ? <Notice kind="error">{task.error.message}</Notice> : told && <Notice kind="good">{told}</Notice>}
      <Loaded of={asked} height={10}>
        {(first) => {
          const rows = [...first.invitations, ...more.invitations];
          const next = more.invitations.length > 0 ? more.next : first.next;
          return rows.length === 0 ? (
            <Empty title={t.noInvitations}>{t.noInvitationsHint}</Empty>
          ) : (
            <section class="panel">
              <Table caption={t.invitations} hideCaption columns={columns} rows={rows} rowKey={(of) => of.id} />
              {next && <div class="actions"><button class="second" disabled={task.busy} onClick={() => void task.run(async () => {
                const page = await ask<Page>("/invitations", { query: { limit: 500, cursor: next } });
                setMore((before) => ({ ...page, invitations: [...before.invitations, ...page.invitations] }));
              })}>{t.more}</button></div>}
            </section>
          );
        }}
      </Loaded>
    </>
  );
}

function NewInvitation({ made }: { made: () => void }): JSX.Element {
  const [roles, setRoles] = useState(["learner"]);
  const [link, setLink] = useState<OneTimeLink>();
  const task = useTask();
  const submit = (event: Event) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget as HTMLFormElement);
    const email = String(values.get("email")).trim();
    void task.run(async () => {
      const answer = await ask<{ link: OneTimeLink }>("/invitations", { method: "POST", body: { roles, days: Number(values.get("days")), ...(email ? { email } : {}) } });
      setLink(answer.link);
      made();
    });
  };
  return (
    <form class="panel invite" onSubmit={submit}>
      <h2>{t.newInvitation}</h2>
      <p class="aside">{t.inviteHint}</p>
      {task.error && <Notice kind="error">{task.error.message}</Notice>}
      {link && <Notice kind="good"><p>{t.invited}</p><LinkShown of={link} /></Notice>}
      <RoleChoice roles={roles} change={setRoles} error={roles.length === 0 ? t.oneRole : undefined} />
      <div class="row-form">
        <Field label={t.email} hint={t.emailHint}>{(ids) => <input {...ids} name="email" type="email" autocomplete="off" />}</Field>
        <Field label={t.days}>{(ids) => <input {...ids} name="days" type="number" min={1} max={90} defaultValue="14" required inputMode="numeric" />}</Field>
        <button disabled={task.busy || roles.length === 0}>{t.invite}</button>
      </div>
    </form>
  );
}
