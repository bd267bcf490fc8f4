import type { ComponentChildren, JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { AskError, told } from "./session.ts";

/** A labelled control. @param children gets the id that the control must have and the id of the hint that describes it */
export function Field(props: { label: string; hint?: ComponentChildren; error?: string | undefined; children: (ids: { id: string; "aria-describedby"?: string }) => JSX.Element }): JSX.Element {
  const id = useId();
  const described = props.hint || props.error ? { "aria-describedby": `${id}-hint` } : {};
  return (
    <div class={`field ${props.error ? "wrong" : ""}`}>
      <label for={id}>{props.label}</label>
      {props.children({ id, ...described })}
      {(props.error || props.hint) && <p id={`${id}-hint`} class="hint" role={props.error ? "alert" : undefined}>{props.error ?? props.hint}</p>}
    </div>
  );
}

/** A task that a button starts: it runs once at a time, and its failure is a text to show. */
export function useTask(): { busy: boolean; error: AskError | undefined; clear: () => void; run: (task: () => Promise<unknown>) => Promise<boolean> } {
  const [state, setState] = useState<{ busy: boolean; error?: AskError }>({ busy: false });
  const run = async (task: () => Promise<unknown>) => {
    if (state.busy) {
      return false;
    }
    setState({ busy: true });
    try {
      await task();
      setState({ busy: false });
      return true;
    } catch (failure) {
      setState({ busy: false, error: told(failure) });
      return false;
    }
  };
  return { busy: state.busy, error: state.error, clear: () => setState({ busy: false }), run };
}
