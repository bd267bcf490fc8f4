package dev.engram.gateway.adapter.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.domain.Account;
import dev.engram.gateway.domain.ExternalIdentity;
import dev.engram.kit.auth.Role;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Accounts in the collection {@code accounts}: {@code {_id: username, passwordHash, learnerId, roles, disabled, email, createdAt,
 * identity: {issuer, subject}, demo, signOuts, signedOutAt, version}}; what is absent is not written.
 */
@Singleton
public final class MongoAccountStore implements AccountStore {
    private static final String ADMINISTRATORS = "administrators";

    private final MongoClient client;
    private final MongoCollection<Document> accounts;
    private final MongoCollection<Document> locks;

    /** Uses {@code database} of {@code client}. */
    public MongoAccountStore(@Named("http") MongoClient client, @Named("http-database") MongoDatabase database) {
        this.client = client;
        this.accounts = database.getCollection("accounts");
        this.locks = database.getCollection("account_locks");
    }

    /** Makes the indexes, which also keep pseudonyms and identities apart; safe to repeat. */
    public void createIndexes() {
        accounts.createIndex(Indexes.ascending("learnerId"), new IndexOptions().unique(true));
        accounts.createIndex(
                Indexes.ascending("identity.issuer", "identity.subject"),
                new IndexOptions().unique(true).partialFilterExpression(Filters.exists("identity.subject")));
        accounts.createIndex(Indexes.ascending("signedOutAt"), new IndexOptions().sparse(true));
    }

    @Override
    public Optional<Account> find(String username) {
        return first(Filters.eq(username));
    }

    @Override
    public Optional<Account> findByLearner(LearnerId learnerId) {
        return first(Filters.eq("learnerId", learnerId.value()));
    }

    @Override
    public Optional<Account> findByIdentity(ExternalIdentity identity) {
        return first(Filters.and(
                Filters.eq("identity.issuer", identity.issuer()), Filters.eq("identity.subject", identity.subject())));
    }

    private Optional<Account> first(Bson filter) {
        return Optional.ofNullable(accounts.find(filter).first()).map(MongoAccountStore::account);
    }

    @Override
    public List<Account> list(@Nullable String after, int limit) {
        return accounts.find(after == null ? Filters.empty() : Filters.gt("_id", after))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .map(MongoAccountStore::account)
                .into(new ArrayList<>());
    }

    @Override
    public Map<LearnerId, String> usernames(Collection<LearnerId> learners) {
        var names = new HashMap<LearnerId, String>();
        accounts.find(Filters.in(
                        "learnerId", learners.stream().map(LearnerId::value).toList()))
                .projection(Projections.include("learnerId"))
                .forEach(found -> names.put(new LearnerId(found.get("learnerId", UUID.class)), found.getString("_id")));
        return names;
    }

    @Override
    public List<Account> signedOutSince(Instant since) {
        return accounts.find(Filters.gte("signedOutAt", Date.from(since)))
                .map(MongoAccountStore::account)
                .into(new ArrayList<>());
    }

    @Override
    public boolean create(Account account) {
        try {
            accounts.insertOne(document(account, account.version()));
            return true;
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Change update(Account account) {
        var next = document(account, account.version() + 1);
        if (account.isActive(Role.ADMINISTRATOR_GROUP)) {
            return change(accounts.replaceOne(version(account), next).getMatchedCount());
        }
        // most people are none before, either: they need not wait for each other
        var others = accounts.replaceOne(Filters.and(version(account), Filters.nor(activeAdministrator())), next);
        return others.getMatchedCount() == 1
                ? Change.DONE
                : withoutAdministrator(
                        account,
                        session -> accounts.replaceOne(session, version(account), next)
                                .getMatchedCount());
    }

    @Override
    public Change delete(Account account) {
        return withoutAdministrator(
                account,
                session -> accounts.deleteOne(session, version(account)).getDeletedCount());
    }

    private interface Write {
        long apply(ClientSession session);
    }

    private static Change change(long documents) {
        return documents == 1 ? Change.DONE : Change.CONFLICT;
    }

    /** A write after which {@code account} is no administrator. Two of them at once would each see the other as the last. */
    private Change withoutAdministrator(Account account, Write write) {
        try (var session = client.startSession()) {
            return session.withTransaction(() -> {
                locks.updateOne(
                        session,
                        Filters.eq(ADMINISTRATORS),
                        Updates.inc("changes", 1L),
                        new UpdateOptions().upsert(true));
                var before = accounts.find(session, version(account)).first();
                if (before != null
                        && account(before).isActive(Role.ADMINISTRATOR_GROUP)
                        && accounts.countDocuments(session, otherAdministrators(account)) == 0) {
                    return Change.LAST_ADMINISTRATOR;
                }
                return change(write.apply(session));
            });
        }
    }

    private static Bson otherAdministrators(Account account) {
        return Filters.and(Filters.ne("_id", account.username()), activeAdministrator());
    }

    /** As {@link Account#isActive} has it. */
    private static Bson activeAdministrator() {
        return Filters.and(
                Filters.eq("roles", Role.ADMINISTRATOR_GROUP),
                Filters.ne("disabled", true),
                Filters.or(Filters.exists("passwordHash"), Filters.exists("identity.subject")));
    }

    private static Bson version(Account account) {
        // documents of earlier releases have none
        var is = account.version() == 0 ? Filters.in("version", 0L, null) : Filters.eq("version", account.version());
        return Filters.and(Filters.eq("_id", account.username()), is);
    }

    private static Document document(Account account, long version) {
        var document = new Document("_id", account.username())
                .append("learnerId", account.learnerId().value())
                .append("roles", List.copyOf(account.roles()))
                .append("disabled", account.disabled())
                .append("version", version);
        put(document, "passwordHash", account.passwordHash());
        put(document, "email", account.email());
        put(document, "createdAt", account.createdAt() == null ? null : Date.from(account.createdAt()));
        put(document, "demo", account.demo() ? true : null);
        put(document, "signOuts", account.signOuts() == 0 ? null : account.signOuts());
        put(document, "signedOutAt", account.signedOutAt() == null ? null : Date.from(account.signedOutAt()));
        var identity = account.identity();
        put(
                document,
                "identity",
                identity == null
                        ? null
                        : new Document("issuer", identity.issuer()).append("subject", identity.subject()));
        return document;
    }

    private static void put(Document document, String field, @Nullable Object value) {
        if (value != null) {
            document.append(field, value);
        }
    }

    private static Account account(Document document) {
        var created = document.getDate("createdAt");
        var identity = document.get("identity", Document.class);
        var signOuts = document.getLong("signOuts");
        var signedOut = document.getDate("signedOutAt");
        var version = document.getLong("version");
        return new Account(
                document.getString("_id"),
                document.getString("passwordHash"),
                new LearnerId(document.get("learnerId", UUID.class)),
                new HashSet<>(document.getList("roles", String.class)),
                document.getBoolean("disabled", false),
                document.getString("email"),
                created == null ? null : created.toInstant(),
                identity == null
                        ? null
                        : new ExternalIdentity(identity.getString("issuer"), identity.getString("subject")),
                document.getBoolean("demo", false),
                signOuts == null ? 0 : signOuts,
                signedOut == null ? null : signedOut.toInstant(),
                version == null ? 0 : version);
    }
}
