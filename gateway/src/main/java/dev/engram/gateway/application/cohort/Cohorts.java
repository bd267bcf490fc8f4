package dev.engram.gateway.application.cohort;

import dev.engram.events.CohortId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.application.AuditTrail;
import dev.engram.gateway.application.OncePerMinute;
import dev.engram.gateway.application.cohort.CohortMembers.Read;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.Actor;
import dev.engram.gateway.domain.AuditAction;
import dev.engram.gateway.domain.AuthenticatedCaller;
import dev.engram.gateway.domain.Cohort;
import dev.engram.kit.auth.JoinCode;
import dev.engram.kit.auth.Role;
import dev.engram.kit.problem.Problem;
import dev.engram.kit.problem.ProblemException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Cohorts of teachers. A cohort that the caller neither teaches nor is a member of is answered as one that does not exist. */
public final class Cohorts {
    /** Most cohorts of a teacher, archived ones included. */
    public static final int MOST_OF_TEACHER = 100;

    private final CohortStore store;
    private final CohortMembers members;
    private final CohortCodes codes;
    private final AccountStore accounts;
    private final AuditTrail audit;
    private final Clock clock;
    private final OncePerMinute refused = new OncePerMinute();
    private final SecureRandom random = new SecureRandom();

    public Cohorts(
            CohortStore store,
            CohortMembers members,
            CohortCodes codes,
            AccountStore accounts,
            AuditTrail audit,
            Clock clock) {
        this.store = store;
        this.members = members;
        this.codes = codes;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A cohort as its caller sees it.
     *
     * @param joinedAt null for its teacher
     * @param code shown this once; null where none was made
     */
    public record Seen(
            Cohort cohort,
            @Nullable Instant joinedAt,
            @Nullable JoinCode code) {}

    /** The cohorts of somebody: those taught first. */
    public record All(List<Seen> cohorts, boolean caughtUp, boolean parked) {}

    /** A joining or leaving. @param position to read after */
    public record Change(Cohort cohort, String position) {}

    /** What is to be changed; what is null stays. @param examDate empty: there is none any more */
    public record Wish(
            @Nullable String name,
            @Nullable Optional<LocalDate> examDate,
            @Nullable Boolean archived,
            boolean newCode) {}

    /** Makes a cohort with a join code. @throws ProblemException 404 if the caller may not see the deck; 409 at the quota */
    public Seen create(
            AuthenticatedCaller teacher, Actor actor, String name, DeckId deck, @Nullable LocalDate examDate) {
        if (store.count(teacher.learnerId()) >= MOST_OF_TEACHER) {
            throw Problem.of(409, "quota-exceeded", "You have as many cohorts as you can have")
                    .withDetail("Nothing was made. A teacher has at most " + MOST_OF_TEACHER
                            + " cohorts, archived ones included; delete one that is not needed")
                    .with("quota", "cohorts-per-teacher")
                    .with("limit", MOST_OF_TEACHER)
                    .exception();
        }
        if (!members.isVisible(teacher, deck)) {
            throw Problem.notFound("There is no such deck that you may see")
                    .withField("deckId", "must be the id of a deck that you may see")
                    .exception();
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var cohort =
                new Cohort(new CohortId(UUID.randomUUID()), teacher.learnerId(), name, deck, examDate, false, now, 1);
        var code = JoinCode.of(random);
        store.create(cohort, code.digest());
        tell(actor, AuditAction.COHORT_CREATED, cohort);
        return new Seen(cohort, null, code);
    }

    /** Those that the caller teaches or is a member of. @param after positions to wait for */
    public All of(AuthenticatedCaller caller, @Nullable String after) {
        var seen = new ArrayList<Seen>();
        store.ofTeacher(caller.learnerId(), MOST_OF_TEACHER).forEach(cohort -> seen.add(new Seen(cohort, null, null)));
        var joined = members.joined(caller, after);
        var known = store.ofIds(joined.since().keySet()).stream()
                .collect(Collectors.toUnmodifiableMap(Cohort::id, cohort -> cohort));
        joined.since().forEach((id, since) -> {
            var cohort = known.get(id);
            if (cohort != null && !cohort.teacher().equals(caller.learnerId())) {
                seen.add(new Seen(cohort, since, null));
            }
        });
        return new All(List.copyOf(seen), joined.caughtUp(), joined.parked());
    }

    /** One that the caller teaches or is a member of. @throws ProblemException 404 */
    public Seen read(AuthenticatedCaller caller, CohortId id, @Nullable String after) {
        var cohort = store.find(id).orElseThrow(() -> noCohort(id));
        if (cohort.teacher().equals(caller.learnerId())) {
            return new Seen(cohort, null, null);
        }
        var since = members.joined(caller, after).since().get(id);
        if (since == null) {
            throw noCohort(id);
        }
        return new Seen(cohort, since, null);
    }

    /** One that the caller teaches. @throws ProblemException 404 */
    public Cohort taught(AuthenticatedCaller teacher, CohortId id) {
        return store.find(id)
                .filter(cohort -> cohort.teacher().equals(teacher.learnerId()))
                .orElseThrow(() -> noCohort(id));
    }

    /** Changes a cohort of the caller. @param seen the version that the caller has read @throws ProblemException 404, 412 */
    public Seen change(AuthenticatedCaller teacher, Actor actor, CohortId id, long seen, Wish wish) {
        var before = taught(teacher, id);
        if (before.version() != seen) {
            throw conflict(before);
        }
        var examDate = wish.examDate();
        var after = before.changed(
                Objects.requireNonNullElse(wish.name(), before.name()),
                examDate == null ? before.examDate() : examDate.orElse(null),
                Objects.requireNonNullElse(wish.archived(), before.archived()));
        // what an archived cohort has lost is replaced when it is opened again
        boolean opened = before.archived() && !after.archived();
        if (wish.newCode() && after.archived()) {
            throw Problem.of(409, "cohort-archived", "The cohort is archived")
                    .withDetail("Nobody joins an archived cohort, so it has no join code; send archived: false with it")
                    .withField("newJoinCode", "must be absent for an archived cohort")
                    .exception();
        }
        var code = wish.newCode() || opened ? JoinCode.of(random) : null;
        if (!store.update(after, code == null ? null : code.digest())) {
            throw conflict(taught(teacher, id));
        }
        tell(actor, AuditAction.COHORT_CHANGED, after);
        if (code != null) {
            tell(actor, AuditAction.COHORT_CODE_CREATED, after);
        }
        return new Seen(after, null, code);
    }

    /** Removes a cohort of the caller; what its members learned stays. @throws ProblemException 404, 412 */
    public void delete(AuthenticatedCaller teacher, Actor actor, CohortId id, long seen) {
        var cohort = taught(teacher, id);
        if (cohort.version() != seen || !store.delete(id, seen)) {
            throw conflict(taught(teacher, id));
        }
        tell(actor, AuditAction.COHORT_DELETED, cohort);
    }

    /** Joins by a code that somebody typed, and joins the deck. @throws ProblemException 404 for a wrong one; 409; 429 */
    public Change join(AuthenticatedCaller learner, Actor actor, String typed) {
        var cohort = codes.open(
                learner.learnerId(),
                actor.origin(),
                typed,
                code -> store.findByCode(code.digest())
                        .filter(this::isTaught)
                        .filter(_ -> !store.isBarred(code.digest(), learner.learnerId())));
        if (cohort.isEmpty()) {
            if (refused.isFirst(learner.learnerId().text(), clock.instant())) {
                audit.append(actor.wasRefused(AuditAction.COHORT_JOINED, learner.learnerId(), clock.instant()));
            }
            throw Problem.notFound("There is no cohort with this join code, or nobody joins it any more")
                    .withField("code", "must be the join code that the teacher gave you, such as 7K2M-9QXD-04TB")
                    .exception();
        }
        var found = cohort.get();
        if (learner.learnerId().isSimulated() != found.teacher().isSimulated()) {
            throw Problem.of(409, "simulated", "Simulated learners and people are never members of one cohort")
                    .withDetail(
                            learner.learnerId().isSimulated()
                                    ? "You are a simulated learner; the cohort is one of people"
                                    : "The cohort is one of simulated learners, so that no figure mixes them with people")
                    .exception();
        }
        if (!members.isVisible(learner, found.deckId()) && !members.admit(found, learner.learnerId())) {
            throw Problem.of(409, "deck-not-visible", "You may not see the deck of this cohort")
                    .withDetail("Its teacher cannot share the deck with you; ask the teacher, or the owner of the deck,"
                            + " to share it with you first")
                    .exception();
        }
        var position = becomeMember(learner, actor, found);
        tell(actor, AuditAction.COHORT_JOINED, found);
        return new Change(found, position);
    }

    private String becomeMember(AuthenticatedCaller learner, Actor actor, Cohort cohort) {
        try {
            return members.join(learner, cohort);
        } catch (ProblemException full) {
            // only here it is known which cohorts are gone: the learner is not shown them, to leave them
            if (!"cohorts".equals(full.problem().extra().get("quota")) || !leaveOneThatIsGone(learner, actor)) {
                throw full;
            }
            return members.join(learner, cohort);
        }
    }

    /** Each joining takes one place, so one is enough. */
    private boolean leaveOneThatIsGone(AuthenticatedCaller learner, Actor actor) {
        var joined = members.joined(learner, null).since().sequencedKeySet();
        var known = store.ofIds(joined).stream().map(Cohort::id).collect(Collectors.toUnmodifiableSet());
        var gone = joined.stream().filter(id -> !known.contains(id)).findFirst();
        gone.ifPresent(id -> leave(learner, actor, id, null));
        return gone.isPresent();
    }

    /** A code of somebody who is no teacher any more lets nobody in. */
    private boolean isTaught(Cohort cohort) {
        return accounts.findByLearner(cohort.teacher())
                .filter(account -> account.isActive(Role.TEACHER_GROUP))
                .isPresent();
    }

    /** Leaves a cohort; its deck is studied on. @param after positions to wait for @throws ProblemException 404 */
    public String leave(AuthenticatedCaller learner, Actor actor, CohortId id, @Nullable String after) {
        var position = members.leave(learner, id, after);
        audit.append(actor.did(AuditAction.COHORT_LEFT, learner.learnerId(), clock.instant())
                .with(Map.of("cohort", id.toString())));
        return position;
    }

    /**
     * Removes a member from a cohort of the caller. The person joins again by a join code made since only.
     *
     * @param username as the teacher typed it
     * @param after positions to wait for
     * @return the position of the write
     * @throws ProblemException 404 if the caller has no such cohort, or that no such member
     */
    public String remove(
            AuthenticatedCaller teacher, Actor actor, CohortId id, String username, @Nullable String after) {
        var cohort = taught(teacher, id);
        var name = Account.usernameOf(username);
        Optional<Account> account = Account.isUsername(name) ? accounts.find(name) : Optional.empty();
        var member = account.map(Account::learnerId)
                .filter(members.members(teacher, id, after).since()::containsKey)
                .orElseThrow(() -> Problem.notFound("The cohort has no such member")
                        .withField("username", "must be the username of a member of the cohort")
                        .exception());
        // first, so that the person is not back before it is remembered
        store.bar(cohort, member, clock.instant());
        var position = members.remove(teacher, id, member, after);
        audit.append(actor.did(AuditAction.COHORT_MEMBER_REMOVED, member, clock.instant())
                .with(Map.of("cohort", id.toString())));
        return position;
    }

    /** The members of a cohort of the caller. @throws ProblemException 404 */
    public Read<LearnerId> members(AuthenticatedCaller teacher, Actor actor, CohortId id, @Nullable String after) {
        var cohort = taught(teacher, id);
        tell(actor, AuditAction.COHORT_MEMBERS_READ, cohort);
        return members.members(teacher, id, after);
    }

    private void tell(Actor actor, AuditAction action, Cohort cohort) {
        var subject = action == AuditAction.COHORT_JOINED ? actor.learner() : cohort.teacher();
        audit.append(actor.did(action, subject, clock.instant())
                .with(Map.of("cohort", cohort.id().toString())));
    }

    private static ProblemException noCohort(CohortId id) {
        return Problem.notFound("There is no cohort " + id + " that you teach or are a member of")
                .withField("cohortId", "must be the id of a cohort that you teach or are a member of")
                .exception();
    }

    private static ProblemException conflict(Cohort current) {
        return Problem.of(412, "version-conflict", "The cohort has another version")
                .withDetail("The cohort was changed since you read it; read it again")
                .withField("If-Match", "the ETag of the cohort")
                .with("currentVersion", current.version())
                .exception()
                .withHeader("ETag", "\"" + current.version() + "\"");
    }
}
