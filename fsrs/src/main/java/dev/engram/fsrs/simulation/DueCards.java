package dev.engram.fsrs.simulation;

import java.util.Arrays;

/** Cards by the day they fall due, first come first served: a linked list for each simulated day. */
final class DueCards {
    private static final int NONE = -1;

    private final int[] first;
    private final int[] last;
    private final int[] next; // by card
    private int day; // of the card to come; days before it are done with
    private int today;

    DueCards(int days, int cards) {
        first = new int[days];
        last = new int[days];
        next = new int[cards];
        Arrays.fill(first, NONE);
    }

    void begin(int today) {
        this.today = today;
    }

    boolean hasNext() {
        while (day <= today && first[day] == NONE) {
            day++;
        }
        return day <= today;
    }

    /** Takes the card out. */
    int next() {
        int card = first[day];
        first[day] = next[card];
        return card;
    }

    /** @param dueDay after today; a card due after the last day is dropped */
    void add(int card, int dueDay) {
        if (dueDay >= first.length) {
            return;
        }
        next[card] = NONE;
        if (first[dueDay] == NONE) {
            first[dueDay] = card;
        } else {
            next[last[dueDay]] = card;
        }
        last[dueDay] = card;
    }
}
