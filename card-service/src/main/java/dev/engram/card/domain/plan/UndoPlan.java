package dev.engram.card.domain.plan;

import dev.engram.card.domain.CardKey;
import dev.engram.card.domain.CardOrigin;
import dev.engram.card.domain.CardOutline;
import dev.engram.card.domain.DeckChange;
import dev.engram.card.domain.DeckOutline;
import dev.engram.card.domain.TextDigest;
import dev.engram.events.CardContent;
import dev.engram.events.CardId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What undoing the latest import of a deck would do.
 *
 * @param changes that give the cards the import touched the content they had before; those it added are retired
 * @param editedSince cards that were changed after the import, so that an undo would overwrite that
 * @param taken cards whose question before the import another card asks now
 */
public record UndoPlan(List<DeckChange> changes, List<CardId> editedSince, List<CardId> taken) {

    public UndoPlan {
        changes = List.copyOf(changes);
        editedSince = List.copyOf(editedSince);
        taken = List.copyOf(taken);
    }

    /** Number of cards that get their earlier content back. */
    public int revisions() {
        return (int)
                changes.stream().filter(DeckChange.Revised.class::isInstance).count();
    }

    /** Number of cards that are retired. */
    public int retirements() {
        return (int)
                changes.stream().filter(DeckChange.Retired.class::isInstance).count();
    }

    /** @param content null for a card that the import added */
    public record Before(@Nullable CardContent content, boolean retired) {}

    /**
     * @param deck as it is now
     * @param before the cards that the import touched, as they were before it
     */
    public static UndoPlan of(DeckOutline deck, Map<CardId, Before> before) {
        var changes = new ArrayList<DeckChange>();
        var editedSince = new ArrayList<CardId>();
        before.forEach((id, was) -> {
            var card = deck.card(id).orElseThrow();
            if (isAs(card, was)) {
                return;
            }
            boolean edited = card.version() > deck.header().imported().to() || card.origin() == CardOrigin.EDITED;
            if (edited && !isHalfUndone(card, was)) {
                editedSince.add(id);
            } else {
                undo(card, was, changes);
            }
        });
        return new UndoPlan(changes, editedSince, taken(deck, before));
    }

    /** As after an undo that was cut off and is run again. */
    private static boolean isAs(CardOutline card, Before was) {
        var content = was.content();
        return card.retired() == was.retired() && (content == null || card.says(content));
    }

    /** As after an undo that was cut off between the revision of a card and its retirement. */
    private static boolean isHalfUndone(CardOutline card, Before was) {
        var content = was.content();
        return was.retired() && content != null && card.says(content);
    }

    private static void undo(CardOutline card, Before was, List<DeckChange> changes) {
        var content = was.content();
        if (content != null && !card.says(content)) {
            changes.add(new DeckChange.Revised(card.id(), card.revision() + 1, content));
        }
        if (content == null || was.retired()) {
            changes.add(new DeckChange.Retired(card.id()));
        }
    }

    /** Of the questions that come back, those that a live card asks which the import did not touch. */
    private static List<CardId> taken(DeckOutline deck, Map<CardId, Before> before) {
        var asked = new HashSet<TextDigest>();
        for (var card : deck.cards().values()) {
            if (!card.retired() && !before.containsKey(card.id())) {
                asked.add(card.key());
            }
        }
        var taken = new ArrayList<CardId>();
        before.forEach((id, was) -> {
            var content = was.content();
            if (content != null && !was.retired() && asked.contains(TextDigest.of(CardKey.of(content.question())))) {
                taken.add(id);
            }
        });
        return taken;
    }
}
