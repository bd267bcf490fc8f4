package dev.engram.card.domain;

import static dev.engram.card.Decks.NOW;
import static dev.engram.card.Decks.asking;
import static dev.engram.card.Decks.card;
import static dev.engram.card.Decks.someone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.DeckEvent;
import dev.engram.events.DeckId;
import dev.engram.events.Ids;
import dev.engram.events.LearnerId;
import dev.engram.events.codec.DeckEvents;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitTest {

    private final LearnerId author = someone();

    @ParameterizedTest
    @CsvSource({"1,1", "500,1", "501,2", "1000,2", "1001,3"})
    void shouldCutAChangeIntoVersionsOfFiveHundredCards(int cards, int versions) {
        // when
        var commits = Commit.of(new DeckId(Ids.v7()), 4, cards(cards, "So."), author, NOW);
        // then
        assertThat(commits)
                .extracting(Commit::version)
                .hasSize(versions)
                .startsWith(5L)
                .endsWith(4L + versions);
        assertThat(commits).allSatisfy(commit -> {
            var events = commit.events();
            for (int i = 0; i < events.size(); i++) {
                assertThat(events.get(i).stamp().index()).isEqualTo(i);
                assertThat(events.get(i).stamp().size()).isEqualTo(events.size());
                assertThat(events.get(i).stamp().version()).isEqualTo(commit.version());
            }
        });
        assertThat(commits.stream().mapToInt(commit -> commit.events().size()).sum())
                .isEqualTo(cards);
    }

    @Test
    void shouldNotCountTheCreationAsACard() {
        // given
        var changes = new ArrayList<DeckChange>();
        changes.add(new DeckChange.Created(author, new DeckPath(List.of("D")), "D"));
        changes.addAll(cards(500, "So."));
        // then
        assertThat(Commit.of(new DeckId(Ids.v7()), 0, changes, author, NOW)).hasSize(1);
    }

    /** The largest cards there can be, in the characters that take the most room. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "\u00e9", "\u6ce8", "\uD83D\uDE00", "\u0001", "\""})
    void shouldKeepACommitBelowAMegabyte(String character) {
        // when
        var commits = Commit.of(new DeckId(Ids.v7()), 0, cards(40, character.repeat(19_999) + "."), author, NOW);
        // then
        assertThat(commits)
                .allSatisfy(commit -> assertThat(commit.events().stream()
                                .mapToLong(event -> bytes(event))
                                .sum())
                        .isLessThanOrEqualTo(1_000_000));
    }

    private static long bytes(DeckEvent event) {
        return DeckEvents.codec().encode(event).sizeBytes();
    }

    private static List<DeckChange> cards(int count, String answer) {
        var changes = new ArrayList<DeckChange>();
        for (int i = 0; i < count; i++) {
            var content = new CardContent(
                    asking("Question " + i).question(), null, List.of(), new Answer(null, answer, false), null);
            changes.add(new DeckChange.Added(card(), i, content));
        }
        return changes;
    }
}
