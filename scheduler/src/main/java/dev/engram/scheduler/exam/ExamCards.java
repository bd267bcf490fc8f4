package dev.engram.scheduler.exam;

import dev.engram.scheduler.CardState;
import java.util.List;

/**
 * The cards of an exam.
 *
 * @param states of those that were answered before, suspended ones included
 * @param newCards how many others there are that will be introduced, {@code >= 0}
 * @param suspendedNew how many others there are that will not be, since they are suspended, {@code >= 0}
 */
public record ExamCards(List<CardState> states, int newCards, int suspendedNew) {
    public ExamCards {
        states = List.copyOf(states);
    }

    /** How many were never answered. */
    public int unseen() {
        return newCards + suspendedNew;
    }

    /** All of them. */
    public int size() {
        return states.size() + unseen();
    }
}
