package dev.engram.review.domain;

import dev.engram.events.CardId;
import java.util.Arrays;
import java.util.List;

/** Numbers the cards of some decks from 0 on: deck by deck, each in its order. Takes some 12 bytes for each card. Immutable. */
public final class CardNumbers {
    private final List<LiveCards> decks;

    /** Per deck the number of its first card, and last how many there are. */
    private final int[] starts;

    /** Open addressing: a number, or -1. */
    private final int[] table;

    /** @param decks in the order in which they are numbered; no card in two of them */
    public CardNumbers(List<LiveCards> decks) {
        this.decks = List.copyOf(decks);
        this.starts = new int[decks.size() + 1];
        for (int i = 0; i < decks.size(); i++) {
            starts[i + 1] = Math.addExact(starts[i], decks.get(i).size());
        }
        this.table = new int[Integer.highestOneBit(Math.max(8, size())) * 4];
        Arrays.fill(table, -1);
        for (int i = 0; i < decks.size(); i++) {
            for (int place = 0; place < decks.get(i).size(); place++) {
                put(starts[i] + place, decks.get(i).hash(place));
            }
        }
    }

    private void put(int number, int hash) {
        int slot = hash & (table.length - 1);
        while (table[slot] >= 0) {
            slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = number;
    }

    /** How many cards there are. */
    public int size() {
        return starts[decks.size()];
    }

    /** The number of a card; -1 if it is in none of the decks. */
    public int of(CardId card) {
        int slot = LiveCards.hash(card.value()) & (table.length - 1);
        for (int number = table[slot]; number >= 0; number = table[slot]) {
            int deck = deck(number);
            if (decks.get(deck).isAt(number - starts[deck], card.value())) {
                return number;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return -1;
    }

    /** The card with a number. */
    public CardId card(int number) {
        int deck = deck(number);
        return decks.get(deck).card(number - starts[deck]);
    }

    private int deck(int number) {
        int found = Arrays.binarySearch(starts, number);
        if (found < 0) {
            return -found - 2;
        }
        // of decks without cards the last begins where the next one with cards does
        while (starts[found + 1] == number) {
            found++;
        }
        return found;
    }
}
