package dev.engram.review.adapter.fitting;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import dev.engram.events.EventId;
import dev.engram.events.LearnerId;
import dev.engram.review.application.fitting.FitJobs;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;

/** One document for each learner, in the collection {@value #COLLECTION}. */
public final class MongoFitJobs implements FitJobs {
    static final String COLLECTION = "fit-jobs";

    private static final String ID = "_id";
    private static final String FIT = "fitId";
    private static final String STARTED = "startedAt";
    private static final String UPDATED = "updatedAt";
    private static final String PROGRESS = "progress";
    private static final String ENDING = "ending";

    private final MongoCollection<Document> jobs;

    public MongoFitJobs(MongoDatabase database) {
        jobs = database.getCollection(COLLECTION);
    }

    @Override
    public Optional<Job> find(LearnerId learner) {
        return Optional.ofNullable(jobs.find(eq(ID, learner.value())).first()).map(MongoFitJobs::read);
    }

    /** Where the place is taken, the filter does not match, and the insert in its stead meets the key of the job that has it. */
    @Override
    public boolean begin(Job job) {
        var free = and(
                eq(ID, job.learner().value()),
                or(exists(ENDING), lte(UPDATED, Date.from(job.startedAt().minus(LOST_AFTER)))));
        try {
            jobs.replaceOne(free, document(job), new ReplaceOptions().upsert(true));
            return true;
        } catch (MongoWriteException failed) {
            if (failed.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw failed;
        }
    }

    @Override
    public boolean update(Job job) {
        var changes = combine(set(UPDATED, Date.from(job.updatedAt())), set(PROGRESS, job.progress()));
        var ending = job.ending();
        return jobs.updateOne(
                                and(
                                        eq(ID, job.learner().value()),
                                        eq(FIT, job.fitId().value())),
                                ending == null ? changes : combine(changes, set(ENDING, ending.name())))
                        .getMatchedCount()
                == 1;
    }

    @Override
    public void delete(LearnerId learner) {
        jobs.deleteOne(eq(ID, learner.value()));
    }

    private static Document document(Job job) {
        return new Document(ID, job.learner().value())
                .append(FIT, job.fitId().value())
                .append(STARTED, Date.from(job.startedAt()))
                .append(UPDATED, Date.from(job.updatedAt()))
                .append(PROGRESS, job.progress());
    }

    private static Job read(Document stored) {
        var ending = stored.getString(ENDING);
        return new Job(
                new LearnerId(stored.get(ID, UUID.class)),
                new EventId(stored.get(FIT, UUID.class)),
                stored.getDate(STARTED).toInstant(),
                stored.getDate(UPDATED).toInstant(),
                stored.getDouble(PROGRESS),
                ending == null ? null : Ending.valueOf(ending));
    }
}
