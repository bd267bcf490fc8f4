import type { ComponentChildren, JSX } from "preact";
import { shell } from "../texts/shell.ts";
import { texts } from "./language.ts";

const t = texts(shell);

export function Placeholder({ height }: { height: number }): JSX.Element {
  return <div class="placeholder" style={{ height: `${height}rem` }} role="status"><span class="only-spoken">{t.loading}</span></div>;
}

/** A message to the person. Errors are announced at once, others when the screen reader is free. */
export function Notice(props: { kind?: "info" | "error" | "good"; action?: ComponentChildren; children: ComponentChildren }): JSX.Element {
  const kind = props.kind ?? "info";
  return (
    <div class={`notice ${kind}`} role={kind === "error" ? "alert" : "status"}>
      <div>{props.children}</div>
      {props.action}
    </div>
  );
}
