import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { shared } from "../texts/shared.ts";
import { texts } from "./language.ts";

const t = texts(shared);

/** A modal dialog; Escape and a click beside it close it. It keeps the focus inside while it is open, as `showModal` does. */
export function Dialog(props: { title: string; close: () => void; children: ComponentChildren; wide?: boolean }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => opener instanceof HTMLElement && opener.focus({ preventScroll: true }); // browsers do so only for dialogs that are closed before they go
  }, []);
  return (
    <dialog ref={dialog} class={props.wide ? "wide" : undefined} aria-label={props.title} onClose={props.close} onClick={(event) => event.target === dialog.current && props.close()}>
      <div class="dialog-inner">
        <header>
          <h2>{props.title}</h2>
          <button class="quiet icon" aria-label={t.close} onClick={props.close}>✕</button>
        </header>
        {props.children}
      </div>
    </dialog>
  );
}
