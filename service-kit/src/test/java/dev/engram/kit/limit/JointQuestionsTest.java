package dev.engram.kit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JointQuestionsTest {
    private static final int FAILING = -1;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<List<Integer>> rounds = new CopyOnWriteArrayList<>();
    private final Semaphore mayEnd = new Semaphore(0);
    private final JointQuestions<Integer, String> joint = new JointQuestions<>("test", 4, asked -> {
        rounds.add(asked);
        mayEnd.acquireUninterruptibly();
        if (asked.contains(FAILING)) {
            throw new IllegalArgumentException("failed");
        }
        return asked.stream().map(question -> "answer " + question).toList();
    });

    @AfterEach
    void close() {
        mayEnd.release(1_000);
        threads.close();
    }

    private Future<String> asked(int question) {
        return threads.submit(() -> joint.ask(question));
    }

    /** Asks {@code questions} one after the other, all while the first of them is under way. */
    private List<Future<String>> askedAtOnce(int... questions) {
        var answers = new ArrayList<Future<String>>();
        answers.add(asked(questions[0]));
        await().until(() -> rounds.size() == 1);
        for (int i = 1; i < questions.length; i++) {
            int waiting = i;
            answers.add(asked(questions[i]));
            await().until(() -> joint.waiting() == waiting);
        }
        return answers;
    }

    @Test
    void shouldAskALoneQuestionAtOnce() {
        // given
        mayEnd.release(2);
        // when
        var first = joint.ask(1);
        var second = joint.ask(2);
        // then
        assertThat(first).isEqualTo("answer 1");
        assertThat(second).isEqualTo("answer 2");
        assertThat(rounds).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void shouldAskTogetherWhatArrivesMeanwhile() {
        // when
        var answers = askedAtOnce(1, 2, 3, 4, 5, 6);
        mayEnd.release(3);
        // then
        assertThat(answers)
                .map(Future::get)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 6)
                        .mapToObj(number -> "answer " + number)
                        .toList());
        assertThat(rounds).containsExactly(List.of(1), List.of(2, 3, 4, 5), List.of(6));
    }

    @Test
    void shouldThrowAFailureToThoseWhoAskedTogetherOnly() throws Exception {
        // when
        var answers = askedAtOnce(1, 2, FAILING, 4, 5, 6);
        mayEnd.release(3);
        // then
        assertThat(answers.get(0).get()).isEqualTo("answer 1");
        for (var failed : answers.subList(1, 5)) {
            assertThatThrownBy(failed::get).hasRootCauseInstanceOf(IllegalArgumentException.class);
        }
        assertThat(answers.get(5).get()).isEqualTo("answer 6");
    }

    @Test
    void shouldThrowWhereAnAnswerIsMissingInsteadOfWaitingForIt() {
        // given
        var silent = new JointQuestions<Integer, String>("test", 4, _ -> List.of());
        // then
        assertThatThrownBy(() -> silent.ask(1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> silent.ask(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void shouldAnswerTheOthersWhenOneIsInterrupted() throws Exception {
        // given
        var thrown = new CompletableFuture<Throwable>();
        var interrupted = Thread.ofVirtual().start(() -> {
            try {
                thrown.completeExceptionally(new AssertionError(joint.ask(1)));
            } catch (IllegalStateException stopped) {
                thrown.complete(stopped);
            }
        });
        await().until(() -> rounds.size() == 1);
        var other = asked(2);
        await().until(() -> joint.waiting() == 1);
        // when
        interrupted.interrupt();
        var stopped = thrown.get();
        mayEnd.release(2);
        // then
        assertThat(stopped).hasCauseInstanceOf(InterruptedException.class);
        assertThat(other.get()).isEqualTo("answer 2");
    }
}
