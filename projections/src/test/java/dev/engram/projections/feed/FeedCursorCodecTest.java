package dev.engram.projections.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.events.CardId;
import dev.engram.events.DeckId;
import dev.engram.projections.feed.FeedCursor.Walk;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedCursorCodecTest {

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldReadWhatItHasWritten(long seed) {
        // given
        var random = new Random(seed);
        var cursor = cursor(random);
        // when
        var text = FeedCursorCodec.encode(cursor);
        // then
        assertThat(FeedCursorCodec.decode(text, cursor.decks().size())).isEqualTo(cursor);
        assertThat(text).matches("[A-Za-z0-9_-]{40,400}");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldRefuseATextThatWasChanged(long seed) {
        // given
        var random = new Random(seed);
        var cursor = cursor(random);
        var text = FeedCursorCodec.encode(cursor);
        int at = random.nextInt(text.length() - 1);
        var other = text.charAt(at) == 'A' ? 'B' : 'A';
        // when
        var changed = text.substring(0, at) + other + text.substring(at + 1);
        // then
        assertThatThrownBy(() -> FeedCursorCodec.decode(changed, cursor.decks().size()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be the next of an earlier answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AQ", "0", "reviews-4@1207.abc", "%%%", "AAAAAAAAAAAA"})
    void shouldRefuseWhatIsNoCursor(String text) {
        assertThatThrownBy(() -> FeedCursorCodec.decode(text, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.engram.testing.Seeds#fixedAndOneFresh")
    void shouldRefuseACursorOfAnotherNumberOfPartitions(long seed) {
        // given
        var cursor = cursor(new Random(seed));
        var text = FeedCursorCodec.encode(cursor);
        // when, then
        for (int partitions :
                new int[] {cursor.decks().size() - 1, cursor.decks().size() + 1}) {
            assertThatThrownBy(() -> FeedCursorCodec.decode(text, partitions))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("must be the next of an earlier answer");
        }
    }

    @Test
    void shouldHoldEveryDeckThatWasPutIn() {
        // given
        var random = new Random(7);
        var decks = Stream.generate(() -> deck(random)).limit(40).toList();
        // when
        var set = DeckSet.of(decks.subList(0, 20)).and(DeckSet.of(decks.subList(20, 40)));
        // then
        assertThat(decks).allMatch(set::mayHold);
        assertThat(DeckSet.ofBytes(set.bytes())).isEqualTo(set);
    }

    @Test
    void shouldKnowWhatWasWrittenAfterAMark() {
        var card = new CardId(UUID.randomUUID());
        assertThat(Mark.all(5).isBefore(5)).isFalse();
        assertThat(Mark.all(5).isBefore(6)).isTrue();
        assertThat(new Mark(5, card).isBefore(5)).isTrue();
        assertThat(new Mark(5, card).isBefore(4)).isFalse();
    }

    private static FeedCursor cursor(Random random) {
        return new FeedCursor(
                random.nextLong(),
                random.nextInt(-1, 1_000_000),
                mark(random),
                IntStream.range(0, random.nextInt(5))
                        .mapToObj(_ -> mark(random))
                        .toList(),
                random.nextLong(),
                decks(random),
                random.nextBoolean(),
                random.nextBoolean()
                        ? null
                        : new Walk(
                                random.nextLong(),
                                decks(random),
                                random.nextBoolean() ? null : deck(random),
                                mark(random)));
    }

    private static Mark mark(Random random) {
        return new Mark(
                random.nextLong(),
                random.nextBoolean() ? null : new CardId(new UUID(random.nextLong(), random.nextLong())));
    }

    private static DeckSet decks(Random random) {
        return DeckSet.of(List.copyOf(
                Stream.generate(() -> deck(random)).limit(random.nextInt(30)).toList()));
    }

    private static DeckId deck(Random random) {
        return new DeckId(new UUID(random.nextLong(), random.nextLong()));
    }
}
