import type { ComponentChildren, JSX } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { shared } from "../texts/shared.ts";
import { texts } from "./language.ts";

const t = texts(shared);

/** A text to take along, such as a link that is shown once, with a button that copies it. */
export function CopyField(props: { label: string; value: string; hint?: ComponentChildren }): JSX.Element {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(props.value);
    } catch {
      document.execCommand("copy"); // pages without TLS have no clipboard of their own
    }
    setCopied(true);
    setTimeout(() => setCopied(false), 4000);
  };
  return (
    <div class="field copy">
      <label for={id}>{props.label}</label>
      <div class="with-button">
        <input ref={field} id={id} readOnly value={props.value} dir="ltr" onFocus={(event) => event.currentTarget.select()} />
        <button type="button" class="second" onClick={() => void copy()}>{t.copy}</button>
      </div>
      <p class="hint" role="status">{isCopied ? t.copied : props.hint}</p>
    </div>
  );
}
