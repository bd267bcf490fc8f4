package dev.engram.gateway.application;

import dev.engram.events.LearnerId;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.ExternalIdentity;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps accounts. */
public interface AccountStore {
    /** The account of that name. */
    Optional<Account> find(String username);

    /** The account with that pseudonym. */
    Optional<Account> findByLearner(LearnerId learnerId);

    /** The account that this identity signs in to. */
    Optional<Account> findByIdentity(ExternalIdentity identity);

    /** At most {@code limit} accounts in the order of their usernames. @param after the last username of the page before */
    List<Account> list(@Nullable String after, int limit);

    /** The usernames of those of {@code learners} who have an account. */
    Map<LearnerId, String> usernames(Collection<LearnerId> learners);

    /** Accounts of which everything was signed out at {@code since} or later. */
    List<Account> signedOutSince(Instant since);

    /** Keeps a new account. @return false, changing nothing, if there is one of that name, pseudonym or identity */
    boolean create(Account account);

    /** What became of a change. */
    enum Change {
        /** Done; the version is one higher. */
        DONE,
        /** Nothing is changed: the account was changed by somebody else since it was read, or is gone. */
        CONFLICT,
        /** Nothing is changed: nobody could give roles any more. */
        LAST_ADMINISTRATOR
    }

    /** Replaces the account of that name, if it still has the version that {@code account} was read with. */
    Change update(Account account);

    /** Deletes the account of that name, if it still has the version that {@code account} was read with. */
    Change delete(Account account);
}
