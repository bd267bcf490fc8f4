package dev.engram.gateway.adapter.cohort;

import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.AttemptStore;
import dev.engram.gateway.application.AuditTrail;
import dev.engram.gateway.application.cohort.CohortCodes;
import dev.engram.gateway.application.cohort.CohortMembers;
import dev.engram.gateway.application.cohort.CohortStore;
import dev.engram.gateway.application.cohort.Cohorts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Cohorts, put together. */
@ApplicationScoped
class CohortBeans {
    private static final Clock CLOCK = Clock.systemUTC();

    @Produces
    @Singleton
    static Cohorts cohorts(
            CohortStore store, CohortMembers members, AttemptStore attempts, AccountStore accounts, AuditTrail audit) {
        return new Cohorts(store, members, new CohortCodes(attempts, CLOCK), accounts, audit, CLOCK);
    }
}
