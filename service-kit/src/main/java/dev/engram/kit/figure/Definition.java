package dev.engram.kit.figure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the definition of a figure: an anchor of docs/definitions.md, which never changes its meaning. A component of an answer whose
 * type is a record passes it on to that record's components that have none of their own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Definition {
    /** The anchor, such as {@code observed-retention}. */
    String value();
}
