import { useEffect, useState } from "preact/hooks";
import { ask } from "../../ui/session.ts";
import type { Content } from "./api.ts";

/** Rest of the person's hands after which the server is asked. */
const REST = 250;

type Html = Pick<Content, "questionHtml" | "answerHtml">;

/** A card that is being written, as learners will see it. What the server made last stays until there is something newer, so that nothing jumps. */
export function usePreview(content: Content): Content {
  const [made, setMade] = useState<Html>({});
  const { question, answer } = content;
  const body = { ...(question ? { question } : {}), ...(answer?.text ? { answer: answer.text } : {}) };
  const of = JSON.stringify(body);
  useEffect(() => {
    if (of === "{}") {
      setMade({});
      return undefined;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      // a text that breaks a rule has no HTML; saving says which rule
      ask<Html>("/cards/preview", { method: "POST", body, signal: stop.signal }).then(setMade, () => !stop.signal.aborted && setMade({}));
    }, REST);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [of]);
  return { ...content, ...(question ? { questionHtml: made.questionHtml } : {}), ...(answer?.text ? { answerHtml: made.answerHtml } : {}) };
}
