import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { operations } from "../../texts/operations.ts";
import { shared } from "../../texts/shared.ts";
import { Loaded, useAsk } from "../../ui/ask.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Field, useTask } from "../../ui/form.tsx";
import { texts } from "../../ui/language.ts";
import { Notice } from "../../ui/notice.tsx";
import { ask } from "../../ui/session.ts";
import { Table, type Column } from "../../ui/table.tsx";
import { of, type ParkedEvent } from "./answers.ts";

const t = texts(operations);
const s = texts(shared);

interface Page {
  events: ParkedEvent[];
  next?: string;
}

/** Events that a projection could not apply: why, what they hold, and what can be done with them. */
export function ParkedEvents({ service, projection }: { service: string; projection: string }): JSX.Element {
  const path = `${of(service, projection)}/parked`;
  const [cursor, setCursor] = useState<string>();
  const [shown, setShown] = useState<{ id: string; discard: boolean }>();
  const [done, setDone] = useState("");
  const page = useAsk<Page>(path, { cursor, limit: 50 });
  const task = useTask();
  const replay = (body: { event?: string }) =>
    void task.run(async () => {
      const { results } = await ask<{ results: { applied: boolean }[] }>(`${path}/replay`, { method: "POST", body });
      setDone(t.replayed(results.filter(({ applied }) => applied).length, results.length));
      page.reload();
    });
  const columns: Column<ParkedEvent>[] = [
    { key: "id", title: t.event, value: (row) => row.id, show: (row) => <code>{row.id}</code> },
    { key: "reason", title: t.reason, value: (row) => row.reason, show: (row) => <><strong>{row.reason}</strong> {row.detail}</> },
    { key: "type", title: t.type, value: (row) => row.type },
    { key: "resolution", title: t.resolution, value: (row) => row.resolution },
    {
      key: "actions",
      title: "",
      isAction: true,
      value: () => undefined,
      show: (row) => (
        <span class="actions">
          <button class="quiet" onClick={() => setShown({ id: row.id, discard: false })}>{t.show}</button>
          <button class="quiet" disabled={task.busy} onClick={() => replay({ event: row.id })}>{t.replay}</button>
          <button class="quiet" onClick={() => setShown({ id: row.id, discard: true })}>{t.discard}</button>
        </span>
      ),
    },
  ];
  return (
    <>
      <p><a href="/operations">{t.back}</a></p>
      <div class="page-head">
        <h1>{t.parkedOf(projection)}</h1>
        {(page.data?.events.length ?? 0) > 0 && <button disabled={task.busy} onClick={() => replay({})}>{t.replayAll}</button>}
      </div>
      {task.error && <Notice kind="error">{task.error.message}</Notice>}
      {done && <Notice kind="good">{done}</Notice>}
      <Loaded of={page}>
        {(data) =>
          data.events.length === 0 ? (
            <Empty title={t.parkedEmpty}>{t.parkedEmptyHint}</Empty>
          ) : (
            <div class="panel">
              <Table caption={t.parkedOf(projection)} hideCaption columns={columns} rows={data.events} rowKey={(row) => row.id} />
              {data.next && <p><button class="second" onClick={() => setCursor(data.next)}>{t.more}</button></p>}
            </div>
          )
        }
      </Loaded>
      {shown && (
        <Dialog title={`${t.event} ${shown.id}`} wide close={() => setShown(undefined)}>
          {shown.discard ? (
            <Discard
              path={path}
              id={shown.id}
              done={() => {
                setShown(undefined);
                setDone(t.discarded);
                page.reload();
              }}
            />
          ) : (
            <Raw path={path} id={shown.id} />
          )}
        </Dialog>
      )}
    </>
  );
}

function Raw({ path, id }: { path: string; id: string }): JSX.Element {
  const event = useAsk<ParkedEvent>(`${path}/${id}`);
  const text = (plain: string | undefined, base64: string | undefined) => plain ?? (base64 === undefined ? "" : `${t.base64}\n${base64}`);
  return (
    <Loaded of={event}>
      {(data) => (
        <dl class="raw">
          <dt>{t.reason}</dt>
          <dd>{data.reason} {data.detail}</dd>
          <dt>{t.headers}</dt>
          <dd><pre tabIndex={0}>{JSON.stringify(data.headers ?? {}, null, 2)}</pre></dd>
          <dt>{t.key}</dt>
          <dd><pre tabIndex={0}>{text(data.key, data.keyBase64)}</pre></dd>
          <dt>{t.value}</dt>
          <dd><pre tabIndex={0}>{text(data.value, data.valueBase64)}</pre></dd>
        </dl>
      )}
    </Loaded>
  );
}

function Discard({ path, id, done }: { path: string; id: string; done: () => void }): JSX.Element {
  const task = useTask();
  const note = useRef<HTMLTextAreaElement>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await task.run(() => ask(`${path}/discard`, { method: "POST", body: { event: id, note: note.current?.value ?? "" } }))) {
      done();
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      {task.error && <Notice kind="error">{task.error.message}</Notice>}
      <Field label={t.discardWhy} hint={t.discardHint}>{(ids) => <textarea {...ids} ref={note} required maxLength={500} />}</Field>
      <p class="actions"><button class="danger" disabled={task.busy}>{t.discard.replace(" …", "")}</button> <button type="button" class="second" onClick={() => note.current?.closest("dialog")?.close()}>{s.cancel}</button></p>
    </form>
  );
}
