@NullMarked
package dev.engram.analytics.domain.learner;

import org.jspecify.annotations.NullMarked;
