package dev.engram.gateway.application.erasure;

import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.AccountStore.Change;
import dev.engram.gateway.application.AuditTrail;
import dev.engram.gateway.application.SessionRevocation;
import dev.engram.gateway.application.account.AccountChanges;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Actor;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.AuditEntry;
import dev.engram.gateway.domain.AuditEntry.Outcome;
import dev.engram.gateway.domain.ErasureRequest;
import dev.engram.gateway.domain.ErasureRequest.Removed;
import dev.engram.gateway.domain.ErasureRequest.Step;
import dev.engram.gateway.domain.Service;
import dev.engram.kit.problem.ProblemException;
import dev.engram.projections.ContextHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases people, step by step: each step is noted when it is done and can be done again, so a process may end anywhere, and
 * several gateways may work on the same request.
 */
public final class Erasures {
    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
    private static final List<Service> WITH_PROJECTIONS = List.of(Service.REVIEWS, Service.ANALYTICS);

    private final ErasureStore store;
    private final IdentityStore identities;
    private final ErasingServices services;
    private final SessionRevocation sessions;
    private final AccountStore accounts;
    private final AccountChanges changes;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final Duration repeatAfter;

    /** @param repeatAfter longer than whatever a person has begun goes on, at any gateway and service, after the account is gone */
    public Erasures(
            ErasureStore store,
            IdentityStore identities,
            ErasingServices services,
            SessionRevocation sessions,
            AccountStore accounts,
            AccountChanges changes,
            AuditTrail audit,
            InstantSource clock,
            Duration repeatAfter) {
        this.store = store;
        this.identities = identities;
        this.services = services;
        this.sessions = sessions;
        this.accounts = accounts;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
        this.repeatAfter = repeatAfter;
    }

    /**
     * Begins to erase a person: what is asked for is kept, then the account is disabled; the rest follows. The audit trail has who
     * asked, and whom it is about until the step that forgets both there.
     *
     * @param secretDigest of the secret that shows the request from now on
     * @return empty if that was asked for before
     * @throws dev.engram.kit.problem.ProblemException 409 {@code last-administrator}, also for one of two at once
     */
    public Optional<ErasureRequest> request(Actor actor, Account account, String secretDigest) {
        var learner = account.learnerId();
        if (isErased(learner)) {
            return Optional.empty();
        }
        var request = new ErasureRequest(
                UUID.randomUUID(),
                secretDigest,
                Step.DISABLE,
                learner,
                new EventId(Ids.v7()),
                ContextHash.of(learner.text()),
                now(),
                null,
                null,
                identities.count(learner),
                null);
        audit.append(actor.did(AuditAction.ERASURE_REQUESTED, learner, request.requestedAt())
                .with(noted(request, learner.equals(actor.learner()))));
        return store.create(request) ? Optional.of(disabled(actor, account, request)) : Optional.empty();
    }

