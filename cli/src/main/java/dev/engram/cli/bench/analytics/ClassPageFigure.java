package dev.engram.cli.bench.analytics;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.mongodb.client.MongoClient;
import dev.engram.cli.api.ApiException;
import dev.engram.cli.api.EngramApi;
import dev.engram.cli.bench.ingest.IngestFigure;
import dev.engram.cli.bench.ingest.Latencies;
import dev.engram.cli.classroom.ClassAccounts;
import dev.engram.cli.classroom.ClassCohort;
import dev.engram.cli.classroom.ClassCohorts;
import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import dev.engram.events.CardId;
import dev.engram.events.ClientId;
import dev.engram.events.CohortJoined;
import dev.engram.events.DeckId;
import dev.engram.events.DeckJoined;
import dev.engram.events.EventId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.Stamp;
import dev.engram.runtime.store.GenerationCollections;
import dev.engram.runtime.store.MongoConnections;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How long a teacher waits for mastery of a class by tag: of a class that is computed while the teacher waits, and of a larger one that
 * is shown from a snapshot. Every learner has answered every card of the deck once, or has copies of the documents of one who has.
 */
final class ClassPageFigure {
    private static final ClientId CLIENT = new ClientId("review-service");
    private static final int TAGS = 10;

    /** Rows of a learner: each tag and the one above them. */
    static final int ROWS = TAGS + 2;

    private static final Duration TIME = Duration.ofSeconds(30);
    private static final int FEWEST = 3;
    private static final int MOST = 100;
    private static final int FROM_SNAPSHOT = 300;
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final LocalStack stack;
    private final AnalyticsSettings.Classes classes;
    private final Consumer<String> progress;
    private final EngramApi teacher;
    private final DeckId deck;
    private final List<CardId> cards;
    private final ClassCohort small;
    private final ClassCohort large;

    private ClassPageFigure(
            LocalStack stack,
            AnalyticsSettings.Classes classes,
            Consumer<String> progress,
            EngramApi teacher,
            DeckId deck,
            List<CardId> cards,
            ClassCohort small,
            ClassCohort large) {
        this.stack = stack;
        this.classes = classes;
        this.progress = progress;
        this.teacher = teacher;
        this.deck = deck;
        this.cards = cards;
        this.small = small;
        this.large = large;
    }

    /** Makes deck and cohorts, for which all services must run. */
    static ClassPageFigure prepare(LocalStack stack, AnalyticsSettings.Classes classes, Consumer<String> progress)
            throws IOException, InterruptedException {
        EngramApi author = EngramApi.at(stack.url()).signIn("author", "write-transformers");
        String id = author.postText(
                        "/decks/import",
                        Map.of("acceptWarnings", "true"),
                        deckText(classes.cards()).getBytes(StandardCharsets.UTF_8))
                .path("deckId")
                .asText();
        author.put(
                "/decks/" + id + "/visibility",
                JsonNodeFactory.instance.objectNode().put("visibility", "PUBLIC"));
        List<CardId> cards = author.cards(id).stream()
                .map(card -> CardId.parse(card.path("cardId").asText()))
                .toList();
        EngramApi teacher = ClassAccounts.teacher(stack);
        ClassCohorts cohorts = new ClassCohorts(teacher, DeckId.parse(id));
        return new ClassPageFigure(
                stack,
                classes,
                progress,
                teacher,
                DeckId.parse(id),
                cards,
                cohorts.ensure("Class", null),
                cohorts.ensure("Large class", null));
    }

    private static String deckText(int cards) {
        StringBuilder text = new StringBuilder("Benchmark | Class\n");
        for (int i = 1; i <= cards; i++) {
            text.append("Which number does card %d of the class have?%nclass class::tag%d%nThe number %d.%n"
                    .formatted(i, i % TAGS, i));
        }
        return text.toString();
    }

    List<IngestFigure> measure(LogLoad log, ProjectionWatch watch) throws IOException, InterruptedException {
        fill(log, watch);
        return List.of(atOnce(), fromSnapshot());
    }

