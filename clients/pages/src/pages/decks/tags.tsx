import type { JSX } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { decks } from "../../texts/decks.ts";
import { texts, whole } from "../../ui/language.ts";

const t = texts(decks);

/** Offers at a time; more would hide the page on a telephone. */
const OFFERED = 8;

/**
 * Tags as chips, with completion of the tags that the deck has. Enter, comma and space take what is typed or chosen, Backspace in the
 * empty field removes the last one.
 */
export function TagInput(props: {
  label: string;
  hint?: string;
  error?: string | undefined;
  tags: string[];
  /** Tags of the deck with their numbers of cards, the most used first. */
  known: [string, number][];
  /** Only known tags are taken, as in a search. */
  isClosed?: boolean;
  change: (tags: string[]) => void;
}): JSX.Element {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const has = new Set(props.tags.map((tag) => tag.toLowerCase()));
  const typed = text.trim().toLowerCase();
  const offers = isOpen ? offered(props.known, typed, has) : [];
  const take = (tag: string) => {
    const clean = tag.trim().replace(/[,\s]+/g, "-");
    const known = props.known.find(([name]) => name.toLowerCase() === clean.toLowerCase())?.[0];
    if (clean !== "" && !has.has(clean.toLowerCase()) && (known || !props.isClosed)) {
      props.change([...props.tags, known ?? clean]);
    }
    setText("");
    setChosen(-1);
  };
  const keyed = (event: KeyboardEvent) => {
    const move = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (move !== 0) {
      event.preventDefault();
      setOpen(true);
      setChosen((n) => (offers.length === 0 ? -1 : (n + move + offers.length + (n < 0 && move < 0 ? 1 : 0)) % offers.length));
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === "Backspace" && text === "" && props.tags.length > 0) {
      props.change(props.tags.slice(0, -1));
    } else if (["Enter", ",", " "].includes(event.key) && !event.ctrlKey && !event.metaKey && (typed !== "" || chosen >= 0)) {
      event.preventDefault();
      const best = offers[chosen]?.[0] ?? (props.isClosed ? offers[0]?.[0] : undefined);
      take(best ?? text);
    }
  };
  return (
    <div class={`field tag-field ${props.error ? "wrong" : ""}`} onFocusOut={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && (setOpen(false), !props.isClosed && take(text))}>
      <label for={id}>{props.label}</label>
      <div class="tag-input" onClick={(event) => event.target === event.currentTarget && field.current?.focus()}>
        {props.tags.map((tag) => (
          <span key={tag} class="tag" dir="auto">
            {tag}
            <button type="button" class="remove" aria-label={t.removeTag(tag)} onClick={() => (props.change(props.tags.filter((other) => other !== tag)), field.current?.focus())}>✕</button>
          </span>
        ))}
        <input
          ref={field}
          id={id}
          role="combobox"
          aria-expanded={offers.length > 0}
          aria-controls={`${id}-offers`}
          aria-autocomplete="list"
          aria-activedescendant={chosen >= 0 && offers[chosen] ? `${id}-${chosen}` : undefined}
          aria-describedby={props.hint || props.error ? `${id}-hint` : undefined}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          dir="auto"
          maxLength={64}
          value={text}
          onFocus={() => setOpen(true)}
          onClick={() => setOpen(true)}
          onInput={(event) => (setText(event.currentTarget.value), setOpen(true), setChosen(-1))}
          onKeyDown={keyed}
        />
      </div>
      <ul id={`${id}-offers`} class="offers" role="listbox" aria-label={t.knownTags} hidden={offers.length === 0}>
        {offers.map(([tag, cards], index) => (
          <li key={tag} id={`${id}-${index}`} role="option" aria-selected={index === chosen} onMouseDown={(event) => event.preventDefault()} onClick={() => take(tag)}>
            <span dir="auto">{tag}</span> <span class="aside">{whole(cards)}</span>
          </li>
        ))}
      </ul>
      {(props.error || props.hint) && <p id={`${id}-hint`} class="hint" role={props.error ? "alert" : undefined}>{props.error ?? props.hint}</p>}
    </div>
  );
}

/** Tags that begin with what is typed, then those that have it inside. */
function offered(known: [string, number][], typed: string, has: Set<string>): [string, number][] {
  const free = known.filter(([tag]) => !has.has(tag.toLowerCase()) && tag.toLowerCase().includes(typed));
  const begins = free.filter(([tag]) => tag.toLowerCase().startsWith(typed));
  return [...begins, ...free.filter((offer) => !begins.includes(offer))].slice(0, OFFERED);
}
