import type { JSX } from "preact";
import { frame } from "../texts/frame.ts";
import { shell } from "../texts/shell.ts";
import { Empty } from "./empty.tsx";
import { texts } from "./language.ts";

const t = texts(frame);
const common = texts(shell);

/** Stands where a page has thrown, or where there is none. */
export default function Failure({ failure }: { failure?: unknown }): JSX.Element {
  return failure === undefined ? (
    <Empty title={t.notFound} action={<a class="button" href="/">{t.toStart}</a>}>{t.notFoundHint}</Empty>
  ) : (
    <Empty title={t.failed} action={<button onClick={() => location.reload()}>{common.tryAgain}</button>}>
      {t.failedHint} <code>{String(failure instanceof Error ? failure.message : failure)}</code>
    </Empty>
  );
}
