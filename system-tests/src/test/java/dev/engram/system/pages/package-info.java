/** The pages of people in a real Chromium, on a stack with a simulated class. */
@NullMarked
package dev.engram.system.pages;

import org.jspecify.annotations.NullMarked;
