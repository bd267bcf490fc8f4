package dev.engram.studies.answers;

import dev.engram.hardness.table.InvalidReviewException;
import dev.engram.hardness.table.Review;
import dev.engram.hardness.table.ReviewKind;
import dev.engram.hardness.table.ReviewTableBuilder;
import dev.engram.studies.answers.Answer.Event;
import dev.engram.studies.answers.Answer.Named;
import dev.engram.studies.answers.Answer.Resolution;
import dev.engram.studies.answers.Answer.Unnamed;
import dev.engram.studies.csv.CsvException;
import dev.engram.studies.csv.CsvRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a log, by learner, card and time, each once. A row that is given twice counts once, unless its time is given to
 * the minute, where equal answers may be two; different answers at the same time stay in the order of the file. A later attempt at
 * the same opportunity is left out.
 */
public final class AnswerLog {
    private static final double DAY_MILLIS = TimeUnit.DAYS.toMillis(1);
    /** Answers sooner after the one before are steps of one session. */
    private static final double STEP_DAYS = 0.5;

    private static final Comparator<Answer> ORDER = Comparator.comparing(Answer::learner)
            .thenComparing(Answer::card)
            .thenComparingLong(Answer::atMillis)
            .thenComparingLong(Answer::line);

    private final Path file;
    private final List<Answer> answers;
    private final HistoryResets resets;
    private final List<String> notes;

    private AnswerLog(Path file, List<Answer> answers, HistoryResets resets, List<String> notes) {
        this.file = file;
        this.answers = answers;
        this.resets = resets;
        this.notes = List.copyOf(notes);
    }

    /**
     * Reads all rows.
     *
     * @param model      the KC model of a DataShop file; null = the model named Default, or else the first
     * @param covariates columns whose values are kept
     * @throws CsvException naming file, line and column of what cannot be read, or if the format has no times
     */
    public static AnswerLog read(CsvRows rows, EventFormat format, @Nullable String model, List<String> covariates)
            throws IOException {
        AnswerColumns columns = columns(rows, format, model);
        rows.require(covariates);
        int[] at = covariates.stream().mapToInt(rows.header()::indexOf).toArray();
        List<Answer> answers = new ArrayList<>();
        Map<Object, Object> shared = new HashMap<>();
        long leftOut = 0;
        while (rows.next()) {
            List<String> values = new ArrayList<>();
            for (int column : at) {
                values.add(rows.textOrEmpty(column));
            }
            Answer answer = columns.answer(shared(shared, List.copyOf(values)));
            if (answer == null) {
                leftOut++;
            } else {
                answers.add(shared(answer, shared));
            }
        }
        answers.sort(ORDER);
        List<String> notes = new ArrayList<>();
        note(notes, leftOut, columns.leftOut());
        return new AnswerLog(rows.file(), once(rows.file(), answers, notes), columns.resets(), notes);
    }

    private static AnswerColumns columns(CsvRows rows, EventFormat format, @Nullable String model) throws CsvException {
        return switch (format) {
            case LOG -> new LogColumns(rows, false);
            case EXPORT -> new LogColumns(rows, true);
            case DATASHOP -> new TransactionColumns(rows, model);
            case STUDENT_STEP -> new StepColumns(rows, model);
            case REVLOG -> new RevlogColumns(rows);
            case HISTORY ->
                throw new CsvException(
                        "%s has no times: a log with learner, card, time, rating is needed, or a file of DataShop or Anki"
                                .formatted(rows.file()));
        };
    }

    /** Equal texts and lists as one object: a log of millions of rows names few learners, cards and tags. */
    private static Answer shared(Answer answer, Map<Object, Object> known) {
        return new Answer(
                answer.line(),
                shared(known, answer.learner()),
                shared(known, answer.card()),
                answer.atMillis(),
                answer.resolution(),
                answer.rating(),
                answer.kind(),
                answer.plannedDays(),
                answer.occasion() == null ? null : shared(known, answer.occasion()),
                shared(known, answer.tags()),
                shared(known, answer.opportunities()),
                answer.covariates(),
                answer.event());
    }

    @SuppressWarnings("unchecked")
    private static <T> T shared(Map<Object, Object> known, T value) {
        return (T) known.computeIfAbsent(value, same -> same);
    }

    private static List<Answer> once(Path file, List<Answer> sorted, List<String> notes) throws CsvException {
        List<Answer> kept = new ArrayList<>(sorted.size());
        long copies = 0;
        long attempts = 0;
        long steps = 0;
        Answer row = null;
        for (Answer answer : sorted) {
            Answer before = row;
            row = answer;
            if (before != null && before.sameCard(answer)) {
                if (isAttempt(file, before, answer)) {
                    attempts++;
                    continue;
                }
                if (isCopy(kept, answer)) {
                    copies++;
                    continue;
                }
                steps += answer.atMillis() == before.atMillis() && answer.resolution() != Resolution.DAY ? 1 : 0;
            }
            kept.add(answer);
        }
        note(notes, copies, "rows given more than once: counted once");
        note(notes, attempts, "later attempts at an opportunity left out");
        note(notes, steps, "answers at the time of the one before: in the order of the file");
        return kept;
    }

