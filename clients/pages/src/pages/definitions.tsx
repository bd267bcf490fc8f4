import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { PageProps } from "../app.tsx";
import { definitions } from "../texts/definitions.ts";
import { Empty } from "../ui/empty.tsx";
import { Field } from "../ui/form.tsx";
import { texts } from "../ui/language.ts";
import { Notice, Placeholder } from "../ui/notice.tsx";
import { setQuery } from "../ui/query.ts";
import { useRoute } from "../ui/route.ts";

const t = texts(definitions);

/** docs/definitions.md as the server renders it, with the definition that the address names marked. */
export default function Definitions(_: PageProps): JSX.Element {
  const words = useRoute().query.get("q") ?? "";
  const [html, setHtml] = useState<string>();
  const [hasFailed, setFailed] = useState(false);
  const [count, setCount] = useState(0);
  const [unknown, setUnknown] = useState("");
  const text = useRef<HTMLDivElement>(null);
  const load = () => {
    setFailed(false);
    read().then(setHtml, () => setFailed(true));
  };
  useEffect(load, []);
  useEffect(() => {
    if (html === undefined || !text.current) {
      return undefined;
    }
    const inside = text.current;
    inside.querySelectorAll("table").forEach(giveScroll);
    const look = () => setUnknown(mark(inside));
    look();
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, [html]);
  useEffect(() => {
    if (text.current) {
      setCount(filter(text.current, words));
    }
  }, [html, words]);
  return (
    <>
      <div class="page-head">
        <h1>{t.title}</h1>
        <search class="controls">
          <Field label={t.filter}>{(ids) => <input {...ids} type="search" value={words} onInput={(event) => setQuery({ q: event.currentTarget.value })} />}</Field>
        </search>
      </div>
      <p class="aside">{t.lead}</p>
      {unknown && <Notice>{t.unknown(unknown)}</Notice>}
      {hasFailed && <Notice kind="error" action={<button class="quiet" onClick={load}>{t.tryAgain}</button>}>{t.missing}</Notice>}
      {html === undefined ? !hasFailed && <Placeholder height={40} /> : (
        <>
          <p class="aside" role="status">{t.shown(count)}</p>
          {count === 0 && <Empty title={t.none} action={<button class="second" onClick={() => setQuery({ q: null })}>{t.clear}</button>}>{t.noneHint}</Empty>}
          <Rendered html={html} holder={text} isFiltered={words.trim() !== ""} />
        </>
      )}
    </>
  );
}

/** Set once: what the filter hides and the address marks is changed in it by hand. */
function Rendered({ html, holder, isFiltered }: { html: string; holder: { current: HTMLDivElement | null }; isFiltered: boolean }): JSX.Element {
  return <div ref={holder} class={`panel definitions ${isFiltered ? "filtered" : ""}`} lang="en" dangerouslySetInnerHTML={{ __html: html }} />;
}

/** The fragment is of this server, which made it of its own documentation. */
async function read(): Promise<string> {
  const response = await fetch("/definitions.html", { credentials: "same-origin" });
  const body = await response.text();
  if (!response.ok || !/<a [^>]*id=|<\w+ [^>]*id="/.test(body)) {
    throw new Error(`no definitions: ${response.status}`);
  }
  return body;
}

/** A wide table moves inside itself on a narrow screen, also with the keyboard. */
function giveScroll(table: HTMLTableElement): void {
  if (table.parentElement?.classList.contains("scroll")) {
    return;
  }
  const around = document.createElement("div");
  around.className = "scroll";
  around.tabIndex = 0;
  around.setAttribute("role", "region");
  around.setAttribute("aria-label", t.title);
  table.replaceWith(around);
  around.append(table);
}

/** Marks and shows what `#slug` names. @return the slug if there is no such definition */
function mark(inside: HTMLElement): string {
  inside.querySelectorAll(".marked").forEach((of) => of.classList.remove("marked"));
  const slug = decodeURIComponent(location.hash.slice(1));
  const anchor = slug === "" ? null : inside.querySelector(`[id="${CSS.escape(slug)}"]`);
  const block = anchor?.closest<HTMLElement>("tr, li, p, h2, h3, section") ?? (anchor as HTMLElement | null);
  if (!block) {
    return slug;
  }
  block.hidden = false;
  block.classList.add("marked");
  block.tabIndex = -1;
  block.focus({ preventScroll: true });
  block.scrollIntoView({ block: "center" });
  return "";
}

/** Hides the rows of definitions that lack one of the words. @return how many definitions are shown */
function filter(inside: HTMLElement, words: string): number {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const row of inside.querySelectorAll<HTMLElement>("tbody tr")) {
    const text = row.textContent?.toLowerCase() ?? "";
    row.hidden = !wanted.every((word) => text.includes(word));
    count += row.hidden ? 0 : 1;
  }
  return count;
}
