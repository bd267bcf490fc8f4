/** What a hardness study found, and how sure it is: plain records, every figure with its mark where it is assumed or insufficient. */
@NullMarked
package dev.engram.hardness.study.report;

import org.jspecify.annotations.NullMarked;
