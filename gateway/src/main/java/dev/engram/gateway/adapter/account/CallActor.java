package dev.engram.gateway.adapter.account;

import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.AuditTrail;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Actor;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.AuditEntry;
import dev.engram.gateway.domain.AuditEntry.Outcome;
import dev.engram.kit.auth.AuthMappers;
import dev.engram.kit.auth.Caller;
import jakarta.enterprise.context.RequestScoped;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who makes the current request, from where, with which account. */
@RequestScoped
public class CallActor {
    private final Caller caller;
    private final CallOrigin origin;
    private final AccountStore accounts;
    private final AuditTrail audit;

    CallActor(Caller caller, CallOrigin origin, AccountStore accounts, AuditTrail audit) {
        this.caller = caller;
        this.audit = audit;
        this.origin = origin;
        this.accounts = accounts;
    }

    /** Who it is, and from where. */
    public Actor get() {
        return new Actor(caller.learnerId(), origin.get());
    }

    /** Tells the audit trail that the caller has done something. @param subject to whom, or with whose data */
    public void did(AuditAction action, @Nullable LearnerId subject, Map<String, String> details) {
        audit.append(get().did(action, subject, Clock.systemUTC().instant()).with(details));
    }

    /** Tells it what has come of something that the caller asked for and that concerns no person. */
    public void tell(AuditAction action, Outcome outcome, Map<String, String> details) {
        var now = Clock.systemUTC().instant();
        audit.append(AuditEntry.of(
                        now,
                        action,
                        outcome,
                        caller.learnerId(),
                        null,
                        origin.get().address())
                .with(details));
    }

    /** Tells it that the caller has done something with what is the caller's own. */
    public void didOwn(AuditAction action, Map<String, String> details) {
        did(action, caller.learnerId(), details);
    }

    /** The caller's account. @throws dev.engram.kit.problem.ProblemException 401 if it is gone or disabled */
    Account account() {
        return accounts.findByLearner(caller.learnerId())
                .filter(account -> !account.disabled())
                .orElseThrow(() -> AuthMappers.invalid("The account of this token is gone or disabled"));
    }
}
