import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { people } from "../../texts/people.ts";
import { shell } from "../../texts/shell.ts";
import { useAllPages } from "../../ui/all-pages.ts";
import { Empty } from "../../ui/empty.tsx";
import { Field } from "../../ui/form.tsx";
import { momentText } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";
import { Notice, Placeholder } from "../../ui/notice.tsx";
import { setQuery } from "../../ui/query.ts";
import { useRoute } from "../../ui/route.ts";
import { Pager, Table, type Column } from "../../ui/table.tsx";
import { EditAccount, NewAccount } from "./account-dialog.tsx";
import { Roles, type Account } from "./roles.tsx";

const t = texts(people);
const s = texts(shell);

const PAGE = 50;

/** All accounts; they are read in pages, and the filter is about all of them. */
export function Accounts(): JSX.Element {
  const { query } = useRoute();
  const [words, role] = [query.get("q") ?? "", query.get("role") ?? ""];
  const all = useAllPages("/accounts", { limit: 500 }, (read: { accounts: Account[]; next?: string }) => read.accounts);
  const accounts = all.data ?? [];
  const [edited, setEdited] = useState<string>();
  const [isMaking, setMaking] = useState(false);
  const [done, setDone] = useState("");
  const shown = useMemo(() => {
    const text = words.trim().toLowerCase();
    return accounts.filter((of) => (role === "" || of.roles.includes(role)) && (of.username.includes(text) || (of.email?.toLowerCase().includes(text) ?? false)));
  }, [all.data, words, role]);
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  const page = Math.min(pages, Math.max(1, Number(query.get("page")) || 1));
  const columns: Column<Account>[] = [
    { key: "username", title: t.username, value: (of) => of.username },
    { key: "roles", title: t.roles, value: (of) => of.roles.join(" "), show: (of) => <Roles of={of.roles} /> },
    { key: "email", title: t.email, value: (of) => of.email ?? "" },
    { key: "state", title: t.state, value: (of) => (of.disabled ? 2 : of.hasPassword ? 0 : 1), show: (of) => (of.disabled ? <span class="chip bad">{t.disabled}</span> : of.hasPassword ? t.enabled : <span class="chip warn">{t.noPassword}</span>) },
    { key: "made", title: t.made, value: (of) => of.createdAt, show: (of) => of.createdAt && momentText(of.createdAt, { dateStyle: "medium" }) },
    { key: "edit", isAction: true, title: t.edit, value: () => "", show: (of) => <button class="quiet" aria-label={t.editOf(of.username)} onClick={() => (setDone(""), setEdited(of.username))}>{t.edit}</button> },
  ];
  return (
    <>
      <div class="page-head">
        <search class="controls">
          <Field label={t.filter}>{(ids) => <input {...ids} type="search" value={words} onInput={(event) => setQuery({ q: event.currentTarget.value, page: null })} />}</Field>
          <Field label={t.filterRole}>
            {(ids) => (
              <select {...ids} value={role} onChange={(event) => setQuery({ role: event.currentTarget.value, page: null })}>
                <option value="">{t.anyRole}</option>
                {Object.keys(t.roleTexts).map((name) => <option key={name}>{name}</option>)}
              </select>
            )}
          </Field>
        </search>
        <button onClick={() => (setDone(""), setMaking(true))}>{t.newAccount}</button>
      </div>
      {done && <Notice kind="good">{done}</Notice>}
      {all.error && <Notice kind="error" action={<button class="quiet" onClick={all.reload}>{s.tryAgain}</button>}>{all.error.message}</Notice>}
      {accounts.length === 0 ? !all.error && <Placeholder height={20} /> : (
        <>
          <p class="aside" role="status">{t.count(shown.length, accounts.length, !all.loading)}</p>
          {shown.length === 0 ? (
            <Empty title={t.nobody}>{t.nobodyHint}</Empty>
          ) : (
            <section class="panel"><Table key={page} caption={t.accounts} hideCaption columns={columns} rows={shown.slice((page - 1) * PAGE, page * PAGE)} rowKey={(of) => of.username} /></section>
          )}
          {pages > 1 && <Pager first={(page - 1) * PAGE} size={PAGE} of={shown.length} turn={(first) => (setQuery({ page: first === 0 ? null : first / PAGE + 1 }), window.scrollTo(0, 0))} />}
        </>
      )}
      {edited && <EditAccount username={edited} close={() => setEdited(undefined)} changed={(name) => (setDone(t.saved(name)), all.reload())} />}
      {isMaking && <NewAccount close={() => setMaking(false)} made={all.reload} />}
    </>
  );
}
