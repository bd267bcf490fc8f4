package dev.engram.runtime.learner;

import dev.engram.events.DeckId;
import dev.engram.events.LearnerId;
import dev.engram.events.WeightsFitted;
import dev.engram.events.WeightsFitted.DeckFit;
import dev.engram.events.WeightsFitted.HeldOutLoss;
import java.util.UUID;
import org.bson.Document;

/** A fit of weights, as part of the document of its learner. */
final class FitDocument {
    private FitDocument() {}

    static Document of(WeightsFitted fit) {
        return StampDocument.of(fit.stamp())
                .append("weights", fit.weights())
                .append("weightsVersion", fit.weightsVersion())
                .append("comparedWith", fit.comparedWith())
                .append("kind", fit.kind().name())
                .append("reviews", fit.reviews())
                .append("trainedOn", fit.trainedOn())
                .append("heldOut", loss(fit.heldOut()))
                .append("decks", fit.decks().stream().map(FitDocument::deck).toList());
    }

    static WeightsFitted read(Document stored, LearnerId learnerId) {
        return new WeightsFitted(
                StampDocument.read(stored, learnerId),
                stored.getList("weights", Double.class),
                stored.getString("weightsVersion"),
                stored.getString("comparedWith"),
                WeightsFitted.Kind.valueOf(stored.getString("kind")),
                stored.getInteger("reviews"),
                stored.getInteger("trainedOn"),
                loss(stored.get("heldOut", Document.class)),
                stored.getList("decks", Document.class).stream()
                        .map(FitDocument::deck)
                        .toList());
    }

    private static Document deck(DeckFit deck) {
        var document = new Document("deck", deck.deckId().value()).append("heldOut", loss(deck.heldOut()));
        var own = deck.own();
        return own == null ? document : document.append("own", loss(own));
    }

    private static DeckFit deck(Document stored) {
        var own = stored.get("own", Document.class);
        return new DeckFit(
                new DeckId(stored.get("deck", UUID.class)),
                loss(stored.get("heldOut", Document.class)),
                own == null ? null : loss(own));
    }

    private static Document loss(HeldOutLoss loss) {
        return new Document("reviews", loss.reviews())
                .append("before", loss.before())
                .append("after", loss.after())
                .append("low", loss.low())
                .append("high", loss.high());
    }

    private static HeldOutLoss loss(Document stored) {
        return new HeldOutLoss(
                stored.getInteger("reviews"),
                stored.getDouble("before"),
                stored.getDouble("after"),
                stored.getDouble("low"),
                stored.getDouble("high"));
    }
}
