import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { account } from "../texts/account.ts";
import { CopyField } from "./copy.tsx";
import { Dialog } from "./dialog.tsx";
import { momentText } from "./format.ts";
import { texts, whole } from "./language.ts";
import { Notice } from "./notice.tsx";
import { http, told } from "./session.ts";
import { download, Table, type Column } from "./table.tsx";

const t = texts(account);

interface Removed {
  store: string;
  collection: string;
  kind: string;
  count: number;
}

/** What has become of an erasure. @property id is told once, by the answer to the request */
export interface Erasure {
  id?: string;
  status: "RUNNING" | "DONE";
  step: string;
  requestedAt: string;
  removedAt?: string;
  completedAt?: string;
  removed?: Removed[];
  stays?: string[];
}

const COLUMNS: Column<Removed>[] = [
  { key: "kind", title: t.what, value: (of) => of.kind },
  { key: "count", title: t.count, numeric: true, value: (of) => of.count, show: (of) => whole(of.count) },
  { key: "store", title: t.store, value: (of) => of.store },
  { key: "collection", title: t.collection, value: (of) => of.collection, show: (of) => <code>{of.collection}</code> },
];

/** Asks again at this rhythm; the steps take seconds, the last one minutes. */
const SECONDS = 3;

/** The receipt of an erasure that has just been requested, for who has nothing else left of the account. */
export function ReceiptDialog({ of, close }: { of: Erasure; close: () => void }): JSX.Element {
  return (
    <Dialog wide title={t.receipt} close={close}>
      <Notice kind="good">{t.receiptHint}</Notice>
      {of.id && <CopyField label={t.receiptId} value={of.id} hint={t.receiptAsk(`${location.origin}/api/v1/erasures/…`)} />}
      <Receipt id={of.id ?? ""} first={of} />
      <div class="actions"><button class="second" onClick={close}>{t.finish}</button></div>
    </Dialog>
  );
}

/** An erasure as it is now, until it is done. The answer needs no account, and so asks without minding one. */
export function Receipt({ id, first }: { id: string; first?: Erasure }): JSX.Element {
  const [erasure, setErasure] = useState(first);
  const [error, setError] = useState("");
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let isGone = false;
    const look = async () => {
      try {
        const now = await http.json<Erasure>(`/erasures/${encodeURIComponent(id)}`);
        if (!isGone) {
          setErasure(now);
          setError("");
          if (now.status !== "DONE") {
            timer = setTimeout(() => void look(), (now.step === "REPEAT" ? 20 : SECONDS) * 1000);
          }
        }
      } catch (failure) {
        setError(told(failure).message);
      }
    };
    timer = setTimeout(() => void look(), first ? SECONDS * 1000 : 0);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [id]);
  if (!erasure) {
    return error ? <Notice kind="error">{error}</Notice> : <progress aria-label={t.receipt} />;
  }
  return (
    <div class="form">
      {error && <Notice kind="error">{error}</Notice>}
      <dl class="pairs" aria-live="polite">
        <div><dt>{t.state}</dt><dd>{t.steps[erasure.step] ?? erasure.step}</dd></div>
        <div><dt>{t.requestedAt}</dt><dd>{momentText(erasure.requestedAt)}</dd></div>
        {erasure.removedAt && <div><dt>{t.removedAt}</dt><dd>{momentText(erasure.removedAt)}</dd></div>}
        {erasure.completedAt && <div><dt>{t.completedAt}</dt><dd>{momentText(erasure.completedAt)}</dd></div>}
      </dl>
      {erasure.removed && erasure.removed.length > 0 && <Table caption={t.removed} columns={COLUMNS} rows={erasure.removed} rowKey={(row) => `${row.store}.${row.collection}.${row.kind}`} />}
      {erasure.stays && erasure.stays.length > 0 && <div><h3>{t.stays}</h3><ul class="points">{erasure.stays.map((what) => <li key={what}>{what}</li>)}</ul></div>}
      <div class="actions"><button class="second" onClick={() => download("erasure-receipt.json", JSON.stringify({ ...erasure, id }, null, 2), "application/json")}>{t.saveReceipt}</button></div>
    </div>
  );
}
