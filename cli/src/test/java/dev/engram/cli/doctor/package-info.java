/** Tests of what the doctor finds. */
@NullMarked
package dev.engram.cli.doctor;

import org.jspecify.annotations.NullMarked;
