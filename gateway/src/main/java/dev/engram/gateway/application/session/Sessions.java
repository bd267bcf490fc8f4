package dev.engram.gateway.application.session;

import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.DemoAccounts;
import dev.engram.gateway.application.SessionRevocation;
import dev.engram.gateway.application.SignOutListener;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.Scope;
import dev.engram.gateway.domain.Secret;
import dev.engram.gateway.domain.Session;
import dev.engram.gateway.domain.Session.Kind;
import dev.engram.gateway.domain.Session.Rotation;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sessions of clients and pages, and personal access tokens. */
public final class Sessions implements SessionRevocation, SignOutListener {
    /** Personal access tokens of one person. */
    public static final int MAX_TOKENS = 20;

    /** How coarse the time of the last use is kept at most: a write for each call would cost more than the call. */
    private static final Duration LONGEST_USE = Duration.ofHours(1);

    /** And as a part of the time that a session may stay unused, so that none ends that is in use. */
    private static final int USES = 4;

    private final SessionStore store;
    private final AccountStore accounts;
    private final Revocations revocations;
    private final InstantSource clock;
    private final Lifetimes lifetimes;
    private final boolean takesDemoAccounts;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param clientIdle how long a client may leave its refresh token unused
     * @param pageIdle the same of a page
     * @param longest how long any session lasts
     * @param grace how long the last refresh token may be repeated by a client that lost the answer
     * @param perPerson sessions of one person; of more the one that was not used for longest ends
     */
    public record Lifetimes(Duration clientIdle, Duration pageIdle, Duration longest, Duration grace, int perPerson) {}

    /** A new credential; {@code secret} is shown once and not kept. */
    public record Started(Session session, String secret) {}

    /** What became of a refresh token. */
    public sealed interface RefreshOutcome {
        /** It is spent. @param account as it is now @param token the next one */
        record Refreshed(Account account, Session session, String token) implements RefreshOutcome {}

        /** Not good, or no longer. */
        record Refused() implements RefreshOutcome {}

        /** It had been used before: the session is ended, since two have it. */
        record Reused(LearnerId learner, UUID session) implements RefreshOutcome {}
    }

    /** @param takesDemoAccounts false: sessions and tokens of demo accounts that an earlier run has left are not good */
    public Sessions(
            SessionStore store,
            AccountStore accounts,
            Revocations revocations,
            InstantSource clock,
            Lifetimes lifetimes,
            boolean takesDemoAccounts) {
        this.store = store;
        this.accounts = accounts;
        this.revocations = revocations;
        this.clock = clock;
        this.lifetimes = lifetimes;
        this.takesDemoAccounts = takesDemoAccounts;
    }

    /**
     * A client has signed in.
     *
     * @param account as it was when the password was checked: if everything was signed out since then, the session is not good
     * @param label what the client calls itself
     */
    public Started startClient(Account account, String label) {
        var token = Secret.of(Secret.REFRESH, random).text();
        var now = now();
        var rotation = new Rotation(Secret.digest(token), null, null, now);
        var key = RefreshTokens.familyDigest(token).orElseThrow();
        return start(
                session(Owner.of(account), Kind.CLIENT, label, Set.of(), lifetimes.longest(), key, rotation), token);
    }

    /** A page has signed in, as {@link #startClient}. */
    public Started startPage(Account account, String label) {
        var secret = Secret.of(Secret.PAGE, random).text();
        return start(
                session(
                        Owner.of(account),
                        Kind.PAGE,
                        label,
                        Set.of(),
                        lifetimes.longest(),
                        Secret.digest(secret),
                        null),
                secret);
    }

    private Started start(Session session, String secret) {
        store.create(session);
        store.of(session.learnerId(), session.createdAt()).stream()
                .filter(other -> other.kind() != Kind.TOKEN)
                .skip(lifetimes.perPerson())
                .forEach(this::end);
        return new Started(session, secret);
    }

    /**
     * A new personal access token; empty if the person has {@link #MAX_TOKENS}.
     *
     * @throws ProblemException 401 if the account is gone, disabled, or was signed out since the caller signed in
     */
    public Optional<Started> createToken(AuthenticatedCaller caller, String name, Set<Scope> scopes, Duration life) {
        // another instance may not have learned yet that the account is gone, and nothing would remove the token
        var _ = account(caller.learnerId(), caller.signOuts()).orElseThrow(Sessions::ended);
        var secret = Secret.of(Secret.PERSONAL, random).text();
        var session = session(Owner.of(caller), Kind.TOKEN, name, scopes, life, Secret.digest(secret), null);
        store.create(session);
        // counted afterwards: two that are made at once may both be refused, but there are never too many
        if (list(caller.learnerId(), Kind.TOKEN).size() > MAX_TOKENS) {
            store.delete(caller.learnerId(), session.id());
            return Optional.empty();
        }
        return Optional.of(new Started(session, secret));
    }

    private static ProblemException ended() {
        return Problem.of(401, "token-invalid", "The token is not valid")
                .withDetail("The session has been ended; sign in again")
                .exception()
                .withHeader("WWW-Authenticate", "Bearer realm=\"engram\", error=\"invalid_token\"");
    }

    /** Whose session it is, and what it begins after. */
    private record Owner(LearnerId learner, long signOuts) {
        static Owner of(Account account) {
            return new Owner(account.learnerId(), account.signOuts());
        }

