package dev.engram.events.codec;

/** The result of decoding a record of the log. An undecodable one is parked, never dropped. */
public sealed interface Decoded<E> {

    record Event<E>(E event) implements Decoded<E> {}

    /**
     * @param reason stable slug: {@code missing-type}, {@code unknown-type}, {@code foreign-source},
     *     {@code malformed-json} or {@code invalid-field}
     * @param detail for people: which field, which rule
     */
    record Undecodable<E>(String reason, String detail) implements Decoded<E> {}
}
