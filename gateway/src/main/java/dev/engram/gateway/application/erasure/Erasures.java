package dev.engram.gateway.application.erasure;

import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.SessionRevocation;
import dev.engram.gateway.domain.ErasureRequest;
import dev.engram.gateway.domain.ErasureRequest.Removed;
import dev.engram.gateway.domain.ErasureRequest.Step;
import dev.engram.gateway.domain.Service;
import dev.engram.projections.ContextHash;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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
    private final InstantSource clock;

    public Erasures(
            ErasureStore store,
            IdentityStore identities,
            ErasingServices services,
            SessionRevocation sessions,
            InstantSource clock) {
        this.store = store;
        this.identities = identities;
        this.services = services;
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * Begins to erase a person.
     *
     * @param secretDigest of the secret that shows the request from now on
     * @return empty if that was asked for before
     */
    public Optional<ErasureRequest> request(LearnerId learner, String secretDigest) {
        var request = new ErasureRequest(
                UUID.randomUUID(),
                secretDigest,
                Step.COUNT,
                learner,
                new EventId(Ids.v7()),
                ContextHash.of(learner.text()),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                null,
                List.of(),
                null);
        return store.create(request) ? Optional.of(request) : Optional.empty();
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
                        LOG.atInfo().addKeyValue("erasure", request.id()).log("person erased");
                        break;
                    }
                }
            } catch (RuntimeException failure) {
                LOG.atWarn()
                        .addKeyValue("erasure", request.id())
                        .addKeyValue("step", request.step())
                        .addKeyValue("reason", failure.getClass().getSimpleName())
                        .log("erasure waits");
            }
            left += request.step() == Step.DONE ? 0 : 1;
        }
        return left == 0;
    }

    /** Does one step and notes it. @return at the same step if something is still waited for */
    private ErasureRequest step(ErasureRequest request) {
        var next = switch (request.step()) {
            case COUNT ->
                request.with(identities.count(request.pendingLearner())).at(Step.IDENTITY);
            case IDENTITY -> {
                // first, so that no token that is still about makes anything new
                sessions.revokeAll(request.pendingLearner());
                identities.remove(request.pendingLearner());
                yield request.at(Step.EVENT);
            }
            case EVENT -> {
                services.append(request.pendingLearner(), event(request));
                yield request.at(Step.PROJECTIONS);
            }
            case PROJECTIONS -> confirmed(request);
            case DONE -> request;
        };
        if (next != request) {
            store.save(next);
        }
        return next;
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
        var decks = services.decks(request.pendingLearner());
        // what was begun by a request under way when the account was removed
        identities.remove(request.pendingLearner());
        return request.done(removed, decks, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private static EventId event(ErasureRequest request) {
        var event = request.event();
        if (event == null) {
            throw new IllegalStateException("the erasure " + request.id() + " is done");
        }
        return event;
    }
}