    /** Disables the account, with its entry in the audit trail; what cannot be done now is left to the job. */
    private ErasureRequest disabled(Actor actor, Account account, ErasureRequest request) {
        try {
            changes.change(actor, account.username(), null, null, true);
            var next = request.at(Step.IDENTITY);
            if (!store.save(request, next) && !isErased(account.learnerId())) {
                // withdrawn by the job in the moment before another administrator was made
                store.create(next);
            }
            return next;
        } catch (ProblemException refused) {
            store.withdraw(request);
            if (isErased(account.learnerId())) {
                // the job was faster
                return request;
            }
            audit.append(actor.wasRefused(AuditAction.ERASURE_REQUESTED, account.learnerId(), now())
                    .with(Map.of("erasure", request.id().toString())));
            throw refused;
        } catch (RuntimeException away) {
            tellWaiting(request, away);
            return request;
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Map<String, String> noted(ErasureRequest request, boolean byOneself) {
        return Map.of("erasure", request.id().toString(), "by", byOneself ? "oneself" : "data-officer");
    }

    /** The request that a secret shows. */
    public Optional<ErasureRequest> find(String secretDigest) {
        return store.find(secretDigest);
    }

    /** Whether a learner was erased, or is to be. */
    public boolean isErased(LearnerId learner) {
        return store.has(ContextHash.of(learner.text()));
    }

    /** Does what can be done now of all requests. One that fails does not stop the others. @return whether none is left */
    public boolean advance() {
        var left = 0;
        for (var pending : store.pending()) {
            var request = pending;
            try {
                for (var next = step(request); next.step() != request.step(); next = step(request)) {
                    request = next;
                    if (request.step() == Step.DONE) {
                        finished(request);
                        break;
                    }
                }
            } catch (RuntimeException failure) {
                tellWaiting(request, failure);
            }
            left += request.step() == Step.DONE ? 0 : 1;
        }
        return left == 0;
    }

    private static void tellWaiting(ErasureRequest request, RuntimeException failure) {
        LOG.atWarn()
                .addKeyValue("erasure", request.id())
                .addKeyValue("step", request.step())
                .addKeyValue("reason", failure.getClass().getSimpleName())
                .log("erasure waits");
    }

    /** By the gateway that has noted the last step only, so that there is one entry; none where it ends in this moment. */
    private void finished(ErasureRequest request) {
        LOG.atInfo().addKeyValue("erasure", request.id()).log("person erased");
        audit.append(AuditEntry.of(now(), AuditAction.ERASURE_FINISHED, Outcome.OK, null, null, null)
                .with(Map.of("erasure", request.id().toString())));
    }

    /** Does one step and notes it. @return at the same step if something is still waited for, or another gateway was faster */
    private ErasureRequest step(ErasureRequest request) {
        var next = switch (request.step()) {
            case DISABLE -> {
                if (disable(request.pendingLearner()) == Change.DONE) {
                    yield request.at(Step.IDENTITY);
                }
                // whoever asked was told so, or got no answer
                store.withdraw(request);
                yield request;
            }
            case IDENTITY -> {
                // first, so that no token that is still about makes anything new
                sessions.revokeAll(request.pendingLearner());
                identities.remove(request.pendingLearner());
                yield removeAccount(request.pendingLearner()) ? request.at(Step.EVENT) : request;
            }
            case EVENT -> {
                services.append(request.pendingLearner(), event(request));
                yield request.at(Step.PROJECTIONS);
            }
            case PROJECTIONS -> confirmed(request);
            case DECKS -> {
                var kept = services.removeFromDecks(request.pendingLearner());
                yield request.removed(kept, now());
            }
            case REPEAT -> {
                var removedAt = request.removedAt();
                if (removedAt != null && now().isBefore(removedAt.plus(repeatAfter))) {
                    yield request;
                }
                identities.remove(request.pendingLearner());
                yield request.done(services.removeFromDecks(request.pendingLearner()), now());
            }
            case DONE -> request;
        };
        return next == request || store.save(request, next) ? next : request;
    }

    private Change disable(LearnerId learner) {
        var account = accounts.findByLearner(learner);
        if (account.isEmpty() || account.get().disabled()) {
            return Change.DONE;
        }
        var change = accounts.update(account.get().withRights(account.get().roles(), true, now()));
        return change == Change.CONFLICT ? disable(learner) : change;
    }

    /** @return false if nobody could give roles any more: another administrator is waited for */
    private boolean removeAccount(LearnerId learner) {
        var account = accounts.findByLearner(learner);
        if (account.isEmpty()) {
            return true;
        }
        return switch (accounts.delete(account.get())) {
            case DONE -> true;
            case CONFLICT -> removeAccount(learner);
            case LAST_ADMINISTRATOR -> false;
        };
    }

    private ErasureRequest confirmed(ErasureRequest request) {
        var removed = new ArrayList<Removed>(request.removed());
        for (var service : WITH_PROJECTIONS) {
            var confirmation = services.confirm(service, request.hash());
            if (!confirmation.isComplete()) {
                return request;
            }
            removed.addAll(confirmation.removed());
        }
        removed.addAll(services.decks(request.pendingLearner()));
        return request.with(removed).at(Step.DECKS);
    }

    private static EventId event(ErasureRequest request) {
        var event = request.event();
        if (event == null) {
            throw new IllegalStateException("the erasure " + request.id() + " is done");
        }
        return event;
    }
}
