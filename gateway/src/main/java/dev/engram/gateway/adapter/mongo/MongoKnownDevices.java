package dev.engram.gateway.adapter.mongo;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
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
import dev.engram.gateway.application.KnownDevices;
import dev.engram.gateway.domain.Origin;
import dev.engram.gateway.domain.Secret;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Known devices and addresses in the collection {@code known_devices}: {@code {_id: digest, learnerId, expiresAt}}. An account
 * has at most 40 of them; the ones that expire first go.
 */
@Singleton
public final class MongoKnownDevices implements KnownDevices {
    private static final int MAX_PER_ACCOUNT = 40;
    private static final Duration OF_ADDRESS = Duration.ofDays(14);
    private static final Duration OF_DEVICE = Duration.ofDays(90);

    private final MongoCollection<Document> known;
    private final SecureRandom random = new SecureRandom();

    /** Uses {@code database}. */
    public MongoKnownDevices(@Named("http-database") MongoDatabase database) {
        // a device that is forgotten with a member of the set is remembered at the next sign-in
        this.known = database.getCollection("known_devices")
                .withWriteConcern(WriteConcern.W1.withJournal(false))
                .withReadConcern(ReadConcern.LOCAL);
    }

    /** Makes the indexes; safe to repeat. */
    public void createIndexes() {
        known.createIndex(Indexes.ascending("expiresAt"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
        known.createIndex(Indexes.ascending("learnerId", "expiresAt"));
    }

    @Override
    public Familiarity familiarity(LearnerId account, Origin origin, Instant now) {
        var device = deviceKey(account, origin);
        var address = addressKey(account, origin);
        var found = known.find(Filters.and(
                        Filters.in("_id", device == null ? address : device, address),
                        Filters.gt("expiresAt", Date.from(now))))
                .map(document -> document.getString("_id"))
                .into(new ArrayList<>());
        if (device != null && found.contains(device)) {
            return Familiarity.DEVICE;
        }
        return found.isEmpty() ? Familiarity.NONE : Familiarity.ADDRESS;
    }

    @Override
    public String remember(LearnerId account, Origin origin, Instant now) {
        var shown = origin.device();
        var secret = shown != null && familiarity(account, origin, now) == Familiarity.DEVICE
                ? shown
                : Secret.of(Secret.DEVICE, random).text();
        keep(account, Secret.digest(account.text() + " " + secret), now.plus(OF_DEVICE));
        keep(account, addressKey(account, origin), now.plus(OF_ADDRESS));
        known.find(Filters.eq("learnerId", account.value()))
                .sort(Sorts.descending("expiresAt"))
                .skip(MAX_PER_ACCOUNT)
                .projection(Projections.include("_id"))
                .forEach(surplus -> known.deleteOne(Filters.eq(surplus.getString("_id"))));
        return secret;
    }

    private void keep(LearnerId account, String key, Instant until) {
        known.updateOne(
                Filters.eq(key),
                Updates.combine(Updates.set("learnerId", account.value()), Updates.set("expiresAt", Date.from(until))),
                new UpdateOptions().upsert(true));
    }

    @Override
    public void forget(LearnerId account) {
        known.deleteMany(Filters.eq("learnerId", account.value()));
    }

    private static String addressKey(LearnerId account, Origin origin) {
        return Secret.digest(account.text() + " at " + origin.address());
    }

    private static @Nullable String deviceKey(LearnerId account, Origin origin) {
        return origin.device() == null ? null : Secret.digest(account.text() + " " + origin.device());
    }
}
