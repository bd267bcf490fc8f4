/** Tests of the whole: the rules of the architecture, the documents, and the built stack under faults. */
@org.jspecify.annotations.NullMarked
package dev.engram.system;
