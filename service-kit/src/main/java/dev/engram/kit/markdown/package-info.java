/** From the texts of cards and of our own documents to HTML that a page may show. */
@NullMarked
package dev.engram.kit.markdown;

import org.jspecify.annotations.NullMarked;
