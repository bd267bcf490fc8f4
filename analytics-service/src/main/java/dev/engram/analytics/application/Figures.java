package dev.engram.analytics.application;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Takes cards in, one after the other and in any order, and says what they come to. Lives within one call.
 *
 * @param <C> what is taken of a card
 * @param <T> what they come to
 */
public interface Figures<C, T> {

    void add(C card);

    T result();

    /** Figures of a part that takes in and a part that says. */
    static <C, T> Figures<C, T> of(Consumer<C> add, Supplier<T> result) {
        return new Figures<>() {
            @Override
            public void add(C card) {
                add.accept(card);
            }

            @Override
            public T result() {
                return result.get();
            }
        };
    }
}
