package dev.engram.cli.stack;

/**
 * What a part answers when asked how it is.
 *
 * @param up whether it does its work
 * @param detail what it said, for people; for services the JSON of {@code /q/health/ready}; may be empty
 */
public record Health(boolean up, String detail) {
    static final Health UP = new Health(true, "");

    static Health down(String why) {
        return new Health(false, why);
    }
}
