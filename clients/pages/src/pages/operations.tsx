import type { JSX } from "preact";
import type { PageProps } from "../app.tsx";
import { operations } from "../texts/operations.ts";
import { Loaded, useAsk } from "../ui/ask.tsx";
import { momentText } from "../ui/format.ts";
import { texts } from "../ui/language.ts";
import { Notice } from "../ui/notice.tsx";
import { useRoute } from "../ui/route.ts";
import { useAgain } from "./operations/again.ts";
import type { Overview, Service } from "./operations/answers.ts";
import { ParkedEvents } from "./operations/parked.tsx";
import { ProjectionPanel } from "./operations/projection.tsx";

const t = texts(operations);
const AGAIN_MILLIS = 5_000;

/** Projections of all services, or with `?service=…&parked=PROJECTION` the events that one of them could not apply. */
export default function Operations(_: PageProps): JSX.Element {
  const { query } = useRoute();
  const [service, parked] = [query.get("service"), query.get("parked")];
  return service !== null && parked !== null ? <ParkedEvents service={service} projection={parked} /> : <Services />;
}

function Services(): JSX.Element {
  const overview = useAsk<Overview>("/operations/projections");
  useAgain(overview, AGAIN_MILLIS);
  return (
    <>
      <div class="page-head">
        <div>
          <h1>{t.title}</h1>
          <p class="aside">{t.lead}</p>
        </div>
      </div>
      <Loaded of={overview} height={40}>
        {(data) => (
          <div class="services">
            {data.services.map((service) => <ServicePart key={service.service} of={service} reload={overview.reload} />)}
            <p class="basis">{t.asOf(momentText(data.asOf, { timeStyle: "medium" }))}</p>
          </div>
        )}
      </Loaded>
    </>
  );
}

function ServicePart({ of, reload }: { of: Service; reload: () => void }): JSX.Element {
  const projections = of.projections ?? [];
  return (
    <section class="service" aria-label={t.service[of.service] ?? of.service}>
      <h2>{t.service[of.service] ?? of.service}</h2>
      {!of.available && <Notice kind="error">{t.unavailable(of.problem ?? "")}</Notice>}
      {of.available && projections.length === 0 && <p class="aside">{t.noProjections}</p>}
      {projections.map((projection) => <ProjectionPanel key={projection.name} service={of.service} of={projection} reload={reload} />)}
    </section>
  );
}