        static Owner of(AuthenticatedCaller caller) {
            return new Owner(caller.learnerId(), caller.signOuts());
        }
    }

    private Session session(
            Owner owner,
            Kind kind,
            String label,
            Set<Scope> scopes,
            Duration longest,
            String key,
            @Nullable Rotation rotation) {
        var now = now();
        var session = new Session(
                Ids.v7(),
                owner.learner(),
                kind,
                label,
                scopes,
                now,
                now,
                now.plus(longest),
                now.plus(longest),
                owner.signOuts(),
                key,
                rotation);
        return session.used(now, idle(session), rotation);
    }

    private Duration idle(Session session) {
        return switch (session.kind()) {
            case CLIENT -> lifetimes.clientIdle();
            case PAGE -> lifetimes.pageIdle();
            case TOKEN -> Duration.between(session.createdAt(), session.endsAt());
        };
    }

    /** As the store keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Exchanges a refresh token for the next one. */
    public RefreshOutcome refresh(String token) {
        var session = RefreshTokens.familyDigest(token).flatMap(key -> store.find(key, now()));
        if (session.isEmpty()) {
            return new RefreshOutcome.Refused();
        }
        var account = account(session.get());
        return account.isEmpty() ? new RefreshOutcome.Refused() : refresh(account.get(), session.get(), token);
    }

    private RefreshOutcome refresh(Account account, Session session, String token) {
        var rotation = session.secret();
        if (rotation == null) {
            return new RefreshOutcome.Refused();
        }
        var now = now();
        var hash = Secret.digest(token);
        if (hash.equals(rotation.current())) {
            var salt = RefreshTokens.salt(random);
            var next = RefreshTokens.successor(token, salt);
            var rotated = session.used(now, idle(session), new Rotation(Secret.digest(next), hash, salt, now));
            return store.replace(session, rotated)
                    ? new RefreshOutcome.Refreshed(account, rotated, next)
                    : refresh(token); // another request was faster: this one repeats it
        }
        if (hash.equals(rotation.previous())
                && rotation.salt() != null
                && !now.isAfter(rotation.rotatedAt().plus(lifetimes.grace()))) {
            return new RefreshOutcome.Refreshed(account, session, RefreshTokens.successor(token, rotation.salt()));
        }
        end(session);
        return new RefreshOutcome.Reused(session.learnerId(), session.id());
    }

    /** The account of a session that is good: nobody has signed it out, or turned its account off, since it began. */
    private Optional<Account> account(Session session) {
        return account(session.learnerId(), session.signOuts());
    }

    private Optional<Account> account(LearnerId learner, long signOuts) {
        return accounts.findByLearner(learner)
                .filter(account ->
                        account.signOuts() == signOuts && DemoAccounts.refusal(account, takesDemoAccounts) == null);
    }

    /** Whose cookie or personal access token this is; empty if it is not good, or its account is gone or cannot be used. */
    public Optional<AuthenticatedCaller> find(Kind kind, String secret) {
        var now = now();
        return store.find(Secret.digest(secret), now)
                .filter(session -> session.kind() == kind)
                .flatMap(session -> account(session).map(account -> {
                    if (session.usedAt().plus(use(session)).isBefore(now)) {
                        store.replace(session, session.used(now, idle(session), null));
                    }
                    return caller(account, session);
                }));
    }

    private Duration use(Session session) {
        var part = idle(session).dividedBy(USES);
        return part.compareTo(LONGEST_USE) < 0 ? part : LONGEST_USE;
    }

    private static AuthenticatedCaller caller(Account account, Session session) {
        var roles = new HashSet<>(account.roles());
        if (session.kind() == Kind.TOKEN) {
            var covered = new HashSet<String>();
            session.scopes().forEach(scope -> covered.addAll(scope.roles()));
            roles.retainAll(covered);
        }
        return new AuthenticatedCaller(
                account.learnerId(), roles, session.kind(), session.scopes(), session.id(), session.signOuts());
    }

    /** What one person has of a kind, used last first. */
    public List<Session> list(LearnerId learner, Kind... kinds) {
        var wanted = Set.of(kinds);
        var signOuts = accounts.findByLearner(learner).map(Account::signOuts).orElse(0L);
        return store.of(learner, now()).stream()
                .filter(session -> wanted.contains(session.kind()) && session.signOuts() == signOuts)
                .toList();
    }

    /** Ends one session or personal access token of this person. @return false if there is none */
    public boolean end(LearnerId learner, UUID id, Kind... kinds) {
        var found = list(learner, kinds).stream()
                .filter(session -> session.id().equals(id))
                .findFirst();
        found.ifPresent(this::end);
        return found.isPresent();
    }

    private void end(Session session) {
        revocations.add(session.id());
        store.delete(session.learnerId(), session.id());
    }

    /** Signs this person out everywhere; personal access tokens stay. */
    public void endAll(LearnerId learner) {
        list(learner, Kind.CLIENT, Kind.PAGE).forEach(this::end);
    }

    @Override
    public void signedOut(Account account) {
        revocations.add(account);
        // they are not good any more, whether this is done or not
        store.of(account.learnerId(), now()).stream()
                .filter(session -> session.signOuts() < account.signOuts())
                .forEach(session -> store.delete(session.learnerId(), session.id()));
    }

    @Override
    public void revokeAll(LearnerId learner) {
        revocations.add(learner.value());
        store.of(learner, now()).forEach(session -> store.delete(learner, session.id()));
    }
}
