import type { JSX } from "preact";
import { people } from "../../texts/people.ts";
import { CopyField } from "../../ui/copy.tsx";
import { momentText } from "../../ui/format.ts";
import { texts } from "../../ui/language.ts";

const t = texts(people);

export interface Account {
  username: string;
  email?: string;
  roles: string[];
  disabled: boolean;
  hasPassword: boolean;
  createdAt?: string;
}

/** A link that works once: told here, or sent by mail. */
export interface OneTimeLink {
  mailed: boolean;
  link?: string;
  expiresAt: string;
}

/** What each role may do, to be ticked. @property roles that are chosen; roles that these pages do not know stay as they are */
export function RoleChoice({ roles, change, error }: { roles: string[]; change: (roles: string[]) => void; error?: string | undefined }): JSX.Element {
  const known = Object.keys(t.roleTexts);
  return (
    <fieldset class="ticks">
      <legend class="aside">{t.roles}</legend>
      {[...known, ...roles.filter((role) => !known.includes(role))].map((role) => (
        <label key={role} class="tick">
          <input type="checkbox" checked={roles.includes(role)} onChange={(event) => change(event.currentTarget.checked ? [...roles, role] : roles.filter((other) => other !== role))} />
          <span>{role} <span class="aside">{t.roleTexts[role]}</span></span>
        </label>
      ))}
      {error && <p class="hint wrong" role="alert">{error}</p>}
    </fieldset>
  );
}

export function LinkShown({ of }: { of: OneTimeLink }): JSX.Element {
  const until = momentText(of.expiresAt);
  return of.link ? <CopyField label={t.link} value={of.link} hint={t.linkOnce(until)} /> : <p>{t.mailed(until)}</p>;
}

export function Roles({ of }: { of: string[] }): JSX.Element {
  return <span class="marks">{of.map((role) => <span key={role} class="chip">{role}</span>)}</span>;
}
