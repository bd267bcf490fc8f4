package dev.engram.gateway.adapter.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.engram.events.CohortId;
import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.gateway.application.cohort.CohortStore;
import dev.engram.gateway.domain.Cohort;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Cohorts in {@code cohorts}: {@code {_id, teacher, name, deck, examDate, archived, createdAt, version, codeDigest}}; without an exam and
 * without a join code those fields are absent. Who was removed, in {@code cohort_removals}: {@code {_id: {codeDigest, person}, learnerId,
 * teacher, cohort, at}}, until the cohort has another join code.
 */
@Singleton
public final class MongoCohortStore implements CohortStore {
    private static final String CODE = "codeDigest";
    private static final String EXAM_DATE = "examDate";
    private static final String VERSION = "version";

    private final MongoCollection<Document> cohorts;
    private final MongoCollection<Document> removals;

    /** Uses {@code database}. */
    public MongoCohortStore(@Named("http-database") MongoDatabase database) {
        this.cohorts = database.getCollection("cohorts");
        this.removals = database.getCollection("cohort_removals");
    }

    /** Makes the indexes; safe to repeat. */
    public void createIndexes() {
        cohorts.createIndex(Indexes.ascending("teacher", "createdAt"));
        removals.createIndex(Indexes.ascending("learnerId"));
        removals.createIndex(Indexes.ascending("teacher"));
        removals.createIndex(Indexes.ascending("cohort"));
        cohorts.createIndex(
                Indexes.ascending(CODE), new IndexOptions().unique(true).partialFilterExpression(Filters.exists(CODE)));
    }

    @Override
    public void create(Cohort cohort, String codeDigest) {
        var document = new Document("_id", cohort.id().value())
                .append("teacher", cohort.teacher().value())
                .append("name", cohort.name())
                .append("deck", cohort.deckId().value())
                .append("archived", cohort.archived())
                .append("createdAt", Date.from(cohort.createdAt()))
                .append(VERSION, cohort.version())
                .append(CODE, codeDigest);
        if (cohort.examDate() != null) {
            document.append(EXAM_DATE, cohort.examDate().toString());
        }
        cohorts.insertOne(document);
    }

    @Override
    public Optional<Cohort> find(CohortId id) {
        return Optional.ofNullable(cohorts.find(eq(id.value())).first()).map(MongoCohortStore::cohort);
    }

    @Override
    public Optional<Cohort> findByCode(String codeDigest) {
        return Optional.ofNullable(cohorts.find(and(eq(CODE, codeDigest), eq("archived", false)))
                        .first())
                .map(MongoCohortStore::cohort);
    }

    @Override
    public List<Cohort> ofTeacher(LearnerId teacher, int limit) {
        return cohorts.find(eq("teacher", teacher.value()))
                .sort(Sorts.ascending("createdAt", "_id"))
                .limit(limit)
                .map(MongoCohortStore::cohort)
                .into(new ArrayList<>());
    }

    @Override
    public List<Cohort> ofIds(Collection<CohortId> ids) {
        return cohorts.find(in("_id", ids.stream().map(CohortId::value).toList()))
                .map(MongoCohortStore::cohort)
                .into(new ArrayList<>());
    }

    @Override
    public long count(LearnerId teacher) {
        return cohorts.countDocuments(eq("teacher", teacher.value()));
    }

    @Override
    public boolean update(Cohort cohort, @Nullable String codeDigest) {
        var changes = new ArrayList<Bson>(List.of(
                Updates.set("name", cohort.name()),
                Updates.set("archived", cohort.archived()),
                Updates.set(VERSION, cohort.version()),
                cohort.examDate() == null
                        ? Updates.unset(EXAM_DATE)
                        : Updates.set(EXAM_DATE, cohort.examDate().toString())));
        if (cohort.archived()) {
            changes.add(Updates.unset(CODE));
        } else if (codeDigest != null) {
            changes.add(Updates.set(CODE, codeDigest));
        }
        boolean changed = cohorts.updateOne(at(cohort.id(), cohort.version() - 1), Updates.combine(changes))
                        .getMatchedCount()
                == 1;
        if (changed && (cohort.archived() || codeDigest != null)) {
            forgetRemovals(cohort.id());
        }
        return changed;
    }

    /** Those of a join code that nobody joins by any more. */
    private void forgetRemovals(CohortId id) {
        var _ = removals.deleteMany(eq("cohort", id.value()));
    }

    @Override
    public void bar(Cohort cohort, LearnerId person, Instant at) {
        var stored = cohorts.find(eq(cohort.id().value()))
                .projection(Projections.include(CODE))
                .first();
        if (stored != null && stored.getString(CODE) != null) {
            var _ = removals.replaceOne(
                    eq(removal(stored.getString(CODE), person)),
                    new Document("learnerId", person.value())
                            .append("teacher", cohort.teacher().value())
                            .append("cohort", cohort.id().value())
                            .append("at", Date.from(at)),
                    new ReplaceOptions().upsert(true));
        }
    }

    @Override
    public boolean isBarred(String codeDigest, LearnerId person) {
        return removals.find(eq(removal(codeDigest, person))).first() != null;
    }

    private static Document removal(String codeDigest, LearnerId person) {
        return new Document(CODE, codeDigest).append("person", person.value());
    }

    @Override
    public boolean delete(CohortId id, long version) {
        boolean deleted = cohorts.deleteOne(at(id, version)).getDeletedCount() == 1;
        if (deleted) {
            forgetRemovals(id);
        }
        return deleted;
    }

    private static Bson at(CohortId id, long version) {
        return and(eq("_id", id.value()), eq(VERSION, version));
    }

    private static Cohort cohort(Document stored) {
        var examDate = stored.getString(EXAM_DATE);
        return new Cohort(
                new CohortId(stored.get("_id", UUID.class)),
                new LearnerId(stored.get("teacher", UUID.class)),
                stored.getString("name"),
                new DeckId(stored.get("deck", UUID.class)),
                examDate == null ? null : LocalDate.parse(examDate),
                stored.getBoolean("archived"),
                stored.getDate("createdAt").toInstant(),
                stored.getLong(VERSION));
    }
}