    private void fill(LogLoad log, ProjectionWatch watch) throws IOException, InterruptedException {
        List<LearnerId> learners = LogLoad.learners("class/", classes.large());
        long applied = watch.applied();
        Instant joined = Instant.now().minus(Duration.ofDays(30));
        for (int i = 0; i < learners.size(); i++) {
            LearnerId learner = learners.get(i);
            log.append(new DeckJoined(stamp(learner, joined), deck));
            log.append(new CohortJoined(stamp(learner, joined), large.id()));
            if (i < classes.learners()) {
                log.append(new CohortJoined(stamp(learner, joined), small.id()));
            }
        }
        long answers = log.answer(classes.copied() ? learners.subList(0, 1) : learners, cards, 1)
                .size();
        long events = answers + 2L * learners.size() + classes.learners();
        progress.accept("%,d answers of %,d learners are in the log".formatted(answers, learners.size()));
        ProjectionWatch.Folded folded = watch.awaitApplied(applied + events);
        progress.accept("they are folded, %,.0f/s".formatted(folded.perSecond()));
        if (classes.copied()) {
            copy(learners, watch.liveGeneration());
        }
    }

    private void copy(List<LearnerId> learners, int generation) throws IOException {
        long begun = System.nanoTime();
        try (MongoClient client = MongoConnections.create(stack.mongoUri(), "engram-bench", Duration.ofMinutes(2), 2)) {
            CopiedLearner first = CopiedLearner.of(
                    GenerationCollections.of(
                            client.getDatabase(ProjectionFigure.DATABASE), ProjectionWatch.NAME, generation),
                    learners.getFirst());
            if (first.size() != cards.size()) {
                throw new IOException("of %d cards %d have a document".formatted(cards.size(), first.size()));
            }
            first.write(learners.subList(1, learners.size()));
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        long written = (long) cards.size() * (learners.size() - 1);
        progress.accept("%,d documents are copied, %,.0f/s".formatted(written, written / seconds));
    }

    private static Stamp stamp(LearnerId learner, Instant at) {
        return new Stamp(new EventId(Ids.v7()), learner, at, ZoneOffset.UTC, CLIENT, 0, at);
    }

    private IngestFigure atOnce() throws InterruptedException {
        String name = "class of %,d x %,d cards, computed p99".formatted(classes.learners(), classes.cards());
        List<Long> nanos = new ArrayList<>();
        String details;
        try {
            page(small);
            long end = System.nanoTime() + TIME.toNanos();
            while (nanos.size() < FEWEST || nanos.size() < MOST && System.nanoTime() < end) {
                long start = System.nanoTime();
                page(small);
                nanos.add(System.nanoTime() - start);
            }
            details = latencies(nanos).toString();
        } catch (IOException refused) {
            details = "not answered: " + refused.getMessage();
        }
        progress.accept(name + ": " + details);
        double reached = nanos.isEmpty() ? Double.NaN : latencies(nanos).millis(0.99);
        return IngestFigure.atMost(name, "ms", 1_000, 30_000, reached, details);
    }

    private IngestFigure fromSnapshot() throws IOException, InterruptedException {
        String name = "class of %,d x %,d cards, from its snapshot p99".formatted(classes.large(), classes.cards());
        long begun = System.nanoTime();
        while (true) {
            try {
                page(large);
                break;
            } catch (ApiException computing) {
                if (computing.status() != 503 || System.nanoTime() - begun > LONGEST.toNanos()) {
                    throw computing;
                }
                Thread.sleep(1_000); // each look reads the members, which slows the computation
            }
        }
        double computed = (System.nanoTime() - begun) / 1e9;
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < FROM_SNAPSHOT; i++) {
            long start = System.nanoTime();
            page(large);
            nanos.add(System.nanoTime() - start);
        }
        String details = "%s; computed in %.1f s; %,.0f MB of the service"
                .formatted(latencies(nanos), computed, ProcessUse.megabytes(stack, StackPart.ANALYTICS));
        progress.accept(name + ": " + details);
        return IngestFigure.atMost(name, "ms", 100, 1_000, latencies(nanos).millis(0.99), details);
    }

    private void page(ClassCohort cohort) throws IOException, InterruptedException {
        teacher.get("/cohorts/" + cohort.id() + "/mastery", Map.of());
    }

    private static Latencies latencies(List<Long> nanos) {
        return Latencies.of(nanos.stream().mapToLong(Long::longValue).toArray());
    }
}
