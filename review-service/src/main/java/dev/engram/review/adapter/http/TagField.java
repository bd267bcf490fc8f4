package dev.engram.review.adapter.http;

import dev.engram.events.Tag;
import dev.engram.events.text.TextKind;
import dev.engram.kit.problem.Fields;

/** A tag in a field or parameter of a request. */
public final class TagField {
    private TagField() {}

    /** The tag that a client sent. @throws ProblemException 400 if it is none */
    public static Tag parse(String field, String text) {
        var fault = TextKind.TAG.fault(text);
        if (fault != null) {
            throw Fields.invalid(field, fault.rule());
        }
        try {
            return Tag.of(text);
        } catch (IllegalArgumentException broken) {
            throw Fields.invalid(field, "must have 1 to 64 characters, none of them white space, with names around ::");
        }
    }
}
