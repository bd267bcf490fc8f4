package dev.engram.card.adapter.http;

import dev.engram.card.adapter.mongo.DeckQueries.DeckSummary;
import dev.engram.card.domain.Card;
import dev.engram.card.domain.DeckHeader;
import dev.engram.events.CardAdded;
import dev.engram.events.CardContent;
import dev.engram.events.CardContent.Answer;
import dev.engram.events.CardContent.Source;
import dev.engram.events.CardRetired;
import dev.engram.events.CardRevised;
import dev.engram.events.CommitStamp;
import dev.engram.events.DeckCreated;
import dev.engram.events.DeckEvent;
import dev.engram.events.LearnerId;
import dev.engram.events.Tag;
import dev.engram.kit.markdown.CardHtml;
import dev.engram.projections.Position;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What clients see of decks and cards. */
public final class DeckViews {

    private DeckViews() {}

    @Schema(name = "DeckPage")
    public record DeckPage(
            List<DeckSummary> decks,

            @Schema(description = "Cursor of the next page; absent on the last") @Nullable
            UUID next) {}

    @Schema(name = "NewDeck")
    public record NewDeck(UUID deckId, long version, List<String> path, String title, String position) {

        static NewDeck of(DeckHeader deck) {
            return new NewDeck(
                    deck.id().value(),
                    deck.version(),
                    deck.path().segments(),
                    deck.title(),
                    Position.deck(deck.id(), deck.version()).toString());
        }
    }

    @Schema(name = "CardPage")
    public record CardPage(
            UUID deckId,

            @Schema(description = "The version of the deck that these cards are of")
            long version,

            @Schema(
                    description =
                            "Whether the deck has changed since the first page; for the cards of one version begin"
                                    + " again without a cursor")
            boolean changed,

            List<CardView> cards,

            @Schema(description = "Cursor of the next page; absent on the last") @Nullable
            String next) {}

    @Schema(name = "Card")
    public record CardView(
            UUID cardId,
            int ordinal,
            int revision,
            String question,

            @Schema(examples = "from-source") @Nullable String provenance,

            List<String> tags,
            @Nullable Answer answer,
            @Nullable Source source,

            @Schema(description = "The question as HTML that may be shown; with html=true") @Nullable
            String questionHtml,

            @Schema(description = "The text of the answer as HTML that may be shown; with html=true") @Nullable
            String answerHtml,

            boolean retired) {

        static CardView of(Card card, boolean html) {
            var content = card.content();
            var rich = html ? CardHtml.of(content) : CardHtml.NONE;
            return new CardView(
                    card.id().value(),
                    card.ordinal(),
                    card.revision(),
                    content.question(),
                    content.provenance(),
                    content.tags().stream().map(Tag::value).toList(),
                    content.answer(),
                    content.source(),
                    rich.question(),
                    rich.answer(),
                    card.retired());
        }
    }

    @Schema(name = "Content", description = "What a card says")
    public record ContentView(
            String question,

            @Schema(examples = "from-source") @Nullable String provenance,

            List<String> tags,
            @Nullable Answer answer,
            @Nullable Source source) {

        static ContentView of(CardContent content) {
            return new ContentView(
                    content.question(),
                    content.provenance(),
                    content.tags().stream().map(Tag::value).toList(),
                    content.answer(),
                    content.source());
        }

        /** Of the texts that may be long. */
        long characters() {
            return question.length()
                    + (answer == null || answer.text() == null
                            ? 0
                            : answer.text().length());
        }
    }

    @Schema(name = "CardChange")
    public record CardChange(UUID cardId, UUID deckId, long version, String position) {}

    /** What a version of a deck did with a card. */
    @Schema(name = "CardRevisionKind")
    public enum RevisionKind {
        ADDED,
        /** Also where a retired card is studied again. */
        REVISED,
        RETIRED
    }

    @Schema(name = "CardRevision")
    public record RevisionView(
            @Schema(description = "The version of the deck that did it")
            long version,

            Instant at,

            @Schema(description = "Whether you did it; others are not named")
            boolean byYou,

            RevisionKind kind,

            @Schema(description = "Number of the content; absent where the card was retired") @Nullable
            Integer revision,

            @Schema(description = "What the card said from then on; absent where the card was retired") @Nullable
            ContentView content) {

        /** @param event about a card */
        static RevisionView of(DeckEvent event, LearnerId reader) {
            return switch (event) {
                case DeckCreated _ -> throw new IllegalArgumentException("not about a card");
                case CardAdded added ->
                    of(added.stamp(), reader, RevisionKind.ADDED, added.revision(), added.content());
                case CardRevised revised ->
                    of(revised.stamp(), reader, RevisionKind.REVISED, revised.revision(), revised.content());
                case CardRetired retired -> of(retired.stamp(), reader, RevisionKind.RETIRED, null, null);
            };
        }

        private static RevisionView of(
                CommitStamp stamp,
                LearnerId reader,
                RevisionKind kind,
                @Nullable Integer revision,
                @Nullable CardContent content) {
            return new RevisionView(
                    stamp.version(),
                    stamp.at(),
                    stamp.author().equals(reader),
                    kind,
                    revision,
                    content == null ? null : ContentView.of(content));
        }
    }

    @Schema(name = "CardRevisionPage")
    public record RevisionPage(
            UUID deckId,
            UUID cardId,
            List<RevisionView> revisions,

            @Schema(description = "Cursor of the next page; absent on the last") @Nullable
            String next) {}
}
