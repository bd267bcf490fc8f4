import type { ComponentType, JSX } from "preact";
import type { PageProps } from "../app.tsx";
import { people } from "../texts/people.ts";
import { Empty } from "../ui/empty.tsx";
import { texts } from "../ui/language.ts";
import { useRoute } from "../ui/route.ts";
import { Accounts } from "./people/accounts.tsx";
import { AuditTrail } from "./people/audit-trail.tsx";
import { Erasures } from "./people/erasures.tsx";
import { Invitations } from "./people/invitations.tsx";

const t = texts(people);

interface Tab {
  path: string;
  title: string;
  roles: string[];
  view: ComponentType<PageProps>;
}

const TABS: Tab[] = [
  { path: "/people", title: t.accounts, roles: ["administrator"], view: Accounts },
  { path: "/people/invitations", title: t.invitations, roles: ["administrator"], view: Invitations },
  { path: "/people/erasures", title: t.erasures, roles: ["administrator", "data-officer"], view: Erasures },
  { path: "/people/audit-trail", title: t.auditTrail, roles: ["administrator", "data-officer"], view: AuditTrail },
];

/** Accounts, invitations, erasures and the audit trail, each as far as the roles reach. */
export default function People({ account }: PageProps): JSX.Element {
  const { path } = useRoute();
  const tabs = TABS.filter(({ roles }) => roles.some((role) => account.roles.includes(role)));
  const tab = tabs.find((of) => of.path === path) ?? tabs[0];
  if (!tab) {
    return <Empty title={t.mayNot}>{t.mayNotHint}</Empty>;
  }
  return (
    <>
      <h1>{t.title}</h1>
      <nav class="tabs" aria-label={t.parts}>{tabs.map((of) => <a key={of.path} href={of.path} aria-current={of === tab ? "page" : undefined}>{of.title}</a>)}</nav>
      <tab.view key={tab.path} account={account} />
    </>
  );
}
