import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { hardness } from "../../texts/hardness.ts";
import { texts } from "../../ui/language.ts";
import { Basis } from "./basis.tsx";
import { Ranks } from "./ranks.tsx";
import { parse, type Parsed } from "./report.ts";
import { Notice, Placeholder } from "../../ui/notice.tsx";

const t = texts(hardness);
const COMMAND = "./engram hardness rank --events reviews.csv --tags tags.csv --json > ranking.json";

interface Opened {
  name: string;
  parsed?: Parsed | { kind: "unreadable" };
}

/** A ranking from a file that stays in this browser. */
export function Ranking(): JSX.Element {
  const [opened, setOpened] = useState<Opened>();
  const open = async (file: File | undefined) => {
    if (file === undefined) {
      return;
    }
    setOpened({ name: file.name });
    const parsed = await file.text().then(parse, () => ({ kind: "unreadable" as const }));
    setOpened({ name: file.name, parsed });
  };
  return (
    <>
      <Drop open={(file) => void open(file)} name={opened?.name} />
      {opened ? <View of={opened} /> : (
        <section class="panel">
          <h2>{t.how}</h2>
          <p>{t.howText}</p>
          <pre tabIndex={0}><code>{COMMAND}</code></pre>
        </section>
      )}
    </>
  );
}

function Drop({ open, name }: { open: (file: File | undefined) => void; name: string | undefined }): JSX.Element {
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div
      class={`drop no-print ${isOver ? "over" : ""}`}
      onDragOver={(event) => (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        open(event.dataTransfer?.files[0]);
      }}
    >
      <p>{name ? <strong dir="auto">{name}</strong> : t.drop}</p>
      <input ref={input} type="file" class="only-spoken" tabIndex={-1} aria-label={t.choose} accept=".json,application/json" onChange={(event) => (open(event.currentTarget.files?.[0]), (event.currentTarget.value = ""))} />
      <button class={name ? "second" : undefined} onClick={() => input.current?.click()}>{name ? t.another : t.choose}</button>
      <p class="aside">{t.local}</p>
    </div>
  );
}

function View({ of: { name, parsed } }: { of: Opened }): JSX.Element {
  switch (parsed?.kind) {
    case undefined:
      return <Placeholder height={20} />;
    case "report":
      return (
        <>
          <Ranks report={parsed.report} name={name.replace(/\.json$/, "")} />
          <Basis report={parsed.report} />
        </>
      );
    case "insufficient":
      return (
        <section class="panel">
          <h2>{t.insufficient}</h2>
          <p>{t.insufficientHint}</p>
          <ul class="plain">{parsed.insufficient.reasons.map(({ code, reason }) => <li key={code}>{reason}</li>)}</ul>
        </section>
      );
    case "error":
      return <Notice kind="error">{t.failedRun} {parsed.reason}</Notice>;
    case "not-json":
      return <Notice kind="error">{t.notJson(name)}</Notice>;
    case "unreadable":
      return <Notice kind="error">{t.unreadable(name)}</Notice>;
    case "other":
      return <Notice kind="error">{t.other(name, parsed.missing)}</Notice>;
  }
}
