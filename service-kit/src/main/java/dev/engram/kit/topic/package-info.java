/** Creates the topics of the log and refuses to run on one that could lose events. */
@NullMarked
package dev.engram.kit.topic;

import org.jspecify.annotations.NullMarked;
