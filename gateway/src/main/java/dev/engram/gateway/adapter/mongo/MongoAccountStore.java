package dev.engram.gateway.adapter.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.AccountStore;
import dev.engram.gateway.domain.Account;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;

/** Accounts in the collection {@code accounts}: {@code {_id: username, passwordHash, learnerId, roles, disabled}}. */
@Singleton
public final class MongoAccountStore implements AccountStore {
    private final MongoCollection<Document> accounts;

    /** Uses {@code database}; needs no index but that of {@code _id}. */
    public MongoAccountStore(@Named("http-database") MongoDatabase database) {
        this.accounts = database.getCollection("accounts");
    }

    @Override
    public Optional<Account> find(String username) {
        return Optional.ofNullable(accounts.find(Filters.eq(username)).first()).map(MongoAccountStore::account);
    }

    @Override
    public Optional<Account> findByLearner(LearnerId learnerId) {
        return Optional.ofNullable(accounts.find(Filters.eq("learnerId", learnerId.value()))
                        .first())
                .map(MongoAccountStore::account);
    }

    @Override
    public boolean create(Account account) {
        var document = new Document("_id", account.username())
                .append("passwordHash", account.passwordHash())
                .append("learnerId", account.learnerId().value())
                .append("roles", List.copyOf(account.roles()))
                .append("disabled", account.disabled());
        try {
            accounts.insertOne(document);
            return true;
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    private static Account account(Document document) {
        return new Account(
                document.getString("_id"),
                document.getString("passwordHash"),
                new LearnerId(document.get("learnerId", UUID.class)),
                new HashSet<>(document.getList("roles", String.class)),
                document.getBoolean("disabled", false));
    }
}
