/** What is refused of a request before it is read: parameters that are not known, and bodies that cannot be read as UTF-8. */
@NullMarked
package dev.engram.kit.input;

import org.jspecify.annotations.NullMarked;
