import type { JSX } from "preact";
import { shared } from "../texts/shared.ts";
import { patiently, type Query } from "./ask.tsx";
import { useTask } from "./form.tsx";
import { texts } from "./language.ts";
import { Notice } from "./notice.tsx";
import { http } from "./session.ts";
import { download } from "./table.tsx";

const t = texts(shared);

/** Downloads figures as the API tells them in CSV, with what they stand on. @property name - of the file, without ending @property label - "CSV" without it */
export function CsvButton({ path, query, name, label }: { path: string; query?: Query; name: string; label?: string }): JSX.Element {
  const task = useTask();
  const load = () => task.run(async () => {
    const response = await patiently(() => http.send(path, { query: query ?? {}, headers: { Accept: "text/csv" } }));
    download(`${name}.csv`, await response.blob());
  });
  return (
    <>
      <button class="quiet no-print" disabled={task.busy} onClick={() => void load()}>{label ?? t.csvOfServer}</button>
      {task.error && <Notice kind="error">{task.error.message}</Notice>}
    </>
  );
}