    /** @param before the row before, of the same learner and card. @throws CsvException if nothing in the file says it */
    private static boolean isAttempt(Path file, Answer before, Answer answer) throws CsvException {
        if (answer.occasion() instanceof Named) {
            return answer.occasion().equals(before.occasion());
        }
        double gap = (answer.atMillis() - before.atMillis()) / DAY_MILLIS;
        if (answer.occasion() != Unnamed.AFTER_A_GAP || gap >= STEP_DAYS) {
            return false;
        }
        if (answer.resolution() == Resolution.DAY) {
            throw new CsvException(
                    ("%s, line %d: learner %s and card %s stand in line %d on the same day, and nothing tells a later attempt from a"
                                    + " new opportunity: Problem View, Problem Start Time or Attempt At Step, or the time of day is needed")
                            .formatted(file, answer.line(), answer.learner(), answer.card(), before.line()));
        }
        return true;
    }

    private static boolean isCopy(List<Answer> kept, Answer answer) {
        for (int i = kept.size() - 1; i >= 0; i--) {
            Answer earlier = kept.get(i);
            if (!earlier.sameCard(answer) || earlier.atMillis() != answer.atMillis()) {
                return false;
            }
            if (answer.resolution() != Resolution.MINUTE && answer.copies(earlier)) {
                return true;
            }
        }
        return false;
    }

    private static void note(List<String> notes, long count, String text) {
        if (count > 0) {
            notes.add(count + " " + text);
        }
    }

    /** By learner, card and time. */
    public List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** What was left out, in words. */
    public List<String> notes() {
        return notes;
    }

    /**
     * Adds every answer with the history of its learner and card: review index, days since the answer before, and earlier
     * successes and lapses. Where the file does not say what an answer was, the first one is the first exposure, one less than
     * half a day after another is a step, and all others are reviews. A history whose first answer is said to be a review or a
     * relearning step is truncated, and so is one of which an export says so.
     *
     * @throws CsvException if an answer breaks a rule of the table
     */
    public void addTo(ReviewTableBuilder table) throws CsvException {
        for (Derived derived : histories()) {
            Answer answer = derived.answer();
            try {
                table.add(derived.review(), answer.covariates().toArray(String[]::new));
            } catch (InvalidReviewException invalid) {
                throw new CsvException(
                        "%s, line %d (%s): %s".formatted(file, answer.line(), invalid.field(), invalid.rule()));
            }
        }
        table.daysFromTimes();
        notes.forEach(table::note);
    }

    /** @param review the answer with its history */
    record Derived(Answer answer, Review review) {}

    /** Each answer with its history, made as it is asked for. */
    Iterable<Derived> histories() {
        return () -> {
            History history = new History(resets);
            return answers.stream().map(history::next).iterator();
        };
    }

    /** The history of the learner and card of the answer read last. */
    private static final class History {
        private final HistoryResets resets;
        private @Nullable Answer before;
        private int index;
        private int successes;
        private int lapses;
        private int begun;
        private boolean truncated;

        History(HistoryResets resets) {
            this.resets = resets;
        }

        Derived next(Answer answer) {
            Answer last = before;
            boolean met = last != null && last.sameCard(answer);
            boolean first = last == null || !met || resets.between(last, answer);
            double elapsed =
                    first || last == null ? Review.UNKNOWN : (answer.atMillis() - last.atMillis()) / DAY_MILLIS;
            ReviewKind kind = kind(answer, first, elapsed);
            if (first) {
                begun = met ? begun + 1 : 0;
                index = 0;
                successes = 0;
                lapses = 0;
                truncated = kind == ReviewKind.REVIEW || kind == ReviewKind.RELEARN;
            }
            Event event = answer.event();
            Review review = new Review(
                    answer.learner(),
                    answer.card(),
                    index,
                    elapsed,
                    answer.plannedDays(),
                    answer.rating(),
                    successes,
                    lapses,
                    kind,
                    truncated || (event != null && event.historyTruncated()),
                    event == null ? identity(answer) : event.id());
            index++;
            successes += kind == ReviewKind.REVIEW && answer.rating() > 1 ? 1 : 0;
            lapses += kind == ReviewKind.REVIEW && answer.rating() == 1 ? 1 : 0;
            before = answer;
            return new Derived(answer, review);
        }

        /** Learner, card and review index tell answers apart, but not those of a history that began again. */
        private @Nullable String identity(Answer answer) {
            return begun == 0 ? null : String.join("/", answer.learner(), answer.card(), begun + "." + index);
        }
    }

    private static ReviewKind kind(Answer answer, boolean first, double elapsed) {
        if (answer.kind() != null) {
            return Objects.requireNonNull(answer.kind());
        }
        return first ? ReviewKind.LEARN : elapsed < STEP_DAYS ? ReviewKind.RELEARN : ReviewKind.REVIEW;
    }
}
